"""What admins read about the trained models."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.presentation import model_texts
from bot.presentation.locale import ENGLISH
from bot.presentation.markup import visible_units
from bot.retraining.reasons import NOTHING, CodedText, coded
from bot.retraining.registry import ModelDecision, RegistryView, RunningRetrain, TrainedVersion
from bot.retraining.report import RetrainReport

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def version_of(
    number: int, state: str, reason: CodedText = NOTHING, report: RetrainReport | None = None
) -> TrainedVersion:
    began = NOW + timedelta(hours=number)
    return TrainedVersion(number, state, reason, began, "admin 5", None, False, report)  # type: ignore[arg-type]


def test_without_a_model_the_registry_says_what_people_get() -> None:
    text = model_texts.registry(ENGLISH, RegistryView(None, (), None, NOW), UTC, "", "")
    assert text == model_texts.NO_MODEL


def test_times_are_told_in_the_zone_of_the_schedule() -> None:
    view = RegistryView(version_of(3, "live"), (version_of(3, "live"),), RunningRetrain("a shell", NOW), NOW)
    text = model_texts.registry(ENGLISH, view, BERLIN, "", model_texts.next_run(ENGLISH, NOW, BERLIN))
    assert "trained 22 Nov 2026 17:00" in text
    assert "Training since 14:00, asked for by a shell." in text
    assert "Next nightly retrain: Sun 22 Nov 14:00 (Europe/Berlin)." in text


def test_a_failure_is_listed_with_its_reason_and_ten_long_ones_still_fit_in_a_message() -> None:
    versions = tuple(
        version_of(n, "failed", coded("as_it_is", text="Memory ran out, " * 50)) for n in range(10)
    )
    text = model_texts.registry(ENGLISH, RegistryView(None, versions, None, NOW), UTC, "", "")
    assert "failed: Memory ran out" in text
    assert visible_units(text) <= 4096


def history_of(*decisions: ModelDecision, versions: int = 3) -> list[str]:
    """Return the lines of the history, the newest first."""
    newest = tuple(version_of(number, "kept") for number in range(versions, 0, -1))
    view = RegistryView(None, newest, None, NOW, past_decisions=decisions)
    text = model_texts.registry(ENGLISH, view, UTC, "", "", names={5: "<Ada>"})
    return text.partition("<b>Newest</b>\n")[2].splitlines()


def test_every_choice_of_an_admin_stays_in_the_history_between_the_retrains() -> None:
    back = ModelDecision(1, "admin 5", NOW + timedelta(hours=2, minutes=30), 2)
    on = ModelDecision(2, "admin 6", NOW + timedelta(hours=4), None)
    assert history_of(on, back) == [
        "✓ 22 Nov 17:00 · 2 chosen by admin 6",
        "3 · 22 Nov 16:00 · kept",
        "↩ 22 Nov 15:30 · rolled back from 2 to 1 by &lt;Ada&gt;",
        "2 · 22 Nov 15:00 · kept",
        "1 · 22 Nov 14:00 · kept",
    ]


def test_choices_older_than_the_retrains_that_are_listed_are_left_out() -> None:
    assert len(history_of(ModelDecision(1, "admin 5", NOW, 2))) == 3


def test_ten_retrains_and_ten_choices_fit_in_a_message() -> None:
    choices = [ModelDecision(1, "somebody " * 20, NOW + timedelta(hours=n), 2) for n in range(1, 11)]
    assert visible_units("\n".join(history_of(*choices, versions=10))) <= 4096
