"""Sums brought up to date against the same sums taken anew: equal to the last bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from recommender import support_drawing
from recommender.film_sums import SumsDoNotFit, sum_up_films
from recommender.kept_sums import SumsFolder
from recommender.pair_sums import PairKind, all_kinds, pair_changes, sum_up_pairs
from recommender.ranking_training import gather, participants
from recommender.ratings import Ratings, build_ratings
from recommender.sum_terms import SIZES, SumTerms, begin_terms, joined, people_under
from recommender.support_drawing import TrainingPeople
from recommender.support_sums import moments
from tests.recommender.worlds import ratings

Sums = dict[str, list[NDArray[np.int64]]]
Person = dict[int, float]

STARS = st.integers(1, 10).map(lambda halves: halves / 2)
FILMS = st.sampled_from(ratings().movie_ids.tolist())
PEOPLE = st.dictionaries(st.integers(1, 9), st.dictionaries(FILMS, STARS, min_size=1), max_size=5)


def terms() -> SumTerms:
    return begin_terms(ratings(), participants(ratings(), None))[0]


def of_people(people: dict[int, Person]) -> Ratings:
    """Return the ratings of some people, of the films that everybody has."""
    rated = [(who, film, stars) for who, films in people.items() for film, stars in films.items()]
    users, films, stars = zip(*rated, strict=True) if rated else ((), (), ())
    return build_ratings(
        np.array(users, dtype=np.int64),
        np.array(films, dtype=np.int32),
        np.array(stars, dtype=np.float32),
        item_ids=ratings().movie_ids,
    )


def anew(people: TrainingPeople, by: SumTerms, threads: int = 1) -> Sums:
    return {
        kind.name: [rows.astype(np.int64) for _, rows in strips]
        for kind, strips in sum_up_pairs(people, by, threads=threads)
    }


def changed(sums: Sums, before: TrainingPeople, now: TrainingPeople, by: SumTerms) -> Sums:
    signs = np.repeat([-1, 1], [len(before.sizes), len(now.sizes)])
    both = joined(before, now)
    return {
        kind.name: [
            rows + change
            for rows, change in zip(sums[kind.name], pair_changes(both, signs, by, kind), strict=True)
        ]
        for kind in all_kinds(len(by.movie_ids))
    }


def assert_equal(one: Sums, other: Sums) -> None:
    assert one.keys() == other.keys()
    for name in one:
        for mine, theirs in zip(one[name], other[name], strict=True):
            np.testing.assert_array_equal(mine, theirs, err_msg=name)


@settings(max_examples=25, deadline=None)
@given(PEOPLE, PEOPLE)
def test_sums_brought_up_to_date_are_those_taken_anew(
    before: dict[int, Person], now: dict[int, Person]
) -> None:
    by = terms()
    old, new = (people_under(by, of_people(people)) for people in (before, now))

    assert_equal(changed(anew(old, by), old, new, by), anew(new, by))
    summed = sum_up_films(of_people(before), old), sum_up_films(of_people(now), new)
    moved = summed[0].minus(summed[0]).plus(summed[1])
    for name in ("n_ratings", "half_stars", "likes", "spread", "given", "total", "n_people"):
        np.testing.assert_array_equal(getattr(moved, name), getattr(summed[1], name), err_msg=name)


def test_whoever_is_forgotten_leaves_nothing_and_may_come_back() -> None:
    by = terms()
    everybody = people_under(by, ratings())
    others = people_under(by, ratings().restrict_to_users(range(10, ratings().n_users)))
    some = people_under(by, ratings().restrict_to_users(range(10)))
    nobody = people_under(by, ratings().restrict_to_users([]))

    without = changed(anew(everybody, by), some, nobody, by)

    assert_equal(without, anew(others, by))
    assert_equal(changed(without, nobody, some, by), anew(everybody, by))


def test_batches_and_threads_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    by = terms()
    people = people_under(by, ratings())
    one = anew(people, by)
    monkeypatch.setattr(support_drawing, "RATINGS_A_BATCH", 300)

    assert_equal(anew(people, by, threads=3), one)


@pytest.mark.parametrize("size", SIZES)
def test_whole_numbers_are_the_sums_of_a_full_training(size: int) -> None:
    by, people = begin_terms(ratings(), participants(ratings(), None))
    found = moments(gather(ratings(), participants(ratings(), None)), float(size))
    sums, films = anew(people, by), sum_up_films(ratings(), people)
    place, m = SIZES.index(size), len(by.movie_ids)
    total, given_away = films.total / 2**28, films.given[place] / 2**28

    gram = np.zeros((m, m))
    for strip, rows in zip(PairKind("gram", size, m).strips(), sums[f"gram-{size}"], strict=True):
        gram[strip.start :, strip] = rows.T / by.gram_unit**2
    covariance = np.tril(gram) - np.tril(np.outer(given_away, given_away)) / total
    scale = float(np.abs(found.gram).max())
    np.testing.assert_allclose(covariance, np.tril(found.gram), atol=2e-5 * scale)

    cross = np.vstack(sums[f"cross-{size}"]) / by.cross_units[place]
    cross -= np.outer(given_away, found.liked) / total
    np.testing.assert_allclose(
        cross, found.cross.columns(np.arange(m)), atol=2e-4 * float(np.abs(cross).max())
    )
    np.testing.assert_allclose(given_away, found.given, rtol=1e-6)
    np.testing.assert_allclose(films.spread[place] / 2**28, found.spread, rtol=1e-5)


def test_what_one_adds_depends_on_nobody_else() -> None:
    by = terms()
    alone = people_under(by, ratings().restrict_to_users([7]))
    among = people_under(by, ratings())
    part = slice(int(among.starts[7]), int(among.starts[8]))

    np.testing.assert_array_equal(alone.grades, among.grades[part])
    np.testing.assert_array_equal(alone.weights[0], among.weights[7])


def test_more_than_is_there_cannot_be_taken_away() -> None:
    by = terms()
    some, more = (ratings().restrict_to_users(range(n)) for n in (3, 4))
    with pytest.raises(SumsDoNotFit):
        sum_up_films(some, people_under(by, some)).minus(sum_up_films(more, people_under(by, more)))


def test_files_hold_what_was_written_and_what_was_changed(tmp_path: Path) -> None:
    by, folder = terms(), SumsFolder(tmp_path / "sums")
    old = people_under(by, ratings().restrict_to_users(range(50)))
    new = people_under(by, ratings().restrict_to_users(range(30, 90)))
    signs = np.repeat([-1, 1], [len(old.sizes), len(new.sizes)])
    found = {}
    for kind, strips in sum_up_pairs(old, by):
        checksums = folder.write(kind, strips)
        checksums = folder.change(kind, checksums, pair_changes(joined(old, new), signs, by, kind))
        found[kind.name] = [rows.astype(np.int64) for _, rows in folder.read(kind, checksums)]

    assert_equal(found, anew(new, by))


def test_a_strip_that_somebody_wrote_to_is_refused(tmp_path: Path) -> None:
    by, folder = terms(), SumsFolder(tmp_path / "sums")
    people = people_under(by, ratings())
    checksums = {kind: folder.write(kind, strips) for kind, strips in sum_up_pairs(people, by)}
    kind = PairKind("cross", 12, len(by.movie_ids))
    path = tmp_path / "sums" / "cross-12.sums"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(SumsDoNotFit, match="cross-12 is not as it was written"):
        list(folder.read(kind, checksums[kind]))
    path.write_bytes(content[:-8])
    with pytest.raises(SumsDoNotFit):
        list(folder.read(kind, checksums[kind]))
    path.unlink()
    with pytest.raises(SumsDoNotFit, match="is not there"):
        list(folder.read(kind, checksums[kind]))
