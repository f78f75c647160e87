"""Why a retrain ended as it did, stored as a code with values; older releases stored a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from recommender.artifact import ArtifactError
from recommender.coded_text import NOTHING, CodedText, coded
from recommender.memory_budget import TooLittleMemory
from recommender.ratings import InvalidRatings
from storage.errors import DatabaseUnavailable, StorageError

__all__ = ["NOTHING", "CodedText", "coded"]

AS_IT_IS = "as_it_is"
"""Of a text that somebody else wrote: an older release, a library, the system."""

CANCELLED = coded("cancelled")

MakeSentence = Callable[[CodedText], str]


def codes_and_values(text: CodedText) -> str:
    """Write a text where nobody makes sentences: "not_finite (parts=star_model)"."""
    values = ", ".join(f"{name}={value}" for name, value in text.values.items())
    return f"{text.code} ({values})" if values else text.code


class NothingToLearnFrom(InvalidRatings):
    """There are no ratings to train on, or none of a film in the catalogue."""

    def __init__(self, *, has_ratings: bool) -> None:
        super().__init__("no ratings to learn from")
        self.reason = coded("only_unknown_films" if has_ratings else "no_ratings")


def reason_of(error: Exception) -> CodedText:
    """Return why an error ended a retrain; what the system and libraries say stays in their words."""
    match error:
        case NothingToLearnFrom():
            return error.reason
        case MemoryError():
            return coded("memory_ran_out")
        case TooLittleMemory():
            return coded(
                "too_little_memory", ratings=error.n_ratings, here=error.here_mb, least=error.least_mb
            )
        case DatabaseUnavailable():
            return coded("database_away")
        case InvalidRatings() | StorageError() | OSError() | ArtifactError():
            return coded(AS_IT_IS, text=str(error))
        case _:
            return coded(AS_IT_IS, text=f"{type(error).__name__}: {error}")


def stored(text: CodedText) -> str:
    """Return what is kept in a column of text."""
    return json.dumps({"code": text.code, "values": dict(text.values)}) if text else ""


def from_stored(kept: str) -> CodedText:
    """Read what a column keeps, of any release."""
    if not kept.startswith("{"):
        return read(kept)
    try:
        return read(json.loads(kept))
    except (ValueError, TypeError, KeyError):
        return read(kept)


def read(kept: str | Mapping[str, Any]) -> CodedText:
    """Read a text of a report; an older release wrote English."""
    if isinstance(kept, str):
        return coded(AS_IT_IS, text=kept) if kept else NOTHING
    return CodedText(kept["code"], dict(kept["values"]))
