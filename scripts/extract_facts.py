"""Make a table of facts from OMDb answers: python -m scripts.extract_facts BODIES.jsonl … --out FILE.

A line is one answer in JSON. Makers, languages, countries, length, age rating, IMDb's rating and votes carry
over; no plot, no poster. Lines that are no film are counted and left out; a film answered twice counts once.
A table that is there already is added to: what it knows of films that nobody answered about stays in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from recommender.facts.records import Facts
from recommender.facts.table import FactsFormatError, read_facts, write_facts
from recommender.facts.values import read_omdb_facts


def main(arguments: Sequence[str] | None = None) -> int:
    """Extract and write the facts; return 1 when a file is out of reach, or the table is none."""
    options = _parser().parse_args(arguments)
    try:
        facts, left_out = extract(line for path in options.bodies for line in _lines(path))
        known = read_facts(options.out) if options.out.exists() else {}
        write_facts({**known, **facts}, options.out)
    except (OSError, FactsFormatError) as error:
        print(f"extract_facts: {error}", file=sys.stderr)
        return 1
    kept = len(known.keys() - facts.keys())
    print(f"{len(facts)} films, {left_out} lines left out, {kept} kept from before", file=sys.stderr)
    return 0


def extract(lines: Iterable[str]) -> tuple[dict[str, Facts], int]:
    """Return facts by IMDb id and how many lines held none; a later answer replaces an earlier one."""
    facts: dict[str, Facts] = {}
    left_out = 0
    for line in lines:
        try:
            answer = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            answer = None
        found = read_omdb_facts(answer) if isinstance(answer, dict) else None
        if found is None:
            left_out += 1
        else:
            facts[found[0]] = found[1]
    return facts, left_out


def _lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return [line for line in text.split("\n") if line.strip()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.extract_facts", description="Make a table of facts from OMDb answers."
    )
    parser.add_argument("bodies", type=Path, nargs="+", metavar="BODIES", help="answers, one in a line")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where the table goes, or stands"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
