"""Why a service could not do what was asked.

ServiceError
├── UnknownFilm            no such movie
├── UnknownGenre           no such genre; carries the close ones
│   └── SeveralGenres      more than one; carries them all
├── ListRefused            the words behind a command are no list; carries what of them is understood
├── UnknownMovieLensUser   no such id in the data set
├── DeckGone               the list behind a button is no longer kept
├── NotYourDeck            the list behind a button belongs to somebody else
├── ImportGone             the file behind a button is no longer kept, or another took its place
├── NothingNew             nothing came in lately, or nothing that the person has not been through
├── WatchlistDone          nothing is on the watchlist, nothing that fits, or no more than was shown
├── NoFilmsLeft            everything that fits has been rated, hidden or shown
├── NightGone              the movie night behind a button is over, or is no longer kept
├── NotInNight             only those who joined a movie night may do this
├── VetoUsed               one veto each
├── VotingHasBegun         the shortlist of a movie night stands while people vote
├── ComparisonLinkGone     the link to compare tastes was used, withdrawn, is too old or never was
├── OwnComparisonLink      somebody opened the link that they made themselves
├── TooFewToCompare        too few ratings to compare tastes; carries how many more it takes
├── NotAdmin               asked for something only admins may do
├── AlreadyTraining        a retrain is under way; carries since when and by whom
└── ModelUnusable          a trained model that cannot serve; carries its version and why
StorageUnavailable         the database cannot be reached at the moment
└── TransactionUndone      it undid what was under way; the same can be done again at once
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.services.views import NO_FILTERS, Film, Filters
from storage.errors import DatabaseUnavailable as StorageUnavailable
from storage.errors import TransactionUndone

__all__ = [
    "AlreadyTraining",
    "ComparisonLinkGone",
    "DeckGone",
    "ImportGone",
    "ListMistake",
    "ListRefused",
    "ModelUnusable",
    "NightGone",
    "NoFilmsLeft",
    "NotAdmin",
    "NotInNight",
    "NotYourDeck",
    "NothingNew",
    "OwnComparisonLink",
    "ServiceError",
    "SeveralGenres",
    "StorageUnavailable",
    "TooFewToCompare",
    "TransactionUndone",
    "UnknownFilm",
    "UnknownGenre",
    "UnknownMovieLensUser",
    "UnusableReason",
    "VetoUsed",
    "VotingHasBegun",
    "WatchlistDone",
]


UnusableReason = Literal[
    "unknown", "not_kept", "damaged", "foreign", "exposed", "unsigned", "newer", "unreadable"
]


class ServiceError(Exception):
    """Something asked for that cannot be given; each kind has its own sentence for the person."""


class UnknownFilm(ServiceError):
    """No film has this id."""

    def __init__(self, movie_id: int) -> None:
        super().__init__(f"unknown film {movie_id}")
        self.movie_id = movie_id


class UnknownGenre(ServiceError):
    """No genre is called like this."""

    def __init__(self, name: str, suggestions: tuple[str, ...]) -> None:
        super().__init__(f"unknown genre {name!r}")
        self.name = name
        self.suggestions = suggestions


class SeveralGenres(UnknownGenre):
    """More than one genre was named where one is meant."""


ListMistake = Literal[
    "unknown",
    "several_genres",
    "wrong_amount",
    "several_amounts",
    "leave_out_genres",
    "wrong_years",
    "unwanted",
]


@dataclass(eq=False)
class ListRefused(ServiceError):
    """The words behind a command are no list.

    deck_id is the stored wish that has what is understood, for buttons to add to; word what is not, with the
    genres that it may mean and the film that is called so; amounts are how many films were asked for.
    """

    mistake: ListMistake
    deck_id: int
    understood: Filters = NO_FILTERS
    word: str = ""
    suggestions: tuple[str, ...] = ()
    film: Film | None = None
    amounts: tuple[int, ...] = ()


class UnknownMovieLensUser(ServiceError):
    """The data set has no ratings of this user id."""

    def __init__(self, movielens_user_id: int) -> None:
        super().__init__(f"unknown MovieLens user {movielens_user_id}")
        self.movielens_user_id = movielens_user_id


class DeckGone(ServiceError):
    """The list behind a button is no longer kept."""


class ImportGone(ServiceError):
    """This file is no longer kept, or another took its place."""


class NotYourDeck(ServiceError):
    """The list behind a button is somebody else's."""


class NoFilmsLeft(ServiceError):
    """Nothing that fits is left; carries what was asked for, its deck, and how many are undecided.

    kept is what the person wants every list narrowed to.
    """

    def __init__(
        self,
        filters: Filters = NO_FILTERS,
        like: tuple[Film, ...] = (),
        undecided_count: int = 0,
        deck_id: int | None = None,
        kept: Filters = NO_FILTERS,
    ) -> None:
        super().__init__("no films left")
        self.kept = kept
        self.filters = filters
        self.like = like
        self.undecided_count = undecided_count
        self.deck_id = deck_id


@dataclass(eq=False)
class NothingNew(ServiceError):
    """No film came into the catalogue lately that fits and the person has not been through, or none at all.

    Carries whether any came in, what the list was narrowed to, and its deck.
    """

    is_through: bool = False
    filters: Filters = NO_FILTERS
    deck_id: int | None = None


class WatchlistDone(ServiceError):
    """A watchlist has no film to show, or no more; carries what it was narrowed to, and its deck."""

    def __init__(self, *, is_empty: bool, filters: Filters = NO_FILTERS, deck_id: int | None = None) -> None:
        super().__init__("no film on the watchlist is left")
        self.is_empty = is_empty
        self.filters = filters
        self.deck_id = deck_id


class NightGone(ServiceError):
    """The movie night behind a button is over, or is no longer kept."""


class FilmOffList(ServiceError):
    """The shortlist of a movie night has changed since its button was shown."""


class NotInNight(ServiceError):
    """Only those who joined a movie night may do this."""


class VetoUsed(ServiceError):
    """Everybody has one veto in a night."""


class VotingHasBegun(ServiceError):
    """The shortlist of a movie night stands while people vote."""


class ComparisonLinkGone(ServiceError):
    """A link to compare tastes was used, withdrawn, is too old or never was."""


class OwnComparisonLink(ServiceError):
    """Nobody compares tastes with themselves."""


class TooFewToCompare(ServiceError):
    """Somebody rated too few films to compare tastes."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} more ratings are needed")
        self.missing = missing


class NotAdmin(ServiceError):
    """Only admins may do this."""


class AlreadyTraining(ServiceError):
    """A retrain is under way."""

    def __init__(self, since: datetime, by: str) -> None:
        super().__init__(f"{by} has been training since {since:%H:%M} UTC")
        self.since = since
        self.by = by


class ModelUnusable(ServiceError):
    """A trained model cannot be made the live one."""

    def __init__(self, version: int, reason: UnusableReason) -> None:
        super().__init__(f"model version {version}: {reason}")
        self.version = version
        self.reason = reason
