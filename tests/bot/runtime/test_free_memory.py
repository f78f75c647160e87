from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.runtime import free_memory
from bot.runtime.free_memory import training_budget_mb

MB = 2**20


@pytest.fixture(autouse=True)
def _a_process_of_a_hundred_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(free_memory, "resident_mb", lambda: 100.0)


def machine(root: Path, available_mb: int, groups: str = "") -> Path:
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/meminfo").write_text(f"MemTotal: 99 kB\nMemAvailable:   {available_mb * 1024} kB\n")
    (root / "proc/self/cgroup").write_text(groups)
    return root


def group(folder: Path, **files: int | str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in files.items():
        (folder / name.replace("__", ".")).write_text(f"{value}\n")


def test_without_a_container_most_of_what_the_machine_has_left_may_be_used(tmp_path: Path) -> None:
    assert training_budget_mb(machine(tmp_path, 1900)) == int(0.9 * 2000)


def test_a_containers_limit_counts_without_what_others_in_it_hold(tmp_path: Path) -> None:
    machine(tmp_path, 16_000, "0::/\n")
    group(
        tmp_path / "sys/fs/cgroup",
        memory__max=512 * MB,
        memory__current=250 * MB,
        memory__stat=f"anon 5\ninactive_file {50 * MB}",
    )
    assert training_budget_mb(tmp_path) == int(0.9 * (512 - 250 + 50 + 100))


def test_the_narrowest_of_nested_groups_decides(tmp_path: Path) -> None:
    machine(tmp_path, 16_000, "0::/outer/inner\n")
    outer = tmp_path / "sys/fs/cgroup/outer"
    group(outer, memory__max=700 * MB, memory__current=0)
    group(outer / "inner", memory__max="max", memory__current=0)
    assert training_budget_mb(tmp_path) == int(0.9 * 800)


def test_control_groups_of_the_first_version_are_read(tmp_path: Path) -> None:
    machine(tmp_path, 16_000, "9:cpu:/\n4:memory:/dyno\n")
    group(
        tmp_path / "sys/fs/cgroup/memory/dyno",
        memory__limit_in_bytes=512 * MB,
        memory__usage_in_bytes=112 * MB,
    )
    group(
        tmp_path / "sys/fs/cgroup/memory",
        memory__limit_in_bytes=2**63 - 4096,
        memory__usage_in_bytes=112 * MB,
    )
    assert training_budget_mb(tmp_path) == int(0.9 * 500)


def test_where_nobody_says_anything_there_is_no_budget(tmp_path: Path) -> None:
    assert training_budget_mb(tmp_path) is None


def test_on_this_machine_there_is_some_and_less_than_it_has() -> None:
    budget, whole = training_budget_mb(), os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**20
    assert budget is not None
    assert 0 < budget < whole
