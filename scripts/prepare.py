"""Prepare what has to be there before the bot starts, and is not yet: python -m scripts.prepare.

Migrates the database, loads MovieLens into an empty one, trains when there is no model.
Each step that is done is skipped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.runtime.logs import configure_logging
from bot.settings import WrongSettings, read_settings
from bot.toolbox.building import build_engine
from scripts.retrain import run_apart
from storage.errors import StorageError
from storage.migrating import upgrade
from storage.unit_of_work import unit_of_work_factory

WRONG_SETTINGS = 2
CANCELLED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare the database and the model; return the exit code."""
    _parse(arguments)
    try:
        settings = read_settings()
        configure_logging("WARNING", settings.secrets())
        engine = build_engine(settings)
        upgrade(engine)
        with unit_of_work_factory(engine)() as work:
            has_movies, has_model = work.movies.count() > 0, work.trained_models.live() is not None
        engine.dispose()
    except (WrongSettings, StorageError) as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    return _load(has_movies) or _train(has_model)


def _parse(arguments: Sequence[str] | None) -> None:
    """Refuse arguments, for there are none, and answer --help."""
    argparse.ArgumentParser(prog="python -m scripts.prepare", description=__doc__).parse_args(arguments)


def _load(has_movies: bool) -> int:
    if has_movies:
        return 0
    # Imported when needed: a second start should not wait for pandas.
    from scripts.load_movielens.__main__ import main as load_movielens  # noqa: PLC0415

    return load_movielens([])


def _train(has_model: bool) -> int:
    if has_model:
        return 0
    code = run_apart("the first start")
    if code == CANCELLED:
        return code
    if code:
        print("No model yet: everybody gets popular films until /retrain makes one.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
