"""How much memory a training may take on the machine, in the container or on the dyno it finds itself in.

A container's limit (control groups of Linux, both versions) counts, and so does what the whole machine has
left; the smaller one decides. What files are cached with is given up when somebody needs it, so it is free.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bot.runtime.memory import resident_mb

SHARE_TO_USE = 0.9  # of what is free: the others grow a little meanwhile
NO_LIMIT_MB = 1e9  # an unlimited control group of version 1 says 2⁶³


def training_budget_mb(root: Path = Path("/"), *, in_child: bool = False) -> int | None:
    """Return nine tenths of what is free, and of what this process has unless a child will train.

    None where nobody says.
    """
    free = [each for each in (*_of_control_groups(root), _of_machine(root)) if each is not None]
    if not free:
        return None
    own = 0.0 if in_child else resident_mb()
    return int(SHARE_TO_USE * (min(free) + own))


def _of_machine(root: Path) -> float | None:
    """Return what the whole machine has left; half of its memory where only the whole is known."""
    for line in _lines(root / "proc/meminfo"):
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) / 1024
    if root != Path("/") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**20 / 2


def _of_control_groups(root: Path) -> Iterator[float | None]:
    """Yield what is left below the limit of each control group around this process."""
    for line in _lines(root / "proc/self/cgroup"):
        _number, controllers, path = line.split(":", 2)
        if controllers == "":
            top, names = root / "sys/fs/cgroup", ("memory.max", "memory.current", "inactive_file")
        elif "memory" in controllers.split(","):
            top = root / "sys/fs/cgroup/memory"
            names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        else:
            continue
        inside = top / path.strip("/")
        while True:
            yield _left_in(inside, *names)
            if inside == top:
                break
            inside = inside.parent


def _left_in(folder: Path, limit: str, usage: str, cached: str) -> float | None:
    """Return how many MB one control group has left; None without a limit."""
    limit_mb, used_mb = _megabytes(_lines(folder / limit)), _megabytes(_lines(folder / usage))
    if limit_mb is None or used_mb is None or limit_mb > NO_LIMIT_MB:
        return None
    words = [line.split() for line in _lines(folder / "memory.stat")]
    cache_mb = _megabytes([value for name, value in words if name == cached]) or 0.0
    return max(limit_mb - used_mb + cache_mb, 0.0)


def _megabytes(lines: list[str]) -> float | None:
    return int(lines[0]) / 2**20 if lines and lines[0].strip().isdigit() else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
