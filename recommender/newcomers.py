"""Films that nobody rated yet, ranked for a person by what they are made of.

With r̄ the mean of the person's n stars, and T_a those of films that have attribute a (a genre, a maker, a
language), the person's leaning towards a is

    w_a = Σ_{i ∈ T_a} (r_i − r̄) / (|T_a| + 5)

and a film's score, in stars, is what IMDb's voters say, drawn towards the usual film while they are few, and
the mean leaning towards its attributes of each type, makers counting twice:

    score = (v R + 1000 · 6.5) / (v + 1000) / 2 + Σ_t c_t · mean_{a ∈ t} w_a
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from recommender.attributes import LEADING_ACTORS
from recommender.facts.records import Facts

USUAL_RATING, VOTES_OF_DOUBT = 6.5, 1000  # of IMDb, which goes to 10
SHRINKAGE = 5.0
IMPORTANCE = {"genre": 1.0, "director": 2.0, "actor": 1.0, "language": 1.0}

AttributeKey = tuple[str, str]
"""Type and name of an attribute."""


@dataclass(frozen=True)
class FilmOfToday:
    """What is known of a film without anybody's ratings."""

    genres: tuple[str, ...]
    facts: Facts

    @property
    def attributes(self) -> Iterable[AttributeKey]:
        """Yield type and name of everything that a person may lean towards."""
        yield from (("genre", name) for name in self.genres)
        yield from (("director", name) for name in self.facts.directors)
        yield from (("actor", name) for name in self.facts.actors[:LEADING_ACTORS])
        yield from (("language", name) for name in self.facts.languages[:1])


def rank_newcomers(
    films: Mapping[int, FilmOfToday], rated: Collection[tuple[FilmOfToday, float]]
) -> tuple[int, ...]:
    """Return the ids of films, the likeliest for a person first; who rated nothing gets IMDb's order."""
    leanings = find_leanings(rated)
    scores = {movie_id: score_newcomer(film, leanings) for movie_id, film in films.items()}
    return tuple(sorted(scores, key=lambda movie_id: (-scores[movie_id], -movie_id)))


def find_leanings(rated: Collection[tuple[FilmOfToday, float]]) -> dict[AttributeKey, float]:
    """Return w_a of every attribute of the films that a person rated, in stars."""
    if not rated:
        return {}
    mean = fmean(stars for _, stars in rated)
    differences: defaultdict[AttributeKey, list[float]] = defaultdict(list)
    for film, stars in rated:
        for attribute in set(film.attributes):
            differences[attribute].append(stars - mean)
    return {attribute: sum(each) / (len(each) + SHRINKAGE) for attribute, each in differences.items()}


def score_newcomer(film: FilmOfToday, leanings: Mapping[AttributeKey, float]) -> float:
    """Return a film's score for a person, in stars, unclipped."""
    votes, rating = film.facts.imdb_votes, film.facts.imdb_rating
    known = votes if rating is not None else 0
    prior = ((rating or 0.0) * known + USUAL_RATING * VOTES_OF_DOUBT) / (known + VOTES_OF_DOUBT) / 2
    of_type: defaultdict[str, list[float]] = defaultdict(list)
    for attribute_type, name in film.attributes:
        of_type[attribute_type].append(leanings.get((attribute_type, name), 0.0))
    return prior + sum(IMPORTANCE[each] * fmean(values) for each, values in of_type.items())
