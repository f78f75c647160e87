"""What a movie night looks like from outside."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.views import Film, Filters


@dataclass(frozen=True)
class Attendee:
    """Somebody who is in, as Telegram names them."""

    chat_user_id: int
    first_name: str
    language_code: str | None = None


@dataclass(frozen=True)
class NightPlace:
    """Where a night is: a group, perhaps a topic of it."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True)
class NightKey:
    """A night and the group that somebody names it in: a forged button of another group finds none."""

    night_id: int
    chat_id: int


@dataclass(frozen=True)
class NightPage:
    """A night as its group sees it: who is in, what they wish, the shortlist, best first.

    It is told in the language of who joined first. When it is over, film is what came of it, if anything.
    """

    night_id: int
    chat_id: int
    thread_id: int | None
    poll_message_id: int | None
    guests: tuple[str, ...]
    newcomer_count: int
    veto_count: int
    filters: Filters
    films: tuple[Film, ...]
    is_voting: bool
    language_code: str | None = None
    message_id: int | None = None
    is_over: bool = False
    film: Film | None = None


@dataclass(frozen=True)
class ExpectedFilm:
    """A film of the shortlist, and what one person would give it; None while nothing is known of them."""

    film: Film
    stars: float | None


@dataclass(frozen=True)
class Decision:
    """How a night ended: its film (None when none is left), with how many of all votes."""

    page: NightPage
    film: Film | None
    votes: int
    all_votes: int
    is_tie: bool


@dataclass(frozen=True)
class Inquiry:
    """Somebody to be asked how the film of their night was."""

    chat_user_id: int
    language_code: str | None
    film: Film
