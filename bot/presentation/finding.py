"""Films by name: the choice between several, small talk, and what a text may ask for."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import film_texts, filter_texts, texts
from bot.presentation.buttons import Payload, PopularButton, RateFilmsButton, RecommendButton, WishButton
from bot.presentation.card_rows import SimilarButton
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.film_keyboards import ShelveButton, UnshelveButton
from bot.presentation.film_titles import choice_labels, spoken
from bot.presentation.locale import Locale
from bot.presentation.markup import cut, safe
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.presentation.shelf_texts import FILMS_ON
from bot.search.normalising import title_key
from bot.services.interpreting.meanings import ChooseFilm, OpenList, SeveralFilms
from bot.services.origins import FROM_NOWHERE
from bot.services.shelves import Shelf
from bot.services.views import NO_FILTERS, Film, FilmPage
from bot.services.wishes import Addition
from bot.understanding.requests import Act, Talk

MAX_UNKNOWN = 300  # characters of titles that nobody knows
MAX_LABEL = 40  # characters; a phone shows no more in one row
SHELVES: dict[Act, tuple[Shelf, bool]] = {
    "keep": (Shelf.WATCHLIST, True),
    "unkeep": (Shelf.WATCHLIST, False),
    "seen": (Shelf.SEEN, True),
    "unseen": (Shelf.SEEN, False),
    "hide": (Shelf.HIDDEN, True),
    "unhide": (Shelf.HIDDEN, False),
}
"""The shelf that an act is about, and whether it puts a film there."""
ACTED: dict[Act, str] = {
    "stars": film_texts.HOW_MANY_STARS,
    "no_stars": N_("<i>Stars go from ½ to 5, in halves. How many for this one?</i>"),
    "keep": N_("<i>On your watchlist.</i>"),
    "unkeep": N_("<i>Off your watchlist.</i>"),
    "seen": N_("<i>Noted as seen.</i>"),
    "unseen": N_("<i>Not noted as seen.</i>"),
    "hide": film_texts.HIDDEN,
    "unhide": N_("<i>I may suggest it again.</i>"),
}
"""What stands above a film's card when something was done with it in words."""
UNKNOWN_DIRECTOR = N_("<i>I don't know yet who directed this one.</i>")
_NAME_A_FILM = N_("Name a film, or say what you are in the mood for.")
TALK: dict[Talk, str] = {
    "greeting": N_("Hi! What shall we watch?"),
    "thanks": N_("You're welcome! Enjoy the film."),
    "bye": N_("Bye! Everything is saved; I'm here when you need a film."),
    "yes": N_("All right. Here is what I can do next:"),
    "no": N_("All right. Here is what I can do next:"),
    "about": N_(
        "I'm Matinee, a bot. I learn your taste from the stars you give and find films you will like; "
        "/privacy says what I keep of you."
    ),
    "praise": N_("I'm glad! What shall we watch next?"),
    "complaint": N_(
        "Sorry about that. Every film you rate makes my picks better, or tell me what you would rather see."
    ),
    "wrong_film": N_(
        "Tap the film you mean, or say its title with the year: <i>heat 1995</i>. "
        "To leaf on, just say <i>next</i>."
    ),
    "undo": N_(
        "Each card takes back what was done on it. /ratings, /watchlist, /seen and /hidden "
        "show all you have told me, to change or remove."
    ),
    "series": N_(
        "Films are what I know, hardly any series. Say what you are in the mood for, or name a film."
    ),
    "why": N_(
        "I compare your stars with those of many others. Where films of yours speak for a pick, "
        "its card names them: “Because you rated …”."
    ),
}

EXAMPLES = N_(
    "For example: <i>heat</i>, <i>something like Amélie</i>, <i>a funny film of the 90s</i>, "
    "<i>short horror</i>."
)


class OpenFoundButton(Payload, wire="fo"):
    """Open the card of a film that was found by name."""

    movie_id: int


class RateFoundButton(Payload, wire="fr", last_word="{movie_id}"):
    """Give the stars that were typed to a film that was found by name."""

    movie_id: int
    stars: float


def choice(
    locale: Locale,
    meaning: ChooseFilm,
    owner: int,
    *,
    head: str | None = None,
    others: Sequence[Row] = (),
    wish_id: int | None = None,
) -> Note:
    """Return the films that may be meant, one button each; what was to be done is done with the chosen one.

    others are buttons of films from elsewhere; they come first where no film has the words as a part. head
    says what there is to choose, if it is not which of several films is meant. wish_id is the number of what
    was stored for the buttons.
    """
    asked, is_part = safe(meaning.asked, 60), is_part_of_a_title(meaning.asked, meaning.films)
    text = head or locale.gettext("Which one do you mean by “{asked}”?", asked=asked)
    labelled = zip(choice_labels(meaning.films), meaning.films, strict=True)
    rows = [
        row
        for label, film in labelled
        for row in _chosen(locale, meaning, film, label, owner=owner, wish_id=wish_id)
    ]
    if meaning.listed is not None and wish_id is not None:
        rows.append([_of_list(locale, meaning.listed, wish_id, owner)])
    return Note(text, keyboard(*([*rows, *others] if is_part else [*others, *rows])))


def several(locale: Locale, meaning: SeveralFilms, owner: int) -> Note:
    """Return films that were named together, one button each, with the stars that are saved."""
    films = [film for film, _ in meaning.films]
    given = [stars for _, stars in meaning.films if stars is not None]
    labels = [
        label if stars is None else f"{locale.stars(stars)} · {label}"
        for label, (_, stars) in zip(choice_labels(films), meaning.films, strict=True)
    ]
    lines = [locale.gettext("Tap a film to open it.")]
    shelf, is_put = SHELVES.get(meaning.act, (None, False))
    if shelf is not None and is_put:
        lines.insert(0, f"<b>{FILMS_ON[shelf](locale, len(films))}</b>")
    if given:
        rated = locale.ngettext("{n} film rated", "{n} films rated", len(given))
        lines.insert(0, f"<b>{rated}</b>")
    if meaning.unknown:
        unknown = safe(", ".join(meaning.unknown), MAX_UNKNOWN)
        lines.append(locale.gettext("Not found: {films}.", films=unknown))
    cards = [OpenFoundButton(owner, film.movie_id) for film in films]
    return Note("\n".join(lines), keyboard(*([button(*each)] for each in zip(labels, cards, strict=True))))


def between(locale: Locale, pages: Sequence[FilmPage], owner: int) -> Note:
    """Say which of several films suits somebody best, each a button."""
    films = [page.film for page in pages]
    rows = [
        [button(label, OpenFoundButton(owner, film.movie_id))]
        for label, film in zip(choice_labels(films), films, strict=True)
    ]
    judged = [(page.prediction.predicted_stars, page) for page in pages if page.prediction is not None]
    if len(judged) < len(pages):
        return Note(locale.gettext("I can't tell yet which of them suits you better."), keyboard(*rows))
    stars, best = max(judged, key=lambda each: each[0])
    text = locale.gettext(
        "I'd pick <b>{title}</b> for you: my guess is ★ {stars}, ★ {others} for the other.",
        title=safe(spoken(best.film.title), 100),
        stars=locale.number(stars, 1),
        others=locale.number(max(each for each, page in judged if page is not best), 1),
    )
    return Note(text, keyboard(*rows))


def like_it(owner: int, movie_id: int, wish_id: int | None) -> Payload:
    """Return what opens films like one, narrowed as it is stored, if it is."""
    if wish_id is None:
        return SimilarButton(owner, movie_id)
    return WishButton(owner, wish_id, Addition.LIKE_FILM, movie_id)


def _chosen(
    locale: Locale, meaning: ChooseFilm, film: Film, label: str, *, owner: int, wish_id: int | None
) -> list[Row]:
    """Return the button of a film; beside one that is for stars only its card may be wanted."""
    opening = OpenFoundButton(owner, film.movie_id)
    if meaning.stars is not None:
        giving = RateFoundButton(owner, film.movie_id, meaning.stars)
        rows = [[button(f"{locale.stars(meaning.stars)} · {label}", giving)]]
        return rows if len(meaning.films) > 1 else [*rows, [button(label, opening)]]
    if meaning.is_like:
        return [[button(label, like_it(owner, film.movie_id, wish_id))]]
    if meaning.act in SHELVES:
        return [[button(label, _shelved(meaning.act, owner, film.movie_id))]]
    return [[button(label, opening)]]


def _of_list(locale: Locale, listed: OpenList, wish_id: int, owner: int) -> InlineKeyboardButton:
    amount, films = listed.amount or 0, filter_texts.films(locale, listed.filters)
    addition = Addition.AMOUNT if amount else Addition.NOTHING
    label = films[:1].upper() + films[1:]
    if amount and listed.filters == NO_FILTERS:
        label = locale.ngettext("{n} film", "{n} films", amount)
    return button(cut(label, MAX_LABEL), WishButton(owner, wish_id, addition, amount))


def is_part_of_a_title(asked: str, films: Sequence[Film]) -> bool:
    """Return whether the words that were typed stand in a film's title: "whale" in "Whale Rider"."""
    words = set(title_key(asked).split())
    return any(words <= set(title_key(film.title).split()) for film in films)


def _shelved(act: Act, owner: int, movie_id: int) -> Payload:
    shelf, is_put = SHELVES[act]
    button_kind = ShelveButton if is_put else UnshelveButton
    return button_kind(owner, shelf, movie_id, FROM_NOWHERE.code)


def unknown_makers(locale: Locale, names: Sequence[str], owner: int) -> Note:
    """Say that no film is known to be by these people, or about these things."""
    text = locale.gettext(
        "I find nothing for “{names}”. I don't know of every film yet who made it or what is in it.",
        names=safe(locale.all_of(list(names)), 80),
    )
    return Note(f"{text}\n\n{examples(locale)}", ways_on(locale, owner))


def not_understood(locale: Locale, owner: int) -> Note:
    """Answer what makes no sense, kindly and with ways on."""
    text = locale.gettext("I'm not sure what you mean. Name a film, or say what you are in the mood for.")
    return Note(f"{text}\n\n{examples(locale)}", ways_on(locale, owner))


def talk(locale: Locale, kind: Talk, owner: int) -> Note:
    """Answer small talk."""
    text = locale.gettext(TALK.get(kind, _NAME_A_FILM))
    return Note(f"{text}\n\n{examples(locale)}" if kind == "help" else text, ways_on(locale, owner))


def nothing_to_cancel(locale: Locale, owner: int) -> Note:
    """Say that nothing is under way, with ways on."""
    return Note(locale.gettext(texts.CANCELLED), ways_on(locale, owner))


def unknown_command(locale: Locale, owner: int) -> Note:
    """Say that there is no such command."""
    return Note(locale.gettext(texts.UNKNOWN_COMMAND), ways_on(locale, owner))


def not_a_text(locale: Locale, owner: int) -> Note:
    """Say what can be done instead of a sticker, a photo or a voice message."""
    return Note(locale.gettext(texts.NOT_A_TEXT), ways_on(locale, owner))


def which_film(locale: Locale, owner: int) -> Note:
    """Ask for the title where something was said of a film, and no card was shown lately."""
    text = locale.gettext(
        "Which film? Say its title, too: <i>heat 4 stars</i>, <i>seen heat</i>, <i>heat to my watchlist</i>."
    )
    return Note(text, ways_on(locale, owner))


def find_help(locale: Locale, owner: int) -> Note:
    """Say how /find is used, with ways on."""
    text = locale.gettext("Name a film: <code>/find heat 1995</code>. Typing errors are fine.")
    return Note(text, ways_on(locale, owner))


def ways_on(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """Return the three ways that always lead on."""
    return keyboard(
        [button(locale.gettext("Show my films"), RecommendButton(owner))],
        [button(locale.gettext("★ Rate films"), RateFilmsButton(owner))],
        [button(locale.gettext("Popular films"), PopularButton(owner))],
    )


def examples(locale: Locale) -> str:
    """Say what one can type, by examples."""
    return locale.gettext(EXAMPLES)
