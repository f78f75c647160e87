"""What a button means when it is tapped: one typed payload for each kind, ids only.

A payload class describes itself: its name on the wire, whom it answers to, and whether the person's last word
counts. How payloads travel stands in callback_data.py; what each one does is bound beside its handler.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar, dataclass_transform

from bot.services.library import Shelf
from bot.services.style import Style

EVERYTHING = "everything"
"""The dedup key of who asks to be forgotten: whatever they said before no longer counts."""


class Hint(IntEnum):
    """Buttons that only explain themselves."""

    FINE_TUNE = 1
    FIRST_CARD = 2
    FIRST_PAGE = 3
    LAST_PAGE = 4
    NOTHING_TO_UNDO = 5


class StarsOf(IntEnum):
    """Whose stars count where a file has others than the person gave here."""

    MINE = 1
    FILE = 2


class FilmsAre(IntEnum):
    """What the films of a file without stars are."""

    SEEN = 1
    WATCHLIST = 2


@dataclass_transform(frozen_default=True)
@dataclass(frozen=True)
class Payload:
    """What every button carries: the person it was made for.

    A subclass is a frozen dataclass without saying so. `wire` is its name on the wire, never given twice;
    `for_anybody` lets everybody in the chat tap it, not only its owner; `last_word` names what a tap is about
    (a template over its fields): of one person's taps about the same thing only the newest counts.
    """

    wire: ClassVar[str]
    for_anybody: ClassVar[bool]
    last_word: ClassVar[str | None]
    kinds: ClassVar[dict[str, type[Payload]]] = {}

    owner: int

    def __init_subclass__(
        cls, *, wire: str, for_anybody: bool = False, last_word: str | None = None, **rest: Any
    ) -> None:
        """Register the kind under its name on the wire; ValueError when the name is taken."""
        super().__init_subclass__(**rest)
        if wire in cls.kinds:
            raise ValueError(f"{cls.__name__} and {cls.kinds[wire].__name__} share the wire name {wire!r}")
        cls.wire, cls.for_anybody, cls.last_word = wire, for_anybody, last_word
        cls.kinds[wire] = dataclass(frozen=True)(cls)

    @property
    def dedup_key(self) -> str | None:
        """What this tap is about; None when an older tap counts beside a newer one."""
        return None if self.last_word is None else self.last_word.format_map(vars(self))


class RateFilmsButton(Payload, wire="r"):
    """Start (or go on) rating films."""


class LinkHelpButton(Payload, wire="l"):
    """How to link a MovieLens user id."""


class PopularButton(Payload, wire="p"):
    """Open a list of popular films."""


class RecommendButton(Payload, wire="s"):
    """Open a list of recommendations."""


class AnswerButton(Payload, wire="qa", last_word="{movie_id}"):
    """Onboarding: stars for the film asked about."""

    movie_id: int
    stars: float


class NotSeenButton(Payload, wire="qn", last_word="{movie_id}"):
    """Onboarding: haven't seen the film asked about."""

    movie_id: int


class RefineAnswerButton(Payload, wire="qr", last_word="{movie_id}"):
    """Onboarding: change the last answer by half a star and stay on the film asked about."""

    movie_id: int
    stars: float
    asked_movie_id: int


class UndoAnswerButton(Payload, wire="qu", last_word="{movie_id}"):
    """Onboarding: take the answer about a film back."""

    movie_id: int


class StopButton(Payload, wire="qs"):
    """Onboarding: enough for today."""


class TurnButton(Payload, wire="dt", last_word="deck {deck_id}"):
    """Leaf to a card of a deck."""

    deck_id: int
    position: int


class CounterButton(Payload, wire="dc"):
    """Where in a deck one is."""

    position: int
    size: int


class RateCardButton(Payload, wire="da", last_word="{movie_id}"):
    """Stars for a film of a deck."""

    deck_id: int
    movie_id: int
    stars: float


class RefineCardButton(Payload, wire="dr", last_word="{movie_id}"):
    """Change the last film's stars by half a star and stay on the card at a position."""

    deck_id: int
    position: int
    movie_id: int
    stars: float


class HideButton(Payload, wire="dh", last_word="{movie_id}"):
    """Not for me."""

    deck_id: int
    movie_id: int


class UnhideButton(Payload, wire="du", last_word="{movie_id}"):
    """Take "not for me" back."""

    deck_id: int
    movie_id: int


class MoreButton(Payload, wire="dm"):
    """Make a deck longer than it was when the button was made; tapped again it only leafs there."""

    deck_id: int
    size: int


class SimilarButton(Payload, wire="ds"):
    """Open a list of films like one film."""

    movie_id: int


class StyleButton(Payload, wire="y", last_word="style"):
    """Let the recommendations be safer or bolder."""

    style: Style


class RatingsPageButton(Payload, wire="lp"):
    """A page of one's own ratings."""

    page: int


class OpenRatingButton(Payload, wire="lo"):
    """The card of a film one has rated."""

    movie_id: int
    page: int


class RateFilmButton(Payload, wire="la", last_word="{movie_id}"):
    """Stars for a film that stands on a card by itself."""

    movie_id: int
    stars: float
    origin: int


class DeleteRatingButton(Payload, wire="ld", last_word="{movie_id}"):
    """Take the stars of a film back."""

    movie_id: int
    origin: int


class ForgetMeButton(Payload, wire="fy", last_word=EVERYTHING):
    """Delete everything known about the person."""


class KeepMeButton(Payload, wire="fn"):
    """Delete nothing after all."""


class CancelRetrainButton(Payload, wire="mc"):
    """End the retrain that this person started."""


class MakeLiveButton(Payload, wire="ml"):
    """Let a trained model serve: roll back, or promote one that the gate turned away."""

    version: int


class HintButton(Payload, wire="h"):
    """Only explains itself."""

    hint: Hint


class KeepButton(Payload, wire="dk", last_word="watchlist {movie_id}"):
    """Keep a film of a deck for later."""

    deck_id: int
    movie_id: int


class UnkeepButton(Payload, wire="dl", last_word="watchlist {movie_id}"):
    """Keep a film of a deck no longer."""

    deck_id: int
    movie_id: int


class SeenButton(Payload, wire="de", last_word="{movie_id}"):
    """Seen, without stars; go on to the next card."""

    deck_id: int
    movie_id: int


class UnseeButton(Payload, wire="dj", last_word="{movie_id}"):
    """Take "seen" back."""

    deck_id: int
    movie_id: int


class DeckActionsButton(Payload, wire="dx"):
    """Show the rest of what a deck's card offers."""

    deck_id: int
    position: int


class FilmActionsButton(Payload, wire="lx"):
    """Show the rest of what a film's card offers."""

    movie_id: int
    origin: int


class OpenFoundButton(Payload, wire="fo"):
    """Open the card of a film that was found by name."""

    movie_id: int


class RateFoundButton(Payload, wire="fr", last_word="{movie_id}"):
    """Give the stars that were typed to a film that was found by name."""

    movie_id: int
    stars: float


class AddFilmButton(Payload, wire="fa"):
    """Let a film that OMDb knows join the catalogue, and open its card."""

    imdb_number: int


class ShelfPageButton(Payload, wire="sp"):
    """A page of a shelf."""

    shelf: Shelf
    page: int


class OpenShelvedButton(Payload, wire="so"):
    """The card of a film by itself, opened from somewhere."""

    movie_id: int
    origin: int


class ShelveButton(Payload, wire="sa", last_word="shelf {shelf} {movie_id}"):
    """Put a film, shown by itself, on a shelf."""

    shelf: Shelf
    movie_id: int
    origin: int


class UnshelveButton(Payload, wire="sr", last_word="shelf {shelf} {movie_id}"):
    """Take a film, shown by itself, off a shelf."""

    shelf: Shelf
    movie_id: int
    origin: int


class TonightButton(Payload, wire="st"):
    """Pick a film of the watchlist for tonight: the best one, or the next best after a film."""

    after: int


class WatchlistDeckButton(Payload, wire="sd"):
    """Leaf through the watchlist, the likeliest first."""
