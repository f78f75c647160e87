"""What a typed text means here, where it is known which films there are and who made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bot.services.views import NO_FILTERS, Film, Filters
from bot.understanding.requests import (
    Act,
    CommandRequest,
    FilmRequest,
    NotUnderstood,
    RatingRequest,
    SimilarRequest,
    SmallTalk,
    StepRequest,
)


class Purpose(NamedTuple):
    """What a film that is yet to be found is named for: to give it stars, for films like it, for an act."""

    stars: float | None = None
    is_like: bool = False
    act: Act = "open"


@dataclass(frozen=True)
class OpenFilm:
    """The card of one film; where it is doubtful, what was asked for: the film's title is another."""

    film: Film
    doubted: str | None = None


@dataclass(frozen=True)
class ChooseFilm:
    """One of several films is meant; with stars, they are for the one that is chosen.

    `is_like`: it was named for films like it, narrowed to `filters`; `act` is what should be done with it.
    `is_doubtful`: none of them is called so, another film may be meant. `is_number`: the stars are a number
    behind a title, which may belong to another title. `listed`: a list may be meant, too: "Halloween",
    "1984", "Spy Kids".
    """

    asked: str
    films: tuple[Film, ...]
    stars: float | None = None
    is_like: bool = False
    act: Act = "open"
    is_doubtful: bool = False
    is_number: bool = False
    listed: OpenList | None = None
    filters: Filters = NO_FILTERS

    @property
    def stored(self) -> OpenList | None:
        """Return what is stored for the buttons: the other list, or what films like one are narrowed to."""
        return self.listed or _narrowed_to(self.filters)

    @property
    def purpose(self) -> Purpose:
        """Return what is to be done with another film of this very title."""
        return Purpose() if self.is_number else Purpose(self.stars, self.is_like, self.act)


@dataclass(frozen=True)
class SaveStars:
    """Stars for one film."""

    film: Film
    stars: float


@dataclass(frozen=True)
class ActOnFilm:
    """Something to be done with one film."""

    film: Film
    act: Act


@dataclass(frozen=True)
class OpenList:
    """A list narrowed to something; left_out is what was asked of it besides and is not known."""

    filters: Filters
    amount: int | None
    is_popular: bool
    left_out: str = ""


@dataclass(frozen=True)
class ChooseBetween:
    """Two films of which one is to be chosen."""

    films: tuple[Film, Film]


@dataclass(frozen=True)
class SeveralFilms:
    """Films that were named together, with the stars that were given; unknown are the other names.

    act is what should be done with all of them.
    """

    films: tuple[tuple[Film, float | None], ...]
    unknown: tuple[str, ...] = ()
    act: Act = "open"


@dataclass(frozen=True)
class OpenSimilar:
    """Films like these."""

    films: tuple[Film, ...]
    filters: Filters


@dataclass(frozen=True)
class UnknownTitle:
    """A title that the catalogue does not have; of a sentence it is unlikely that it is one.

    The rest is what was to be done with the film, as in ChooseFilm.
    """

    title: str
    is_sentence: bool = False
    stars: float | None = None
    is_like: bool = False
    act: Act = "open"
    unwanted: tuple[str, ...] = ()
    """The names that it may want to leave out instead: "no Tom Cruse"."""

    @property
    def purpose(self) -> Purpose:
        """Return what is to be done with the film, should it be found elsewhere."""
        return Purpose(self.stars, self.is_like, self.act)


@dataclass(frozen=True)
class UnknownMakers:
    """Names of people whose films are not known, or of whatever else films are not known by."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class UnknownUnwanted:
    """What was to be left out and is nobody's name; and what is asked for besides."""

    names: tuple[str, ...]
    besides: OpenList | OpenSimilar | None = None

    @property
    def stored(self) -> OpenList | None:
        """Return what is stored for the buttons: the list, or what films like one are narrowed to."""
        return _narrowed_to(self.besides.filters) if isinstance(self.besides, OpenSimilar) else self.besides


ThisCard = FilmRequest | RatingRequest | SimilarRequest
"""What is said of the film on a card, without its title: who knows which card it is does it."""

Meaning = (
    OpenFilm
    | ChooseFilm
    | ChooseBetween
    | SeveralFilms
    | SaveStars
    | ActOnFilm
    | ThisCard
    | OpenList
    | OpenSimilar
    | UnknownTitle
    | UnknownMakers
    | UnknownUnwanted
    | CommandRequest
    | StepRequest
    | SmallTalk
    | NotUnderstood
)


def _narrowed_to(filters: Filters) -> OpenList | None:
    return None if filters == NO_FILTERS else OpenList(filters, None, is_popular=False)


def besides(meaning: Meaning) -> Meaning:
    """Return what is asked for, as far as it is known: whoever types on gets no word about half a name."""
    return meaning.besides or meaning if isinstance(meaning, UnknownUnwanted) else meaning


def certain_film(meaning: Meaning) -> Film | None:
    """Return the film that a text only names, beyond doubt."""
    match meaning:
        case OpenFilm(film, None):
            return film
        case _:
            return None


def is_doubtful(meaning: Meaning) -> bool:
    """Return whether no film is called as it was typed."""
    match meaning:
        case OpenFilm(_, str()) | ChooseFilm(is_doubtful=True):
            return True
        case _:
            return False


def is_settled(meaning: Meaning) -> bool:
    """Return whether a text certainly means this: no list of some of its words, and nothing unknown."""
    unknown = UnknownTitle | UnknownMakers | UnknownUnwanted | NotUnderstood
    is_open = isinstance(meaning, OpenList | unknown)
    return not is_open and not is_doubtful(meaning)


def only_opens(meaning: Meaning) -> bool:
    """Return whether nothing is to be done with a film but to show it."""
    return not isinstance(meaning, ChooseFilm) or meaning.purpose == Purpose()


def film_of(meaning: Meaning) -> tuple[Film, float | None] | None:
    """Return the film that a text names beyond doubt, and the stars that it gives."""
    match meaning:
        case OpenFilm(film, None):
            return film, None
        case SaveStars(film, stars):
            return film, stars
        case ChooseFilm(is_doubtful=False, films=films):
            return films[0], None
        case _:
            return None
