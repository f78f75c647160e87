"""Pages of mapped arrays are given back, and what stands in them stays."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recommender import artifact
from recommender.mapped_pages import let_go
from scripts.benches.synthetic import made_up_model

MB = 16


def resident_mb(path: Path) -> float:
    """Return how much of a file this process has in memory."""
    kilobytes, is_meant = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if "-" in line.split()[0]:
            is_meant = line.endswith(str(path))
        elif is_meant and line.startswith("Rss:"):
            kilobytes += int(line.split()[1])
    return kilobytes / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can look at its own maps")
def test_pages_that_were_looked_at_go_back_and_hold_the_same_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "numbers"
    np.arange(MB << 17, dtype=np.int64).tofile(path)
    numbers = np.memmap(path, np.int64, mode="r").view(np.ndarray)
    total = int(numbers.sum())
    assert resident_mb(path) > 0.9 * MB
    let_go(numbers)
    assert resident_mb(path) < 0.1 * MB
    assert int(numbers.sum()) == total


def test_an_array_in_memory_stays_as_it_is() -> None:
    numbers = np.arange(10)
    let_go(numbers)
    let_go(numbers[2:5])
    assert numbers.tolist() == list(range(10))


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can look at its own maps")
def test_a_model_from_a_file_lets_go_of_all_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "model"
    artifact.write(made_up_model(20_000, 1_000), path)
    model = artifact.read(path)
    assert model.star_model is not None
    norms = model.star_model.factor_norms.copy()
    looked_at = resident_mb(path)
    model.let_go_of_pages()
    assert resident_mb(path) < looked_at / 2
    assert np.array_equal(replace(model.star_model).factor_norms, norms)


def test_a_model_without_parts_has_nothing_to_let_go_of() -> None:
    replace(made_up_model(30, 10, neighbours=4), star_model=None, ranking_model=None).let_go_of_pages()
