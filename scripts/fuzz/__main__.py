"""Send updates that nobody would send, see what breaks: python -m scripts.fuzz [--updates N] [--seed S]."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import sys
import time
from collections.abc import Sequence

from bot.runtime.memory import resident_mb
from scripts.benches.small_database import NotEmpty
from scripts.fuzz.run import Findings, FoundCase, fuzz
from scripts.fuzz.soak import MAX_GROWTH, Soaked, soak

PROGRESS_EVERY = 10_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, print a small case for each kind of fault; return 1 when there is any."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(handlers=[logging.NullHandler()])
    begun = time.perf_counter()
    try:
        if options.soak:
            soaked = asyncio.run(soak(options.updates, options.seed, options.database, _tell))
            _print_soaked(soaked, options.updates, time.perf_counter() - begun)
            return 0 if soaked.is_clean else 1
        findings = asyncio.run(fuzz(options.updates, options.seed, options.database, _tell))
    except NotEmpty as error:
        print(f"fuzz: {error}", file=sys.stderr)
        return 2
    _print(findings, time.perf_counter() - begun)
    return 0 if findings.is_clean else 1


def _print(findings: Findings, seconds: float) -> None:
    for kind, case in findings.cases.items():
        print(f"\n## {kind} ({findings.times[kind]} times)\n\n{_told(case)}")
    print(
        f"\n{findings.sent:,} updates in {seconds:.0f} s ({findings.sent / seconds:.0f} a second):"
        f" {len(findings.cases)} kinds of faults, {findings.left_in_inbox} updates left in the inbox"
    )


def _print_soaked(soaked: Soaked, updates: int, seconds: float) -> None:
    for name, held in (("after the first tenth", soaked.early), ("at the end", soaked.late)):
        print(
            f"{name}: {held.memory_mb:.0f} MB, {held.tasks} tasks, {held.threads} threads,"
            f" {held.connections} connections in use"
        )
    print(
        f"{updates:,} updates of {soaked.hours:.1f} hours in {seconds:.0f} s: memory {soaked.growth:.2f} ×"
        f" (bar: {MAX_GROWTH} ×), {soaked.left_in_inbox} updates left in the inbox"
    )


def _told(case: FoundCase) -> str:
    updates = "\n".join(json.dumps(update) for update in case.updates)
    word = "" if case.is_repeatable else "\n(not broken again by the last 32 updates; this was the last)"
    return f"{case.fault.details}{word}\n{updates}"


def _tell(sent: int) -> None:
    if sent % PROGRESS_EVERY == 0:
        print(f"{sent:,} updates, {resident_mb():.0f} MB", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.fuzz", description=__doc__)
    parser.add_argument("--updates", type=int, default=10_000, metavar="N", help="how many (default: 10,000)")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which ones (default: 0)")
    parser.add_argument(
        "--soak", action="store_true", help="ordinary updates of one day, and what grows meanwhile"
    )
    parser.add_argument(
        "--database",
        default="sqlite",
        metavar="URL",
        help='an empty database, "postgresql" for a server of its own, or "sqlite" (the default)',
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
