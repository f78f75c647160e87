"""What a card says about a film, piece by piece (HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presentation import filter_texts
from bot.presentation.filter_texts import GENRE_NAMES
from bot.presentation.labels import stars
from bot.presentation.markup import safe
from bot.services.views import Confidence, DeckPage, Film, Reason, Verdict

SURE: dict[Confidence, str] = {"sure": "quite sure", "fair": "fairly sure", "unsure": "just a hunch"}


LIKED = 3.0  # stars
MAX_FOR = 3
MAX_AGAINST = 1

HIDDEN = "<i>Not for you: it won't be suggested again.</i>"
STARS_ARE_LINKED = "<i>These stars come from your MovieLens user; your own tap overrides them.</i>"


def title(film: Film) -> str:
    """Return the headline of a card."""
    year = f" ({film.year})" if film.year else ""
    return f"<b>{safe(film.title, 200)}</b>{year}"


def genres(film: Film) -> str | None:
    """Return the film's genres, those that are ones (MovieLens counts IMAX among them)."""
    named = (GENRE_NAMES[genre] for genre in film.genres if genre in GENRE_NAMES and genre != "IMAX")
    return " · ".join(named) or None


def verdict(judged: Verdict) -> str:
    """Say how much somebody would like a film."""
    return f"<b>★ {judged.predicted_stars:.1f} for you</b>, {SURE[judged.confidence]}"


def own_stars(given: float, judged: Verdict | None) -> str:
    """Say what somebody gave a film, beside what was expected."""
    guess = f" (my guess was {judged.predicted_stars:.1f})" if judged else ""
    return f"<b>You gave it {stars(given)}</b>{guess}"


def stars_deleted(given: float) -> str:
    """Say that a rating was taken back."""
    return f"<i>Your {stars(given)} is deleted.</i>"


def imdb_rating(rating: float) -> str:
    """Say what IMDb's users think."""
    return f"IMDb {rating:.1f}"


def director(names: str) -> str:
    """Say who made it."""
    return f"Directed by {safe(names, 100)}"


def actors(names: str) -> str:
    """Say who is in it."""
    return f"With {safe(', '.join(names.split(', ')[:3]), 100)}"


def progress(answered: int) -> str:
    """Say how far one has come with rating, honestly."""
    if answered == 0:
        return "Seen it? Tap your stars. After three films I can recommend."
    if answered < 3:
        return f"{answered} rated · {3 - answered} more and I can recommend"
    if answered < 10:
        return f"{answered} rated · I can recommend now, each one more makes it better"
    return f"{answered} rated · I know your taste by now, stop whenever you like"


def reasons(given: Sequence[Reason]) -> str | None:
    """Say why a film is recommended: what spoke for it, and what against.

    A film one liked can speak against another one; that is true but reads like a mistake, so it is left out.
    """
    speak_for = _listed([reason for reason in given if reason.contribution > 0][:MAX_FOR])
    against = _listed(
        [reason for reason in given if reason.contribution < 0 and reason.stars < LIKED][:MAX_AGAINST]
    )
    if speak_for and against:
        return f"<i>Because you rated {speak_for}, although you gave {against}.</i>"
    if speak_for:
        return f"<i>Because you rated {speak_for}.</i>"
    return f"<i>Even though you gave {against}.</i>" if against else None


def similar_lead(like: Film | None) -> str | None:
    """Say what the films of a list are like."""
    return f"<i>Like {safe(like.title)}</i>" if like else None


def personal_lead(page: DeckPage) -> str | None:
    """Say what somebody's own list is narrowed to."""
    narrowed = _dotted(filter_texts.genres(page.filters), *filter_texts.further_pieces(page.filters))
    return f"<i>For you: {narrowed}</i>" if narrowed else None


def popular_lead(page: DeckPage, *, is_cold: bool) -> str:
    """Say that a list is of popular films, what it is narrowed to, and why it is not a personal one."""
    genres = filter_texts.genres(page.filters)
    whose = f"Popular in {genres}" if genres else "Popular with everyone"
    among = _dotted(whose, *filter_texts.further_pieces(page.filters))
    if page.model_is_missing:
        return f"<i>{among}. I'm still waiting for my first training, so nothing is personal yet.</i>"
    if is_cold:
        return f"<i>{among}: I don't know your taste yet. Rate a few films and I will.</i>"
    return f"<i>{among}</i>"


def _dotted(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _listed(given: Sequence[Reason]) -> str:
    named = [f"{safe(reason.film.title, 50)} {_given_stars(reason)}" for reason in given]
    if len(named) < 2:
        return "".join(named)
    return f"{', '.join(named[:-1])} and {named[-1]}"


def _given_stars(reason: Reason) -> str:
    speaks_for_by_being_disliked = reason.contribution > 0 and reason.stars < LIKED
    return f"only {stars(reason.stars)}" if speaks_for_by_being_disliked else stars(reason.stars)
