"""One's own taste in a few sentences, for people who cannot see the picture, and the buttons below (HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import Payload, RateFilmsButton
from bot.presentation.controls import button, keyboard
from bot.presentation.film_titles import choice_label, spoken
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.outgoing import Note
from bot.presentation.taste_sheet import PictureTheme
from bot.services.taste_profiles import OwnTaste, TasteProfile, ToldFilm, TooFewRatings
from bot.services.views import Film

MAX_GENRES = 3
WORTH_A_WORD = 0.05  # stars that a genre gets more or less than from everybody; a share of a decade
LIKE_EVERYBODY = 0.15  # stars
MAX_TITLE = 60


class TasteButton(Payload, wire="tp"):
    """The picture of one's own taste, light or dark."""

    theme: PictureTheme


class AskAboutButton(Payload, wire="qf"):
    """Ask about one film, from outside the questions."""

    movie_id: int


def caption(locale: Locale, own: OwnTaste) -> str:
    """Say in a few sentences what the picture shows."""
    profile, heading = own.profile, locale.gettext("Your taste")
    paragraphs = (
        [f"<b>{heading}</b> · {rated(locale, profile.rated_count)}"],
        [*_genres(locale, profile), _decades(locale, profile)],
        [_leniency(locale, profile.leniency)],
        [_most_theirs(locale, own.most_theirs), _not_theirs(locale, own.not_theirs)],
        [_certainty(locale, profile.certainty), _next_film(locale, own)],
    )
    return "\n\n".join("\n".join(filter(None, each)) for each in paragraphs if any(each))


def buttons(locale: Locale, own: OwnTaste, theme: PictureTheme, owner: int) -> InlineKeyboardMarkup:
    """Build the film to tell of next, and the other theme."""
    if theme is PictureTheme.LIGHT:
        other = button(locale.gettext("🌙 Dark"), TasteButton(owner, PictureTheme.DARK))
    else:
        other = button(locale.gettext("☀️ Light"), TasteButton(owner, PictureTheme.LIGHT))
    return keyboard(_ask(own.next_film, owner), [other])


def _ask(film: Film | None, owner: int) -> list[InlineKeyboardButton]:
    if film is None:
        return []
    return [button(f"★ {choice_label(film.title, film.year)}", AskAboutButton(owner, film.movie_id))]


def in_words(locale: Locale, own: OwnTaste, theme: PictureTheme, owner: int) -> Note:
    """Say it in words where it could not be drawn; the film to tell of stays, and another try."""
    excuse = locale.gettext("I could not draw the picture just now. In words:")
    again = button(locale.gettext("Draw it again"), TasteButton(owner, theme))
    return Note(f"{excuse}\n\n{caption(locale, own)}", keyboard(_ask(own.next_film, owner), [again]))


def too_few(locale: Locale, few: TooFewRatings, owner: int) -> Note:
    """Say what it takes, and lead to it."""
    text = locale.ngettext(
        "I would love to draw your taste, but I hardly know it yet. Rate {n} more film and I can.",
        "I would love to draw your taste, but I hardly know it yet. Rate {n} more films and I can.",
        few.missing,
    )
    return Note(text, keyboard([button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))]))


def rated(locale: Locale, count: int) -> str:
    """Say how many films it stands on."""
    return locale.ngettext("{n} film rated", "{n} films rated", count)


def compared(locale: Locale, told: ToldFilm) -> str:
    """Say what somebody gave a film beside what everybody gives it."""
    usual = f"★{locale.number(told.usual_stars, 1)}"
    return locale.gettext("{stars} · most people {usual}", stars=locale.stars(told.stars), usual=usual)


def is_like_everybody(leniency: float) -> bool:
    """Say whether somebody gives about as many stars as most people."""
    return abs(leniency) < LIKE_EVERYBODY


def _genres(locale: Locale, profile: TasteProfile) -> list[str]:
    liked = [each.genre for each in profile.genres if each.liking >= WORTH_A_WORD][:MAX_GENRES]
    others = [each.genre for each in reversed(profile.genres) if each.liking <= -WORTH_A_WORD][:MAX_GENRES]
    lines = []
    if liked:
        more = locale.gettext(
            "You like these more than most people do: {genres}.", genres=_names(locale, liked)
        )
        lines.append(more)
    if others:
        less = locale.gettext(
            "You like these less than most people do: {genres}.", genres=_names(locale, others)
        )
        lines.append(less)
    return lines


def _names(locale: Locale, genres: Sequence[str]) -> str:
    return locale.listing([locale.genre(genre) for genre in genres])


def _decades(locale: Locale, profile: TasteProfile) -> str | None:
    """Name the decades that somebody rated many more films of than most people, if there are any."""
    more = [each for each in profile.decades if each.share - each.usual_share >= WORTH_A_WORD]
    if not more:
        return None
    decades = [locale.gettext("{decade}s", decade=each.decade) for each in more]
    return locale.gettext(
        "You watch more of these years than most people: {decades}.", decades=locale.listing(decades)
    )


def _leniency(locale: Locale, leniency: float) -> str:
    stars = f"★{locale.number(abs(leniency), 1)}"
    if is_like_everybody(leniency):
        return locale.gettext("You give about as many stars as most people.")
    if leniency > 0:
        return locale.gettext("You give {stars} more than most people give the same films.", stars=stars)
    return locale.gettext("You give {stars} less than most people give the same films.", stars=stars)


def _most_theirs(locale: Locale, told: Sequence[ToldFilm]) -> str | None:
    films = locale.listing([_told(locale, each) for each in told])
    return locale.gettext("Most yours: {films}.", films=films) if films else None


def _not_theirs(locale: Locale, told: ToldFilm | None) -> str | None:
    if told is None:
        return None
    return locale.gettext("Others love it more: {film}.", film=_told(locale, told))


def _told(locale: Locale, told: ToldFilm) -> str:
    return f"{safe(spoken(told.film.title), MAX_TITLE)} ({compared(locale, told)})"


def _certainty(locale: Locale, certainty: float | None) -> str | None:
    if certainty is None:
        return None
    return locale.gettext("I know about {share} of your taste.", share=locale.percent(certainty))


def _next_film(locale: Locale, own: OwnTaste) -> str | None:
    if own.next_film is None:
        return None
    title = safe(spoken(own.next_film.title), MAX_TITLE)
    return locale.gettext("What I would like to know next: how did you like {title}?", title=title)
