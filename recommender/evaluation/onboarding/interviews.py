"""A simulated newcomer: asked one film after another, answering from what they really rated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

MAX_QUESTIONS = 200

Asker = Callable[[Mapping[int, float], Collection[int], Sequence[int]], int | None]
"""ask(ratings so far, films they had not seen, all asked, the newest first) -> the next movie id, or None."""

Answer = tuple[int, float | None]
"""A movie id and its stars; None for "haven't seen"."""


def interview(ask: Asker, truth: Mapping[int, float], *, answers: int, questions: int = 0) -> list[Answer]:
    """Ask until that many films got stars and that many were asked, 200 were, or nothing is left to ask.

    truth are the person's ratings by movie id; whatever is not in it they have not seen. Raises ValueError
    when a film is asked about twice.
    """
    ratings: dict[int, float] = {}
    dismissed: set[int] = set()
    transcript: list[Answer] = []
    while len(transcript) < MAX_QUESTIONS and (len(ratings) < answers or len(transcript) < questions):
        movie_id = ask(ratings, dismissed, [film for film, _ in reversed(transcript)])
        if movie_id is None:
            break
        if movie_id in ratings or movie_id in dismissed:
            raise ValueError(f"movie {movie_id} is asked about twice")
        stars = truth.get(movie_id)
        transcript.append((movie_id, stars))
        if stars is None:
            dismissed.add(movie_id)
        else:
            ratings[movie_id] = stars
    return transcript


def until_answers(transcript: Sequence[Answer], answers: int) -> list[Answer]:
    """Return the transcript up to and with the answer of this number; the whole one when there are fewer."""
    given = np.cumsum([stars is not None for _, stars in transcript])
    return list(transcript[: int(np.searchsorted(given, answers)) + 1])


def ratings_in(transcript: Sequence[Answer]) -> dict[int, float]:
    """Return what was answered with stars."""
    return {movie_id: stars for movie_id, stars in transcript if stars is not None}


def by_popularity(movie_ids: NDArray[np.integer], counts: NDArray[np.integer]) -> Asker:
    """Ask about the most rated film that is left, whatever was answered; ties go to the lower movie id."""
    order = movie_ids[np.lexsort((movie_ids, -counts.astype(np.int64)))].tolist()

    def ask(ratings: Mapping[int, float], dismissed: Collection[int], _: Sequence[int]) -> int | None:
        return next((film for film in order if film not in ratings and film not in dismissed), None)

    return ask
