"""Train from MovieLens files, no database: python -m scripts.train [--movielens DIR_OR_ZIP] --out FILE."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from bot.presentation.retrain_reasons import in_english
from bot.settings import WrongSettings, read_settings
from recommender import artifact
from recommender.artifact_signing import write_signature
from recommender.catalogue import build_catalogue
from recommender.facts.gathering import facts_from, gather_details, keywords_from
from recommender.facts.table import FactsFormatError
from recommender.movielens.bundled import BUNDLED_FOLDER, BUNDLED_NAME
from recommender.movielens.reading import MovieLens, MovieLensFormatError, read_movielens
from recommender.ratings import InvalidRatings, build_ratings
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
        key = read_settings().signing_key
        movielens = read_movielens(options.movielens)
        print(f"{len(movielens.stars):,} ratings of {len(movielens.movies):,} films", file=sys.stderr)
        digest = _train(movielens, options, key)
    except (MovieLensFormatError, InvalidRatings, FactsFormatError) as error:
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


def _train(movielens: MovieLens, options: argparse.Namespace, key: str | None) -> str:
    """Train on everything and write the artifact, with its signature beside it when there is a key."""
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
    bars = StageBars()
    try:
        model = train(ratings, catalogue, seed=options.seed, memory_mb=options.memory_mb, report=bars)
    finally:
        bars.close()
    digest = artifact.write(model, options.out)
    write_signature(options.out, digest, key)
    return digest


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
        "--memory-mb", type=int, default=None, metavar="MB", help="how much memory training may take"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
