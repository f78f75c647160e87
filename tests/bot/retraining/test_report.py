"""What a retrain tells."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retraining.reasons import CodedText, coded, from_stored, stored
from bot.retraining.report import (
    DataCounts,
    RetrainReport,
    Stage,
    from_line,
    from_record,
    to_line,
    to_record,
)

numbers = st.integers(0, 10**9)
finite = st.floats(allow_nan=False, allow_infinity=False)
coded_texts = st.builds(
    CodedText, st.text(), st.dictionaries(st.text(), st.text() | numbers | finite, max_size=3)
)
stages = st.builds(
    Stage,
    name=st.sampled_from(["reading", "svd", "ranking", "storing"]),
    step=numbers,
    of=numbers,
    note=coded_texts,
)
reports = st.builds(
    RetrainReport,
    outcome=st.sampled_from(["promoted", "rejected", "failed", "busy"]),
    reason=coded_texts,
    version=st.none() | numbers,
    counts=st.none() | st.builds(DataCounts, *[numbers] * 7),
    metrics=st.dictionaries(st.text(), st.dictionaries(st.text(), finite)),
    seconds=finite,
    forced_by=st.none() | st.text(),
)


@given(stages | reports)
def test_an_event_comes_back_from_its_line_as_it_was(event: Stage | RetrainReport) -> None:
    line = to_line(event)
    assert "\n" not in line
    assert from_line(line) == event


@given(
    st.text()
    | st.recursive(st.none() | numbers, lambda inner: st.dictionaries(st.text(), inner)).map(json.dumps)
)
def test_a_line_that_is_no_event_is_none(line: str) -> None:
    assert from_line(line) is None


@pytest.mark.parametrize(
    "line", ['{"stage": {"name": "svd"}}', '{"stage": {"name": "x"}}', '{"report": {}}', "[1]", "7"]
)
def test_half_an_event_is_none(line: str) -> None:
    assert from_line(line) is None


def test_a_metric_that_is_no_number_is_stored_as_null_and_read_as_nan() -> None:
    record = to_record(RetrainReport("rejected", metrics={"challenger": {"ndcg": math.inf}}))
    assert record["metrics"] == {"challenger": {"ndcg": None}}
    assert math.isnan(from_record(record).metrics["challenger"]["ndcg"])


def test_a_report_of_another_release_is_read_as_far_as_it_is_known() -> None:
    record = {"outcome": "promoted", "new_field": 1, "counts": {"ratings": 5, "stars": 2}}
    assert from_record(record) == RetrainReport("promoted", counts=DataCounts(5, 0, 0, 0, 0, 0, 0))


def test_an_older_release_wrote_its_reason_as_a_sentence() -> None:
    assert from_record({"outcome": "failed", "reason": "disk full"}).reason == coded(
        "as_it_is", text="disk full"
    )
    assert not from_record({"outcome": "promoted"}).reason


@given(coded_texts.filter(bool))
def test_a_stored_reason_comes_back_as_it_was(reason: CodedText) -> None:
    assert from_stored(stored(reason)) == reason


@pytest.mark.parametrize("kept", ["{", "{}", '{"code": 1}', "disk full", "{curly} words"])
def test_a_reason_of_another_release_is_shown_as_it_is(kept: str) -> None:
    assert from_stored(kept) == coded("as_it_is", text=kept)
