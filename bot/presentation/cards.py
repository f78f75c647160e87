"""What a service returned, as something to send: a poster card of one film, or a note of text.

Pure: no I/O. Captions are composed of bounded parts, and the plot takes what is left of Telegram's limit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.presentation import (
    deck_keyboards,
    film_keyboards,
    film_texts,
    filter_texts,
    keyboards,
    list_leads,
    question_keyboard,
    texts,
)
from bot.presentation.buttons import Payload
from bot.presentation.locale import Locale
from bot.presentation.markup import CAPTION_LIMIT, clean, cut, fold, safe, visible_units
from bot.presentation.outgoing import Card, Note
from bot.presentation.undoing import PutBackOnShelfButton
from bot.services.style import Style
from bot.services.undoing import EarlierStars
from bot.services.views import (
    DeckPage,
    Film,
    FilmDetails,
    FilmPage,
    Greeting,
    NothingLeftToAsk,
    Question,
)

PLOT_LENGTH = 320  # longer ones push the buttons off a phone's screen
NO_DETAILS = FilmDetails()


def deck(
    locale: Locale,
    page: DeckPage,
    details: FilmDetails | None,
    owner: int,
    *,
    undo: Payload | None = None,
    in_group: bool = False,
    whose: str | None = None,
) -> Card:
    """Build a card of a list; `undo` takes back what put the film before aside.

    In a group `whose` names its owner, if they are known; which ratings speak for a film it does not tell.
    """
    known = details or NO_DETAILS
    before_plot = [
        film_texts.whose(locale, whose) if whose else None,
        _deck_lead(locale, page),
        film_texts.saved(locale, page.last_rated),
        *_names(locale, page.film, known),
        film_texts.opinion(locale, page),
        locale.gettext(film_texts.LINKED_STAY) if page.linked_stay else None,
        film_texts.asks_for_stars(locale, page),
        locale.gettext(film_texts.HIDDEN) if page.shelves.is_hidden else None,
    ]
    why = (
        film_texts.reasons(locale, page.reasons)
        if page.source == "model" and page.own_stars is None and not in_group
        else None
    )
    caption = _folded(locale, before_plot, known, why, film_texts.notice(locale, page))
    return Card(page.film, details, caption, deck_keyboards.deck(locale, page, owner, undo=undo))


def question(locale: Locale, asked: Question, details: FilmDetails | None, owner: int) -> Card:
    """Build the card of a film to be rated: enough to recognise it, nothing that would sway."""
    known = details or NO_DETAILS
    lines = [
        *_names(locale, asked.film, NO_DETAILS),
        film_texts.actors(locale, known.actors) if known.actors else None,
        film_texts.saved(locale, asked.last),
        film_texts.progress(locale, asked),
        film_texts.asked_about(locale, asked),
    ]
    keyboard = question_keyboard.question(locale, asked, owner)
    return Card(asked.film, details, _lines(lines), keyboard)


def film(
    locale: Locale,
    page: FilmPage,
    details: FilmDetails | None,
    owner: int,
    *,
    sent_by: str | None = None,
    lead: str | None = None,
    deleted: EarlierStars | None = None,
    is_deletion: bool = False,
    taken_off: Collection[PutBackOnShelfButton] = (),
) -> Card:
    """Build the card of one film by itself, `lead` above it.

    `deleted` stars, and what was `taken_off` a shelf, can be put back; `is_deletion`: of linked stars not.
    """
    known = details or NO_DETAILS
    lines = [
        film_texts.sent_by(locale, sent_by) if sent_by else lead,
        *_names(locale, page.film, known),
        film_texts.added(locale) if page.is_added and page.own_stars is None else None,
        film_texts.stars_deleted(locale, deleted.rating.stars) if deleted and deleted.rating else None,
        film_texts.opinion(locale, page),
        film_texts.asks_for_stars(locale, page),
        locale.gettext(film_texts.LINKED_STAY) if is_deletion and page.own_stars is not None else None,
    ]
    keyboard = film_keyboards.film(locale, page, owner, deleted=deleted, taken_off=taken_off)
    return Card(page.film, details, _folded(locale, lines, known), keyboard)


def public(
    locale: Locale,
    shown: Film,
    details: FilmDetails | None,
    *,
    opinion: str | None = None,
    sent_by: str | None = None,
) -> str:
    """Return a film's caption for everybody in a chat: nobody's taste is in it.

    `opinion` is what all people together give it, `sent_by` the name of whoever shared it.
    """
    known = details or NO_DETAILS
    lines = [
        film_texts.sent_by(locale, sent_by) if sent_by else None,
        *_names(locale, shown, known),
        opinion,
        film_texts.actors(locale, known.actors) if known.actors else None,
    ]
    return _folded(locale, lines, known)


def greeting(locale: Locale, person: Greeting, owner: int) -> Note:
    """Build the answer to /start."""
    return Note(texts.greeting(locale, person), keyboards.greeting(locale, person, owner))


def nothing_left_to_ask(locale: Locale, end: NothingLeftToAsk, owner: int) -> Note:
    """Build the note that ends onboarding when no film is left."""
    return Note(texts.nothing_left_to_ask(locale, end), keyboards.show_my_films(locale, owner))


def linked(locale: Locale, movielens_user_id: int, count: int, owner: int) -> Note:
    """Build the answer to /link."""
    return Note(texts.linked(locale, movielens_user_id, count), keyboards.show_my_films(locale, owner))


def style(locale: Locale, chosen: Style, owner: int) -> Note:
    """Build the note of how daring recommendations may be, with the way to change it."""
    return Note(locale.gettext(texts.STYLE), keyboards.style(locale, chosen, owner))


def forget_me(locale: Locale, owner: int) -> Note:
    """Build the question before everything is deleted."""
    return Note(locale.gettext(texts.FORGET_QUESTION), keyboards.forget_me(locale, owner))


def _deck_lead(locale: Locale, page: DeckPage) -> str | None:
    if page.source == "similar":
        return list_leads.similar(locale, page)
    if page.source == "watchlist":
        return list_leads.watchlist(locale, page)
    if page.source == "new":
        return list_leads.new(locale, page)
    if page.source == "model":
        return list_leads.personal(locale, page)
    return list_leads.popular(locale, page, is_cold=deck_keyboards.is_cold(page))


def _names(locale: Locale, film: Film, known: FilmDetails) -> list[str | None]:
    """Return what tells which film it is: its titles, its kind, how long it is and how it is liked."""
    kind = [
        film_texts.genres(locale, film),
        filter_texts.runtime(locale, known.runtime_minutes) if known.runtime_minutes else None,
        film_texts.imdb_rating(locale, known.imdb_rating) if known.imdb_rating else None,
    ]
    return [film_texts.title(film), film_texts.original_title(film), " · ".join(filter(None, kind))]


def _lines(lines: Sequence[str | None]) -> str:
    return "\n".join(line for line in lines if line)


def _folded(
    locale: Locale,
    lines: Sequence[str | None],
    known: FilmDetails,
    why: str | None = None,
    notice: str | None = None,
) -> str:
    """Return a caption whose reasons, director and plot fold: poster and title stay in view on a small phone.

    No line is blank, for the same reason.
    """
    is_named = bool(known.director and why and safe(known.director) in why)
    director = film_texts.director(locale, known.director) if known.director and not is_named else None
    rest = visible_units(_lines([*lines, why, director, " ", notice]))
    room = min(PLOT_LENGTH, CAPTION_LIMIT - rest)
    plot = safe(cut(clean(known.plot), room), room) if known.plot and room > 0 else None
    folded = _lines([why, director, plot])
    return _lines([*lines, folded and fold(folded), notice])
