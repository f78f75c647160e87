"""Peers with their parameters chosen on a validation part of the training people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from itertools import product

import numpy as np

from recommender.evaluation.contenders import Contender, Entry
from recommender.evaluation.peers.implicit_peers import train_als, train_item_item
from recommender.evaluation.peers.inputs import INPUTS
from recommender.evaluation.peers.linear import train_ease, train_popular, train_pure_svd
from recommender.evaluation.peers.mult_vae import train_mult_vae
from recommender.evaluation.peers.stars import train_folded_svd, train_knn_baseline
from recommender.evaluation.protocol import Measurements, measure
from recommender.evaluation.splits import Cell, draw_cases, strong_generalization_split
from recommender.ratings import Ratings

VALIDATION_CELLS = tuple(Cell(size, drawing) for drawing in ("even", "popular") for size in (3, 10, 50))
VALIDATION_SEED = 7919
Train = Callable[..., Contender]
THRESHOLDS = tuple(INPUTS.values())


@dataclass(frozen=True)
class Peer:
    """A peer's training, the package it needs, and the values to try of each parameter."""

    name: str
    train: Train
    needs: str | None = None
    grid: Mapping[str, Sequence[float | str]] = field(default_factory=dict)

    @property
    def is_installed(self) -> bool:
        """Whether the package it needs is there."""
        return self.needs is None or find_spec(self.needs) is not None

    def choices(self) -> Iterable[dict[str, float | str]]:
        """Every combination of the grid."""
        return (dict(zip(self.grid, values, strict=True)) for values in product(*self.grid.values()))


PEERS = (
    Peer("popularity", train_popular, grid={"threshold": THRESHOLDS}),
    Peer("SVD folded in", train_folded_svd, "surprise"),
    Peer("KNNBaseline", train_knn_baseline, "surprise", {"neighbours": (40,)}),
    Peer("PureSVD", train_pure_svd, grid={"threshold": THRESHOLDS, "factors": (8, 16, 32, 64)}),
    Peer("EASE", train_ease, grid={"threshold": THRESHOLDS, "ridge": (300.0, 1000.0, 3000.0, 10000.0)}),
    Peer(
        "TF-IDF/BM25 item-item",
        train_item_item,
        "implicit",
        {"threshold": THRESHOLDS, "weighting": ("tf-idf", "bm25"), "neighbours": (50, 200, 1000)},
    ),
    Peer(
        "iALS",
        train_als,
        "implicit",
        {
            "threshold": THRESHOLDS,
            "factors": (16, 48),
            "strength": (1.0, 3.0, 10.0),
            "regularization": (5.0, 20.0, 60.0),
        },
    ),
    Peer(
        "Mult-VAE",
        train_mult_vae,
        "torch",
        {"threshold": THRESHOLDS, "dropout": (0.5, 0.8), "epochs": (50, 120)},
    ),
)


def tuned(peer: Peer, say: Callable[[str], None] = lambda _: None) -> Entry:
    """The peer as an entry: its parameters are chosen once, on the first training part that it meets."""
    chosen: list[dict[str, float | str]] = []

    def train(ratings: Ratings, seed: int) -> Contender:
        if not chosen:
            chosen.append(choose(peer, ratings))
            say(f"{peer.name}: {chosen[0]}")
        return peer.train(ratings, seed, **chosen[0])

    return Entry(peer.name, train)


def choose(peer: Peer, ratings: Ratings) -> dict[str, float | str]:
    """The combination with the best mean nDCG@10 over validation cells, on people split off these ratings."""
    choices = list(peer.choices())
    if len(choices) == 1:
        return choices[0]
    training, people = strong_generalization_split(ratings, seed=VALIDATION_SEED)
    counts = np.bincount(training.item_rows, minlength=training.n_items)
    cases = [draw_cases(ratings, people, counts, cell, seed=VALIDATION_SEED) for cell in VALIDATION_CELLS]

    def worth(choice: dict[str, float | str]) -> float:
        contender = partial(peer.train, **choice)(training, VALIDATION_SEED)
        means = []
        for cell_cases in (part for part in cases if part):
            measurements = Measurements()
            measure(contender, cell_cases, counts, measurements)
            means.append(float(np.mean(measurements.values["ndcg_at_10"])))
        return float(np.mean(means)) if means else 0.0

    return max(choices, key=worth)
