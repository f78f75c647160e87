"""Who asked for a retrain."""

from __future__ import annotations

import pytest

from bot.presentation.locale import ENGLISH
from bot.presentation.requesters import requester


@pytest.mark.parametrize(
    "stored", ["the nightly schedule", "admin 5", "ada in a shell on retrains", "somebody"]
)
def test_english_says_what_is_stored(stored: str) -> None:
    assert requester(ENGLISH, stored) == stored


def test_what_is_stored_is_never_taken_for_markup() -> None:
    assert requester(ENGLISH, "<b> in a shell on <i>") == "&lt;b&gt; in a shell on &lt;i&gt;"
