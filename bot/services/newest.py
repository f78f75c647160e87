"""What came into the catalogue lately, ranked for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.services.taste import Taste
from recommender.facts.records import Facts
from recommender.newcomers import FilmOfToday, rank_newcomers
from recommender.recommender import Recommender
from storage.records.catalogue import Movie
from storage.unit_of_work import UnitOfWork

CONSIDERED = 300  # films that joined last


def newest_for(
    work: UnitOfWork, taste: Taste, recommender: Recommender, excluded: Collection[int]
) -> tuple[int, ...]:
    """Return films that joined last, the likeliest for this person first.

    First those that the model knows as it ranks them, rated or not; then those of which not even IMDb's
    voters say anything, by what they are made of.
    """
    joined = [each for each in work.movies.joined_last(CONSIDERED) if each not in excluded]
    ranked = recommender.ranked(taste.ratings, joined, taste.watched)
    movies = work.movies.get_many([*joined, *taste.ratings])
    details = _details(work, movies.values(), recommender.model.catalogue.details)
    films = {movie_id: FilmOfToday(each.genres, details[movie_id]) for movie_id, each in movies.items()}
    rated = [(films[each], stars) for each, stars in taste.ratings.items() if each in films]
    unrated = [each for each in joined if each not in ranked and details[each].for_filters.is_feature]
    by_attributes = rank_newcomers({each: films[each] for each in unrated}, rated)
    return ranked + by_attributes


def _details(work: UnitOfWork, movies: Iterable[Movie], known: Mapping[int, Facts]) -> dict[int, Facts]:
    """Return what is known of each film; a film of today is not in the model's catalogue yet."""
    imdb_ids = {movie.movie_id: movie.imdb_id for movie in movies}
    missing = [imdb_id for movie_id, imdb_id in imdb_ids.items() if movie_id not in known]
    stored = work.film_facts.get_many([imdb_id for imdb_id in missing if imdb_id is not None])
    return {
        movie_id: known.get(movie_id) or Facts.from_json(stored.get(imdb_id or "", {}))
        for movie_id, imdb_id in imdb_ids.items()
    }
