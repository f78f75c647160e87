"""The table of what films are called in other countries: what is written by hand is checked line by line."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.search.local_titles import SHIPPED_TITLES, local_titles, shipped_titles, title_of_key
from bot.search.normalising import alternative_titles, local_key, split_key, spoken_title
from bot.search.title_index import TitleIndex, clear_winner
from bot.search.titles import IndexedTitle
from recommender.movielens.bundled import BUNDLED_FOLDER
from recommender.movielens.reading import read_movielens

GODFATHER = "tt0068646"
LANGUAGES = {"bs", "de", "es", "fr", "it", "pt", "ru", "tr"}
# Films that bear one title, the later ones mostly made anew of the same book.
SHARED = {
    frozenset(("tt0055254", "tt0115433")): "101 Dalmatians",
    frozenset(("tt0268126", "tt2096673")): "Ters Yüz",
    frozenset(("tt0067992", "tt0367594")): "Charlie und die Schokoladenfabrik",
    frozenset(("tt0093894", "tt0172495")): "Gladiador",
    frozenset(("tt0119217", "tt1675434")): "Can Dostum",
    frozenset(("tt0094226", "tt1675434")): "Nedodirljivi",
    frozenset(("tt0038650", "tt0118799")): "La vie est belle",
    frozenset(("tt0061852", "tt3040964")): "Das Dschungelbuch",
    frozenset(("tt0091369", "tt1790864")): "Labyrinthe",
    frozenset(("tt0063442", "tt0133152")): "Planet der Affen",
    frozenset(("tt0112130", "tt0414387")): "Stolz und Vorurteil",
    frozenset(("tt0114814", "tt1392214")): "Os Suspeitos",
    frozenset(("tt0376968", "tt1663202")): "O Regresso",
    frozenset(("tt0376968", "tt0441909")): "Возвращение",
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with SHIPPED_TITLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def films() -> list[IndexedTitle]:
    """Return the films of the data set that ships, with what they are called elsewhere."""
    data = read_movielens(BUNDLED_FOLDER)
    counts = Counter(data.movie_ids.tolist())
    return [
        IndexedTitle(each.movie_id, each.title, each.year, counts[each.movie_id], local_titles(each.imdb_id))
        for each in data.movies
    ]


@pytest.fixture(scope="module")
def index(films: list[IndexedTitle]) -> TitleIndex:
    return TitleIndex.build(films)


def test_each_line_names_a_film_of_the_data_set(rows: list[dict[str, str]]) -> None:
    with (BUNDLED_FOLDER / "links.csv").open(encoding="utf-8") as file:
        imdb_ids = {row["movieId"]: f"tt{row['imdbId']}" for row in csv.DictReader(file)}
    with (BUNDLED_FOLDER / "movies.csv").open(encoding="utf-8") as file:
        titles = {imdb_ids[row["movieId"]]: row["title"] for row in csv.DictReader(file)}
    assert [row for row in rows if titles.get(row["imdb_id"]) != row["film"]] == []
    assert len(rows) > 7_000


def test_each_title_is_written_cleanly_in_a_language_that_the_bot_speaks(rows: list[dict[str, str]]) -> None:
    assert {row["language"] for row in rows} == LANGUAGES
    assert all(row["title"] == " ".join(row["title"].split()) for row in rows)
    is_cyrillic = [row for row in rows if any("а" <= letter <= "я" for letter in row["title"].lower())]
    assert {row["language"] for row in is_cyrillic} == {"ru"}


def test_no_line_says_what_another_or_the_films_own_title_says(rows: list[dict[str, str]]) -> None:
    said = Counter((row["imdb_id"], row["language"], local_key(row["title"]).compact) for row in rows)
    assert [line for line, times in said.items() if times > 1] == []
    own = {
        film: {split_key(title).compact for title in (spoken_title(film), *alternative_titles(film))}
        for film in {row["film"] for row in rows}
    }
    assert [row for row in rows if local_key(row["title"]).compact in own[row["film"]]] == []


def test_films_that_share_a_title_in_a_language_really_do(rows: list[dict[str, str]]) -> None:
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        called[row["language"], local_key(row["title"]).compact].add(row["imdb_id"])
    assert {frozenset(films) for films in called.values() if len(films) > 1} == set(SHARED)


def test_whoever_types_a_title_gets_its_film(films: list[IndexedTitle], index: TitleIndex) -> None:
    """Only a film of the same name comes before it, or makes it a choice."""
    typed = [(title, film.movie_id) for film in films for title in film.local_titles][::16]
    found = [(movie_id, index.search(title.lower(), n=5)) for title, movie_id in typed]
    assert len(found) > 400
    assert all(movie_id in {match.movie_id for match in matches} for movie_id, matches in found)
    assert all(matches[0].is_exact for _, matches in found)
    others = [
        movie_id
        for movie_id, matches in found
        if (winner := clear_winner(matches)) is None or winner.movie_id != movie_id
    ]
    assert len(others) < 10


def test_what_another_country_calls_a_film_pushes_no_own_title_out(
    films: list[IndexedTitle], index: TitleIndex
) -> None:
    elsewhere = {local_key(title).compact for film in films for title in film.local_titles}
    known = [film for film in films if split_key(spoken_title(film.title)).compact in elsewhere]
    found = [(film.movie_id, index.search(spoken_title(film.title), n=5)) for film in known]
    assert len(found) > 5
    assert all(movie_id in {match.movie_id for match in matches} for movie_id, matches in found)
    wins = [clear_winner(matches) for _, matches in found]
    assert all(winner is None or winner.local_title is None for winner in wins)


def test_the_titles_of_a_film_are_there_once_each() -> None:
    titles = local_titles(GODFATHER)
    assert {"El padrino", "Il padrino", "Der Pate", "Baba", "Kum", "Крёстный отец"} <= set(titles)
    assert len(titles) == len(set(titles))
    assert local_titles("tt0000000") == local_titles(None) == ()


@pytest.mark.parametrize(
    ("typed", "title"),
    [("der pate", "Der Pate"), ("o poderoso chefao", "O Poderoso Chefão"), ("godfather", None)],
)
def test_a_key_leads_back_to_its_title(typed: str, title: str | None) -> None:
    assert title_of_key(GODFATHER, local_key(typed)) == title


@pytest.mark.parametrize("typed", ["El padrino", "Il padrino"])
def test_of_titles_that_differ_by_their_article_the_typed_one_is_told(typed: str) -> None:
    assert title_of_key(GODFATHER, local_key("El padrino"), typed.lower()) == typed


def test_a_part_of_a_title_leads_back_to_all_of_it() -> None:
    assert title_of_key("tt0120737", split_key("El señor de los anillos")) == (
        "El señor de los anillos: La comunidad del anillo"
    )


def test_without_the_file_films_have_their_own_titles_alone(tmp_path: Path) -> None:
    assert shipped_titles(tmp_path / "away.csv") == {}
