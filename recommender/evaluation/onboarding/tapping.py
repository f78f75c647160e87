"""What lists are worth after so many taps: one film asked about at a time, or six at once.

One at a time every question is a tap, stars or "haven't seen". At six at once each film that was seen is a
tap, and so is *Show six others*, until five films were ticked or five screens shown; then *Done*, and stars
for each ticked one; then one film at a time again. Or ticks alone, screen after
screen. A tick tells that a film was seen, before it has stars.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from recommender.evaluation.onboarding.interviews import Asker

AT_ONCE = 6
ENOUGH_TICKED = 5
MAX_SCREENS = 5

SixAsker = Callable[[Mapping[int, float], Collection[int], Collection[int], Sequence[int]], Sequence[int]]
"""ask(ratings, not seen, ticked, films shown, the newest first) -> up to six movie ids."""


@dataclass(frozen=True)
class Told:
    """What is known of somebody: ratings, and the films they ticked that have no stars yet."""

    ratings: Mapping[int, float]
    watched: frozenset[int] = frozenset()

    def __len__(self) -> int:
        """Return how many films that is."""
        return len(self.ratings) + len(self.watched)


Tapped = list[Told]
"""What is known after each tap; the first entry is after none."""


class Tapper:
    """A simulated newcomer who taps, and what is known of them after each tap."""

    def __init__(self, truth: Mapping[int, float], taps: int) -> None:
        self._truth = truth
        self._taps = taps
        self._ratings: dict[int, float] = {}
        self._dismissed: set[int] = set()
        self._asked: list[int] = []
        self._ticked: list[int] = []
        self._tapped: Tapped = [Told({})]

    def one_at_a_time(self, ask: Asker) -> Tapped:
        """Answer one question after another, from wherever the newcomer is, until all taps are made."""
        while len(self._tapped) <= self._taps:
            movie_id = ask(self._ratings, self._dismissed, self._asked[::-1])
            if movie_id is None:
                break
            self._asked.append(movie_id)
            self._answer(movie_id)
        return self._filled()

    def six_at_once(self, ask_six: SixAsker, ask: Asker) -> Tapped:
        """Tick films on screens of six, give stars to those, go on one at a time."""
        for _ in range(MAX_SCREENS):
            if not self._tick(ask_six) or len(self._ticked) >= ENOUGH_TICKED:
                break
        for movie_id in self._ticked:
            self._answer(movie_id)
        return self.one_at_a_time(ask)

    def ticks_alone(self, ask_six: SixAsker) -> Tapped:
        """Tick films on one screen of six after another, and never give stars."""
        while len(self._tapped) <= self._taps and self._tick(ask_six):
            pass
        return self._filled()

    def _tick(self, ask_six: SixAsker) -> bool:
        """Tick what was seen of six films and go on; False when there was none to show."""
        shown = ask_six(self._ratings, self._dismissed, self._ticked, self._asked[::-1])
        self._asked += shown
        for movie_id in shown:
            if movie_id in self._truth:
                self._ticked.append(movie_id)
                self._tap()
            else:
                self._dismissed.add(movie_id)
        self._tap()  # "Show six others", or "Done"
        return bool(shown)

    def _filled(self) -> Tapped:
        """Return what is known after each tap; nothing more is learned when nothing is left to ask."""
        while len(self._tapped) <= self._taps:
            self._tap()
        return self._tapped[: self._taps + 1]

    def _answer(self, movie_id: int) -> None:
        stars = self._truth.get(movie_id)
        if stars is None:
            self._dismissed.add(movie_id)
        else:
            self._ratings[movie_id] = stars
        self._tap()

    def _tap(self) -> None:
        self._tapped.append(Told(dict(self._ratings), frozenset(self._ticked).difference(self._ratings)))
