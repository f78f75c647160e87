"""Collect facts of films from OMDb, the likeliest to be shown first: python -m scripts.enrich.

The bot does the same every night. What is done is kept film by film: end it (Ctrl-C) and start it again as
you like. A fifth of the daily quota is left to people who look at films.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from typing import Any

import httpx
from sqlalchemy.engine import Engine
from tqdm import tqdm

from bot.omdb.enriching import PAUSE_SECONDS, Enriching, EnrichmentReport, Fate
from bot.runtime.clock import utc_now
from bot.services.adding_films import AddingFilms
from bot.services.wanted_films import WantedFilms
from bot.settings import Settings, WrongSettings, read_settings
from bot.toolbox.building import build_details
from scripts.migrate import FAILED, opened_engine
from storage.errors import StorageError
from storage.migrating import upgrade
from storage.unit_of_work import unit_of_work_factory

INTERRUPTED = 130
NO_KEY = "OMDB_API_KEY is not set: get a free one at omdbapi.com."
FATES = {
    Fate.KNOWN: "known now",
    Fate.ADDED: "joined the catalogue",
    Fate.NO_FILM: "no films",
    Fate.MISSED: "not told",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Look films up until the limit or the quota; return the exit code."""
    options = _parse(arguments)
    try:
        settings = read_settings()
        if settings.omdb_api_key is None:
            print(NO_KEY, file=sys.stderr)
            return FAILED
        with opened_engine(settings) as engine:
            upgrade(engine)
            limit = settings.omdb_daily_limit if options.limit is None else options.limit
            wanted = WantedFilms(unit_of_work_factory(engine), utc_now).next(limit)
            report = look_up(settings, engine, wanted, pause=options.pause)
    except (WrongSettings, StorageError, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Interrupted; what was found is kept.", file=sys.stderr)
        return INTERRUPTED
    print(describe(report, len(wanted)))
    return 0


def look_up(
    settings: Settings, engine: Engine, imdb_ids: Sequence[str], *, pause: float, ahead: bool = True
) -> EnrichmentReport:
    """Ask OMDb about these films, with a progress bar on a terminal."""
    return asyncio.run(_look_up(settings, engine, imdb_ids, pause, ahead))


async def _look_up(
    settings: Settings, engine: Engine, imdb_ids: Sequence[str], pause: float, ahead: bool
) -> EnrichmentReport:
    unit_of_work = unit_of_work_factory(engine)
    async with httpx.AsyncClient() as http:
        details = build_details(settings, unit_of_work, http)
        enriching = Enriching(details, AddingFilms(unit_of_work, utc_now))
        with tqdm(desc="Films", total=len(imdb_ids), unit="", disable=None) as bar:
            report = await enriching.run(
                imdb_ids, ahead=ahead, pause=pause, on_film=lambda _imdb_id, _fate: _advance(bar)
            )
        await details.aclose()
    return report


def _advance(bar: Any) -> None:
    bar.update()


def describe(report: EnrichmentReport, wanted: int) -> str:
    """Say what was done in a sentence or two."""
    counts = ", ".join(f"{report.fates[fate]} {words}" for fate, words in FATES.items() if report.fates[fate])
    done = f"Asked about {report.asked} of {wanted} films" + (f": {counts}." if counts else ".")
    if report.stopped_by is None:
        return done
    return f"{done} OMDb is not to be asked any more now ({report.stopped_by}); start it again later."


def count(text: str) -> int:
    """Return a whole number from 0 on."""
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 on")
    return int(text)


def seconds(text: str) -> float:
    """Return a number of seconds up to an hour."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 0 to 3600")
    return number


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.enrich", description=__doc__)
    parser.add_argument(
        "--limit", type=count, metavar="N", help="ask about N films at most (default: OMDB_DAILY_LIMIT)"
    )
    add_pause(parser)
    return parser.parse_args(arguments)


def add_pause(parser: argparse.ArgumentParser) -> None:
    """Add the option that says how long to wait between two requests."""
    parser.add_argument(
        "--pause",
        type=seconds,
        default=PAUSE_SECONDS,
        metavar="SECONDS",
        help=f"wait so long between two requests (default: {PAUSE_SECONDS:g})",
    )


if __name__ == "__main__":
    sys.exit(main())
