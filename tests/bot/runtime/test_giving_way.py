from __future__ import annotations

import pytest

from bot.runtime import giving_way as module
from bot.runtime.giving_way import giving_way


class FakeTime:
    """A clock on which every item takes a millisecond and every rest so much longer than asked for."""

    def __init__(self, late: float) -> None:
        self.now = 0.0
        self.rests: list[float] = []
        self._late = late

    def perf_counter(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.now += seconds + self._late

    def work(self, _: int) -> None:
        self.now += 0.001


def rests_of(late: float, monkeypatch: pytest.MonkeyPatch, rest_beside_others: float = 0.0) -> list[float]:
    clock = FakeTime(late)
    monkeypatch.setattr(module, "time", clock)
    for item in giving_way(range(3), rest_beside_others=rest_beside_others):
        clock.work(item)
    return clock.rests


def test_every_item_comes_in_its_order() -> None:
    assert list(giving_way(range(5_000))) == list(range(5_000))
    assert list(giving_way([])) == []


def test_there_is_a_rest_after_each_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rests_of(0.0, monkeypatch) == [0.001] * 3


def test_whoever_wakes_up_late_rests_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rests_of(0.001, monkeypatch, rest_beside_others=0.01) == [0.001, 0.01] * 3
    assert rests_of(0.0, monkeypatch, rest_beside_others=0.01) == [0.001] * 3
    assert rests_of(0.001, monkeypatch) == [0.001] * 3


def test_shorter_turns_and_rests_are_kept_to(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeTime(0.0)
    monkeypatch.setattr(module, "time", clock)
    for item in giving_way(range(4), hold=0.0015, rest=0.0004):
        clock.work(item)
    assert clock.rests == [0.0004] * 2


def test_late_is_later_than_the_rest_that_was_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeTime(0.0006)
    monkeypatch.setattr(module, "time", clock)
    for item in giving_way(range(2), rest=0.0004, rest_beside_others=0.01):
        clock.work(item)
    assert clock.rests == [0.0004, 0.01] * 2
