"""Buttons that put back what a tap changed, exactly: each carries what was, to the microsecond.

They keep working after a restart, and stay under a message while its other buttons are tapped.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.presentation.buttons import Payload
from bot.services.shelves import Shelf
from bot.services.undoing import Dismissal, DismissalKind, EarlierStars, Rating

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class RestoreStarsButton(Payload, wire="db", last_word="{movie_id}"):
    """Let the stars of a film of a deck be as they were before the last tap, and show its card.

    was: halves, 0 for none; since: when they were given; put_aside: when it was, twice, odd for "hidden".
    """

    deck_id: int
    movie_id: int
    was: int
    since: int
    put_aside: int


class PutBackStarsButton(Payload, wire="lu", last_word="{movie_id}"):
    """Put deleted stars of a film, shown by itself, back to where they were."""

    movie_id: int
    was: int
    since: int
    origin: int


class PutBackOnShelfButton(Payload, wire="sb", last_word="shelf {shelf} {movie_id}"):
    """Put a film, shown by itself, back on the shelf it was taken off, to where it was."""

    shelf: Shelf
    movie_id: int
    since: int
    origin: int


def putting_back_on_shelf(
    owner: int, shelf: Shelf, movie_id: int, since: datetime, origin: int
) -> PutBackOnShelfButton:
    """Return the button that puts a film back on a shelf where it stood since a moment."""
    return PutBackOnShelfButton(owner, shelf, movie_id, to_number(since), origin)


def restoring(owner: int, deck_id: int, earlier: EarlierStars) -> RestoreStarsButton:
    """Return the button that restores what was said of a film of a deck."""
    aside = 0
    if earlier.dismissal is not None:
        is_hidden = earlier.dismissal.kind == "not_interested"
        aside = 2 * to_number(earlier.dismissal.dismissed_at) + is_hidden
    return RestoreStarsButton(owner, deck_id, earlier.movie_id, *_stars_of(earlier), aside)


def restored(button: RestoreStarsButton) -> EarlierStars:
    """Return what a button restores."""
    rating, dismissal = _rating_of(button.movie_id, button.was, button.since), None
    if button.put_aside:
        kind: DismissalKind = "not_interested" if button.put_aside % 2 else "not_seen"
        dismissal = Dismissal(button.movie_id, kind, to_moment(button.put_aside // 2))
    return EarlierStars(button.movie_id, rating, dismissal)


def putting_back(owner: int, deleted: EarlierStars, origin: int) -> PutBackStarsButton:
    """Return the button that puts deleted stars back."""
    return PutBackStarsButton(owner, deleted.movie_id, *_stars_of(deleted), origin)


def put_back(button: PutBackStarsButton) -> EarlierStars:
    """Return the stars that a button puts back."""
    return EarlierStars(button.movie_id, _rating_of(button.movie_id, button.was, button.since))


def to_number(moment: datetime) -> int:
    """Return a moment as a button carries it: microseconds since 1970."""
    return (moment - _BEGINNING) // _MICROSECOND


def to_moment(number: int) -> datetime:
    """Return the moment that a number stands for."""
    return _BEGINNING + number * _MICROSECOND


def _stars_of(earlier: EarlierStars) -> tuple[int, int]:
    if earlier.rating is None:
        return 0, 0
    return int(earlier.rating.stars * 2), to_number(earlier.rating.rated_at)


def _rating_of(movie_id: int, was: int, since: int) -> Rating | None:
    return Rating(movie_id, was / 2, to_moment(since)) if was else None
