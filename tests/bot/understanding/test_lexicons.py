"""What people type in other languages is understood as it is meant."""

from __future__ import annotations

import pytest

from bot.presentation.settings import LANGUAGES
from bot.understanding.english import ENGLISH
from bot.understanding.lexicons import SPOKEN as SPOKEN_LANGUAGES
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import ListRequest, Reading, SimilarRequest, TitleRequest
from recommender.genres import GENRES
from tests.bot.understanding.chatted_requests import CHATTED
from tests.bot.understanding.english_requests import REQUESTS as ENGLISH_REQUESTS
from tests.bot.understanding.english_requests import films
from tests.bot.understanding.evening_requests import EVENINGS
from tests.bot.understanding.everyday_requests import EVERYDAY
from tests.bot.understanding.further_requests import REQUESTS as FURTHER_REQUESTS
from tests.bot.understanding.later_requests import LATER
from tests.bot.understanding.requests_by_language import REQUESTS
from tests.bot.understanding.spoken_requests import SPOKEN
from tests.bot.understanding.typed_requests import TYPED
from tests.support.understood import read_list, understand

CASES = [
    (code, text, meant)
    for tables in (REQUESTS, FURTHER_REQUESTS, EVERYDAY, LATER, EVENINGS, TYPED, SPOKEN, CHATTED)
    for code, table in tables.items()
    for text, meant in table.items()
]


@pytest.mark.parametrize(("code", "text", "meant"), CASES)
def test_a_request_is_understood_as_it_is_meant(code: str, text: str, meant: Reading) -> None:
    assert understand(text, lexicon_of(code)).best == meant


@pytest.mark.parametrize(
    ("code", "text", "usual"),
    [
        ("de", "Komoedie fuer Kinder", "Komödie für Kinder"),
        ("tr", "KISA KORKU FILMI", "kısa korku filmi"),
        ("bs", "dovidjenja", "doviđenja"),
    ],
)
def test_letters_that_a_keyboard_lacks_may_be_typed_otherwise(code: str, text: str, usual: str) -> None:
    lexicon = lexicon_of(code)
    assert understand(text, lexicon).best == understand(usual, lexicon).best


def test_a_phrase_behind_a_title_compares_with_it() -> None:
    best = understand("bana Matrix tarzı bir film öner", lexicon_of("tr")).best
    assert best == SimilarRequest(("Matrix",))


def test_a_title_with_more_behind_it_than_words_of_a_wish_is_a_title() -> None:
    text = "Gibi Davrandık gibi sevda"
    assert understand(text, lexicon_of("tr")).best == TitleRequest(text)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("title", ["Top Gun", "Bambi", "Logan", "Dune", "Heat", "Up", "Her"])
def test_well_known_titles_are_no_wishes_in_any_language(code: str, title: str) -> None:
    assert understand(title, lexicon_of(code)).best == TitleRequest(title)


def test_every_language_has_its_words_and_ten_requests() -> None:
    assert set(LANGUAGES) == {"en", *REQUESTS} == {lexicon_of(code).code for code in LANGUAGES}
    assert all(len(table) >= 10 for table in REQUESTS.values())
    assert set(LANGUAGES) == set(FURTHER_REQUESTS)
    assert all(len(table) >= 30 for table in FURTHER_REQUESTS.values())
    assert set(LANGUAGES) == {"en", *LATER}
    assert all(len(table) >= 10 for table in LATER.values())
    assert set(LANGUAGES) == set(TYPED)
    assert all(len(table) >= 10 for table in TYPED.values())
    assert set(LANGUAGES) == set(EVENINGS)
    assert all(len(table) >= 20 for table in EVENINGS.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_stand_for_genres_that_there_are(code: str) -> None:
    lexicon = lexicon_of(code)
    assert {genre for genres in lexicon.genres.values() for genre in genres} <= set(GENRES)
    assert lexicon.code == code


@pytest.mark.parametrize("code", LANGUAGES)
def test_english_requests_are_mostly_understood_by_everybody(code: str) -> None:
    wrong = [
        text for text, meant in ENGLISH_REQUESTS.items() if understand(text, lexicon_of(code)).best != meant
    ]
    assert len(wrong) / len(ENGLISH_REQUESTS) <= 0.1, wrong


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "komödie 90er kein horror"),
        ("fr", "comédie années 90 sans horreur"),
        ("es", "comedia años 90 sin terror"),
        ("pt", "comédia anos 90 sem terror"),
        ("it", "commedia anni 90 senza horror"),
        ("tr", "komedi 90lar korku olmasın"),
        ("bs", "komedija 90-ih bez horora"),
        ("ru", "комедий 90-х без ужасов"),
    ],
)
def test_what_help_says_behind_a_command_can_be_typed(code: str, text: str) -> None:
    command = read_list(f"5 {text}", lexicon_of(code))
    assert (command.unknown, command.wrong) == ("", None)
    assert command.request == films("Comedy", no="Horror", years=(1990, 1999), n=5)


@pytest.mark.parametrize("code", ["nl", "", "xx_YY"])
def test_a_language_without_words_is_read_as_english(code: str) -> None:
    assert lexicon_of(code) is ENGLISH


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "ein Horrorfilm, der wirklich Angst macht"),
        ("fr", "un film d'action plus récent"),
        ("es", "películas de acción más divertidas"),
        ("it", "un thriller davvero ben fatto, col mio ragazzo"),
        ("pt", "filmes mais recentes de ação"),
        ("tr", "gerçekten korkutan bir korku filmi"),
        ("bs", "stvarno strašan horor"),
        ("ru", "самые новые боевики"),
    ],
)
def test_of_small_words_nobody_is_told_that_they_were_left_out(code: str, text: str) -> None:
    request = understand(text, lexicon_of(code))
    assert isinstance(request.best, ListRequest)
    assert request.left_out == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "filme aus frankreich"),
        ("fr", "des films de france"),
        ("es", "películas de francia"),
        ("it", "film dalla francia"),
        ("pt", "filmes da frança"),
        ("tr", "fransa'dan bir film"),
        ("bs", "filmovi iz francuske"),
        ("ru", "фильмы из франции"),
    ],
)
def test_countries_are_named_in_every_language(language: str, text: str) -> None:
    best = understand(text, lexicon_of(language)).best
    assert isinstance(best, ListRequest)
    assert best.filters.countries == {"France"}


@pytest.mark.parametrize("language", sorted(SPOKEN_LANGUAGES - {"en"}))
def test_every_language_has_words_of_its_own_for_countries(language: str) -> None:
    own = lexicon_of(language).countries.items() - ENGLISH.countries.items()
    assert {"United States", "Japan", "Sweden", "Italy"} <= {name for _, names in own for name in names}
