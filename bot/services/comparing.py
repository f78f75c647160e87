"""Two people compare tastes: one makes a link, another agrees, and both see the same.

Making a link is one person's consent, agreeing is the other's. A link is for one other person and for a week.
That somebody agreed is kept for a day: each of the two is told by a message of their own, and a process may
die between. Nothing of what was shown is stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.services.errors import ComparisonLinkGone, OwnComparisonLink, TooFewToCompare
from bot.services.films import films_of
from bot.services.taste import Taste, taste_of
from bot.services.views import Film
from recommender.agreement import (
    MIN_COMMON,
    USUAL_AGREEMENT,
    Agreement,
    Disagreement,
    agreement,
    disagreements,
)
from recommender.groups import GroupPick, recommend_to_group
from storage.records.together import ComparisonLink
from storage.tables.columns import MAX_LINK_ID
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

__all__ = [
    "MIN_COMMON",
    "USUAL_AGREEMENT",
    "Agreement",
    "ArguedFilm",
    "ComparedPerson",
    "Comparing",
    "Comparison",
    "Invitation",
    "SharedPick",
]

KEPT_FOR = timedelta(days=7)
AGREED_KEPT_FOR = timedelta(days=1)
TOLD_WITHIN = timedelta(minutes=2)  # what is older was left by a process that died, or by Telegram's refusal
MAX_LINKS = 5  # open ones of one person
MIN_RATINGS = 5
MAX_SHARED = 3
MAX_ARGUED = 3
LOOKED_AT = 15  # of the films for both, those that one of the two would not like are left out
LIKED_STARS = 3.5


@dataclass(frozen=True)
class Invitation:
    """An offer to compare tastes: whose, and until when."""

    link_id: int
    first_name: str
    expires_at: datetime


@dataclass(frozen=True)
class ComparedPerson:
    """One of the two."""

    chat_user_id: int
    first_name: str


@dataclass(frozen=True)
class SharedPick:
    """A film that both would like, with what each is expected to give it."""

    film: Film
    stars: tuple[float | None, ...]


@dataclass(frozen=True)
class ArguedFilm:
    """A film that both rated far apart, with what each gave it."""

    film: Film
    stars: tuple[float, float]


@dataclass(frozen=True)
class Comparison:
    """What both see: the one who made the link first, in `people` as in all stars."""

    link_id: int
    people: tuple[ComparedPerson, ComparedPerson]
    agreement: Agreement
    shared: tuple[SharedPick, ...]
    argued: tuple[ArguedFilm, ...]


class Comparing:
    """Makes links and compares the tastes of those who agreed to it."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock

    def make_link(self, chat_user_id: int, first_name: str) -> Invitation:
        """Keep a new link of somebody's; TooFewToCompare."""
        now = self._clock()
        link = ComparisonLink(secrets.randbelow(MAX_LINK_ID) + 1, chat_user_id, now)
        with self._unit_of_work() as work:
            _require_ratings(taste_of(work, chat_user_id))
            work.chat_users.touch(chat_user_id, now, first_name)
            work.comparison_links.add(link, keep=MAX_LINKS)
            work.commit()
        return Invitation(link.link_id, first_name, now + KEPT_FOR)

    def withdraw(self, link_id: int, chat_user_id: int) -> bool:
        """Delete somebody's own link; False when it is gone already."""
        with self._unit_of_work() as work:
            is_withdrawn = work.comparison_links.withdraw(link_id, chat_user_id)
            work.commit()
        return is_withdrawn

    def look_at(self, link_id: int, chat_user_id: int) -> Invitation:
        """Return whose link somebody opened; ComparisonLinkGone, OwnComparisonLink, TooFewToCompare."""
        with self._unit_of_work() as work:
            link = self._open(work, link_id, chat_user_id)
            if link.agreed_by is not None:
                raise ComparisonLinkGone
            _require_ratings(taste_of(work, chat_user_id))
            return Invitation(link_id, _named(work, link.chat_user_id).first_name, link.created_at + KEPT_FOR)

    def agree(self, link_id: int, chat_user_id: int) -> Comparison:
        """Compare two people and use their link up; the same errors as look_at.

        Whoever agreed and agrees again (their tap runs a second time) is shown the same.
        """
        with self._unit_of_work() as work:
            link = self._open(work, link_id, chat_user_id)
            _require_ratings(taste_of(work, chat_user_id))
            if not work.comparison_links.agree(link_id, chat_user_id, self._clock()):
                raise ComparisonLinkGone
            comparison = self._compare(work, link_id, (link.chat_user_id, chat_user_id))
            work.commit()
        return comparison

    def untold(self) -> list[Comparison]:
        """Return what makers of links were to be told minutes ago and were not."""
        with self._unit_of_work() as work:
            return [
                self._compare(work, link.link_id, (link.chat_user_id, link.agreed_by))
                for link in work.comparison_links.untold(self._clock() - TOLD_WITHIN)
                if link.agreed_by is not None
            ]

    def note_told(self, link_id: int) -> bool:
        """Note that the maker of a link is told what came of it; False when another process has done so."""
        with self._unit_of_work() as work:
            is_ours = work.comparison_links.note_told(link_id, self._clock())
            work.commit()
        return is_ours

    def note_untold(self, link_id: int) -> None:
        """Take back that the maker of a link is told."""
        with self._unit_of_work() as work:
            work.comparison_links.note_untold(link_id)
            work.commit()

    def prune(self) -> int:
        """Delete the links that nobody used in time, and that somebody agreed; answers how many."""
        now = self._clock()
        with self._unit_of_work() as work:
            count = work.comparison_links.prune(
                made_before=now - KEPT_FOR, agreed_before=now - AGREED_KEPT_FOR
            )
            work.commit()
        return count

    def _open(self, work: UnitOfWork, link_id: int, chat_user_id: int) -> ComparisonLink:
        """Return a link that this person may use, or has used."""
        link = work.comparison_links.get(link_id)
        if link is None or link.agreed_by not in {None, chat_user_id}:
            raise ComparisonLinkGone
        if link.agreed_by is None and link.created_at < self._clock() - KEPT_FOR:
            raise ComparisonLinkGone
        if link.chat_user_id == chat_user_id:
            raise OwnComparisonLink
        return link

    def _compare(self, work: UnitOfWork, link_id: int, both: tuple[int, int]) -> Comparison:
        people = _named(work, both[0]), _named(work, both[1])
        tastes = [taste_of(work, each) for each in both]
        ours, theirs = (taste.ratings for taste in tastes)
        picks, argued = self._shared(tastes), disagreements(ours, theirs, n=MAX_ARGUED)
        movie_ids = [pick.movie_id for pick in picks] + [film.movie_id for film in argued]
        films = films_of(work, movie_ids)
        return Comparison(
            link_id,
            people,
            agreement(ours, theirs),
            shared=_picked(picks, films),
            argued=_argued(argued, films),
        )

    def _shared(self, tastes: Sequence[Taste]) -> list[GroupPick]:
        """Return the films for both, without what one of them rated, watched or hid, or would not like."""
        picks = recommend_to_group(
            self._models.current().recommender.model,
            [taste.ratings for taste in tastes],
            n=LOOKED_AT,
            exclude=frozenset[int]().union(*(taste.seen for taste in tastes)),
        )
        enough = [_enough_stars(taste) for taste in tastes]
        return [pick for pick in picks if _is_liked(pick.expected_stars, enough)][:MAX_SHARED]


def _enough_stars(taste: Taste) -> float:
    """Return from how many stars on somebody likes a film: who is strict gives fewer."""
    return min(LIKED_STARS, LIKED_STARS if taste.usual_stars is None else taste.usual_stars)


def _is_liked(stars: Sequence[float | None], enough: Sequence[float]) -> bool:
    """Return whether everybody of whom something is known is expected to give enough."""
    return all(given is None or given >= least for given, least in zip(stars, enough, strict=True))


def _require_ratings(taste: Taste) -> None:
    if len(taste.ratings) < MIN_RATINGS:
        raise TooFewToCompare(MIN_RATINGS - len(taste.ratings))


def _named(work: UnitOfWork, chat_user_id: int) -> ComparedPerson:
    person = work.chat_users.get(chat_user_id)
    return ComparedPerson(chat_user_id, "" if person is None else person.first_name)


def _picked(picks: Sequence[GroupPick], films: Mapping[int, Film]) -> tuple[SharedPick, ...]:
    return tuple(
        SharedPick(films[pick.movie_id], pick.expected_stars) for pick in picks if pick.movie_id in films
    )


def _argued(argued: Sequence[Disagreement], films: Mapping[int, Film]) -> tuple[ArguedFilm, ...]:
    return tuple(ArguedFilm(films[each.movie_id], each.stars) for each in argued if each.movie_id in films)
