from __future__ import annotations

import shutil
import sys
from typing import Any

import pytest

from recommender.spark.session import SparkMissing, in_short, open_session


def test_without_pyspark_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with (
        pytest.raises(SparkMissing, match="pip install --require-hashes -r requirements-spark"),
        open_session("local[1]", {}),
    ):
        pass


def test_without_java_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed (requirements-spark.txt)")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with (
        pytest.raises(SparkMissing, match="Java 17 or newer: no java is on the path"),
        open_session("local[1]", {}),
    ):
        pass


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no reason given."),
        ("[PATH_NOT_FOUND] Path does not exist.\nAt: x", "[PATH_NOT_FOUND] Path does not exist."),
        (
            "It failed\nCaused by: java.io.IOException: full\n\tat x\nCaused by: java.io.EOFException: cut",
            "java.io.EOFException: cut.",
        ),
        (
            'It failed\nTraceback (most recent call last):\n  File "x"\nMemoryError: of 3 GB\n\tat org.x',
            "MemoryError: of 3 GB.",
        ),
    ],
)
def test_a_long_complaint_is_told_by_its_innermost_reason(text: str, reason: str) -> None:
    assert in_short(text) == reason


def test_a_session_that_was_open_before_stays_open(spark: Any) -> None:
    with open_session("local[2,3]", {}) as same:
        assert same.range(3).count() == 3
    assert spark.range(2).count() == 2
