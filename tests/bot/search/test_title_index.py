from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.queries import spelled_out
from bot.search.title_index import POSSIBLE, SURE, TitleIndex, TitleMatch, clear_winner
from bot.search.titles import IndexedTitle
from tests.bot.search import films
from tests.bot.search.films import FILMS, INDEX

EVERYDAY_WORDS = (
    *(
        "yesterday",
        "sister",
        "kitchen",
        "window",
        "bought",
        "because",
        "travel",
        "almost",
        "quickly",
        "garden",
    ),
    *(
        "letter",
        "always",
        "summer",
        "number",
        "office",
        "hungry",
        "question",
        "between",
        "morning",
        "children",
    ),
    *("their", "weather", "under", "money", "answer", "really", "sunday"),
)


def first(text: str, index: TitleIndex = INDEX) -> int | None:
    matches = index.search(text, n=3)
    return matches[0].movie_id if matches else None


@pytest.mark.parametrize(
    ("text", "movie_id"),
    [
        ("matirx", films.MATRIX),
        ("teh matrix", films.MATRIX),
        ("Matrix, The", films.MATRIX),
        ("AME\u0301LIE", films.AMELIE),
        ("wall-e", films.WALL_E),
        ("wall e", films.WALL_E),
        ("spider man", films.SPIDER_MAN),
        ("spiderman", films.SPIDER_MAN),
        ("godfather 2", films.GODFATHER_2),
        ("8 1/2", films.EIGHT_AND_A_HALF),
        ("8½", films.EIGHT_AND_A_HALF),
        ("se7en", films.SEVEN),
        ("sevn", films.SEVEN),
        ("cidade de deus", films.CITY_OF_GOD),
        ("la confidential", films.LA_CONFIDENTIAL),
        ("the professional", films.LEON),
        ("empire strikes back", films.EMPIRE),
        ("eternal sunshine", films.ETERNAL),
        ("mind of spotless sunshine eternal", films.ETERNAL),
        ("god city", films.CITY_OF_GOD),
        ("chamber of secrets", films.HARRY_POTTER),
        ("hp", films.HARRY_POTTER),
        ("tdk", films.DARK_KNIGHT),
        ("t2", films.TERMINATOR_2),
        ("lotr two towers", films.TWO_TOWERS),
        ("esb", films.EMPIRE),
        ("fotr", films.FELLOWSHIP),
        ("esotsm", films.ETERNAL),
        ("fotr extended edition", films.FELLOWSHIP),
        ("Godfather: The Director’s Cut", films.GODFATHER),
        ("amelie version longue", films.AMELIE),
        ("seven remastered", films.SEVEN),
        ("dune 1984 extended cut", films.DUNE_1984),
        ("2001: a space odyssey", films.SPACE_ODYSSEY),
        ("2012", films.YEAR_2012),
        ("1917", films.YEAR_1917),
        ("1917 (2019)", films.YEAR_1917),
        ("heat 1995", films.HEAT),
        ("heat 95", films.HEAT),
        ("heat '13", films.THE_HEAT),
        ("dune 84", films.DUNE_1984),
        ("dune ’21", films.DUNE_2021),
        ("heat (2013)", films.THE_HEAT),
        ("the heat", films.THE_HEAT),
        ("dune 1984", films.DUNE_1984),
        ("rocky 3", films.ROCKY_3),
        ("千と千尋の神隠し", films.JAPANESE),
    ],
)
def test_the_film_that_is_meant_comes_first(text: str, movie_id: int) -> None:
    assert first(text) == movie_id


@pytest.mark.parametrize(
    ("text", "movie_id"),
    [
        ("t2", films.TERMINATOR_2),
        ("tdk", films.DARK_KNIGHT),
        ("the matrix uncut", films.MATRIX),
        ("heat (director's cut)", films.HEAT),
        ("tdk extended version", films.DARK_KNIGHT),
        ("la confidential режиссёрская версия", films.LA_CONFIDENTIAL),
    ],
)
def test_a_usual_abbreviation_and_another_cut_are_the_film_itself(text: str, movie_id: int) -> None:
    winner = clear_winner(INDEX.search(text, n=5))
    assert winner is not None
    assert (winner.movie_id, winner.is_exact) == (movie_id, True)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("EEAAO", "everything everywhere all at once"),
        ("Dune: Part Two (Extended Cut)", "Dune: Part Two"),
        ("The Final Cut", "The Final Cut"),
        ("Uncut Gems", "Uncut Gems"),
        ("Redux", "Redux"),
    ],
)
def test_a_title_is_spelled_out_as_others_know_it(text: str, title: str) -> None:
    assert spelled_out(text) == title


def test_initials_find_every_film_of_a_series() -> None:
    matches = INDEX.search("lotr", n=2)
    assert {match.movie_id for match in matches} == {films.FELLOWSHIP, films.TWO_TOWERS}
    assert clear_winner(matches) is None


def test_films_of_one_name_come_by_how_well_known_they_are() -> None:
    matches = INDEX.search("dune", n=2)
    assert [match.movie_id for match in matches] == [films.DUNE_2021, films.DUNE_1984]
    assert all(match.is_exact for match in matches)


def test_a_common_word_that_is_a_title_means_that_film() -> None:
    winner = clear_winner(INDEX.search("heat", n=5))
    assert winner is not None
    assert (winner.movie_id, winner.is_exact) == (films.HEAT, True)


def test_two_films_of_one_name_and_fame_are_a_choice() -> None:
    assert clear_winner(INDEX.search("dune", n=5)) is None
    assert clear_winner(INDEX.search("dune 2021", n=5)) is not None


@pytest.mark.parametrize(
    ("first", "sequel", "ratings_of_sequel", "opens_first"),
    [
        ("Godfather, The", "Godfather: Part II, The", 129, True),
        ("Die Hard", "Die Hard: With a Vengeance", 144, True),
        ("Thor", "Thor: Ragnarok", 30, True),
        ("Sweeney Todd", "Sweeney Todd: The Demon Barber of Fleet Street", 3_000, False),
    ],
)
def test_a_whole_title_is_no_choice_between_it_and_its_sequels(
    first: str, sequel: str, ratings_of_sequel: int, opens_first: bool
) -> None:
    titles = [
        IndexedTitle(1, first, 1980, 190),
        IndexedTitle(2, sequel, 1990, ratings_of_sequel),
        IndexedTitle(3, "Forrest Gump", 1994, 10_000),
    ]
    spoken = " ".join(reversed(first.split(", ")))

    winner = clear_winner(TitleIndex.build(titles).search(spoken, n=5))

    assert (winner is not None and winner.movie_id == 1) is opens_first


def test_a_title_with_an_error_is_no_exact_match() -> None:
    [match] = INDEX.search("the dark knihgt", n=1)
    assert match.movie_id == films.DARK_KNIGHT
    assert not match.is_exact
    assert SURE <= match.score < 1


@pytest.mark.parametrize(
    ("scores", "wins"),
    [
        ([0.99, 0.98], False),
        ([0.99, 0.97], True),
        ([0.75, 0.7], False),
        ([0.75, 0.5], True),
        ([0.65], False),
        ([], False),
    ],
)
def test_a_winner_needs_a_lead(scores: list[float], wins: bool) -> None:
    matches = [TitleMatch(number, score, is_exact=score > 0.9) for number, score in enumerate(scores)]
    assert (clear_winner(matches) is not None) is wins


@pytest.mark.parametrize(
    "text",
    [
        "what should I watch tonight",
        "please recommend me something good",
        "my grandmother lives near the station",
        "I had pasta for dinner yesterday",
        "etwas Lustiges für heute Abend",
        "how are you doing",
        "asdfghjkl",
        "12345678",
        "https://example.org/abc?x=1",
    ],
)
def test_a_text_that_is_no_title_scores_low(text: str) -> None:
    assert all(match.score < POSSIBLE for match in INDEX.search(text, n=3))


def test_random_sentences_are_seldom_taken_for_a_title() -> None:
    rng = random.Random(3)
    sentences = [" ".join(rng.sample(EVERYDAY_WORDS, rng.randint(3, 8))) for _ in range(200)]
    taken = [text for text in sentences if any(match.score >= POSSIBLE for match in INDEX.search(text, n=1))]
    assert len(taken) <= 2


@pytest.mark.parametrize(
    "text", ["", "😀", "\0", "\ud800", "(", "()", "x" * 4096, "the " * 1024, "\u202e\u0308" * 2000]
)
def test_odd_texts_find_nothing_and_break_nothing(text: str) -> None:
    assert all(match.score < POSSIBLE for match in INDEX.search(text, n=3))


def test_an_empty_catalogue_finds_nothing() -> None:
    assert TitleIndex.build([]).search("heat", n=3) == ()


def test_films_without_a_letter_do_no_harm() -> None:
    index = TitleIndex.build([IndexedTitle(1, "???"), IndexedTitle(2, "!!! (…)"), IndexedTitle(3, "Heat")])
    assert first("heat", index) == 3


def test_no_more_than_n_films_are_returned() -> None:
    assert len(INDEX.search("the", n=2)) == 2
    assert INDEX.search("heat", n=0) == ()


@given(st.text(max_size=80))
def test_any_text_is_searched_for(text: str) -> None:
    matches = INDEX.search(text, n=5)
    assert all(0 <= match.score <= 1 for match in matches)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.title)
def test_every_title_finds_itself(film: IndexedTitle) -> None:
    matches = INDEX.search(f"{film.title} ({film.year})", n=1)
    assert [match.movie_id for match in matches] == [film.movie_id]


@given(
    st.lists(st.text(st.characters(categories=["L"]), min_size=2, max_size=12), min_size=1, max_size=4).map(
        " ".join
    )
)
def test_any_title_finds_itself(title: str) -> None:
    index = TitleIndex.build([*FILMS[:3], IndexedTitle(99, title, 2000, 10**6)])
    matches = index.search(title, n=1)
    assert not matches or (matches[0].movie_id, matches[0].is_exact) == (99, True)


@pytest.mark.parametrize(
    ("text", "movie_id"),
    [
        ("heat", films.HEAT),
        ("Heat (1995)", films.HEAT),
        ("heat (2013)", films.THE_HEAT),
        ("The Heat", films.THE_HEAT),
        ("matrix", films.MATRIX),
        ("2012", films.YEAR_2012),
        ("cidade de deus", films.CITY_OF_GOD),
        ("heat (1950)", None),
        ("matirx", None),
        ("chamber of secrets", None),
        ("tdk", None),
        ("", None),
        ("🎬", None),
    ],
)
def test_only_a_whole_title_as_it_is_spelled_is_exact(text: str, movie_id: int | None) -> None:
    found = INDEX.exact(text)
    assert (None if found is None else found[0]) == movie_id
    assert found is None or 0 <= found[1] <= 1


@given(st.text(max_size=300))
def test_any_text_can_be_asked_for_exactly(text: str) -> None:
    found = INDEX.exact(text)
    assert found is None or found[0] in {film.movie_id for film in FILMS}


def test_initials_in_front_of_a_title_name_it() -> None:
    index = TitleIndex.build([IndexedTitle(1, "E.T. the Extra-Terrestrial"), IndexedTitle(2, "Net, The")])
    for typed in ("ET", "e.t.", "E.T"):
        assert index.search(typed, n=1)[0].movie_id == 1


ELSEWHERE = TitleIndex.build(
    [
        IndexedTitle(1, "Godfather, The", 1972, 5000, ("El padrino", "Der Pate", "Baba", "Крёстный отец")),
        IndexedTitle(2, "Godfather: Part II, The", 1974, 4000, ("El padrino: Parte II", "Der Pate: Teil II")),
        IndexedTitle(3, "Shawshank Redemption, The", 1994, 5200, ("Die Verurteilten", "Cadena perpetua")),
        IndexedTitle(4, "Taken", 2008, 900, ("Venganza", "96 Hours")),
        IndexedTitle(5, "Heat", 1995, 3000, ("Fuego contra fuego", "Схватка")),
        IndexedTitle(6, "Venganza", 1985, 300),
        IndexedTitle(7, "Baba", 1980, 2),
        IndexedTitle(8, "Matrix, The", 1999, 5000, ("Матрица",)),
        IndexedTitle(9, "Fellowship of the Ring, The", 2001, 4900, ("Der Herr der Ringe: Die Gefährten",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "movie_id"),
    [
        ("el padrino", 1),
        ("PADRINO", 1),
        ("der pate", 1),
        ("крестный отец", 1),
        ("el padrino 2", 2),
        ("el padrino parte ii", 2),
        ("der pate 2", 2),
        ("die verurteilten", 3),
        ("verurteilten", 3),
        ("die verurteilen", 3),
        ("cadena perptua", 3),
        ("fuego contra fuego 1995", 5),
        ("матрицу", 8),
        ("крёстного отца", 1),
        ("herr der ringe", 9),
    ],
)
def test_what_another_country_calls_a_film_finds_it(text: str, movie_id: int) -> None:
    winner = clear_winner(ELSEWHERE.search(text, n=3))
    assert winner is not None
    assert winner.movie_id == movie_id
    assert winner.local_title is not None


@pytest.mark.parametrize(("text", "movie_ids"), [("venganza", [6, 4]), ("baba", [1, 7])])
def test_films_own_titles_and_those_of_other_countries_are_a_choice_or_the_own_one_wins(
    text: str, movie_ids: list[int]
) -> None:
    found = ELSEWHERE.search(text, n=2)
    assert [match.movie_id for match in found] == movie_ids
    winner = clear_winner(found)
    assert winner is None or winner.local_title is None or winner.movie_id == 1


def test_initials_are_those_of_films_own_titles() -> None:
    long = IndexedTitle(1, "Alpha Beta", 2000, 900, ("El Señor de los Anillos Verdes",))
    assert TitleIndex.build([long]).titles.initials.find("sdlav") == []


@pytest.mark.parametrize(
    ("text", "known"), [("el padrino", (1, False)), ("cadena perpetua", (3, True)), ("taken", (4, True))]
)
def test_in_a_message_one_word_of_another_language_is_no_known_title(
    text: str, known: tuple[int, bool]
) -> None:
    found = ELSEWHERE.exact(text)
    assert found is not None
    assert (found[0], found[1] > 0) == known


def test_in_a_message_a_films_own_title_goes_before_a_better_known_films_elsewhere() -> None:
    assert ELSEWHERE.exact("baba") == (7, pytest.approx(0.13, abs=0.01))
