"""How a training's seconds and memory grow with the ratings, fitted and drawn. Drawing needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class GrowthPoint:
    """What a training of so many ratings took."""

    ratings: int
    seconds: float
    processor_seconds: float
    peak_mb: float


def power_of(points: Sequence[GrowthPoint]) -> float:
    """Return p of processor time ~ ratings^p, by least squares over the logarithms of two points or more."""
    ratings, seconds = zip(*((each.ratings, each.processor_seconds) for each in points), strict=True)
    return float(np.polyfit(np.log(ratings), np.log(seconds), 1)[0])


def plot_growth(points: Sequence[GrowthPoint], path: Path) -> None:
    """Write a PNG of seconds and memory by ratings; raises ImportError when matplotlib is not installed."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - a development dependency
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(10, 4), layout="constrained")
    FigureCanvasAgg(figure)
    ratings = [each.ratings / 1e6 for each in points]
    time, memory = figure.subplots(1, 2)
    time.plot(ratings, [each.seconds for each in points], marker="o", label="by the clock")
    time.plot(ratings, [each.processor_seconds for each in points], marker="o", label="of processors")
    first = points[0]
    linear = [first.processor_seconds * each.ratings / first.ratings for each in points]
    time.plot(ratings, linear, linestyle=":", color="gray", label="linear in ratings")
    time.legend()
    memory.plot(ratings, [each.peak_mb for each in points], marker="o")
    for panel, name in ((time, "seconds"), (memory, "peak memory, MB")):
        panel.set(xscale="log", yscale="log", xlabel="million ratings", ylabel=name)
        panel.set_xticks(ratings, labels=[f"{each:g}" for each in ratings])
        panel.minorticks_off()
        panel.grid(alpha=0.3)
    figure.savefig(path, dpi=100, format="png")
