"""Measure what the project promises: python -m scripts.bench [NAME…] [--movielens DIR_OR_ZIP]."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

from recommender.movielens.bundled import BUNDLED_FOLDER, BUNDLED_NAME
from scripts import benches
from scripts.benches.measuring import Bench, Options, Row


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named benchmarks (all by default) and print a table each; 1 when a bar is missed."""
    known = find_benches()
    options = _parser(known).parse_args(arguments)
    unknown = [name for name in options.names if name not in known]
    if unknown:
        print(
            f"bench: no benchmark is called {', '.join(unknown)}; there are {', '.join(known)}",
            file=sys.stderr,
        )
        return 2
    if not options.movielens.exists():
        print(f"bench: {options.movielens} is not there", file=sys.stderr)
        return 2
    missed = 0
    for name in options.names or known:
        print(f"\n### {known[name].title}\n\n| measured | figure | bar | |\n|---|---|---|---|")
        chosen = Options(
            options.movielens,
            options.millions,
            options.people,
            options.threads,
            options.tasks,
            options.plot,
        )
        for row in known[name].run(chosen):
            print(_line(row), flush=True)
            missed += not row.passes
    return 1 if missed else 0


def find_benches() -> dict[str, Bench]:
    """Return every module of scripts/benches that offers BENCH, by name."""
    modules = (
        importlib.import_module(f"{benches.__name__}.{found.name}")
        for found in pkgutil.iter_modules(benches.__path__)
    )
    found = [module.BENCH for module in modules if hasattr(module, "BENCH")]
    return {bench.name: bench for bench in sorted(found, key=lambda bench: bench.name)}


def _line(row: Row) -> str:
    """Return a row of a Markdown table."""
    verdict = "" if not row.bar else ("passes" if row.passes else "**missed**")
    return f"| {row.measure} | {row.value} | {row.bar} | {verdict} |"


def _parser(known: dict[str, Bench]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.bench", description="Measure what the project promises."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(known)} (default: all)")
    parser.add_argument(
        "--movielens",
        type=Path,
        default=BUNDLED_FOLDER,
        metavar="DIR_OR_ZIP",
        help=f"the data set to measure with (default: {BUNDLED_NAME}, which is here)",
    )
    parser.add_argument(
        "--millions",
        type=_numbers,
        default=Options.millions,
        metavar="N,N",
        help="sizes that scale and svd measure, of 1, 4, 16 and 32 million ratings (default: 1,4)",
    )
    parser.add_argument(
        "--people",
        type=int,
        default=Options.people,
        metavar="N",
        help=f"how many people crowd makes up (default: {Options.people:,})",
    )
    parser.add_argument(
        "--threads",
        type=int,
        default=Options.threads,
        metavar="N",
        help=f"how many threads scale trains with (default: {Options.threads})",
    )
    parser.add_argument(
        "--tasks",
        type=_numbers,
        default=Options.tasks,
        metavar="N,N",
        help="how many tasks at once spark trains with (default: 1,2,4)",
    )
    parser.add_argument(
        "--plot", type=Path, metavar="FILE", help="where scale draws how seconds and memory grow (a PNG)"
    )
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
