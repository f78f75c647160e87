from __future__ import annotations

import pytest

from recommender.movielens.sizes import SIZES
from scripts.benches.measuring import Options
from scripts.benches.sizes import DYNOS, MEMORY_MB, estimate, run, smallest_dyno

DATA_SETS = {size.name: size.shape for size in SIZES}


@pytest.mark.parametrize("name", DATA_SETS)
def test_more_memory_lets_more_films_in_and_takes_no_less_time(name: str) -> None:
    found = [each for each in (estimate(DATA_SETS[name], memory) for memory in MEMORY_MB) if each]

    assert found
    assert [each.films for each in found] == sorted(each.films for each in found)
    assert [each.minutes for each in found] == sorted(each.minutes for each in found)
    assert all(0 < each.share_of_ratings <= 1 for each in found)


def test_the_largest_is_refused_on_a_small_machine() -> None:
    assert estimate(DATA_SETS["ml-32m"], 512) is None


def test_each_data_set_is_told_until_all_its_films_take_part() -> None:
    rows = [row.measure for row in run(Options())]

    assert "ml-32m: trained within 4,000 MB" in rows
    assert rows.count("ml-1m: trained within 512 MB") == 1
    assert "ml-1m: trained within 1,000 MB" not in rows


def test_a_larger_data_set_wants_no_smaller_dyno() -> None:
    names = [name for name, _ in DYNOS]
    wanted = [names.index(smallest_dyno(size.shape)) for size in SIZES]

    assert wanted == sorted(wanted)


@pytest.mark.parametrize(("name", "dyno"), [("ml-latest-small", "basic"), ("ml-32m", "performance-m")])
def test_the_smallest_dyno_has_room_for_training_beside_the_worker(name: str, dyno: str) -> None:
    assert smallest_dyno(DATA_SETS[name]) == dyno
