"""What a text may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from recommender.filtering import NO_FILTERS, Filters

__all__ = [
    "NO_FILTERS",
    "Act",
    "BetweenRequest",
    "CommandRequest",
    "FilmRequest",
    "Filters",
    "ListRequest",
    "NotUnderstood",
    "NumberRequest",
    "PeopleRequest",
    "PlaceRequest",
    "RatingRequest",
    "Reading",
    "Request",
    "Role",
    "SeriesPlace",
    "SimilarRequest",
    "SmallTalk",
    "StepRequest",
    "Talk",
    "TitleRequest",
    "Unwanted",
]

Talk = Literal[
    "greeting",
    "thanks",
    "help",
    "recommend",
    "bye",
    "yes",
    "no",
    "about",
    "praise",
    "complaint",
    "wrong_film",
    "undo",
    "why",
    "series",
]
Act = Literal[
    "open",
    "series",
    "same_director",
    "stars",
    "no_stars",
    "unrate",
    "keep",
    "unkeep",
    "seen",
    "unseen",
    "hide",
    "unhide",
]
"""What can be done with a film; "stars" asks how many, for nobody gave any; "no_stars" too, for the number
that was given is none; "series" opens what is one; "same_director" lists what its director made besides."""
Role = Literal["director", "actor"]
"""How somebody took part in a film."""


@dataclass(frozen=True)
class ListRequest:
    """A list narrowed to something; popular films, or one's own watchlist, when they were asked for."""

    filters: Filters = NO_FILTERS
    amount: int | None = None
    is_popular: bool = False
    is_watchlist: bool = False


@dataclass(frozen=True)
class Unwanted:
    """Words that may be names of people whose films are not wanted; of a director, those that they directed.

    is_topic: they are rather what films are not to be about. longer is each name with a small word beside it,
    which may belong to it. whole is all of several names with what joins them: a title may do ("Bonnie and
    Clyde").
    """

    names: tuple[str, ...]
    role: Role | None = None
    is_topic: bool = False
    longer: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    whole: str = field(default="", compare=False)


@dataclass(frozen=True)
class SimilarRequest:
    """Films like those of these titles, perhaps narrowed to something; without titles, like that of the card.

    makers are whose films are meant where the titles are names, if they differ: "those of Tarantino".
    is_whole: nothing is meant but the film of this very title ("like Rebel Without a Cause").
    """

    titles: tuple[str, ...]
    filters: Filters = NO_FILTERS
    makers: tuple[str, ...] = ()
    unwanted: tuple[Unwanted, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True)
class TitleRequest:
    """The film of this title, as it was typed."""

    title: str


@dataclass(frozen=True)
class RatingRequest:
    """Stars for the film of this title; without a title, for that of the card last seen."""

    title: str
    stars: float


@dataclass(frozen=True)
class NumberRequest:
    """A number for the film of this title that is none of stars; without a title it is for that of the card.

    bare is the number where nothing says that stars are meant ("heat 7"): it may be a part of the title.
    """

    title: str
    bare: str = ""


@dataclass(frozen=True)
class FilmRequest:
    """Something to be done with the film of this title; without one, with that of the card last seen."""

    act: Act
    title: str = ""


@dataclass(frozen=True)
class BetweenRequest:
    """A choice between the films of two titles: "Matrix or Inception?"."""

    titles: tuple[str, str]


@dataclass(frozen=True)
class CommandRequest:
    """What a command does, asked for in words: "my watchlist"; or STOP_DAILY, which is a button otherwise.

    words are what would stand behind the command.
    """

    command: str
    words: str = ""


STOP_DAILY = "stop_daily"
"""To be sent no film a day any more: "unsubscribe"."""


@dataclass(frozen=True)
class SmallTalk:
    """A greeting, thanks, a call for help, a wish for anything at all."""

    talk: Talk


@dataclass(frozen=True)
class NotUnderstood:
    """A text without a word in it."""


@dataclass(frozen=True)
class StepRequest:
    """A step in the list that was opened last: 1 onwards, -1 back; first what is said of the card in view."""

    step: int
    said: FilmRequest | RatingRequest | None = None


Reading = (
    ListRequest
    | SimilarRequest
    | TitleRequest
    | RatingRequest
    | NumberRequest
    | FilmRequest
    | BetweenRequest
    | CommandRequest
    | StepRequest
    | SmallTalk
    | NotUnderstood
)


@dataclass(frozen=True)
class PeopleRequest:
    """Words that may be the names of people who made films, and the list that the other words ask for.

    is_topic: they are rather what films are to be about. unwanted is who is to be in none of them. longer is
    each name with a small word beside it, which may belong to it.
    """

    names: tuple[str, ...]
    role: Role | None
    wish: ListRequest
    is_topic: bool = False
    unwanted: tuple[Unwanted, ...] = ()
    longer: tuple[tuple[str, ...], ...] = field(default=(), compare=False)


class SeriesPlace(IntEnum):
    """Where a film stands in a series or among namesakes, if no number says it; ALL: "the Matrix trilogy"."""

    NEWEST = -1
    ORIGINAL = 0
    ALL = 100


@dataclass(frozen=True)
class PlaceRequest:
    """The film at a place in a series, or among namesakes: a number from 1 on, or one of SeriesPlace.

    is_wish: the title is made of words that ask for a list, too: "the new Alien". text is what names the
    film, without what is to be done with it.
    """

    title: str
    place: int
    is_wish: bool = False
    text: str = ""


@dataclass(frozen=True)
class Request:
    """The readings of a text, the likeliest first; who has an index of titles may prefer another.

    uncovered is what no word list knows; covered_share is the share of the telling words that one does.
    people is who may be named in it, place the film of a series that may be: who knows them decides.
    is_sentence says that it begins as few titles do ("can I …"): where no film is called so, it asks for
    something else. is_wish says that a list is asked for by more than words that may be a title: "war films",
    "romantic comedy". text is what was typed. left_out is what a list pays no heed to: the "shark" of "a film
    of the 80s with a shark". beside_names are words that may stand beside names behind a title; none where a
    text has no unknown words.
    """

    readings: tuple[Reading, ...]
    uncovered: str = ""
    covered_share: float = 0.0
    people: PeopleRequest | None = None
    is_sentence: bool = False
    is_wish: bool = False
    place: PlaceRequest | None = None
    text: str = ""
    left_out: str = ""
    beside_names: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    @property
    def best(self) -> Reading:
        """Return the likeliest reading."""
        return self.readings[0]
