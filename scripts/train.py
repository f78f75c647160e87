"""Train from MovieLens files, no database: python -m scripts.train [--movielens DIR_OR_ZIP] --out FILE."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
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
from recommender.memory_budget import DataShape, TooLittleMemory, check_memory
from recommender.movielens.bundled import BUNDLED_FOLDER, BUNDLED_NAME
from recommender.movielens.reading import (
    MovieLensFormatError,
    count_ratings_at_least,
    read_movielens,
)
from recommender.ratings import InvalidRatings, Ratings, build_ratings
from recommender.svd_training import SvdParameters
from recommender.training import Progress, train

BAD_INPUT = 2


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
    options = _parser().parse_args(arguments)
    if options.out.is_dir():
        print(f"train: {options.out} is a folder", file=sys.stderr)
        return 1
    try:
        settings = read_settings()
        memory_mb = options.memory_mb or settings.training_memory_mb or training_budget_mb()
        at_least = DataShape(count_ratings_at_least(options.movielens))
        check_memory(at_least, memory_mb, n_factors=SvdParameters().n_factors)
        ratings, catalogue = _read(options)
        model = _train(ratings, catalogue, options.seed, memory_mb)
        digest = artifact.write(model, options.out)
        write_signature(options.out, digest, settings.signing_key)
    except (MovieLensFormatError, InvalidRatings, FactsFormatError, TooLittleMemory) as error:
        print(f"train: {error}", file=sys.stderr)
        return BAD_INPUT
    except WrongSettings as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(f"train: {error}", file=sys.stderr)
        return 1
    print(f"{options.out} written, {options.out.stat().st_size:,} bytes, SHA-256 {digest}", file=sys.stderr)
    return 0


def _read(options: argparse.Namespace) -> tuple[Ratings, Catalogue]:
    """Return the ratings of the data set, and its films with what is known of them."""
    movielens = read_movielens(options.movielens, with_times=False)
    print(f"{len(movielens.stars):,} ratings of {len(movielens.movies):,} films", file=sys.stderr)
    catalogue = build_catalogue(
        (movie.movie_id, movie.title, movie.year, movie.genres) for movie in movielens.movies
    ).with_details(
        gather_details(
            ((movie.movie_id, movie.imdb_id) for movie in movielens.movies),
            facts_from(options.facts),
            {} if options.facts == "none" else keywords_from(options.movielens),
        )
    )
    ratings = build_ratings(
        movielens.user_ids, movielens.movie_ids, movielens.stars, item_ids=catalogue.movie_ids
    )
    return ratings, catalogue


def _train(ratings: Ratings, catalogue: Catalogue, seed: int, memory_mb: int | None) -> TrainedModel:
    """Train on everything, showing how far it is."""
    bars = StageBars()
    try:
        return train(ratings, catalogue, seed=seed, memory_mb=memory_mb, threads=cores(), report=bars)
    finally:
        bars.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.train", description="Train a model from MovieLens files."
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
        type=int,
        default=None,
        metavar="MB",
        help="how much memory training may take (default: TRAINING_MEMORY_MB, or most of what is free)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
