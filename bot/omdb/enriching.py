"""Collecting facts of films ahead of time, and letting films of today join the catalogue.

Every film has one of these ends, and each is in the database before the next is asked about, so that a run
that is cut off goes on where it was:

- OMDb knows it: facts and details are kept, whatever is "N/A" in them is unknown, and all "N/A" is an answer;
- it is no film of the catalogue, but a film: it joins;
- it is a series, an episode or a game and not in the catalogue: its facts are kept, so that it is not asked
  about again; it does not join;
- another film's answer (another year, an episode), a merged or unknown id: a miss, asked again after weeks;
- the quota is spent or OMDb is away: the run ends, and the film stays wanted.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.omdb.circuit_breaker import OUTAGE, REFUSED_KEY, SPENT
from bot.omdb.details_cache import Found, Missed, Outcome
from bot.omdb.lookup import FilmDetailsLookup
from bot.runtime import offload
from bot.services.adding_films import AddingFilms, NewFilm, NotAdded
from bot.services.errors import StorageUnavailable

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0  # between requests: nobody waits for these films
ENDS_A_RUN = OUTAGE | REFUSED_KEY | SPENT
SAYS_NOTHING = ENDS_A_RUN | {Outcome.ERROR_GETTING_DATA, Outcome.SOMETHING_WENT_WRONG}
SERIES = ("series", "episode")


class Fate(StrEnum):
    """What became of one film."""

    KNOWN = "known"  # of the catalogue, and OMDb told of it
    ADDED = "added"  # new in the catalogue
    NO_FILM = "no_film"  # a series, an episode or a game
    MISSED = "missed"  # OMDb does not know it, or answered about another one


@dataclass
class EnrichmentReport:
    """What a run did so far; stopped_by is why it ended before its last film."""

    fates: Counter[Fate] = field(default_factory=Counter)
    stopped_by: str | None = None

    @property
    def asked(self) -> int:
        """Return about how many films OMDb was asked."""
        return self.fates.total()


class Enriching:
    """Asks OMDb about one film after the other, politely, within the quota."""

    def __init__(
        self,
        details: FilmDetailsLookup,
        adding: AddingFilms,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._details = details
        self._adding = adding
        self._sleep = sleep
        self.is_running = False

    async def run(
        self,
        imdb_ids: Iterable[str],
        *,
        ahead: bool = True,
        pause: float = PAUSE_SECONDS,
        on_film: Callable[[str, Fate], None] = lambda _imdb_id, _fate: None,
    ) -> EnrichmentReport:
        """Look films up until they are through, or OMDb is not to be asked any more."""
        self.is_running = True
        try:
            return await self._run(imdb_ids, ahead, pause, on_film)
        finally:
            self.is_running = False

    async def _run(
        self, imdb_ids: Iterable[str], ahead: bool, pause: float, on_film: Callable[[str, Fate], None]
    ) -> EnrichmentReport:
        report = EnrichmentReport()
        for imdb_id in imdb_ids:
            if report.asked:
                await self._sleep(pause)
            try:
                fate = await self._look_up(imdb_id, ahead)
            except StorageUnavailable as error:
                fate = str(error)
            if not isinstance(fate, Fate):
                report.stopped_by = fate
                break
            report.fates[fate] += 1
            on_film(imdb_id, fate)
        return report

    async def _look_up(self, imdb_id: str, ahead: bool) -> Fate | str:
        """Return what became of a film, or why the run ends."""
        answer = await self._details.ask(imdb_id, ahead=ahead)
        if isinstance(answer, Missed) and answer.reason in ENDS_A_RUN:
            return answer.reason.value
        return await self._settle(imdb_id, answer)

    async def _settle(self, imdb_id: str, answer: Found | Missed) -> Fate:
        """Let a film that is new join the catalogue; say what became of it."""
        if isinstance(answer, Missed):
            return Fate.MISSED
        if await offload.run(self._adding.known, imdb_id) is not None:
            return Fate.KNOWN
        new = new_film(imdb_id, answer)
        if new is None:
            return Fate.NO_FILM
        await offload.run(self._adding.add, new)
        return Fate.ADDED


def new_film(imdb_id: str, found: Found) -> NewFilm | None:
    """Return what joins the catalogue; None for what is no film or has no title."""
    if found.title is None or found.kind != "movie":
        return None
    return NewFilm(imdb_id, found.title, found.year, found.genres)


def why_not(imdb_id: str, answer: Found | Missed) -> NotAdded:
    """Return why what OMDb answered is nothing that can join."""
    if isinstance(answer, Missed):
        return NotAdded(imdb_id, "not_asked" if answer.reason in SAYS_NOTHING else "unknown")
    return NotAdded(imdb_id, "series" if answer.kind in SERIES else "no_film", answer.title)
