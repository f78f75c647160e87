"""A Spark session, and Spark's failures as one sentence each."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import recommender

USUAL = {
    "spark.driver.maxResultSize": "0",  # a sum over people is as large as the square of the films
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",  # a core for each task, and no more
    "spark.log.level": "OFF",  # what fails is told in one sentence
    "spark.ui.showConsoleProgress": "false",
}
MAX_REASON_LENGTH = 300


class SparkError(Exception):
    """Spark cannot be had or did not do its work; the message says why, the reason is Spark's own."""

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(f"{message}{reason}")
        self.reason = reason


class SparkMissing(SparkError):
    """Something that Spark needs is not installed."""


@contextmanager
def open_session(master: str | None, settings: Mapping[str, str]) -> Iterator[Any]:
    """Open a session, with this project's mathematics on every machine; close it at the end.

    A session that is open already is used and stays open: a process has one. Without a master it is the one
    that spark-submit tells. Raises SparkMissing or SparkError.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissing(
            "Spark needs pyspark, which is not installed:"
            " pip install --require-hashes -r requirements-spark.txt."
        ) from error
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise SparkMissing("Spark needs Java 17 or newer: no java is on the path, and JAVA_HOME is not set.")
    if master is not None and master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers here have what this process has
    builder = SparkSession.builder.appName("Matinee")
    for name, value in (USUAL | dict(settings)).items():
        builder = builder.config(name, value)
    was_open = SparkSession.getActiveSession() is not None
    try:
        session = (builder.master(master) if master else builder).getOrCreate()
    except (PySparkException, OSError) as error:
        raise SparkError("Spark does not start: ", in_short(str(error))) from error
    try:
        with tempfile.TemporaryDirectory() as folder:
            session.sparkContext.addPyFile(str(_packed_mathematics(Path(folder))))
            yield session
    finally:
        if not was_open:
            session.stop()


@contextmanager
def told_in_short() -> Iterator[None]:
    """Turn what Spark raises while it works into SparkError, its reason in one line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        with warnings.catch_warnings():
            # Of tables in pandas' form: none is made here.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
            yield
    except (PySparkException, Py4JError, ConnectionError, EOFError) as error:
        raise SparkError("Spark gave up: ", in_short(str(error))) from error


def _packed_mathematics(folder: Path) -> Path:
    """Write this package's modules into a zip, which Spark hands to its machines."""
    target, package = folder / "recommender.zip", Path(recommender.__path__[0])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(package.rglob("*.py")):
            packed.write(path, Path(package.name) / path.relative_to(package))
    return target


def in_short(text: str) -> str:
    """Return the innermost reason that Spark gives: the last cause, or the last line of a traceback."""
    causes = re.findall(r"^Caused by: (.+)$", text, re.M)
    raised = re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception|Exit): .+$", text, re.M)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reason = (raised or causes or lines or ["no reason given"])[-1 if raised or causes else 0]
    return reason.strip()[:MAX_REASON_LENGTH].rstrip(".") + "."
