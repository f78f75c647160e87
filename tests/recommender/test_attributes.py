from __future__ import annotations

import numpy as np

from recommender.attributes import films_by_attribute
from recommender.catalogue import build_catalogue


def test_an_attribute_is_a_genre_or_a_decade_with_its_films() -> None:
    catalogue = build_catalogue(
        [
            (1, "Alien", 1979, ["Horror", "Sci-Fi"]),
            (2, "Aliens", 1986, ["Action", "Sci-Fi"]),
            (3, "Top Gun", 1986, ["Action"]),
            (4, "Nobody knows when", None, ["Horror"]),
            (5, "Neither", None, ["(no genres listed)"]),
        ]
    )
    found = {tuple(attribute.tolist()) for attribute in films_by_attribute(catalogue)}
    assert found == {(1, 2), (0, 3), (0, 1), (0,)}  # action and the eighties, horror, sci-fi, the seventies
    assert all(attribute.dtype == np.int64 for attribute in films_by_attribute(catalogue))


def test_a_catalogue_that_says_nothing_has_no_attributes() -> None:
    assert films_by_attribute(build_catalogue([(1, "", None, [])])) == []
    assert films_by_attribute(build_catalogue([])) == []
