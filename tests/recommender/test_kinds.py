import numpy as np

from recommender.catalogue import build_catalogue
from recommender.kinds import kinds_of


def test_a_kind_is_a_genre_or_a_decade_with_its_films() -> None:
    catalogue = build_catalogue(
        [
            (1, "Alien", 1979, ["Horror", "Sci-Fi"]),
            (2, "Aliens", 1986, ["Action", "Sci-Fi"]),
            (3, "Top Gun", 1986, ["Action"]),
            (4, "Nobody knows when", None, ["Horror"]),
            (5, "Neither", None, ["(no genres listed)"]),
        ]
    )
    found = {tuple(kind.tolist()) for kind in kinds_of(catalogue)}
    assert found == {(1, 2), (0, 3), (0, 1), (0,)}  # action and the eighties, horror, sci-fi, the seventies
    assert all(kind.dtype == np.int64 for kind in kinds_of(catalogue))


def test_a_catalogue_that_says_nothing_has_no_kinds() -> None:
    assert kinds_of(build_catalogue([(1, "", None, [])])) == []
    assert kinds_of(build_catalogue([])) == []
