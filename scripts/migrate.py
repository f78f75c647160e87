"""Bring the database to the newest form of its tables: python -m scripts.migrate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.engine import Engine

from bot.settings import Settings, WrongSettings, read_settings
from storage.database import create_engine_for, normalise_url
from storage.errors import StorageError
from storage.migrating import is_current, upgrade

FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Migrate the database and return the exit code."""
    _parse(arguments)
    try:
        with opened_engine(read_settings()) as engine:
            was_current = is_current(engine)
            upgrade(engine)
    except (WrongSettings, StorageError) as error:
        print(error, file=sys.stderr)
        return FAILED
    print("The database was up to date." if was_current else "The database is up to date now.")
    return 0


def _parse(arguments: Sequence[str] | None) -> None:
    """Refuse arguments, for there are none, and answer --help."""
    argparse.ArgumentParser(prog="python -m scripts.migrate", description=__doc__).parse_args(arguments)


@contextmanager
def opened_engine(settings: Settings) -> Iterator[Engine]:
    """Open the engine of the configured database, without the rest of the bot; close it at the end."""
    url = settings.database_url
    engine = create_engine_for(normalise_url(url.get_secret_value() if url else None, settings.data_dir))
    try:
        yield engine
    finally:
        engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
