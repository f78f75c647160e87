"""Kill the bot under people's taps and count what was lost: python -m scripts.faults [--kills N].

With --each-await whatever can break breaks at each wait between an update and its answer.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import logging
import sys
from collections.abc import Sequence

from scripts.faults.breaks import AwaitCost
from scripts.faults.each_await import strike_at_each_await
from scripts.faults.people import Cost
from scripts.faults.walk import Walk, walk

MODES, DATABASES = ("polling", "webhook"), ("sqlite", "postgresql")
HEAD = """
| way in | database | kills | taps | lost | out of order | /help | twice | not answered |
|---|---|---|---|---|---|---|---|---|"""

HEAD_OF_AWAITS = """
| way in | database | at each await | awaits | lost | twice | not answered | unforeseen |
|---|---|---|---|---|---|---|---|"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk every way on every database, or those that are named; return 1 when something was lost."""
    options = _parser().parse_args(arguments)
    if options.each_await:
        return _strike_at_awaits(options)
    print(HEAD, flush=True)
    costs = []
    databases = ["postgresql"] if options.away else options.database or DATABASES
    for mode, database in itertools.product(options.mode or MODES, databases):
        kills = 0 if options.away else options.kills
        plan = Walk(mode, database, kills, options.people, options.per_second, options.seed, options.away)
        costs.append(walk(plan))
        print(_line(plan, costs[-1]), flush=True)
    return 0 if all(cost.is_nothing for cost in costs) else 1


def _strike_at_awaits(options: argparse.Namespace) -> int:
    logging.basicConfig(handlers=[logging.NullHandler()])
    print(HEAD_OF_AWAITS, flush=True)
    costs: list[AwaitCost] = []
    for mode, database in itertools.product(options.mode or MODES, options.database or DATABASES):
        for name, cost in asyncio.run(strike_at_each_await(mode, database, options.every)).items():
            costs.append(cost)
            figures = (cost.waits, cost.lost, cost.doubled, cost.unanswered, cost.unforeseen)
            print(f"| {mode} | {database} | {name} | " + " | ".join(map(str, figures)) + " |", flush=True)
    return 0 if all(cost.is_nothing for cost in costs) else 1


def _line(plan: Walk, cost: Cost) -> str:
    figures = (cost.kills, cost.taps, cost.lost, cost.late, cost.helps, cost.doubled, cost.unanswered)
    return f"| {plan.mode} | {plan.database} | " + " | ".join(map(str, figures)) + " |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.faults", description=__doc__)
    parser.add_argument(
        "--each-await",
        action="store_true",
        help="kill, stop and cut off (Telegram, OMDb, database) at each wait of an update's way in turn",
    )
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="with --each-await: only every Nth (default: 1)"
    )
    parser.add_argument("--kills", type=int, default=20, metavar="N", help="kills of each walk (default: 20)")
    parser.add_argument("--people", type=int, default=20, metavar="N", help="people who tap (default: 20)")
    parser.add_argument(
        "--per-second", type=float, default=25, metavar="N", help="updates a second (default: 25)"
    )
    parser.add_argument(
        "--away",
        type=float,
        default=0,
        metavar="S",
        help="kill nothing; PostgreSQL is away for so many seconds once",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="when it is killed (default: 0)")
    parser.add_argument("--mode", action="append", choices=MODES, help="only this way in (may be repeated)")
    parser.add_argument(
        "--database", action="append", choices=DATABASES, help="only this database (may be repeated)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
