"""What came into the catalogue lately, ranked for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.services.predictions import expected_stars
from bot.services.taste import Taste
from recommender.catalogue import build_catalogue
from recommender.facts.records import Facts
from recommender.filtering import NO_FILTERS, Filters, allowed
from recommender.newcomers import FilmOfToday, rank_newcomers
from recommender.recommender import Recommender
from storage.records.catalogue import Movie
from storage.unit_of_work import UnitOfWork

CONSIDERED = 300  # films that joined last
CONSIDERED_OF_A_PART = 3_000  # of these, where only some are wanted


def newest_for(
    work: UnitOfWork,
    taste: Taste,
    recommender: Recommender,
    excluded: Collection[int],
    filters: Filters = NO_FILTERS,
) -> tuple[int, ...]:
    """Return films that joined last and pass the filters, the likeliest for this person first.

    First those that the model knows as it ranks them, rated or not; then those of which not even IMDb's
    voters say anything, by what they are made of.
    """
    considered = CONSIDERED if filters == NO_FILTERS else CONSIDERED_OF_A_PART
    joined = [each for each in work.movies.joined_last(considered) if each not in excluded]
    movies = work.movies.get_many([*joined, *taste.ratings])
    details = _details(work, movies.values(), recommender.model.catalogue.details)
    joined = _passing([movies[each] for each in joined if each in movies], details, recommender, filters)
    ranked = _liked_enough(recommender, taste, joined, filters.min_stars)
    films = {movie_id: FilmOfToday(each.genres, details[movie_id]) for movie_id, each in movies.items()}
    rated = [(films[each], stars) for each, stars in taste.ratings.items() if each in films]
    unrated = [each for each in joined if each not in ranked and filters.min_stars is None]
    by_attributes = rank_newcomers({each: films[each] for each in unrated}, rated)
    return ranked + by_attributes


def _passing(
    movies: Collection[Movie], details: Mapping[int, Facts], recommender: Recommender, filters: Filters
) -> list[int]:
    """Return the films that pass, in the order given; a film of today is not in the model's catalogue."""
    catalogue = build_catalogue((each.movie_id, each.title, each.year, each.genres) for each in movies)
    known = {each.movie_id: details[each.movie_id] for each in movies}
    catalogue = catalogue.with_details(known).with_themes(recommender.model.catalogue.themes)
    passing = set(catalogue.movie_ids[allowed(catalogue, filters)].tolist())
    return [each.movie_id for each in movies if each.movie_id in passing]


def _liked_enough(
    recommender: Recommender, taste: Taste, movie_ids: Collection[int], min_stars: float | None
) -> tuple[int, ...]:
    """Return the films that the model knows as it ranks them, and of which it expects so many stars."""
    ranked = recommender.ranked(taste.ratings, movie_ids, taste.watched)
    if min_stars is None:
        return ranked
    stars = expected_stars(recommender, taste.ratings, ranked)
    return tuple(each for each in ranked if stars.get(each, 0.0) >= min_stars)


def _details(work: UnitOfWork, movies: Iterable[Movie], known: Mapping[int, Facts]) -> dict[int, Facts]:
    """Return what is known of each film; a film of today is not in the model's catalogue yet."""
    imdb_ids = {movie.movie_id: movie.imdb_id for movie in movies}
    missing = [imdb_id for movie_id, imdb_id in imdb_ids.items() if movie_id not in known]
    stored = work.film_facts.get_many([imdb_id for imdb_id in missing if imdb_id is not None])
    return {
        movie_id: known.get(movie_id) or Facts.from_json(stored.get(imdb_id or "", {}))
        for movie_id, imdb_id in imdb_ids.items()
    }
