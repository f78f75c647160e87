"""Kill the bot under people's taps and count what was lost: python -m scripts.faults [--kills N]."""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence

from scripts.faults.people import Cost
from scripts.faults.walk import Walk, walk

MODES, DATABASES = ("polling", "webhook"), ("sqlite", "postgresql")
HEAD = """
| way in | database | kills | taps | lost | out of order | /help | twice | not answered |
|---|---|---|---|---|---|---|---|---|"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk every way on every database, or those that are named; return 1 when something was lost."""
    options = _parser().parse_args(arguments)
    print(HEAD, flush=True)
    costs = []
    databases = ["postgresql"] if options.away else options.database or DATABASES
    for mode, database in itertools.product(options.mode or MODES, databases):
        kills = 0 if options.away else options.kills
        plan = Walk(mode, database, kills, options.people, options.per_second, options.seed, options.away)
        costs.append(walk(plan))
        print(_line(plan, costs[-1]), flush=True)
    return 0 if all(cost.is_nothing for cost in costs) else 1


def _line(plan: Walk, cost: Cost) -> str:
    figures = (cost.kills, cost.taps, cost.lost, cost.late, cost.helps, cost.doubled, cost.unanswered)
    return f"| {plan.mode} | {plan.database} | " + " | ".join(map(str, figures)) + " |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.faults", description=__doc__)
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
