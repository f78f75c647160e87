"""How a retrain tells of itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import get_args

import pytest

from bot.presentation.retrain_reasons import in_english
from bot.retraining import child_output
from bot.retraining.child_output import HEADLINES, STAGES, JsonLines, ProgressBars, describe
from bot.retraining.reasons import coded
from bot.retraining.report import DataCounts, RetrainOutcome, RetrainReport, Stage, StageName, from_line

REPORT = RetrainReport(
    "promoted",
    coded("better_than_popular"),
    7,
    counts=DataCounts(100_836, 610, 9_724, 0, 0, 0, 61),
    metrics={"challenger": {"ndcg_at_10": 0.4711}},
    seconds=12.34,
    peak_memory_mb=117.4,
)


@pytest.fixture
def closed_pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replace standard output by one that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(child_output.sys, "stdout", stream)
        yield


def test_the_bot_is_told_in_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    teller = JsonLines()
    teller.stage(Stage("svd", 3, 20))
    teller.report(REPORT)
    lines = capsys.readouterr().out.splitlines()
    assert [from_line(line) for line in lines if line] == [Stage("svd", 3, 20), REPORT]


def test_a_line_that_was_cut_off_does_not_spoil_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    sys.stdout.write('{"stage": {"name": "sv')
    JsonLines().report(REPORT)
    assert from_line(capsys.readouterr().out.splitlines()[-1]) == REPORT


@pytest.mark.usefixtures("closed_pipe")
def test_a_listener_that_has_gone_disturbs_nothing() -> None:
    teller = JsonLines()
    for step in range(3):
        teller.stage(Stage("svd", step, 20))
    teller.report(REPORT)


def test_without_a_terminal_every_epoch_is_a_line_and_the_end_goes_to_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    teller = ProgressBars(in_english)
    teller.stage(Stage("reading", 0, 1))
    teller.stage(Stage("reading", 1, 1, coded("counts", ratings=100_836, people=610)))
    teller.stage(Stage("svd", 1, 20))
    teller.report(REPORT)
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "Reading ratings 1 of 1: 100,836 ratings by 610 people",
        "SVD, epochs 1 of 20",
    ]
    assert told.out.startswith("Model version 7 is live. Better than the popular list")


def test_on_a_terminal_every_stage_is_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_output.sys.stderr, "isatty", lambda: True)
    teller = ProgressBars()
    for epoch in range(1, 21):
        teller.stage(Stage("svd", epoch, 20))
    teller.stage(Stage("evaluating", 1, 1))
    teller.report(REPORT)
    bars = capsys.readouterr().err
    assert "SVD, epochs: 100%" in bars
    assert "20/20" in bars
    assert "Evaluating: 100%" in bars


def test_a_description_names_counts_metrics_and_costs() -> None:
    assert describe(REPORT, in_english).splitlines() == [
        "Model version 7 is live. Better than the popular list.",
        "100,836 ratings by 610 people.",
        "challenger: ndcg_at_10 0.4711",
        "12.3 s, at most 117 MB of memory.",
    ]


def test_every_stage_and_every_end_has_its_words() -> None:
    assert set(STAGES) == set(get_args(StageName))
    assert set(HEADLINES) == set(get_args(RetrainOutcome))
