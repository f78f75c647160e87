"""Write ratings as Parquet, people as bare numbers: python -m scripts.export_ratings --parquet DIR."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import SecretStr
from tqdm import tqdm

from bot.retraining.reasons import NothingToLearnFrom
from bot.retraining.training_data import count_data, read_training_data
from bot.settings import Settings, WrongSettings, read_settings
from recommender.evaluation.holding_out import held_out_share
from recommender.movielens.bundled import BUNDLED_NAME
from recommender.movielens.reading import MovieLensFormatError, count_ratings_at_least, read_movielens
from recommender.parquet_ratings import (
    ParquetError,
    draw_person_numbers,
    usual_partitions,
    write_partitions,
)
from recommender.ratings import InvalidRatings, Ratings, build_ratings
from scripts.load_movielens.downloads import SourceError
from scripts.load_movielens.memory import why_not_read
from scripts.load_movielens.sources import NAMES, find_source
from scripts.migrate import opened_engine
from storage.errors import StorageError
from storage.unit_of_work import unit_of_work_factory

BAD_INPUT = 2
CONFIGURED = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Export; 2 when there is nothing to export or nothing to write with, 1 when a file is out of reach."""
    options = _parser().parse_args(arguments)
    try:
        ratings = _read(options, read_settings())
        count = options.partitions or usual_partitions(ratings.n_ratings)
        # The numbers' seed comes from the system and is kept nowhere: nobody can undo them.
        numbers = draw_person_numbers(ratings.n_users, np.random.default_rng())
        with tqdm(total=count, desc="Files", unit="", disable=None) as bar:
            size = write_partitions(ratings, options.parquet, numbers, count, bar.update)
    except NothingToLearnFrom:
        print("Nothing was exported. There are no ratings of films in the database.", file=sys.stderr)
        return BAD_INPUT
    except (ParquetError, MovieLensFormatError, SourceError, InvalidRatings, StorageError) as error:
        print(f"Nothing was exported. {error}", file=sys.stderr)
        return BAD_INPUT
    except WrongSettings as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(f"Nothing was exported. {error}", file=sys.stderr)
        return 1
    print(
        f"{options.parquet}: {ratings.n_ratings:,} ratings by {ratings.n_users:,} people in {count}"
        f" {'file' if count == 1 else 'files'}, {size:,} bytes"
    )
    return 0


def _read(options: argparse.Namespace, settings: Settings) -> Ratings:
    """Return the ratings of the data set or the database that the command line names."""
    if options.database is None:
        source = find_source(options.data, settings.data_dir / "downloads")
        _check_memory(count_ratings_at_least(source.path), source.name)
        data_set = read_movielens(source.path, with_times=False)
        movie_ids = [movie.movie_id for movie in data_set.movies]
        return build_ratings(data_set.user_ids, data_set.movie_ids, data_set.stars, item_ids=movie_ids)
    if options.database != CONFIGURED:
        settings = settings.model_copy(update={"database_url": SecretStr(options.database)})
    with opened_engine(settings) as engine, unit_of_work_factory(engine)() as work:
        _check_memory(count_data(work).n_ratings, "the database")
        data = read_training_data(work, facts="none")
    # Who judges models in this database must stay unknown to a model made of the export.
    return data.trained_on(held_out_share(data.ratings.n_users))


def _check_memory(n_ratings: int, of: str) -> None:
    """Raise SourceError where so many ratings do not fit into the free memory."""
    reason = why_not_read(n_ratings, of)
    if reason is not None:
        raise SourceError(reason)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.export_ratings",
        description="Write ratings as Parquet files; people are numbers that say nothing of who they are.",
    )
    parser.add_argument(
        "--parquet", type=Path, required=True, metavar="DIR", help="an empty or new folder for the files"
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--data",
        default=BUNDLED_NAME,
        metavar="SOURCE",
        help=f"a MovieLens data set: a folder, a zip, or one of {', '.join(NAMES)} (default: {BUNDLED_NAME})",
    )
    source.add_argument(
        "--database",
        nargs="?",
        const=CONFIGURED,
        metavar="URL",
        help="a database (that of DATABASE_URL, unless given), without the people who judge models",
    )
    parser.add_argument(
        "--partitions",
        type=_at_least_one,
        metavar="N",
        help="how many files (default: one for four million ratings)",
    )
    return parser


def _at_least_one(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least one file is needed")
    return count


if __name__ == "__main__":
    sys.exit(main())
