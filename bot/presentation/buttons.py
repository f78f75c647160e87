"""What a button means when it is tapped: one typed payload for each kind, ids only.

Every payload begins with its owner, the person whom the card was made for: a card answers to nobody else.
How payloads travel stands in callback_data.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Hint(IntEnum):
    """Buttons that only explain themselves."""

    FINE_TUNE = 1
    FIRST_CARD = 2
    FIRST_PAGE = 3
    LAST_PAGE = 4


class Style(IntEnum):
    """How daring somebody's recommendations may be."""

    SAFER = 1
    BALANCED = 2
    BOLDER = 3


@dataclass(frozen=True)
class Payload:
    """What every button carries: the person it was made for."""

    owner: int


@dataclass(frozen=True)
class RateFilmsButton(Payload):
    """Start (or go on) rating films."""


@dataclass(frozen=True)
class LinkHelpButton(Payload):
    """How to link a MovieLens user id."""


@dataclass(frozen=True)
class PopularButton(Payload):
    """Open a list of popular films."""


@dataclass(frozen=True)
class RecommendButton(Payload):
    """Open a list of recommendations."""


@dataclass(frozen=True)
class AnswerButton(Payload):
    """Onboarding: stars for the film asked about."""

    movie_id: int
    stars: float


@dataclass(frozen=True)
class NotSeenButton(Payload):
    """Onboarding: haven't seen the film asked about."""

    movie_id: int


@dataclass(frozen=True)
class RefineAnswerButton(Payload):
    """Onboarding: change the last answer by half a star and stay on the film asked about."""

    movie_id: int
    stars: float
    asked_movie_id: int


@dataclass(frozen=True)
class UndoAnswerButton(Payload):
    """Onboarding: take the answer about a film back."""

    movie_id: int


@dataclass(frozen=True)
class StopButton(Payload):
    """Onboarding: enough for today."""


@dataclass(frozen=True)
class TurnButton(Payload):
    """Leaf to a card of a deck."""

    deck_id: int
    position: int


@dataclass(frozen=True)
class CounterButton(Payload):
    """Where in a deck one is."""

    position: int
    size: int


@dataclass(frozen=True)
class RateCardButton(Payload):
    """Stars for a film of a deck."""

    deck_id: int
    movie_id: int
    stars: float


@dataclass(frozen=True)
class RefineCardButton(Payload):
    """Change the last film's stars by half a star and stay on the card at a position."""

    deck_id: int
    position: int
    movie_id: int
    stars: float


@dataclass(frozen=True)
class HideButton(Payload):
    """Not for me."""

    deck_id: int
    movie_id: int


@dataclass(frozen=True)
class UnhideButton(Payload):
    """Take "not for me" back."""

    deck_id: int
    movie_id: int


@dataclass(frozen=True)
class MoreButton(Payload):
    """Make a deck longer than it was when the button was made; tapped again it only leafs there."""

    deck_id: int
    size: int


@dataclass(frozen=True)
class SimilarButton(Payload):
    """Open a list of films like one film."""

    movie_id: int


@dataclass(frozen=True)
class StyleButton(Payload):
    """Let the recommendations be safer or bolder."""

    style: Style


@dataclass(frozen=True)
class RatingsPageButton(Payload):
    """A page of one's own ratings."""

    page: int


@dataclass(frozen=True)
class OpenRatingButton(Payload):
    """The card of a film one has rated."""

    movie_id: int
    page: int


@dataclass(frozen=True)
class RateFilmButton(Payload):
    """Stars for a film that stands on a card by itself."""

    movie_id: int
    stars: float
    page: int


@dataclass(frozen=True)
class DeleteRatingButton(Payload):
    """Take the stars of a film back."""

    movie_id: int
    page: int


@dataclass(frozen=True)
class ForgetMeButton(Payload):
    """Delete everything known about the person."""


@dataclass(frozen=True)
class KeepMeButton(Payload):
    """Delete nothing after all."""


@dataclass(frozen=True)
class CancelRetrainButton(Payload):
    """End the retrain that this person started."""


@dataclass(frozen=True)
class MakeLiveButton(Payload):
    """Let a trained model serve: roll back, or promote one that the gate turned away."""

    version: int


@dataclass(frozen=True)
class HintButton(Payload):
    """Only explains itself."""

    hint: Hint
