from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.contenders import ServedScores
from recommender.evaluation.onboarding import report
from recommender.evaluation.onboarding.arms import ARMS, OWN, QUERY_RULES, Arm, Newcomer, newcomers
from recommender.evaluation.onboarding.interviews import (
    MAX_QUESTIONS,
    by_popularity,
    interview,
    ratings_in,
    until_answers,
)
from recommender.evaluation.onboarding.protocol import InterviewOutcome, evaluate_onboarding
from recommender.evaluation.splits import strong_generalization_split
from recommender.ratings import Ratings
from recommender.recommender import Recommender
from tests.recommender.worlds import ratings, trained

POPULAR = by_popularity(np.array([10, 20, 30, 40]), np.array([5, 9, 9, 1]))


def test_the_most_rated_film_that_is_left_is_asked_first_and_ties_go_to_the_lower_id() -> None:
    assert interview(POPULAR, {10: 3.0, 30: 5.0}, answers=9) == [(20, None), (30, 5.0), (10, 3.0), (40, None)]


def test_an_interview_ends_with_the_last_answer_wanted() -> None:
    assert interview(POPULAR, {10: 3.0, 30: 5.0}, answers=1) == [(20, None), (30, 5.0)]


def test_an_interview_goes_on_until_enough_was_asked_too() -> None:
    assert len(interview(POPULAR, {20: 3.0}, answers=1, questions=3)) == 3


def test_who_has_seen_nothing_is_not_asked_for_ever() -> None:
    films = np.arange(1000)
    assert len(interview(by_popularity(films, films), {}, answers=5)) == MAX_QUESTIONS


def test_asking_twice_is_an_error() -> None:
    def ask(ratings: Mapping[int, float], dismissed: Collection[int], recent: Sequence[int]) -> int:
        return 7

    with pytest.raises(ValueError, match="movie 7 is asked about twice"):
        interview(ask, {7: 4.0}, answers=2)


@given(st.lists(st.sampled_from([None, 1.0, 4.5])), st.integers(1, 12))
def test_a_transcript_is_cut_behind_the_answer_of_a_number(answers: list[float | None], n: int) -> None:
    transcript = list(enumerate(answers))
    heard = until_answers(transcript, n)
    assert heard == transcript[: len(heard)]
    assert len(ratings_in(heard)) == min(n, len(ratings_in(transcript)))
    assert heard == transcript or heard[-1][1] is not None


def test_an_arm_of_so_many_asked_hears_what_was_answered_among_them() -> None:
    transcript = [(1, None), (2, 3.0), (3, None), (4, 5.0)]
    assert Arm("popular", 3, "asked").part_of(transcript) == transcript[:3]
    assert Arm("popular", 1, "answered").part_of(transcript) == transcript[:2]


class InOrder:
    """Lists the films from the first row on, whatever was answered."""

    def scores(self, item_rows: np.ndarray, stars: np.ndarray, watched: object = ()) -> np.ndarray:
        return -np.arange(100.0)

    def predicted_stars(self, item_rows: np.ndarray, stars: np.ndarray) -> None:
        return None


FILMS = np.array([0, 1, 4, 50])
PERSON = Newcomer(FILMS, np.array([5.0, 4.0, 5.0, 3.0]), np.array([False, False, True, True]))


def test_by_the_rest_all_that_was_not_answered_is_to_be_found() -> None:
    """Film 1 and 4 are left and stand in places 1 and 4 of what is left: (1 + 1/log₂5) / (1 + 1/log₂3)."""
    expected = (1 + 1 / np.log2(5)) / (1 + 1 / np.log2(3))
    assert PERSON.list_ndcg(InOrder(), np.array([0]), "the rest") == pytest.approx(expected)


def test_by_the_reserved_half_the_answerable_films_are_no_candidates() -> None:
    """Film 4 stands in place 3 when 0 and 1 are out: 1/log₂4."""
    assert PERSON.list_ndcg(InOrder(), np.array([0]), "reserved half") == pytest.approx(1 / 2)


def test_by_the_open_reading_films_not_asked_about_stay_in_the_list() -> None:
    """Film 4 stands in place 4 when only 0 is out: 1/log₂5."""
    assert PERSON.list_ndcg(InOrder(), np.array([0]), "reserved half, open") == pytest.approx(1 / np.log2(5))


def test_nobody_can_answer_about_the_reserved_half() -> None:
    assert PERSON.answerable("the rest").tolist() == [0, 1, 4, 50]
    assert PERSON.answerable("reserved half").tolist() == [0, 1]


def test_who_likes_nothing_that_is_left_is_not_measured() -> None:
    person = Newcomer(np.array([0, 1]), np.array([5.0, 2.0]), np.array([False, True]))
    assert all(np.isnan(person.list_ndcg(InOrder(), np.array([0]), rule)) for rule in QUERY_RULES)


def test_half_of_everybodys_ratings_is_reserved_and_each_time_the_same() -> None:
    people = np.array([3, 8])
    for one, again in zip(
        newcomers(ratings(), people, seed=4), newcomers(ratings(), people, seed=4), strict=True
    ):
        assert one.is_reserved.sum() == round(len(one.rows) / 2)
        assert one.is_reserved.tolist() == again.is_reserved.tolist()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.onboarding.protocol.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15, share=0.03),
    )


def test_everybody_is_interviewed_in_every_way_and_each_time_alike(few: None) -> None:
    def trainer(some: Ratings, seed: int) -> ServedScores:
        return ServedScores(trained(), Recommender(trained()))

    first, second = (evaluate_onboarding(ratings(), trainer, seeds=[0, 1]) for _ in range(2))

    people = {len(outcome.ndcg) for by_arm in first.values() for outcome in by_arm.values()}
    assert set(first) == set(QUERY_RULES)
    assert len(people) == 1
    assert report.as_plain(first) == report.as_plain(second)
    for by_arm in first.values():
        assert set(by_arm) == set(ARMS)
        assert max(by_arm[OWN].answered) <= OWN.until
        assert set(by_arm[Arm("ours", 10, "asked")].asked) == {10}


def test_differences_are_taken_person_by_person() -> None:
    """0.2 and 0.4 better, the third has no value in one of them: 0.3 ± 1.96 · 0.1."""
    own, rival = InterviewOutcome(ndcg=[0.5, 0.9, 0.3]), InterviewOutcome(ndcg=[0.3, 0.5, float("nan")])
    found = report.difference(own, rival)
    assert found.value == pytest.approx(0.3)
    assert found.high - found.value == pytest.approx(1.96 * 0.1, abs=1e-4)


def test_the_share_of_unseen_films_is_of_all_questions() -> None:
    assert report.unseen_share(InterviewOutcome(asked=[10, 5], answered=[5, 4])) == pytest.approx(6 / 15)
    assert np.isnan(report.unseen_share(InterviewOutcome()))


def test_the_table_names_arms_readings_and_differences() -> None:
    outcome = InterviewOutcome(ndcg=[0.5, 0.25], asked=[8, 12], answered=[5, 5])
    text = report.table({"the rest": dict.fromkeys(ARMS, outcome)})
    assert "the rest" in text
    assert "0.375 ± 0.245" in text
    assert "50%" in text
    assert "ours until 5 answered − popular until 10 answered: +0.000 ± 0.000" in text


@pytest.mark.parametrize(("ndcg", "shown"), [([float("nan")], ": –"), ([0.5], ": +0.000")])
def test_of_nobody_there_is_a_dash_and_of_a_single_person_no_slack(ndcg: list[float], shown: str) -> None:
    text = report.table(
        {"the rest": dict.fromkeys(ARMS, InterviewOutcome(ndcg=ndcg, asked=[8], answered=[5]))}
    )
    assert text.endswith(shown)
    assert "nan" not in text
