"""Measure how good recommendations are: python -m scripts.evaluate [--movielens DIR_OR_ZIP] [--peers]."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from recommender.catalogue import Catalogue, build_catalogue
from recommender.evaluation import boldness, calibration, cold_films, groups, similar_films
from recommender.evaluation.contenders import Entry, served
from recommender.evaluation.onboarding import report as onboarding_report
from recommender.evaluation.onboarding import tap_curves
from recommender.evaluation.onboarding.protocol import evaluate_onboarding, product
from recommender.evaluation.peers.tuning import PEERS, Peer, as_usual, tuned
from recommender.evaluation.plotting import plot
from recommender.evaluation.protocol import evaluate
from recommender.evaluation.report import Summaries, as_plain, comparison, summaries, table
from recommender.evaluation.training_sizes import with_fewer_people, within_less_memory
from recommender.facts.gathering import facts_from, gather_details, keywords_from
from recommender.facts.table import FactsFormatError
from recommender.movielens.bundled import BUNDLED_FOLDER, BUNDLED_NAME
from recommender.movielens.reading import MovieLensFormatError, read_movielens
from recommender.ratings import InvalidRatings, Ratings, build_ratings
from recommender.training import train

BAD_INPUT = 2
DEFAULT_PLOT = Path(".matinee/evaluation.png")

Judgement = tuple[str, dict[str, Any]]
"""A table to be printed, and what a report holds of it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate, print the tables, write report and plot.

    2 when the ratings cannot be used, 1 when a file is out of reach.
    """
    options = _parser().parse_args(arguments)
    try:
        _make_places(options)
        ratings, catalogue = _read(options)
        for is_wanted, judge in (
            (options.onboarding, _interview),
            (options.taps, _count_taps),
            (options.similar, _judge_similar),
            (options.calibration, _judge_calibration),
            (options.groups, _judge_groups),
            (options.boldness, _judge_boldness),
            (options.cold_films is not None, _judge_cold_films),
        ):
            if is_wanted:
                table_of_it, content = judge(ratings, catalogue, options)
                print(table_of_it)
                if options.out is not None:
                    _write_json(content, ratings, options)
                return 0
        own = _own(catalogue, options)
        entries = [*own, *_peers(options.peers, is_tuned=not options.untuned)]
        results = evaluate(ratings, entries, seeds=options.seeds, on_progress=_say)
    except (MovieLensFormatError, InvalidRatings, FactsFormatError) as error:
        _say(f"evaluate: {error}")
        return BAD_INPUT
    except OSError as error:
        _say(f"evaluate: {error}")
        return 1
    found = summaries(results, ratings.n_items)
    print(table(found))
    print(comparison(found, own[0].name, [entry.name for entry in own[1:]]))
    _write(found, ratings, options)
    return 0


def _interview(ratings: Ratings, catalogue: Catalogue, options: argparse.Namespace) -> Judgement:
    """Compare what our questions teach with what the most popular films do."""
    outcomes = evaluate_onboarding(ratings, product(catalogue), seeds=options.seeds, on_progress=_say)
    return onboarding_report.table(outcomes), {"onboarding": onboarding_report.as_plain(outcomes)}


def _count_taps(ratings: Ratings, catalogue: Catalogue, options: argparse.Namespace) -> Judgement:
    """Compare asking about six films at once with one at a time, tap by tap."""
    curves = tap_curves.evaluate_taps(ratings, product(catalogue), seeds=options.seeds, on_progress=_say)
    return tap_curves.table(curves), {"taps": tap_curves.as_plain(curves)}


def _judge_similar(ratings: Ratings, catalogue: Catalogue, options: argparse.Namespace) -> Judgement:
    """Compare lists of similar films with those from ratings alone."""
    found = similar_films.evaluate_similar(
        ratings, lambda training, seed: train(training, catalogue, seed=seed), seeds=options.seeds
    )
    return similar_films.table(found), {"similar": {name: asdict(worth) for name, worth in found.items()}}


def _judge_boldness(ratings: Ratings, catalogue: Catalogue, options: argparse.Namespace) -> Judgement:
    """Compare safer and bolder lists with the balanced and the popular one."""
    found = boldness.evaluate_boldness(
        ratings,
        catalogue,
        lambda training, seed: train(training, catalogue, seed=seed),
        seeds=options.seeds,
    )
    return boldness.table(found), {"boldness": {name: asdict(worth) for name, worth in found.items()}}


def _judge_calibration(ratings: Ratings, catalogue: Catalogue, options: argparse.Namespace) -> Judgement:
    """Compare lists for people who like what is far from the crowd."""
    found = calibration.evaluate_calibration(
        ratings,
        catalogue,
        lambda training, seed: train(training, catalogue, seed=seed),
        seeds=options.seeds,
    )
    plain = {" / ".join(key): asdict(calibration.mean_worth(worths)) for key, worths in found.items()}
    return calibration.table(found), {"calibration": plain}


def _judge_cold_films(ratings: Ratings, catalogue: Catalogue, options: argparse.Namespace) -> Judgement:
    """Compare ways to rank films that nobody rated."""
    found = cold_films.evaluate_cold_films(
        ratings,
        catalogue,
        lambda training, seed: train(training, catalogue, seed=seed),
        year=options.cold_films,
        seeds=options.seeds,
        on_progress=_say,
    )
    plain = {way: asdict(cold_films.mean_worth(worths)) for way, worths in found.items()}
    return cold_films.table(found), {"cold_films": plain, "year": options.cold_films}


def _judge_groups(ratings: Ratings, catalogue: Catalogue, options: argparse.Namespace) -> Judgement:
    """Compare rules that choose for several people at once."""
    found = groups.evaluate_groups(
        ratings,
        lambda training, seed: train(training, catalogue, seed=seed),
        seeds=options.seeds,
        on_progress=_say,
    )
    return groups.table(found), {"groups": groups.as_plain(found)}


def _read(options: argparse.Namespace) -> tuple[Ratings, Catalogue]:
    movielens = read_movielens(options.movielens)
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


def _picture(options: argparse.Namespace) -> Path:
    """Return where the plot goes."""
    place: Path = options.plot or (DEFAULT_PLOT if options.out is None else options.out.with_suffix(".png"))
    return place


def _make_places(options: argparse.Namespace) -> None:
    """Make the folders of report and plot, before hours of work; OSError where no file can be written."""
    for file in (options.out, _picture(options)):
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.is_dir() or not os.access(file.parent, os.W_OK):
                raise OSError(f"{file} cannot be written")


def _own(catalogue: Catalogue, options: argparse.Namespace) -> tuple[Entry, ...]:
    """Return the product as it is served, or trained on less."""
    if options.training_people:
        return with_fewer_people(catalogue)
    if options.training_memory:
        return within_less_memory(catalogue)
    return served(catalogue)


def _peers(wanted: Sequence[Peer], *, is_tuned: bool = True) -> list[Entry]:
    """Return those of the wanted peers whose packages are installed; say on stderr which are left out."""
    for peer in wanted:
        if not peer.is_installed:
            _say(f"{peer.name} is left out: it needs the package {peer.needs}, which is not installed")
    return [tuned(peer, _say) if is_tuned else as_usual(peer) for peer in wanted if peer.is_installed]


def _write(found: Summaries, ratings: Ratings, options: argparse.Namespace) -> None:
    """Write the report, if one is wanted, and the plot beside it."""
    if options.out is not None:
        _write_json(as_plain(found, {}), ratings, options)
    picture = _picture(options)
    try:
        plot(found, picture)
    except ImportError:
        _say("no plot: matplotlib is not installed")
    else:
        _say(f"{picture} written")


def _write_json(content: dict[str, Any], ratings: Ratings, options: argparse.Namespace) -> None:
    """Write the run's facts and what came out of it."""
    facts = {"seeds": options.seeds, "items": ratings.n_items, "people": ratings.n_users}
    facts["ratings"] = ratings.n_ratings
    options.out.write_text(json.dumps(facts | content, indent=2) + "\n", encoding="utf-8")
    _say(f"{options.out} written")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _seeds(text: str) -> list[int]:
    """Read comma-separated whole numbers from 0."""
    seeds = [int(part) for part in text.split(",")]
    if min(seeds) < 0:
        raise argparse.ArgumentTypeError("seeds are whole numbers from 0")
    return seeds


def _peers_named(text: str) -> list[Peer]:
    """Find peers by their names, in the order of the tables."""
    names = [name.strip() for name in text.split(",")]
    unknown = set(names) - {peer.name for peer in PEERS}
    if unknown:
        known = ", ".join(peer.name for peer in PEERS)
        raise argparse.ArgumentTypeError(f"no peer is called {', '.join(sorted(unknown))}; there are {known}")
    return [peer for peer in PEERS if peer.name in names]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.evaluate", description="Measure the recommendations on people held out."
    )
    parser.add_argument(
        "--movielens",
        type=Path,
        default=BUNDLED_FOLDER,
        metavar="DIR_OR_ZIP",
        help=f"MovieLens as GroupLens ships it (default: {BUNDLED_NAME}, which is here)",
    )
    parser.add_argument(
        "--seeds", type=_seeds, default=[0, 1, 2, 3, 4], help="splits, as in 0,1,2 (default: 0,1,2,3,4)"
    )
    parser.add_argument(
        "--peers",
        nargs="?",
        type=_peers_named,
        const=list(PEERS),
        default=[],
        metavar="NAME,NAME",
        help="measure other recommenders in the same run, all or some",
    )
    parser.add_argument("--untuned", action="store_true", help="leave the peers at their usual values")
    parser.add_argument("--similar", action="store_true", help="judge lists of similar films instead")
    parser.add_argument(
        "--calibration", action="store_true", help="judge lists for people far from the crowd instead"
    )
    parser.add_argument("--groups", action="store_true", help="judge shortlists for groups of people instead")
    parser.add_argument(
        "--cold-films",
        type=int,
        metavar="YEAR",
        help="hide all ratings of films later than YEAR and judge how these are ranked instead",
    )
    parser.add_argument("--boldness", action="store_true", help="judge safer and bolder lists instead")
    parser.add_argument(
        "--onboarding", action="store_true", help="measure what the questions teach instead, in interviews"
    )
    parser.add_argument(
        "--taps", action="store_true", help="measure lists by taps instead: one film at a time, six at once"
    )
    parser.add_argument(
        "--training-people", action="store_true", help="measure the product trained on fewer people, too"
    )
    parser.add_argument(
        "--training-memory", action="store_true", help="measure the product trained in less memory, too"
    )
    parser.add_argument(
        "--facts", metavar="FILE", help="a table of facts, or none (default: the one that is here)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write a JSON report, and a plot beside it")
    parser.add_argument(
        "--plot", type=Path, metavar="FILE", help=f"where the plot goes (default: {DEFAULT_PLOT})"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
