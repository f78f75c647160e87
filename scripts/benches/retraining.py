"""A retrain as the bot does it, in a child and with its evaluation; how fast a process takes a model over."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.settings import Settings
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.stocked import environment_of, load_films_and_ratings

ROUNDS = 2  # the second one is compared with the live model of the first


def take_over(data_dir: str) -> dict[str, Any]:
    """Load the live model, once from the database and once from the file that this leaves."""
    import time  # noqa: PLC0415 - in the child only, like the rest

    from bot.models.live_model import ModelHolder  # noqa: PLC0415
    from bot.runtime.clock import utc_now  # noqa: PLC0415
    from bot.toolbox.building import build_artifact_cache, build_engine  # noqa: PLC0415
    from storage.unit_of_work import unit_of_work_factory  # noqa: PLC0415

    settings = Settings(data_dir=Path(data_dir))
    engine = build_engine(settings)
    seconds = []
    for path in (Path(data_dir) / "models").glob("*.model"):
        path.unlink()
    for _ in ("cold", "warm"):
        unit_of_work = unit_of_work_factory(engine)
        models = ModelHolder(unit_of_work, build_artifact_cache(settings, unit_of_work), utc_now)
        began = time.perf_counter()
        models.refresh()
        seconds.append(time.perf_counter() - began)
    engine.dispose()
    return {"cold": seconds[0], "warm": seconds[1], "version": models.current().version}


def run(options: Options) -> Iterator[Row]:
    """Retrain twice, then look at what a starting worker does with the result."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_films_and_ratings(settings, options.movielens)
        for _ in range(ROUNDS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            report = retrain(environment_of(settings))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        yield Row("what came of it", report["outcome"])
        yield Row("ratings", f"{report['counts']['ratings']:,}")
        for model, values in report["metrics"].items():
            yield Row(f"nDCG@10, {model}", f"{values['ndcg_at_10']:.3f}")
        yield at_most("retrain with evaluation", report["seconds"], 30, "s")
        yield Row(
            "its processor time", f"{used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime:.1f} s"
        )
        yield at_most("the child's peak memory", report["peak_memory_mb"], 350, "MB")
        loaded = in_child(take_over, data_dir=folder)
        yield Row("a first start takes the model over in", f"{loaded['cold']:.2f} s")
        yield at_most("a warm start takes the model over in", loaded["warm"], 1, "s")


def retrain(environment: dict[str, str]) -> dict[str, Any]:
    """Retrain as the admin's command does; return the report."""
    command = [sys.executable, "-m", "scripts.retrain", "--json", "--force"]
    ended = subprocess.run(  # noqa: S603 - our own module
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    report: dict[str, Any] = json.loads(ended.stdout)
    return report


BENCH = Bench("retraining", "A retrain", run)
