"""Which ways of asking are compared, and what a person's answers are measured on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.contenders import ServedScores
from recommender.evaluation.metrics import LIST_LENGTH, ndcg, ranked_rows
from recommender.evaluation.onboarding.interviews import Answer, until_answers
from recommender.ratings import LIKED, Ratings

RESERVED_SHARE = 0.5
NOTHING = np.zeros(0, dtype=np.int64)
_HALVING = 77  # keeps this draw apart from the other ones of the same seed

QueryRule = Literal["the rest", "reserved half", "reserved half, open"]
"""Which of a newcomer's ratings a list is judged by: those that were not answered, or a reserved half."""
INTERVIEWS: tuple[tuple[QueryRule, ...], ...] = (("the rest",), ("reserved half", "reserved half, open"))
QUERY_RULES = tuple(rule for rules in INTERVIEWS for rule in rules)


@dataclass(frozen=True)
class Arm:
    """Our questions or the most popular films, until so many were answered or so many asked."""

    questions: Literal["ours", "popular"]
    until: int
    counted: Literal["answered", "asked"]

    @property
    def name(self) -> str:
        """Return a row's name, as in "ours until 5 answered"."""
        return f"{self.questions} until {self.until} {self.counted}"

    def part_of(self, transcript: Sequence[Answer]) -> list[Answer]:
        """Return what of a long enough interview this arm hears."""
        if self.counted == "asked":
            return list(transcript[: self.until])
        return until_answers(transcript, self.until)


ARMS = (
    Arm("ours", 3, "answered"),
    Arm("ours", 5, "answered"),
    Arm("ours", 10, "answered"),
    Arm("ours", 10, "asked"),
    Arm("popular", 3, "answered"),
    Arm("popular", 5, "answered"),
    Arm("popular", 10, "answered"),
    Arm("popular", 10, "asked"),
)
MAX_ANSWERED = max(arm.until for arm in ARMS if arm.counted == "answered")
MAX_ASKED = max(arm.until for arm in ARMS if arm.counted == "asked")
OWN = Arm("ours", 5, "answered")
RIVALS = (Arm("popular", 10, "answered"), Arm("popular", 10, "asked"), Arm("popular", 5, "answered"))


@dataclass(frozen=True, eq=False)
class Newcomer:
    """A test person: rated item rows int64[n] ascending, stars float64[n], which half is reserved bool[n]."""

    rows: NDArray[np.int64]
    stars: NDArray[np.float64]
    is_reserved: NDArray[np.bool_]

    def answerable(self, rule: QueryRule) -> NDArray[np.int64]:
        """Return the item rows they can answer about, int64[] ascending."""
        return self.rows if rule == "the rest" else self.rows[~self.is_reserved]

    def liked_query(self, rule: QueryRule, answered: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the liked item rows that a list is judged by."""
        in_query = ~np.isin(self.rows, answered) if rule == "the rest" else self.is_reserved
        return self.rows[in_query & (self.stars >= LIKED)]

    def list_ndcg(
        self,
        contender: ServedScores,
        answered: NDArray[np.int64],
        rule: QueryRule,
        watched: NDArray[np.int64] = NOTHING,
    ) -> float:
        """Return nDCG@10 of the list made from these answers (item rows, ascending) and films seen.

        NaN when nothing is liked.

        In "reserved half" all that could have been answered is left out of the list, answered or not, so that
        every arm has the same candidates; in the open variant and in "the rest" only what was answered.
        """
        told = np.union1d(answered, watched)
        liked = self.liked_query(rule, told)
        if len(liked) == 0:
            return float("nan")
        hidden = self.answerable(rule) if rule == "reserved half" else told
        scores = contender.scores(answered, self.stars[np.isin(self.rows, answered)], watched)
        return ndcg(ranked_rows(scores, hidden, LIST_LENGTH), liked, LIST_LENGTH)


def newcomers(ratings: Ratings, people: NDArray[np.int64], *, seed: int) -> list[Newcomer]:
    """Return the test people, a random half of each one's ratings reserved.

    The same seed reserves the same.
    """
    bounds = np.searchsorted(ratings.user_rows, np.arange(ratings.n_users + 1))
    found = []
    for person in people.tolist():
        mine = slice(bounds[person], bounds[person + 1])
        rows, stars = ratings.item_rows[mine].astype(np.int64), ratings.stars[mine].astype(np.float64)
        order = np.random.default_rng([seed, person, _HALVING]).permutation(len(rows))
        found.append(Newcomer(rows, stars, order < round(RESERVED_SHARE * len(rows))))
    return found
