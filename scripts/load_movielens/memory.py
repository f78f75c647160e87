"""Whether so many ratings can be read here: if not, the system would end the process without a word."""

from __future__ import annotations

from bot.runtime.free_memory import training_budget_mb
from recommender.memory_budget import loading_mb


def why_not_read(n_ratings: int, of: str) -> str | None:
    """Return a sentence about ratings too many for the free memory; None where they fit, or nobody knows."""
    needed_mb, here_mb = loading_mb(n_ratings), training_budget_mb()
    if here_mb is None or needed_mb <= here_mb:
        return None
    return (
        f"Reading {n_ratings:,} ratings of {of} takes {needed_mb:,} MB of memory, and {here_mb:,} MB may be"
        " taken here: use a larger machine, or a smaller MovieLens."
    )
