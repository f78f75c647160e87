"""What a model is trained from: films with votes are in it before anybody rated them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.retraining.training_data import films_with_votes, read_catalogue, read_training_data
from recommender.catalogue import build_catalogue
from recommender.facts.records import Facts
from recommender.facts.table import write_facts
from storage.unit_of_work import UnitOfWorkFactory

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_films_with_votes_are_those_that_imdb_tells_a_rating_of_too() -> None:
    catalogue = build_catalogue((movie_id, "x", 2025, []) for movie_id in range(1, 5)).with_details(
        {
            1: Facts(imdb_votes=5, imdb_rating=7.0),
            2: Facts(imdb_votes=5),
            3: Facts(imdb_rating=7.0),
        }
    )
    assert films_with_votes(catalogue).tolist() == [1]


def test_a_film_of_today_is_learned_as_soon_as_its_votes_are_known(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        added = work.movies.add("A Film of Today", 2025, ["Drama"], "tt9999991")
        before = read_training_data(work)
        facts = Facts(imdb_votes=5000, imdb_rating=7.5)
        work.film_facts.put("tt9999991", facts.to_json(), NOW)
        after = read_training_data(work)
    assert added.movie_id not in before.ratings.movie_ids
    assert added.movie_id in after.ratings.movie_ids
    assert after.ratings.n_ratings == before.ratings.n_ratings
    assert after.catalogue.movie_ids.tolist() == after.ratings.movie_ids.tolist()


def test_facts_are_those_of_the_table_that_is_named_or_none(
    stocked: UnitOfWorkFactory, tmp_path: Path
) -> None:
    with stocked() as work:
        film = next(movie for movie in work.movies.all() if movie.imdb_id)
        write_facts({str(film.imdb_id): Facts(directors=("By the Table",))}, tmp_path / "facts.csv")
        named = read_catalogue(work, str(tmp_path / "facts.csv"))
        assert read_catalogue(work, "none").details == {}
    assert named.details[film.movie_id].directors == ("By the Table",)
    assert named.makers.directed_by("By the Table").sum() == 1
