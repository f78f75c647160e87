"""What was read lately and is kept at hand."""

from __future__ import annotations

from bot.runtime.at_hand import AtHand


def test_a_value_is_read_once_until_it_is_dropped_and_nothing_is_not_kept() -> None:
    values: list[str | None] = [None, "one", "two"]
    read = iter(values).__next__
    at_hand: AtHand[int, str] = AtHand()
    assert at_hand.get(1, read) is None
    assert [at_hand.get(1, read) for _ in range(3)] == ["one"] * 3
    at_hand.drop(1)
    assert at_hand.get(1, read) == "two"


def test_the_least_used_are_forgotten_and_all_of_them_after_a_while() -> None:
    few: AtHand[int, int] = AtHand(most=2)
    for key in (1, 2, 3):
        few.get(key, lambda key=key: key)  # type: ignore[misc]
    assert few.get(1, lambda: 10) == 10
    short: AtHand[int, int] = AtHand(seconds=0)
    assert [short.get(1, lambda value=value: value) for value in (1, 2)] == [1, 2]  # type: ignore[misc]
