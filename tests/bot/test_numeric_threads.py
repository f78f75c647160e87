"""Serving takes one numeric thread, training as many as it likes."""

from __future__ import annotations

import os

import pytest

from bot import numeric_threads


def test_serving_takes_one_thread_and_training_does_not_inherit_that(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in numeric_threads.VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "2")  # what somebody has chosen stays
    monkeypatch.setattr(numeric_threads, "_set_here", [])
    numeric_threads.use_one()
    assert [os.environ[variable] for variable in numeric_threads.VARIABLES] == ["1", "2", "1"]
    child = numeric_threads.as_given(os.environ)
    assert "OPENBLAS_NUM_THREADS" not in child
    assert child["OMP_NUM_THREADS"] == "2"
    for variable in numeric_threads.VARIABLES:
        monkeypatch.delenv(variable, raising=False)
