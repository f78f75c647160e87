"""Movie nights as a group sees them: who is in, the shortlist, the poll, the film (HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.presentation import deep_links, filter_texts, refusals
from bot.presentation.buttons import Payload
from bot.presentation.controls import Row, button, keyboard, link
from bot.presentation.deep_links import FilmLink
from bot.presentation.film_titles import with_year
from bot.presentation.library import OpenShelvedButton
from bot.presentation.locale import Locale
from bot.presentation.markup import clean, cut, safe
from bot.presentation.outgoing import GroupPoll, Note
from bot.services.errors import NightGone
from bot.services.night_views import Decision, ExpectedFilm, Inquiry, NightPage
from bot.services.nights import POLL_OPEN_FOR
from bot.services.origins import FROM_NOWHERE
from bot.services.views import NO_FILTERS, Film

MAX_NAMES = 12
NAME_LENGTH = 24
OPTION_LENGTH = 100  # Telegram's limit
LENGTHS = (None, 100, 120, 150)
MIN_OPTIONS = 2


class JoinNightButton(Payload, wire="njj", for_anybody=True):
    """Be in."""

    night_id: int


class LeaveNightButton(Payload, wire="nll", for_anybody=True):
    """Be out again."""

    night_id: int


class NightLengthButton(Payload, wire="ntt", for_anybody=True):
    """Let the films be at most so long; 0 minutes: as long as they like."""

    night_id: int
    minutes: int


class ExpectedStarsButton(Payload, wire="nee", for_anybody=True):
    """Tell whoever taps, and nobody else, what they would give a film."""

    night_id: int
    movie_id: int


class VetoButton(Payload, wire="nvv", for_anybody=True):
    """Refuse a film; everybody in has one veto."""

    night_id: int
    movie_id: int


class VoteButton(Payload, wire="npp", for_anybody=True):
    """Begin the poll."""

    night_id: int


def night(locale: Locale, page: NightPage, owner: int, bot_username: str) -> Note:
    """Return a night: who is in and, once somebody is, the films for all of them; or how it ended."""
    if page.is_over:
        return _ended(locale, page, bot_username)
    parts = [_heading(locale, page), _guests(locale, page), _newcomers(locale, page), _films(locale, page)]
    return Note("\n\n".join(part for part in parts if part), _keyboard(locale, page, owner, bot_username))


def poll(locale: Locale, page: NightPage) -> GroupPoll | None:
    """Return the poll about the shortlist; None when there is nothing to choose between."""
    if len(page.films) < MIN_OPTIONS:
        return None
    options = tuple(_option(film) for film in page.films)
    return GroupPoll(
        locale.gettext("Which film will it be?"),
        options,
        open_for=POLL_OPEN_FOR,
        is_anonymous=True,
        is_hidden=True,
    )


def decision(locale: Locale, ended: Decision, bot_username: str) -> Note:
    """Return which film it is, and why."""
    if ended.film is None:
        return Note(locale.gettext("No film is left for all of you. /movienight begins anew."))
    why = _why(locale, ended)
    tail = locale.gettext("Tomorrow I'll ask those who were in how it was.")
    return Note(f"{_it_is(locale, ended.film)} {why}\n\n{tail}", _to_card(locale, ended.film, bot_username))


def expected(locale: Locale, asked: ExpectedFilm) -> str:
    """Return, for an alert, what one person would give a film."""
    title = with_year(asked.film.title, asked.film.year)
    if asked.stars is None:
        return locale.gettext(
            "{title}: I don't know your taste yet. Rate a few films in our private chat, and I can say.",
            title=title,
        )
    return locale.gettext(
        "{title}: you would give it about ★{stars}. Only you see this.",
        title=title,
        stars=locale.number(asked.stars, 1),
    )


def all_expected(locale: Locale, films: Sequence[ExpectedFilm]) -> str:
    """Return what one person would give the films of a shortlist, for them alone to read."""
    lines = [_expected_line(locale, number, each) for number, each in enumerate(films, 1)]
    heading = locale.gettext("<b>What you would give them</b>, I think. Only you see this.")
    return "\n".join([heading, "", *lines])


def inquiry(locale: Locale, asked: Inquiry) -> Note:
    """Ask somebody how the film of their night was."""
    title = with_year(asked.film.title, asked.film.year)
    text = locale.gettext("How was <b>{title}</b>? Stars make the next night better.", title=safe(title))
    open_card = OpenShelvedButton(asked.chat_user_id, asked.film.movie_id, FROM_NOWHERE.code)
    return Note(text, keyboard([button(locale.gettext("★ Give it stars"), open_card)]))


def only_in_groups(locale: Locale, bot_username: str) -> Note:
    """Say in a private chat where a movie night takes place."""
    text = locale.gettext(
        "A movie night needs a group: add me to one and send /movienight there. Everybody who taps "
        "<b>I'm in</b> counts; nobody learns your ratings."
    )
    url = f"https://t.me/{bot_username}?startgroup={deep_links.NIGHT}"
    return Note(text, keyboard([link(locale.gettext("Add me to a group"), url)]))


def _ended(locale: Locale, page: NightPage, bot_username: str) -> Note:
    """Return what is left of a night: its film and who was in."""
    if page.film is None:
        return Note(locale.gettext(refusals.REFUSALS[NightGone]))
    parts = [_it_is(locale, page.film), *([_guests(locale, page)] if page.guests else [])]
    return Note("\n\n".join(parts), _to_card(locale, page.film, bot_username))


def _it_is(locale: Locale, film: Film) -> str:
    return locale.gettext("🍿 <b>{title}</b> it is!", title=safe(with_year(film.title, film.year)))


def _to_card(locale: Locale, film: Film, bot_username: str) -> InlineKeyboardMarkup:
    url = deep_links.start_url(bot_username, FilmLink(film.movie_id))
    return keyboard([link(locale.gettext("See its card"), url)])


def _heading(locale: Locale, page: NightPage) -> str:
    head = locale.gettext("🎬 <b>Movie night!</b> Who is in?")
    if page.filters == NO_FILTERS:
        return head
    wished = locale.gettext("Wished for: {films}", films=filter_texts.films(locale, page.filters))
    return f"{head}\n{wished}"


def _guests(locale: Locale, page: NightPage) -> str:
    if not page.guests:
        return locale.gettext("Nobody yet.")
    names = [safe(name or "?", NAME_LENGTH) for name in page.guests[:MAX_NAMES]]
    more = len(page.guests) - len(names)
    if more:
        names.append(locale.ngettext("{n} other", "{n} others", more))
    return locale.gettext("In: {names}", names=locale.all_of(names))


def _newcomers(locale: Locale, page: NightPage) -> str:
    if not page.newcomer_count:
        return ""
    return locale.ngettext(
        "I don't know the taste of one of you yet, so I go by what most people like. "
        "A few stars in private change that.",
        "I don't know the taste of {n} of you yet, so I go by what most people like. "
        "A few stars in private change that.",
        page.newcomer_count,
    )


def _films(locale: Locale, page: NightPage) -> str:
    if not page.guests:
        return ""
    if not page.films:
        return locale.gettext("I find no film that fits all of you. Other wishes: /movienight comedy 90s")
    lines = [
        f"{number}. <b>{safe(with_year(film.title, film.year))}</b>"
        for number, film in enumerate(page.films, 1)
    ]
    how = (
        locale.gettext("The vote is on.")
        if page.is_voting
        else locale.gettext(
            "Tap a number to see the stars you would give it, 🚫 to veto a film: everybody has one veto."
        )
    )
    return "\n".join([locale.gettext("<b>For all of you</b>, the best first:"), *lines, "", how])


def _keyboard(locale: Locale, page: NightPage, owner: int, bot_username: str) -> InlineKeyboardMarkup:
    night_id = page.night_id
    numbers: Row = [
        button(str(number), ExpectedStarsButton(owner, night_id, film.movie_id))
        for number, film in enumerate(page.films, 1)
    ]
    in_or_out: Row = [
        button(locale.gettext("I'm in"), JoinNightButton(owner, night_id), style="primary"),
        button(locale.gettext("I'm out"), LeaveNightButton(owner, night_id)),
    ]
    better: Row = []
    if page.newcomer_count:
        url = f"https://t.me/{bot_username}?start={deep_links.NIGHT}"
        better = [link(locale.gettext("★ Tell me your taste"), url)]
    if page.is_voting:
        return keyboard(in_or_out, numbers, better)
    return keyboard(in_or_out, numbers, *_choices(locale, page, owner), better)


def _choices(locale: Locale, page: NightPage, owner: int) -> list[Row]:
    """Return what is gone once the vote has begun: vetoes, length, the vote itself."""
    night_id = page.night_id
    vetoes: Row = [
        button(f"🚫 {number}", VetoButton(owner, night_id, film.movie_id))
        for number, film in enumerate(page.films, 1)
    ]
    longest = page.filters.max_minutes
    following = LENGTHS[(LENGTHS.index(longest) + 1) % len(LENGTHS)] if longest in LENGTHS else None
    length = button(_length(locale, longest), NightLengthButton(owner, night_id, following or 0))
    vote: Row = [button(locale.gettext("🗳 Vote"), VoteButton(owner, night_id))] if page.films else []
    return [vetoes, [length, *vote]]


def _length(locale: Locale, longest: int | None) -> str:
    if longest is None:
        return locale.gettext("⏱ Any length")
    return locale.gettext("⏱ {minutes} min", minutes=locale.number(longest))


def _expected_line(locale: Locale, number: int, expected: ExpectedFilm) -> str:
    title = safe(with_year(expected.film.title, expected.film.year))
    stars = "" if expected.stars is None else f" ★{locale.number(expected.stars, 1)}"
    return f"{number}. {title}{stars}"


def _option(film: Film) -> str:
    year = f" ({film.year})" if film.year else ""
    return cut(clean(film.title), OPTION_LENGTH - len(year)) + year


def _why(locale: Locale, ended: Decision) -> str:
    if ended.all_votes == 0:
        return locale.gettext("Nobody voted, so it is the one that I expect you all to like.")
    if ended.is_tie:
        return locale.gettext("The vote was a tie; among the first it is the one that suits all of you best.")
    return locale.ngettext(
        "{votes} of {n} vote.", "{votes} of {n} votes.", ended.all_votes, votes=locale.number(ended.votes)
    )
