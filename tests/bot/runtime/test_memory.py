"""How much memory this process takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.runtime import memory
from bot.runtime.memory import peak_mb, resident_mb

BLOCK_MB = 40


def test_a_block_of_memory_is_seen_and_remembered_as_the_peak() -> None:
    before = resident_mb()
    block = b"x" * (BLOCK_MB << 20)
    assert resident_mb() > before + BLOCK_MB / 2
    del block
    assert peak_mb() > before + BLOCK_MB / 2


def test_where_the_system_does_not_say_the_peak_stands_for_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "missing")
    assert resident_mb() == peak_mb() > 1
