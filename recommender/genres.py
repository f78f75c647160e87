"""The nineteen genres of MovieLens, as one bit each."""

from __future__ import annotations

from collections.abc import Iterable

GENRES: tuple[str, ...] = (
    "Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
    "Film-Noir", "Horror", "IMAX", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
)  # fmt: skip
_BITS = {genre: 1 << number for number, genre in enumerate(GENRES)}


def genre_bit(genre: str) -> int:
    """Return the bit of one genre, 0 for a word that is none."""
    return _BITS.get(genre, 0)


def pack_genres(genres: Iterable[str]) -> int:
    """Return all genres of a film in one number."""
    packed = 0
    for genre in genres:
        packed |= genre_bit(genre)
    return packed
