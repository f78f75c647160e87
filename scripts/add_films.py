"""Let films join the catalogue by their IMDb ids: python -m scripts.add_films FILE|tt… …

A file may be any text with IMDb ids in it, such as a CSV of awards or a list exported from IMDb. Films that
are there already are not asked about; start it again when the quota was spent, and it goes on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.importing.imdb_ids import MAX_IDS, MAX_LINE, ImdbIds, read_imdb_ids
from bot.services.wanted_films import joinable
from bot.settings import WrongSettings, read_settings
from scripts.enrich import INTERRUPTED, NO_KEY, add_pause, count, describe, look_up
from scripts.migrate import FAILED, opened_engine
from storage.errors import StorageError
from storage.migrating import upgrade
from storage.unit_of_work import unit_of_work_factory


def main(arguments: Sequence[str] | None = None) -> int:
    """Add what the command line names; return the exit code."""
    options = _parse(arguments)
    try:
        settings = read_settings()
        given = read_imdb_ids(_lines(options.sources))
        print(_describe(given))
        if not given.imdb_ids:
            return FAILED
        if settings.omdb_api_key is None:
            print(NO_KEY, file=sys.stderr)
            return FAILED
        with opened_engine(settings) as engine:
            upgrade(engine)
            with unit_of_work_factory(engine)() as work:
                new = joinable(work, given.imdb_ids)
            print(f"{len(given.imdb_ids) - len(new)} are known already, {len(new)} are new.")
            report = look_up(settings, engine, new[: options.limit], pause=options.pause, ahead=False)
    except (WrongSettings, StorageError, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Interrupted; what was found is kept.", file=sys.stderr)
        return INTERRUPTED
    print(describe(report, len(new)))
    return 0


def _lines(sources: Sequence[str]) -> Iterator[str]:
    """Yield the ids as they stand and the lines of files, the longest of which are cut."""
    for source in sources:
        path = Path(source)
        if not path.is_file():
            yield source
            continue
        with path.open(encoding="utf-8", errors="replace") as file:
            while line := file.readline(MAX_LINE):
                yield line


def _describe(given: ImdbIds) -> str:
    """Say what was read."""
    parts = [f"{len(given.imdb_ids)} IMDb ids"]
    if given.repeated:
        parts.append(f"{given.repeated} more than once")
    if given.unreadable:
        parts.append(f"{given.unreadable} lines without one")
    if given.is_cut:
        parts.append(f"the rest left out ({MAX_IDS:,} at a time)")
    return ", ".join(parts) + "."


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.add_films", description=__doc__)
    parser.add_argument("sources", nargs="+", metavar="FILE|tt…", help="files with IMDb ids, or IMDb ids")
    parser.add_argument("--limit", type=count, metavar="N", help="ask OMDb about N films at most")
    add_pause(parser)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
