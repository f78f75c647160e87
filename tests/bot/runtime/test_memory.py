"""How much memory this process takes, and how it keeps to little."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from bot.runtime import memory
from bot.runtime.memory import (
    ARENAS,
    give_back_memory,
    keep_for_good,
    peak_mb,
    resident_mb,
    use_few_arenas,
)

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


ALLOCATE_IN_EIGHT_THREADS = """
import ctypes, sys, threading
from bot.runtime.memory import use_few_arenas

if "few" in sys.argv:
    use_few_arenas()
libc = ctypes.CDLL(None)
everybody = threading.Barrier(8)

def allocate():
    everybody.wait()
    for _ in range(50):
        libc.malloc(5_000)
    everybody.wait()

threads = [threading.Thread(target=allocate) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no arenas to limit")
def test_all_threads_share_two_arenas() -> None:
    def arenas(*arguments: str) -> int:
        command = [sys.executable, "-c", ALLOCATE_IN_EIGHT_THREADS, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own program
        return done.stderr.count("Arena ")

    assert arenas() > ARENAS
    assert arenas("few") == ARENAS


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: object())
    use_few_arenas()
    give_back_memory()


FREE_BESIDE_WHAT_STAYS = """
import ctypes
from bot.runtime.memory import give_back_memory, resident_mb

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
blocks = [libc.malloc(100_000) for _ in range(400)]
for block in blocks:
    ctypes.memset(block, 1, 100_000)
for block in blocks[:-1]:
    libc.free(block)
held = resident_mb()
give_back_memory()
print(held - resident_mb())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are left alone")
def test_what_was_freed_beside_something_that_stays_goes_back_to_the_system() -> None:
    command = [sys.executable, "-c", FREE_BESIDE_WHAT_STAYS]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own program
    assert float(done.stdout) > 20


def test_what_is_kept_for_good_is_looked_at_no_more() -> None:
    gc.disable()
    try:
        keep_for_good()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()
