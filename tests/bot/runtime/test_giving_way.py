from __future__ import annotations

from bot.runtime.giving_way import giving_way


def test_every_item_comes_in_its_order() -> None:
    assert list(giving_way(range(5_000))) == list(range(5_000))
    assert list(giving_way([])) == []
