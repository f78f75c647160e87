"""What the parts of a model must look like: which arrays, of which dtype, shape and range.

A model that passes cannot make serving read beyond an array, whoever wrote it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.plain_joblib import PlainArray

INT32_MAX = 2**31 - 1


class UnknownParts(Exception):
    """The parts are not those of a model of this program."""


class WrongPart(Exception):
    """A part is there, but its numbers cannot be right; the message names it."""


@dataclass(frozen=True)
class Numbers:
    """An array: its dtypes, a letter a dimension (equal letters are equal lengths), its range."""

    dtypes: tuple[str, ...]
    dimensions: str
    lowest: float = -math.inf
    highest: float = math.inf


@dataclass(frozen=True)
class Number:
    """A single number and its range."""

    lowest: float = -math.inf
    highest: float = math.inf


Parts = Mapping[str, Numbers | Number]

# n films, f factors; m films that take part, s support sizes, w neighbours, r dimensions; b bytes, o = n + 1.
STAR_MODEL: Parts = {
    "global_mean": Number(),
    "item_biases": Numbers(("float32",), "n"),
    "item_factors": Numbers(("float32",), "nf"),
    "ridge": Number(lowest=1e-12),
    "bias_scale": Number(),
}
RANKING_MODEL: Parts = {
    "item_rows": Numbers(("int32",), "m", lowest=0),
    "n_items": Number(lowest=0, highest=INT32_MAX),
    "support_sizes": Numbers(("float32",), "s", lowest=1),
    "bases": Numbers(("float32",), "sn"),
    "neighbours": Numbers(("int16", "int32"), "smw", lowest=0),
    "weights": Numbers(("float16", "float32"), "smw"),
    "outward": Numbers(("float32",), "smr"),
    "inward": Numbers(("float32",), "smr"),
    "counts": Numbers(("int32",), "m", lowest=0),
    "star_weight": Number(),
}
POPULARITY: Parts = {
    "scores": Numbers(("float32",), "n"),
    "counts": Numbers(("int32",), "n", lowest=0),
    "means": Numbers(("float32",), "n"),
}
CATALOGUE: Parts = {
    "movie_ids": Numbers(("int32",), "n"),
    "years": Numbers(("int16",), "n"),
    "genre_bits": Numbers(("uint32",), "n"),
    "franchises": Numbers(("int32",), "n", lowest=0),
    "title_bytes": Numbers(("uint8",), "b"),
    "title_offsets": Numbers(("int64",), "o", lowest=0),
}
MODEL = {
    "star_model": STAR_MODEL,
    "ranking_model": RANKING_MODEL,
    "popularity": POPULARITY,
    "catalogue": CATALOGUE,
}
OPTIONAL = ("star_model", "ranking_model")


def checked_parts(plain: Any) -> dict[str, dict[str, Any] | None]:
    """Return the parts of a model, ordinary arrays in them.

    UnknownParts or WrongPart say what is wrong.
    """
    if not isinstance(plain, dict) or not MODEL.keys() <= plain.keys():
        raise UnknownParts
    lengths: dict[str, int] = {}
    parts = {
        name: None
        if plain[name] is None and name in OPTIONAL
        else _checked_part(name, plain[name], known, lengths)
        for name, known in MODEL.items()
    }
    _check_catalogue(parts["catalogue"] or {}, lengths)
    if (ranking_model := parts["ranking_model"]) is not None:
        _check_ranking_model(ranking_model, plain["ranking_model"]["neighbours"].highest, lengths)
    return parts


def _checked_part(name: str, part: Any, known: Parts, lengths: dict[str, int]) -> dict[str, Any]:
    if not isinstance(part, dict) or part.keys() != known.keys():
        raise UnknownParts
    return {key: _checked_field(f"{name}.{key}", part[key], known[key], lengths) for key in known}


def _checked_field(name: str, value: Any, known: Numbers | Number, lengths: dict[str, int]) -> Any:
    if isinstance(known, Number):
        if type(value) not in (int, float):
            raise WrongPart(f"{name} is no number")
        _check_range(name, value, value, known)
        return value
    if not isinstance(value, PlainArray) or value.values.dtype.name not in known.dtypes:
        raise WrongPart(f"{name} is no array of {' or '.join(known.dtypes)}")
    _check_shape(name, value.values.shape, known.dimensions, lengths)
    if value.values.size:
        _check_range(name, value.lowest, value.highest, known)
    return value.values


def _check_shape(name: str, shape: tuple[int, ...], dimensions: str, lengths: dict[str, int]) -> None:
    """Compare a shape with lengths seen before, and remember new ones."""
    if len(shape) != len(dimensions) or any(
        lengths.setdefault(letter, length) != length for letter, length in zip(dimensions, shape, strict=True)
    ):
        raise WrongPart(f"{name} has the shape {shape}, which does not fit the rest")


def _check_range(name: str, lowest: float, highest: float, known: Numbers | Number) -> None:
    try:
        is_finite = math.isfinite(lowest) and math.isfinite(highest)
    except OverflowError:  # a whole number beyond every float
        is_finite = False
    if not is_finite:
        raise WrongPart(f"{name} holds something that is no finite number")
    if lowest < known.lowest or highest > known.highest:
        raise WrongPart(f"{name} holds numbers out of range")


def _check_ranking_model(part: dict[str, Any], highest_neighbour: float, lengths: dict[str, int]) -> None:
    item_rows, support_sizes = part["item_rows"], part["support_sizes"]
    if part["n_items"] != lengths["n"] or type(part["n_items"]) is not int:
        raise WrongPart("ranking_model.n_items is not the number of films")
    if not _is_ascending(item_rows) or (len(item_rows) and item_rows[-1] >= lengths["n"]):
        raise WrongPart("ranking_model.item_rows are no ascending rows of films")
    if not len(support_sizes) or support_sizes[0] < 1 or not _is_ascending(support_sizes):
        raise WrongPart("ranking_model.support_sizes do not ascend from 1")
    if part["neighbours"].size and highest_neighbour >= lengths["m"]:
        raise WrongPart("ranking_model.neighbours point beyond the films that take part")


def _check_catalogue(part: dict[str, Any], lengths: dict[str, int]) -> None:
    if not _is_ascending(part["movie_ids"]):
        raise WrongPart("catalogue.movie_ids do not ascend")
    offsets, block = part["title_offsets"], part["title_bytes"]
    if len(offsets) != lengths["n"] + 1 or offsets[0] != 0 or offsets[-1] != len(block):
        raise WrongPart("catalogue.title_offsets do not fit the titles")
    if (np.diff(offsets) < 0).any() or not _is_text(block, offsets):
        raise WrongPart("catalogue.title_bytes are no titles")


def _is_ascending(numbers: NDArray[Any]) -> bool:
    return bool((numbers[1:] > numbers[:-1]).all())


def _is_text(block: NDArray[np.uint8], offsets: NDArray[np.int64]) -> bool:
    """Return whether the bytes are UTF-8 and no title begins inside a character."""
    try:
        bytes(block).decode()
    except UnicodeDecodeError:
        return False
    starts = block[offsets[offsets < len(block)]]
    return not bool(((starts & 0xC0) == 0x80).any())
