"""No reply breaks a limit of Telegram, whatever films, plots and people are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.importing.records import EntryKind, ProblemCode
from bot.playground.entities import utf16_length
from bot.playground.html_text import parse_html
from bot.playground.keyboards import check_markup
from bot.presentation import (
    adding_texts,
    cards,
    finding,
    importing,
    library,
    my_ratings,
    nights,
    reactions,
    refusals,
    unknown_titles,
)
from bot.presentation.catalogues import Catalogues
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.import_texts import StarsOf
from bot.presentation.locale import Locale
from bot.presentation.markup import clean
from bot.presentation.outgoing import Card, GroupPoll, Note
from bot.services import errors
from bot.services.adding_films import NotAdded, Why
from bot.services.import_views import FilmChoice, ImportPreview, ImportResult, StarConflict
from bot.services.interpreting.meanings import ChooseFilm, Purpose
from bot.services.library import ShelfPage, ShelvedFilm
from bot.services.night_views import Decision, ExpectedFilm, Inquiry, NightPage
from bot.services.origins import FROM_NOWHERE, Place, StoredSearch
from bot.services.reactions import Reacted
from bot.services.shelves import Shelf, ShelfState
from bot.services.undoing import EarlierStars, Rating
from bot.services.views import (
    DeckPage,
    Film,
    FilmDetails,
    FilmPage,
    Filters,
    Greeting,
    LastAnswer,
    Prediction,
    Question,
    RatedFilm,
    RatingNumbers,
    RatingsPage,
    Reason,
    TitleHit,
)

TEXT, CAPTION, ALERT = 4096, 1024, 200
QUESTION, OPTION = 300, 100
MAX_ID = 2**52  # of a Telegram account
CODES = ("en", "de", "fr", "es", "pt", "it", "tr", "bs", "ru")
CATALOGUES = Catalogues()

# What people type and data sets hold: letters that take two units, marks piled up, right to left, HTML.
ODD = st.text(st.sampled_from("aÉß 🍿👩‍👩‍👧‍👦\u0301\u0489\u202eשλ<b>&amp;\"'…()/:\n\t\0\u200b"), min_size=1)
LONG = st.builds(lambda word, times: word * times, st.text(min_size=1, max_size=8), st.integers(1, 400))
WORDS = st.text(max_size=60) | ODD | LONG
MOVIE_IDS = st.integers(1, 2**31 - 1)
YEARS = st.none() | st.integers(1870, 2100)
STARS = st.integers(1, 10).map(lambda halves: halves / 2)
GENRES = st.lists(st.sampled_from(tuple(GENRE_NAMES)), max_size=5).map(tuple)
TITLES = WORDS.filter(clean)
FILMS = st.builds(Film, MOVIE_IDS, TITLES, YEARS, GENRES, st.sampled_from([None, "tt0113277", "tt12345678"]))
FILM_LISTS = st.lists(FILMS, min_size=1, max_size=5).map(tuple)
DETAILS = st.builds(FilmDetails, WORDS, WORDS, WORDS, st.integers(1, 2000), st.just(8.3), st.none())
PREDICTIONS = st.builds(Prediction, st.floats(0.5, 5), st.sampled_from(["sure", "fair", "unsure"]))
WISHES = st.builds(
    Filters,
    genres=GENRES.map(frozenset),
    excluded_genres=GENRES.map(frozenset),
    first_year=st.none() | st.integers(1900, 2030),
    max_minutes=st.none() | st.integers(61, 300),
    features_only=st.booleans(),
    excluded_directors=st.frozensets(WORDS, max_size=4),
    excluded_actors=st.frozensets(WORDS, max_size=4),
    excluded_films=st.frozensets(WORDS, max_size=4),
)
SHELVES = st.builds(ShelfState, is_hidden=st.booleans())
PEOPLE = st.integers(1, MAX_ID)
LOCALES = st.sampled_from(CODES).map(CATALOGUES.locale)


def check(shown: Card | Note) -> None:
    """Fail where Telegram would refuse a message or cut it."""
    is_card = isinstance(shown, Card)
    text = parse_html(shown.caption if isinstance(shown, Card) else shown.text).text
    assert 1 <= utf16_length(text.strip()) <= (CAPTION if is_card else TEXT)
    check_keyboard(shown.keyboard)


def check_keyboard(markup: InlineKeyboardMarkup | None) -> None:
    if markup is None:
        return
    check_markup(markup.to_dict())
    assert all(1 <= len(row) <= 8 for row in markup.inline_keyboard)


def check_alert(text: str) -> None:
    assert 1 <= utf16_length(text) <= ALERT


def check_poll(poll: GroupPoll | None) -> None:
    if poll is None:
        return
    assert 1 <= utf16_length(poll.question) <= QUESTION
    assert 2 <= len(poll.options) <= 10
    assert all(option.strip() and utf16_length(option) <= OPTION for option in poll.options)


@given(data=st.data(), locale=LOCALES, films=FILM_LISTS, details=st.none() | DETAILS, owner=PEOPLE)
def test_cards(
    *, data: st.DataObject, locale: Locale, films: tuple[Film, ...], details: FilmDetails | None, owner: int
) -> None:
    film, other = films[0], films[-1]
    stars = data.draw(STARS)
    prediction, filters, shelves = data.draw(PREDICTIONS), data.draw(WISHES), data.draw(SHELVES)
    reasons = tuple(Reason(each, stars, data.draw(st.sampled_from([1.0, -1.0]))) for each in films)
    page = DeckPage(
        deck_id=2**31 - 1,
        position=data.draw(st.integers(0, 2)),
        size=999,
        source=data.draw(st.sampled_from(["model", "popular", "similar", "watchlist", "new"])),
        film=film,
        prediction=data.draw(st.sampled_from([None, prediction])),
        reasons=reasons,
        own_stars=data.draw(st.none() | STARS),
        last_rated=data.draw(st.sampled_from([None, RatedFilm(other, stars)])),
        model_is_missing=data.draw(st.booleans()),
        shelves=shelves,
        filters=filters,
        like=films,
        ahead=films,
        notice=data.draw(st.sampled_from([None, "order", "held_back"])),
        left_out=data.draw(st.just("") | WORDS),
        usual_stars=2.9,
    )
    asked = Question(film, 12, data.draw(st.booleans()), LastAnswer(other, data.draw(st.none() | STARS)))
    single = FilmPage(film, prediction, data.draw(st.none() | STARS), shelves, FROM_NOWHERE, is_added=True)
    check(cards.deck(locale, page, details, owner))
    check(cards.question(locale, asked, details, owner))
    check(cards.film(locale, single, details, owner))
    deleted = replace(single, own_stars=None)
    earlier = EarlierStars(film.movie_id, Rating(film.movie_id, stars, datetime(2026, 1, 2, tzinfo=UTC)))
    check(cards.film(locale, deleted, details, owner, deleted=earlier, is_deletion=True))


@given(locale=LOCALES, film=FILMS, stars=STARS, searched=st.none() | WORDS, owner=PEOPLE, genres=GENRES)
def test_lists(
    *, locale: Locale, film: Film, stars: float, searched: str | None, owner: int, genres: tuple[str, ...]
) -> None:
    rated = (RatedFilm(film, stars),) * 8
    numbers = RatingNumbers(3.21, genres[:3])
    search = None if searched is None else StoredSearch(2**31 - 1, Place.RATINGS, searched)
    for page in (
        RatingsPage(rated, 1, 900, 7200, 20_000, "newest", numbers, search),
        RatingsPage((), 0, 1, 0, 0, "title", None, search, rated_count=3),
    ):
        check(my_ratings.ratings(locale, page, owner))
    for shelf in Shelf:
        items = (ShelvedFilm(film, Prediction(stars, "fair")),) * 8
        search = None if searched is None else StoredSearch(2**31 - 1, shelf, searched)
        check(library.shelf(locale, ShelfPage(shelf, items, 1, 900, 7200, search), owner))
        check(library.shelf(locale, ShelfPage(shelf, (), 0, 1, 0, search, 3), owner))


@given(locale=LOCALES, films=FILM_LISTS, asked=WORDS, stars=st.none() | STARS, owner=PEOPLE)
def test_finding(
    *, locale: Locale, films: tuple[Film, ...], asked: str, stars: float | None, owner: int
) -> None:
    check(finding.choice(locale, ChooseFilm(asked, films, stars), owner))
    check(finding.choice(locale, ChooseFilm(asked, films, is_like=True), owner, wish_id=2**31 - 1))
    hits = [TitleHit(each.imdb_id or "tt0000001", each.title, each.year, "movie") for each in films]
    for purpose in (Purpose(), Purpose(stars), Purpose(is_like=True), Purpose(act="keep")):
        check(unknown_titles.omdb_choice(locale, asked, hits, owner, purpose))
    for why in get_args(unknown_titles.WhyUnknown):
        check(unknown_titles.unknown_title(locale, asked, owner, why))
        check(unknown_titles.nearest(locale, ChooseFilm(asked, films, stars), owner, hits=hits, why=why))
        check(unknown_titles.nearest(locale, ChooseFilm(asked, films, stars), owner, hits=(), why=why))
        assert utf16_length(parse_html(unknown_titles.closest(locale, asked, why)).text) <= TEXT
    check(unknown_titles.is_series(locale, hits[0], owner))
    check(unknown_titles.no_series(locale, asked, owner))
    check(refusals.refusal(locale, errors.UnknownGenre(asked, tuple(GENRE_NAMES)[:3]), owner))
    for shelf in (Shelf.WATCHLIST, Shelf.HIDDEN):
        for is_taken_back in (True, False):
            check(reactions.reacted(locale, Reacted(films[0], shelf, is_taken_back), owner))
    missed = [NotAdded("tt12345678", why, asked) for why in get_args(Why)] * 5
    check(Note(adding_texts.films_added(locale, films * 2, films * 2, missed, is_cut=True)))
    for each in missed[:4]:
        check(unknown_titles.not_added(locale, each, owner))


@given(locale=LOCALES, names=st.lists(WORDS, max_size=40), films=FILM_LISTS, filters=WISHES, owner=PEOPLE)
def test_nights(
    *, locale: Locale, names: list[str], films: tuple[Film, ...], filters: Filters, owner: int
) -> None:
    page = NightPage(2**31 - 1, -1, None, 1, tuple(names), 7, 1, filters, films, is_voting=False)
    for shown in (page, replace(page, is_voting=True), replace(page, films=())):
        check(nights.night(locale, shown, owner, "matinee_bot"))
        check_poll(nights.poll(locale, shown))
    for votes, of, is_tie in ((0, 0, False), (1, 2, True), (2, 3, False)):
        check(nights.decision(locale, Decision(page, films[0], votes, of, is_tie), "matinee_bot"))
    check(nights.inquiry(locale, Inquiry(owner, locale.code, films[0])))
    for stars in (None, 4.4):
        check_alert(nights.expected(locale, ExpectedFilm(films[0], stars)))
        check(Note(nights.all_expected(locale, [ExpectedFilm(film, stars) for film in films[:5]])))


@given(locale=LOCALES, films=FILM_LISTS, names=st.lists(WORDS, min_size=1, max_size=40), owner=PEOPLE)
def test_imports(*, locale: Locale, films: tuple[Film, ...], names: list[str], owner: int) -> None:
    choices = tuple(FilmChoice(n, name, 1999, films, None) for n, name in enumerate(names))
    shown = ImportPreview(
        import_id=2**31 - 1,
        source="letterboxd",
        scale=10,
        scale_is_guessed=True,
        matched=20_000,
        changes=dict.fromkeys(get_args(EntryKind), 20_000),
        choices=choices,
        conflicts=tuple(StarConflict(film, 4.5, 0.5) for film in films * 8),
        unmatched=tuple((name, 1999) for name in names),
        left_out=dict.fromkeys(get_args(ProblemCode), 20_000),
    )
    for stars_of in StarsOf:
        check(importing.preview(locale, shown, owner, stars_of))
        check(importing.question(locale, shown, owner, stars_of))
    check(importing.result(locale, ImportResult(1, shown.changes, 20_000), owner))


@pytest.mark.parametrize("code", CODES)
@given(name=WORDS, owner=PEOPLE)
def test_greetings(*, code: str, name: str, owner: int) -> None:
    locale = CATALOGUES.locale(code)
    for is_known in (True, False):
        check(cards.greeting(locale, Greeting(is_known, name, 20_000, 610), owner))
