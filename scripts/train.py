"""Train from files, no database: python -m scripts.train [--movielens DIR_OR_ZIP] --out FILE."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from bot.presentation.retrain_reasons import in_english
from bot.runtime.free_memory import training_budget_mb
from bot.runtime.numeric_threads import cores
from bot.settings import WrongSettings, read_settings
from recommender import artifact
from recommender.artifact import TrainedModel
from recommender.artifact_signing import write_signature
from recommender.catalogue import Catalogue, build_catalogue
from recommender.facts.gathering import facts_from, gather_details, keywords_from
from recommender.facts.table import FactsFormatError
from recommender.memory_budget import BYTES_A_RATING_OF_PARQUET, DataShape, TooLittleMemory, check_memory
from recommender.movielens.bundled import BUNDLED_FOLDER, BUNDLED_NAME
from recommender.movielens.reading import (
    MovieLensFormatError,
    count_ratings_at_least,
    read_movielens,
    read_movies,
)
from recommender.movielens.records import MovieLensMovie
from recommender.parquet_ratings import ParquetError, count_rows, read_parquet
from recommender.ratings import InvalidRatings, build_ratings
from recommender.spark.reading import read_people
from recommender.spark.session import SparkError, SparkMissing, open_session
from recommender.spark.training import driver_share, train_on_spark
from recommender.svd_training import SvdParameters
from recommender.training import Progress, train

BAD_INPUT = 2
UNUSABLE = (
    MovieLensFormatError,
    ParquetError,
    InvalidRatings,
    FactsFormatError,
    TooLittleMemory,
    SparkMissing,
)


class StageBars:
    """A progress bar a stage of the training, on stderr, under what is said at its beginning."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None
        self._stage = ""

    def __call__(self, progress: Progress) -> None:
        """Show how far the stage is."""
        if self._bar is None or progress.stage != self._stage:
            self.close()
            self._stage = progress.stage
            if progress.note:
                tqdm.write(in_english(progress.note), file=sys.stderr)
            self._bar = tqdm(total=progress.of, desc=progress.stage, file=sys.stderr)
        elif progress.note:
            self._bar.set_postfix_str(in_english(progress.note))
        self._bar.update(progress.step - self._bar.n)

    def close(self) -> None:
        """Leave the last bar as it is."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, train, write; 2 when the files are no MovieLens, 1 when a model cannot be written."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.engine == "spark" and options.ratings is None:
        parser.error("--engine spark reads Parquet files: name them with --ratings")
    if options.out.is_dir():
        print(f"train: {options.out} is a folder", file=sys.stderr)
        return 1
    try:
        settings = read_settings()
        memory_mb = options.memory_mb or settings.training_memory_mb or training_budget_mb()
        model = (_train_on_spark if options.engine == "spark" else _train_here)(options, memory_mb)
        digest = artifact.write(model, options.out)
        write_signature(options.out, digest, settings.signing_key)
    except UNUSABLE as error:
        print(f"train: {error}", file=sys.stderr)
        return BAD_INPUT
    except WrongSettings as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except MemoryError:
        print("train: memory ran out; let it take less with --memory-mb", file=sys.stderr)
        return 1
    except (OSError, SparkError) as error:
        print(f"train: {error}", file=sys.stderr)
        return 1
    print(f"{options.out} written, {options.out.stat().st_size:,} bytes, SHA-256 {digest}", file=sys.stderr)
    return 0


def _train_here(options: argparse.Namespace, memory_mb: int | None) -> TrainedModel:
    """Train on everything in this process."""
    if options.ratings is None:
        at_least = DataShape(count_ratings_at_least(options.movielens))
        check_memory(at_least, memory_mb, n_factors=SvdParameters().n_factors)
        movielens = read_movielens(options.movielens, with_times=False)
        _tell_counts(len(movielens.stars), len(movielens.movies))
        catalogue = _catalogue(options, movielens.movies)
        columns = (movielens.user_ids, movielens.movie_ids, movielens.stars)
        ratings = build_ratings(*columns, item_ids=catalogue.movie_ids)
        del movielens, columns  # training needs the memory
    else:
        check_memory(
            DataShape(count_rows(options.ratings)),
            memory_mb,
            n_factors=SvdParameters().n_factors,
            bytes_a_rating_read=BYTES_A_RATING_OF_PARQUET,
        )
        catalogue = _catalogue(options, read_movies(options.movielens))
        ratings, repeated = read_parquet(options.ratings, catalogue.movie_ids)
        _tell_counts(ratings.n_ratings, ratings.n_items, repeated)
    with closing(StageBars()) as bars:
        return train(ratings, catalogue, seed=options.seed, memory_mb=memory_mb, threads=cores(), report=bars)


def _train_on_spark(options: argparse.Namespace, memory_mb: int | None) -> TrainedModel:
    """Train on everything where Spark holds it; the factorisation is done here."""
    driver_share(0, memory_mb)  # TooLittleMemory before Spark is started
    catalogue = _catalogue(options, read_movies(options.movielens))
    with open_session(options.master, dict(options.spark_conf)) as session, closing(StageBars()) as bars:
        people = read_people(session, [options.ratings], catalogue.movie_ids)
        n_ratings = people.totals.n_ratings
        _tell_counts(n_ratings, len(catalogue.movie_ids), people.repeated)
        share = driver_share(n_ratings, memory_mb).people
        if share < 1:
            print(
                f"the star model's factors are learnt from {share:.0%} of the people, its biases from all",
                file=sys.stderr,
            )
        return train_on_spark(
            people, catalogue, seed=options.seed, memory_mb=memory_mb, threads=cores(), report=bars
        )


def _tell_counts(ratings: int, films: int, repeated: int = 0) -> None:
    print(f"{ratings:,} ratings of {films:,} films", file=sys.stderr)
    if repeated:
        print(f"{repeated:,} ratings came twice, with the same stars: each counts once", file=sys.stderr)


def _catalogue(options: argparse.Namespace, movies: Sequence[MovieLensMovie]) -> Catalogue:
    """Return films with what is known of them."""
    return build_catalogue(
        (movie.movie_id, movie.title, movie.year, movie.genres) for movie in movies
    ).with_details(
        gather_details(
            ((movie.movie_id, movie.imdb_id) for movie in movies),
            facts_from(options.facts),
            {} if options.facts == "none" else keywords_from(options.movielens),
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.train", description="Train a model from files, on this machine or on Spark."
    )
    parser.add_argument(
        "--movielens",
        type=Path,
        default=BUNDLED_FOLDER,
        metavar="DIR_OR_ZIP",
        help=f"a MovieLens data set (default: {BUNDLED_NAME}, which is here)",
    )
    parser.add_argument(
        "--facts", metavar="FILE", help="a table of facts, or none (default: the one that is here)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the model goes")
    parser.add_argument("--seed", type=int, default=0, help="same ratings and seed, same model (default 0)")
    parser.add_argument(
        "--memory-mb",
        type=_megabytes,
        default=None,
        metavar="MB",
        help="how much memory training may take (default: TRAINING_MEMORY_MB, or most of what is free)",
    )
    _add_engine(parser)
    return parser


def _add_engine(parser: argparse.ArgumentParser) -> None:
    """Add what Parquet files and Spark need."""
    parser.add_argument(
        "--ratings",
        metavar="FILES",
        help="Parquet files of ratings, as scripts.export_ratings writes them, instead of the data set's;"
        " its films are those of --movielens",
    )
    parser.add_argument(
        "--engine", choices=("local", "spark"), default="local", help="where people are summed up"
    )
    parser.add_argument(
        "--master", metavar="URL", help="Spark's master, such as local[2] (default: as spark-submit says)"
    )
    parser.add_argument(
        "--spark-conf",
        action="append",
        default=[],
        type=_setting,
        metavar="NAME=VALUE",
        help="a setting of Spark, as often as needed: spark.executor.memory=8g",
    )


def _megabytes(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of megabytes")
    return int(text)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name.startswith("spark.") and equals):
        raise argparse.ArgumentTypeError(f"{text!r} is not spark.NAME=VALUE")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
