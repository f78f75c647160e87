"""Results as a picture: nDCG@10 against the size of the support, one panel a drawing. Needs matplotlib."""

from __future__ import annotations

from pathlib import Path

from recommender.evaluation.report import Summaries

TITLES = {"even": "drawn evenly", "popular": "drawn by popularity"}


def plot(found: Summaries, path: Path) -> None:
    """Write a PNG; raises ImportError when matplotlib is not installed."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 5), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(1, len(TITLES), sharey=True)
    for panel, (drawing, title) in zip(panels, TITLES.items(), strict=True):
        for place, (name, by_cell) in enumerate(found.items()):
            cells = [cell for cell in by_cell if cell.drawing == drawing]
            sizes = [cell.support_size for cell in cells]
            ndcg = [by_cell[cell]["ndcg_at_10"] for cell in cells]
            slack = [(estimate.high - estimate.low) / 2 for estimate in ndcg]
            panel.errorbar(
                sizes,
                [estimate.value for estimate in ndcg],
                yerr=slack if place == 0 else None,
                label=name,
                marker="o",
                linewidth=2.5 if place == 0 else 1.2,
                capsize=3,
            )
        panel.set(xscale="log", xlabel="ratings given", title=f"Support {title}")
        panel.minorticks_off()
        panel.set_xticks([3, 5, 10, 20, 50], labels=["3", "5", "10", "20", "50"])
        panel.grid(alpha=0.3)
    panels[0].set_ylabel("nDCG@10 (95 % interval for the first)")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside right upper", fontsize=9)
    figure.savefig(path, dpi=120, format="png")
