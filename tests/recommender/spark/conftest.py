"""One Spark session for the tests of this room, on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from recommender.spark.session import open_session

HERE = {
    "spark.ui.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="pyspark is not installed (requirements-spark.txt)")
    if shutil.which("java") is None:
        pytest.skip("there is no java on the path")
    with open_session("local[2,3]", HERE) as session:  # a task may die twice
        yield session
