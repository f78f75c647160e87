"""What was shown is stored a little later, many at once, and nothing of groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import cast

import pytest

from bot.posters import card_log
from bot.posters.card_log import CardLog
from bot.services.errors import StorageUnavailable
from bot.services.reactions import CardMessage, Reactions
from tests.support.waiting import until


class FakeReactions:
    """Keeps what it is told, while there is a database."""

    def __init__(self) -> None:
        self.calls: list[list[CardMessage]] = []
        self.is_away = False
        self.strangers: set[int] = set()

    def note_cards(self, cards: Iterable[CardMessage]) -> tuple[CardMessage, ...]:
        """Keep them, but for those of strangers."""
        if self.is_away:
            raise StorageUnavailable
        given = list(cards)
        self.calls.append([card for card in given if card.chat_user_id not in self.strangers])
        return tuple(card for card in given if card.chat_user_id in self.strangers)


@pytest.fixture
def kept() -> FakeReactions:
    return FakeReactions()


def log_of(kept: FakeReactions, pause: float = 3600) -> CardLog:
    return CardLog(cast(Reactions, kept), pause)


async def test_several_cards_are_stored_together_each_as_it_stands_now(kept: FakeReactions) -> None:
    log = log_of(kept, pause=0.01)
    for card in ((1, 10, 100), (1, 10, 101), (2, 10, 100)):
        log.note(*card)
    await until(lambda: bool(kept.calls))
    assert kept.calls == [[CardMessage(1, 10, 101), CardMessage(2, 10, 100)]]
    log.note(1, 11, 102)
    await until(lambda: len(kept.calls) == 2)


async def test_a_groups_cards_are_not_noted(kept: FakeReactions) -> None:
    log = log_of(kept)
    log.note(-1001, 10, 100)
    await log.aclose()
    assert kept.calls == []


async def test_the_rest_is_stored_at_the_end(kept: FakeReactions) -> None:
    log = log_of(kept)
    log.note(1, 10, 100)
    await log.aclose()
    assert kept.calls == [[CardMessage(1, 10, 100)]]


async def test_while_the_database_is_away_it_is_kept_up_to_a_number(
    kept: FakeReactions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_log, "MAX_UNWRITTEN", 2)
    kept.is_away = True
    log = log_of(kept)
    log.note(1, 10, 100)
    await log.flush()
    for message_id in (11, 12):
        log.note(1, message_id, 100)
    kept.is_away = False
    await log.flush()
    assert kept.calls == [[CardMessage(1, 11, 100), CardMessage(1, 12, 100)]]


async def test_of_a_stranger_the_newest_card_is_known_and_not_stored(kept: FakeReactions) -> None:
    kept.strangers = {1}
    log = log_of(kept)
    for card in ((1, 10, 100), (1, 11, 101), (2, 10, 102)):
        log.note(*card)
    await log.flush()
    assert kept.calls == [[CardMessage(2, 10, 102)]]
    assert [log.of_stranger(each) for each in (1, 2, 3)] == [101, None, None]
    assert [log.of_stranger(1, message_id) for message_id in (11, 10)] == [101, None]


async def test_who_is_forgotten_has_no_card(kept: FakeReactions) -> None:
    kept.strangers = {1}
    log = log_of(kept)
    log.note(1, 10, 100)
    await log.flush()
    log.note(1, 11, 101)
    log.forget(1)
    await log.flush()
    assert log.of_stranger(1) is None
    assert kept.calls == [[]]


async def test_only_so_many_strangers_are_known(kept: FakeReactions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_log, "MAX_STRANGERS", 2)
    kept.strangers = {1, 2, 3}
    log = log_of(kept)
    for person in (1, 2, 3):
        log.note(person, 10, 100)
    await log.flush()
    assert [log.of_stranger(each) for each in (1, 2, 3)] == [None, 100, 100]


async def test_a_strangers_card_of_yesterday_is_no_longer_meant(
    kept: FakeReactions, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.strangers = {1}
    log = log_of(kept)
    log.note(1, 10, 100)
    await log.flush()
    monkeypatch.setattr(card_log, "IN_VIEW_FOR", timedelta(seconds=-1))
    assert log.of_stranger(1) is None
