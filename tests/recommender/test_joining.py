"""Films that joined after a training are rows of the live model."""

from __future__ import annotations

from functools import cache

import numpy as np

from recommender.catalogue import build_catalogue
from recommender.facts.records import Facts
from recommender.joining import with_joined
from recommender.recommender import Recommender
from tests.recommender.worlds import fan_of, ratings, recommender, trained, world

OF_SPACE, OF_LOVE, OLDER = 900_000_000, 900_000_001, 1
JOINED = build_catalogue(
    [(OF_LOVE, "Lovers of Today", 2026, ["Romance"]), (OF_SPACE, "Stars of Today", 2026, ["Sci-Fi"])]
)


@cache
def joined() -> Recommender:
    model = with_joined(trained(), JOINED)
    counts = np.bincount(ratings().item_rows, minlength=ratings().n_items)
    facts = {
        movie_id: Facts(
            directors=(world().group_of_movie[movie_id],), imdb_rating=7.0, imdb_votes=int(100 * (count + 1))
        )
        for movie_id, count in zip(ratings().movie_ids.tolist(), counts.tolist(), strict=True)
    }
    facts[OF_SPACE] = Facts(directors=("space",), imdb_rating=8.0, imdb_votes=4_000)
    facts[OF_LOVE] = Facts(directors=("love",), imdb_rating=8.0, imdb_votes=4_000)
    details = model.catalogue.with_details(facts)
    return Recommender(type(model)(model.star_model, model.ranking_model, model.popularity, details))


def test_no_score_of_the_others_changes() -> None:
    model = with_joined(trained(), JOINED)
    fan = fan_of("space", "love")
    n = ratings().n_items
    assert np.array_equal(Recommender(model).scores(fan)[:n], recommender().scores(fan))
    assert model.catalogue.titles[n:] == ("Stars of Today", "Lovers of Today")
    assert model.catalogue.titles[:n] == trained().catalogue.titles


def test_what_joined_is_ranked_by_its_maker_and_judged() -> None:
    assert joined().ranked(fan_of("space", "love"), [OF_LOVE, OF_SPACE]) == (OF_SPACE, OF_LOVE)
    assert joined().ranked(fan_of("love", "space"), [OF_LOVE, OF_SPACE]) == (OF_LOVE, OF_SPACE)
    judged = joined().judge(fan_of("space", "love"), OF_SPACE)
    assert judged is not None
    assert judged.confidence == "unsure"


def test_for_who_rated_nothing_it_is_ranked_by_votes() -> None:
    seldom = joined().best_known(200)[-1]
    best_known = joined().best_known(1)[0]
    assert joined().ranked({}, [seldom, OF_SPACE, best_known])[0] == best_known


def test_what_the_model_has_already_does_not_join_again() -> None:
    once = with_joined(trained(), JOINED)
    assert with_joined(once, JOINED) is once
    assert with_joined(trained(), build_catalogue([(OLDER, "Older", 1990, [])])) is trained()
