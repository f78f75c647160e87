"""Recommend in bulk: python -m scripts.recommend --model FILE --profiles IN.jsonl --n N --out OUT.jsonl.

One line in: {"id": "a", "ratings": {"318": 4.5, "296": 2.0}}. One line out: {"id": "a", "source": "model" (or
"popular"), "recommendations": [{"movie_id": 858, "score": 1.23, "predicted_stars": 4.6}, …]}; the stars are
null where the model cannot tell (the popular list). The output appears only when every line was good.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from bot.settings import WrongSettings, read_settings
from recommender import artifact
from recommender.artifact import TrainedModel
from recommender.artifact_signing import check_file
from recommender.ratings import is_valid_star_count
from recommender.recommender import Recommendations, Recommender

BAD_INPUT = 2


class MalformedProfile(Exception):
    """A line is no profile; the message names the line and the reason."""


@dataclass(frozen=True)
class PersonLine:
    """One person of the input."""

    profile_id: str | int
    ratings: dict[int, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Recommend for every profile; 2 when the model or a line is unusable, 1 when a file is out of reach."""
    options = _parser().parse_args(arguments)
    if options.out.is_dir():
        print(f"recommend: {options.out} is a folder", file=sys.stderr)
        return 1
    try:
        recommender = Recommender(_read_model(options.model))
        profiles, unknown = _recommend_all(recommender, options.profiles, options.n, options.out)
    except MalformedProfile as error:
        print(f"recommend: {options.profiles}, {error}", file=sys.stderr)
        return BAD_INPUT
    except artifact.ArtifactError as error:
        print(f"recommend: {options.model} cannot be used: {error}", file=sys.stderr)
        return BAD_INPUT
    except WrongSettings as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(f"recommend: {error}", file=sys.stderr)
        return 1
    told = f"{_counted(profiles, 'profile')}, {_counted(unknown, 'rating')} of unknown movies skipped"
    print(told, file=sys.stderr)
    return 0


def _read_model(path: Path) -> TrainedModel:
    """Return the model in a file, whose signature must be there when MODEL_SIGNING_KEY is set."""
    check_file(path, read_settings().signing_key)
    return artifact.read(path)


def _recommend_all(recommender: Recommender, source: Path, n: int, out: Path) -> tuple[int, int]:
    """Write every answer, all or nothing; how many profiles and how many unknown movies there were."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.part")
    profiles = unknown = 0
    try:
        with unfinished.open("w", encoding="utf-8") as file, source.open("rb") as lines:
            for profile in read_profiles(lines):
                answer = recommender.recommend(profile.ratings, n=n)
                _write_line(file, profile, answer)
                profiles, unknown = profiles + 1, unknown + len(answer.unknown_movie_ids)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return profiles, unknown


def read_profiles(lines: Iterator[bytes]) -> Iterator[PersonLine]:
    """Yield profiles from JSONL; skip blank lines, raise MalformedProfile for any other bad line."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _profile(json.loads(line))
            except (ValueError, OverflowError, RecursionError) as error:  # bad UTF-8, JSON are ValueErrors
                raise MalformedProfile(f"line {number}: {error}") from error


def _profile(parsed: Any) -> PersonLine:
    """Read a profile from a JSON object; ValueError says what is wrong."""
    if not isinstance(parsed, dict) or "id" not in parsed or "ratings" not in parsed:
        raise ValueError('expected an object with "id" and "ratings"')
    profile_id, ratings = parsed["id"], parsed["ratings"]
    if not isinstance(profile_id, str | int) or isinstance(profile_id, bool):
        raise ValueError(f"the id is {profile_id!r}, neither text nor a whole number")
    str(profile_id).encode()  # half a surrogate pair can be read but not written
    if not isinstance(ratings, dict):
        raise ValueError('"ratings" is no object')
    return PersonLine(profile_id, {_movie_id(key): _stars(key, value) for key, value in ratings.items()})


def _movie_id(key: str) -> int:
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise ValueError(f"{key!r} is no movie id")
    return int(key)


def _stars(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not is_valid_star_count(float(value)):
        raise ValueError(f"movie {key} has {value!r} stars; allowed are 0.5 to 5.0 by halves")
    return float(value)


def _write_line(file: TextIO, profile: PersonLine, answer: Recommendations) -> None:
    """Print one line of output."""
    recommendations = [
        {"movie_id": item.movie_id, "score": item.score, "predicted_stars": item.predicted_stars}
        for item in answer.items
    ]
    line = {"id": profile.profile_id, "source": answer.source, "recommendations": recommendations}
    file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.recommend", description="Recommend films in bulk."
    )
    parser.add_argument("--model", type=Path, required=True, metavar="FILE", help="what scripts.train wrote")
    parser.add_argument("--profiles", type=Path, required=True, metavar="IN.jsonl", help="one person a line")
    parser.add_argument("--n", type=_count, default=10, metavar="N", help="how many films each (default 10)")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT.jsonl", help="one answer a line")
    return parser


def _count(text: str) -> int:
    """Read a whole number from 1 on."""
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
