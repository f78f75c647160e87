"""Processor time of this process and of all it started, those that have ended too (Linux).

Spark's Python workers end without telling their parent what they used, so nobody can be asked for it
afterwards: a thread looks at all processes now and then and remembers what each had used.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

LOOK_INTERVAL_SECONDS = 0.5  # a process loses at most what it used after the last look

Process = tuple[int, int]  # its id and the tick in which it began: an id is given again


@dataclass(frozen=True)
class Seen:
    """One process as it stands in /proc: its parent's id, and ticks of processor time of its own."""

    parent: int
    ticks: int


@dataclass
class ProcessTree:
    """What this process and those below it have used, as far as anybody has looked."""

    _ticks: dict[Process, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> float:
        """Look at every process, and return the seconds of processor time of all that belong here."""
        with self._lock:
            seen = _all_processes()
            for process in self._ours(seen):
                self._ticks[process] = seen[process].ticks
            return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def _ours(self, seen: dict[Process, Seen]) -> set[Process]:
        """Return those below this process, and those that were before their parent ended."""
        ours = {process for process in seen if process[0] == os.getpid() or process in self._ticks}
        grown = True
        while grown:
            ids = {process_id for process_id, _ in ours}
            more = {process for process, state in seen.items() if state.parent in ids} - ours
            ours, grown = ours | more, bool(more)
        return ours


@contextmanager
def watched_tree() -> Iterator[ProcessTree]:
    """Look at the processes below this one, until the end, often enough to miss little of any."""
    tree, ended = ProcessTree(), threading.Event()

    def keep_looking() -> None:
        while not ended.wait(LOOK_INTERVAL_SECONDS):
            tree.look()

    thread = threading.Thread(target=keep_looking, daemon=True)
    thread.start()
    try:
        yield tree
    finally:
        ended.set()
        thread.join()


def _all_processes() -> dict[Process, Seen]:
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        # proc(5), behind the name: state, parent, …; 12th and 13th user and system time, 20th the begin.
        ticks = int(fields[11]) + int(fields[12])
        found[int(path.parent.name), int(fields[19])] = Seen(int(fields[1]), ticks)
    return found
