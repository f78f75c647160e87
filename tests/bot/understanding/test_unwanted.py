"""What is not wanted, in every language: topics, places, years, lengths, series."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Filters, ListRequest, Reading
from tests.bot.understanding.english_requests import films
from tests.support.understood import understand

NO_HORROR = Filters(excluded_genres=frozenset({"Horror"}))
NO_HORROR_NO_WAR = Filters(excluded_genres=frozenset({"Horror", "War"}))
NOT_AMERICAN = Filters(excluded_countries=frozenset({"United States"}))
UNWANTED = [
    ("en", "no horror", NO_HORROR),
    ("en", "films without horror or war", NO_HORROR_NO_WAR),
    ("en", "-horror", NO_HORROR),
    ("en", "nothing american", NOT_AMERICAN),
    ("en", "not in english", Filters(excluded_languages=frozenset({"English"}))),
    ("en", "no old movies", Filters(first_year=1980)),
    ("en", "no short films", Filters(min_minutes=90)),
    ("en", "no foreign films", Filters(languages=frozenset({"English"}))),
    ("en", "nothing with subtitles", Filters(languages=frozenset({"English"}))),
    ("en", "comedy, no subtitles", Filters(genres=frozenset({"Comedy"}), languages=frozenset({"English"}))),
    ("en", "no zombies", Filters(excluded_genres=frozenset({"zombies"}))),
    ("en", "comedy, no series", Filters(genres=frozenset({"Comedy"}))),
    ("de", "kein horror und kein krieg", NO_HORROR_NO_WAR),
    ("fr", "sans horreur ni guerre", NO_HORROR_NO_WAR),
    ("es", "sin terror", NO_HORROR),
    ("it", "senza horror", NO_HORROR),
    ("pt", "sem terror", NO_HORROR),
    ("ru", "без ужасов", NO_HORROR),
    ("tr", "amerikan filmi olmasın", NOT_AMERICAN),
    ("bs", "bez horora", NO_HORROR),
]


@pytest.mark.parametrize(("code", "text", "filters"), UNWANTED)
def test_what_a_no_keeps_away_is_read(code: str, text: str, filters: Filters) -> None:
    request = understand(text, lexicon_of(code))
    assert request.best == ListRequest(filters)
    assert request.uncovered == ""


@pytest.mark.parametrize(
    ("code", "text", "filters"),
    [
        ("en", "no 80s movies", Filters(first_year=1990)),
        ("en", "comedy but no 1980s", Filters(genres=frozenset({"Comedy"}), first_year=1990)),
        ("en", "nothing from the last 5 years", Filters(last_year=2020)),
        ("en", "no films over 3 hours", Filters(max_minutes=180)),
        ("en", "nothing under 90 minutes", Filters(min_minutes=90)),
        ("en", "nothing shorter than 80 minutes", Filters(min_minutes=80)),
        ("de", "keine 80er filme", Filters(first_year=1990)),
        ("de", "keine filme unter 90 minuten", Filters(min_minutes=90)),
        ("fr", "pas de noir et blanc", Filters(first_year=1960)),
        ("tr", "eski film olmasın", Filters(first_year=1980)),
        ("tr", "siyah beyaz olmasın", Filters(first_year=1960)),
        ("tr", "2 saatten uzun olmasın", Filters(max_minutes=120)),
    ],
)
def test_of_years_and_lengths_the_others_are_left(code: str, text: str, filters: Filters) -> None:
    request = understand(text, lexicon_of(code))
    assert request.best == ListRequest(filters)
    assert request.uncovered == ""


@pytest.mark.parametrize(
    ("code", "text", "filters"),
    [
        ("en", "not in english or french", Filters(excluded_languages=frozenset({"English", "French"}))),
        ("en", "nothing french and italian", Filters(excluded_languages=frozenset({"French", "Italian"}))),
        ("en", "no old movies or horror", replace(NO_HORROR, first_year=1980)),
        ("en", "no horror or old films", replace(NO_HORROR, first_year=1980)),
        ("en", "no old or very long movies", Filters(first_year=1980, max_minutes=150)),
        ("en", "no horror or american", replace(NO_HORROR, excluded_countries=frozenset({"United States"}))),
        ("en", "no horror, war or zombies", Filters(excluded_genres=frozenset({"Horror", "War", "zombies"}))),
        ("en", "no horror, comedy", replace(NO_HORROR, genres=frozenset({"Comedy"}))),
        ("en", "no horror and something funny", replace(NO_HORROR, genres=frozenset({"Comedy"}))),
        ("de", "weder horror noch krieg", NO_HORROR_NO_WAR),
        (
            "de",
            "nichts französisches oder italienisches",
            Filters(excluded_languages=frozenset({"French", "Italian"})),
        ),
        ("es", "ni terror ni guerra", NO_HORROR_NO_WAR),
        ("it", "né horror né guerra", NO_HORROR_NO_WAR),
        ("pt", "nem terror nem guerra", NO_HORROR_NO_WAR),
        ("bs", "ni horor ni rat", NO_HORROR_NO_WAR),
        ("tr", "korku olmayan filmler", NO_HORROR),
    ],
)
def test_what_or_joins_to_it_is_not_wanted_either(code: str, text: str, filters: Filters) -> None:
    request = understand(text, lexicon_of(code))
    assert request.best == ListRequest(filters)
    assert request.uncovered == ""


def test_a_genre_behind_a_name_is_kept_away_with_it() -> None:
    people = understand("no tom cruise or horror", lexicon_of("en")).people
    assert people is not None
    assert people.wish == ListRequest(NO_HORROR)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "k-drama"),
        ("en", "melo-drama"),
        ("en", "anti-war movies"),
        ("en", "psycho-thriller"),
        ("ru", "что-то про войну"),
    ],
)
def test_a_hyphen_inside_a_word_leaves_nothing_out(code: str, text: str) -> None:
    lists = [each for each in understand(text, lexicon_of(code)).readings if isinstance(each, ListRequest)]
    assert not any(each.filters.excluded_genres for each in lists)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("not 2 scary pls", NO_HORROR), ("not 2 long", Filters(max_minutes=120))],
)
def test_too_is_typed_as_a_number_as_well(text: str, meant: Filters) -> None:
    assert understand(text, lexicon_of("en")).best == ListRequest(meant)


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "too long", films(minutes=(None, 150))),
        ("en", "that's way too sad", films(no="Drama")),
        ("en", "it's too old", films(years=(1980, None))),
        ("en", "too scary for me", films(no="Horror")),
        ("en", "a bit too violent", films(no="Crime Horror War")),
        ("en", "too long and too sad", films(no="Drama", minutes=(None, 150))),
        ("de", "zu lang", films(minutes=(None, 150))),
        ("de", "der ist mir zu traurig", films(no="Drama")),
        ("de", "viel zu alt", films(years=(1980, None))),
        ("fr", "c'est trop vieux", films(years=(1980, None))),
        ("fr", "trop triste", films(no="Drama")),
        ("es", "demasiado larga", films(minutes=(None, 150))),
        ("it", "troppo lungo", films(minutes=(None, 150))),
        ("pt", "longo demais", films(minutes=(None, 120))),
        ("tr", "fazla uzun", films(minutes=(None, 150))),
        ("bs", "previše tužno", films(no="Drama")),
        ("bs", "predugo", films(minutes=(None, 120))),
        ("ru", "слишком грустно", films(no="Drama")),
    ],
)
def test_too_much_of_something_asks_for_less(language: str, text: str, meant: Reading) -> None:
    assert understand(text, lexicon_of(language)).best == meant


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "something too scary", films("Horror")),
        ("en", "comedy too", films("Comedy")),
        ("fr", "un film trop drôle", films("Comedy")),
    ],
)
def test_films_that_are_too_much_are_wanted(language: str, text: str, meant: Reading) -> None:
    assert understand(text, lexicon_of(language)).best == meant


@pytest.mark.parametrize("text", ["not too long", "but not too long", "please, but not too long"])
def test_not_too_long_is_the_same_behind_but(text: str) -> None:
    assert understand(text, lexicon_of("en")).best == films(minutes=(None, 120))


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "not longer than 90 min and not from america", "United States"),
        ("de", "horror und nicht aus amerika", "United States"),
        ("de", "nichts aus frankreich", "France"),
        ("fr", "pas des états-unis", "United States"),
        ("es", "que no sea de estados unidos", "United States"),
        ("it", "niente dal giappone", "Japan"),
        ("pt", "nada dos estados unidos", "United States"),
        ("bs", "ništa iz francuske", "France"),
        ("ru", "не из сша", "United States"),
    ],
)
def test_a_country_whose_name_has_a_small_word_is_left_out_too(
    language: str, text: str, country: str
) -> None:
    request = understand(text, lexicon_of(language))
    assert isinstance(request.best, ListRequest)
    assert request.best.filters.excluded_countries == {country}
    assert not request.best.filters.countries
    assert request.left_out == ""
