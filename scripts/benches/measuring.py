"""What every benchmark is made of: rows of a table, and functions that run in a process of their own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.movielens.bundled import BUNDLED_FOLDER

LINUX_STATUS = Path("/proc/self/status")
PROGRAM = (
    "import importlib, json, sys; from scripts.benches.measuring import peak_mb;"
    "module, name, arguments = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]);"
    "result = getattr(importlib.import_module(module), name)(**arguments);"
    "print(json.dumps(result | {'peak_mb': peak_mb()}))"
)


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, the value with its unit, and the bar it must pass ("" = none)."""

    measure: str
    value: str
    bar: str = ""
    passes: bool = True


@dataclass(frozen=True)
class Options:
    """What the command line says: the MovieLens data set, how much to make up, how much at once.

    plot: where a bench that draws puts its picture.
    """

    movielens: Path = BUNDLED_FOLDER
    millions: tuple[int, ...] = (1, 4)
    people: int = 20_000
    threads: int = 2
    tasks: tuple[int, ...] = (1, 2, 4)
    plot: Path | None = None


@dataclass(frozen=True)
class Bench:
    """A benchmark: its name on the command line, a title, and what measures."""

    name: str
    title: str
    run: Callable[[Options], Iterator[Row]]


def at_most(measure: str, value: float, bar: float, unit: str) -> Row:
    """Return a figure that must not be above its bar."""
    return Row(measure, f"{value:,.4g} {unit}", f"≤ {bar:g} {unit}", value <= bar)


def in_child(
    function: Callable[..., dict[str, Any]], *, threads: int = 2, **arguments: Any
) -> dict[str, Any]:
    """Run a module's function in a fresh process and return its result, and the process's peak_mb.

    Arguments and result are JSON. threads bounds what the numeric libraries use.
    """
    command = [sys.executable, "-c", PROGRAM, function.__module__, function.__name__, json.dumps(arguments)]
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    answer = subprocess.run(  # noqa: S603 - our own interpreter and our own functions
        command, env=os.environ | limits, stdout=subprocess.PIPE, text=True, check=True
    )
    result: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return result


def peak_mb() -> float:
    """Return the most memory this process ever held resident, in MB."""
    if LINUX_STATUS.exists():  # ru_maxrss would begin with what the parent held
        line = next(line for line in LINUX_STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
