"""Put MovieLens into the database, whole or not at all: python -m scripts.load_movielens [SOURCE]."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from sqlalchemy.engine import Engine
from tqdm import tqdm

from bot.runtime.clock import utc_now
from bot.settings import WrongSettings, read_settings
from recommender.movielens.bundled import BUNDLED_NAME
from recommender.movielens.reading import MovieLensFormatError, count_ratings_at_least, read_movielens
from recommender.movielens.sizes import SIZES
from scripts.load_movielens.downloads import SourceError
from scripts.load_movielens.memory import why_not_read
from scripts.load_movielens.sources import NAMES, Source, find_source
from scripts.migrate import FAILED, opened_engine
from scripts.retrain import run_apart
from storage.errors import LoadRefused, StorageError
from storage.migrating import upgrade
from storage.movielens.loading import LoadOutcome, load

INTERRUPTED = 130
KNOWN_SIZES = {each.name: each.shape.n_ratings for each in SIZES}  # before anything is fetched


def main(arguments: Sequence[str] | None = None) -> int:
    """Load what the command line names; return the exit code."""
    options = _parse(arguments)
    try:
        settings = read_settings()
        started_at = time.monotonic()
        with opened_engine(settings) as engine:
            upgrade(engine)
            if not options.force and options.source in KNOWN_SIZES:
                _check_memory(options.source, KNOWN_SIZES[options.source])
            source = find_source(options.source, settings.data_dir / "downloads")
            if not options.force:
                _check_memory(source.name, count_ratings_at_least(source.path))
            outcome = load_from(source, engine, force=options.force)
    except LoadRefused as error:
        print(f"Nothing was loaded. {error} --force loads it nonetheless.", file=sys.stderr)
        return FAILED
    except (WrongSettings, StorageError, MovieLensFormatError, SourceError, OSError) as error:
        print(f"Nothing was loaded. {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Interrupted; people are served as before. Run it again, and it goes on.", file=sys.stderr)
        return INTERRUPTED
    print(describe(outcome, time.monotonic() - started_at))
    return run_apart("the loading of MovieLens") if options.train and outcome.has_changed else 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.load_movielens", description=__doc__)
    parser.add_argument(
        "source",
        nargs="?",
        default=BUNDLED_NAME,
        metavar="SOURCE",
        help=f"a name ({', '.join(NAMES)}), a folder or a zip; {BUNDLED_NAME}, which is here, unless given",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="load a data set with far fewer ratings than are loaded, too, or with more than memory holds",
    )
    parser.add_argument(
        "--train", action="store_true", help="train on it at once, when it is not the one that was there"
    )
    return parser.parse_args(arguments)


def _check_memory(name: str, n_ratings: int) -> None:
    reason = why_not_read(n_ratings, name)
    if reason is not None:
        raise LoadRefused(reason)


def load_from(source: Source, engine: Engine, *, force: bool = False) -> LoadOutcome:
    """Read the files and load them, with a progress bar on a terminal."""
    data_set = read_movielens(source.path)
    with tqdm(desc="Ratings", unit="", unit_scale=True, disable=None) as bar:

        def show(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        return load(
            engine,
            data_set.movies,
            data_set.user_ids,
            data_set.movie_ids,
            data_set.stars,
            data_set.rated_at,
            show,
            name=source.name,
            force=force,
            now=utc_now(),
        )


def describe(outcome: LoadOutcome, seconds: float) -> str:
    """Say what happened, in a sentence or two."""
    there = outcome.data_set
    counts = f"{there.rating_count:,} ratings by {there.user_count:,} people of {there.movie_count:,} films"
    if not outcome.has_changed:
        return f"{there.name} is there already ({counts}); nothing changed."
    sentence = f"Loaded {there.name}: {counts}, in {seconds:.1f} s."
    if outcome.films_moved:
        sentence += f" {outcome.films_moved} films have other ids in it; what people said went with them."
    if outcome.links_dropped:
        sentence += (
            f" {outcome.links_dropped} people were unlinked: the ratings of their users are not in it."
        )
    return sentence


if __name__ == "__main__":
    sys.exit(main())
