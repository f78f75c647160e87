"""Sentences: one for every refusal, short toasts, labels that fit."""

from __future__ import annotations

import pytest

from bot.presentation import labels
from bot.presentation.buttons import Hint
from bot.presentation.filter_texts import runtime
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.locale import ENGLISH
from recommender.catalogue import GENRES

TOAST_LIMIT = 200


def test_every_genre_has_a_name() -> None:
    assert tuple(GENRE_NAMES) == GENRES  # buttons carry their places


def test_toasts_keep_to_telegrams_limit() -> None:
    assert set(labels.HINTS) == set(Hint)
    for toast in (
        labels.TOO_OLD,
        labels.NOT_YOURS,
        labels.counter_hint(ENGLISH, 9999, 9999),
        *labels.HINTS.values(),
    ):
        assert len(toast) <= TOAST_LIMIT


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 min"), (60, "1 h"), (61, "1 h 1 min"), (170, "2 h 50 min")]
)
def test_runtimes_are_hours_and_minutes(minutes: int, words: str) -> None:
    assert runtime(ENGLISH, minutes) == words
