"""Serving takes one numeric thread, training as many as it likes."""

from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np  # what is limited must be loaded
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from bot.runtime.numeric_threads import numeric_threads, use_one_numeric_thread


@pytest.fixture(autouse=True)
def threads_as_before() -> Iterator[None]:
    with threadpool_limits():
        yield


def test_serving_takes_one_thread_and_training_does_not_inherit_that() -> None:
    before = dict(os.environ)
    use_one_numeric_thread()
    assert np.ones(2).sum() == 2
    assert [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert all(pool["num_threads"] == 1 for pool in threadpool_info() if pool["user_api"] == "blas")
    assert dict(os.environ) == before


def test_several_threads_last_as_long_as_they_are_wanted() -> None:
    use_one_numeric_thread()
    assert np.ones(2).sum() == 2
    with numeric_threads(2):
        assert all(pool["num_threads"] == 2 for pool in threadpool_info() if pool["user_api"] == "blas")
    assert all(pool["num_threads"] == 1 for pool in threadpool_info() if pool["user_api"] == "blas")
