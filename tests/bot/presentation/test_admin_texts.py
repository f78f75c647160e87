"""What admins read about retrains."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.presentation import admin_texts
from bot.presentation.locale import ENGLISH
from bot.retraining.reasons import CodedText, coded
from bot.retraining.report import DataCounts, RetrainReport, Stage

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


def said(text: str) -> CodedText:
    return coded("as_it_is", text=text)


def test_at_the_start_the_first_stage_is_marked_and_the_rest_is_to_come() -> None:
    assert admin_texts.progress(ENGLISH, {}).count("·") == 5


def test_a_stage_that_is_done_has_a_tick_and_the_current_one_an_arrow() -> None:
    text = admin_texts.progress(
        ENGLISH,
        {
            "reading": Stage("reading", 1, 1),
            "svd": Stage("svd", 20, 20),
            "ranking": Stage("ranking", 2, 6, said("a & b")),
        },
    )
    assert "✓ Reading ratings" in text
    assert "✓ SVD: epoch 20 of 20" in text
    assert "▸ Ranking model: A &amp; b" in text
    assert "· Evaluating" in text


@pytest.mark.parametrize(
    "outcome", ["promoted", "rejected", "unchanged", "cancelled", "failed", "busy", "outvoted"]
)
def test_every_end_has_a_headline_and_its_reason_is_escaped(outcome: str) -> None:
    text = admin_texts.ended(ENGLISH, RetrainReport(outcome, said("<b>numbers</b> fell"), 7))  # type: ignore[arg-type]
    assert text.startswith("<b>")
    assert "<b>numbers" not in text


def test_a_retrain_that_did_not_start_says_who_trains_and_not_what_it_cost() -> None:
    busy = coded("training_already", by="admin 5", since=NOW.isoformat())
    assert admin_texts.ended(ENGLISH, RetrainReport("busy", busy, seconds=0.04, peak_memory_mb=105.0)) == (
        "<b>A retrain is running already.</b>\nAdmin 5 has been training since 22 Nov 13:00 UTC."
    )


def test_who_forced_a_model_is_said() -> None:
    assert "Forced by admin 5. Worse" in admin_texts.ended(
        ENGLISH, RetrainReport("promoted", said("worse"), 7, forced_by="admin 5")
    )


def test_ratings_of_unknown_films_are_mentioned() -> None:
    counts = DataCounts(10, 1, 5, 0, 0, 3, 0)
    text = admin_texts.ended(ENGLISH, RetrainReport("promoted", version=1, counts=counts))
    assert "10 ratings by 1 person" in text
    assert "3 ratings of unknown films left out" in text
