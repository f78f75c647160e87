"""Peers with their parameters chosen on a validation part of the training people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec

import numpy as np

from recommender.evaluation.contenders import Contender, Entry
from recommender.evaluation.peers.folded_svd import train_folded_svd
from recommender.evaluation.peers.implicit_peers import train_als, train_item_item
from recommender.evaluation.peers.inputs import INPUTS
from recommender.evaluation.peers.knn_baseline import train_knn_baseline
from recommender.evaluation.peers.linear import train_ease, train_edlae, train_popular, train_pure_svd
from recommender.evaluation.peers.mult_vae import train_mult_vae
from recommender.evaluation.peers.product import train_product
from recommender.evaluation.peers.rec_vae import train_rec_vae
from recommender.evaluation.protocol import Measurements, measure
from recommender.evaluation.splits import Cell, draw_cases, strong_generalization_split
from recommender.ratings import Ratings

VALIDATION_CELLS = tuple(Cell(size, drawing) for drawing in ("even", "popular") for size in (3, 10, 50))
VALIDATION_SEED = 7919
Train = Callable[..., Contender]
Choice = dict[str, float | str]
THRESHOLDS = (INPUTS["liked"], INPUTS["rated"])


@dataclass(frozen=True)
class Peer:
    """A peer's training, the package it needs, and the values to try of each parameter, a usual one first."""

    name: str
    train: Train
    needs: str | None = None
    grid: Mapping[str, Sequence[float | str]] = field(default_factory=dict)

    @property
    def is_installed(self) -> bool:
        """Return whether the package it needs is there."""
        return self.needs is None or find_spec(self.needs) is not None

    @property
    def usual(self) -> Choice:
        """Return the first value of every parameter."""
        return {name: values[0] for name, values in self.grid.items()}


PEERS = (
    Peer("popularity", train_popular, grid={"threshold": THRESHOLDS}),
    Peer("SVD folded in", train_folded_svd, "surprise"),
    Peer("KNNBaseline", train_knn_baseline, grid={"neighbours": (40,)}),
    Peer("PureSVD", train_pure_svd, grid={"threshold": THRESHOLDS, "factors": (16, 8, 12, 24, 32, 64)}),
    Peer(
        "EASE", train_ease, grid={"threshold": THRESHOLDS, "ridge": (3000.0, 300.0, 1000.0, 10000.0, 30000.0)}
    ),
    Peer(
        "EDLAE",
        train_edlae,
        grid={
            "threshold": THRESHOLDS,
            "dropout": (0.8, 0.5, 0.65, 0.9, 0.95, 0.98),
            "ridge": (300.0, 30.0, 100.0, 1000.0, 3000.0, 10000.0),
        },
    ),
    Peer(
        "TF-IDF/BM25 item-item",
        train_item_item,
        "implicit",
        {"threshold": THRESHOLDS, "weighting": ("tf-idf", "bm25"), "neighbours": (1000, 50, 200, 5000)},
    ),
    Peer(
        "iALS",
        train_als,
        "implicit",
        {
            "threshold": THRESHOLDS,
            "factors": (16, 8, 12, 24, 48),
            "strength": (1.0, 0.3, 3.0, 10.0),
            "regularization": (20.0, 5.0, 10.0, 60.0),
        },
    ),
    Peer(
        "Mult-VAE",
        train_mult_vae,
        "torch",
        {"threshold": THRESHOLDS, "dropout": (0.5, 0.8), "epochs": (60, 30, 120)},
    ),
    Peer(
        "RecVAE",
        train_rec_vae,
        "torch",
        {
            "threshold": THRESHOLDS,
            "epochs": (30, 15, 60),
            "gamma": (0.005, 0.001, 0.02, 0.05),
            "dropout": (0.5, 0.8),
        },
    ),
    Peer(
        "Mult-VAE × EDLAE",
        train_product,
        "torch",
        {
            "threshold": THRESHOLDS,
            "share": (0.5, 0.25, 0.75),
            "edlae_dropout": (0.8, 0.9, 0.95),
            "ridge": (300.0, 1000.0, 3000.0),
            "dropout": (0.5, 0.8),
            "epochs": (60, 30, 120),
        },
    ),
)


def tuned(peer: Peer, say: Callable[[str], None] = lambda _: None) -> Entry:
    """Return the peer as an entry.

    Its parameters are chosen once, on the first training part that it meets.
    """
    chosen: list[Choice] = []

    def train(ratings: Ratings, seed: int) -> Contender:
        if not chosen:
            chosen.append(choose(peer, ratings))
            say(f"{peer.name}: {chosen[0]}")
        return peer.train(ratings, seed, **chosen[0])

    return Entry(peer.name, train)


def as_usual(peer: Peer) -> Entry:
    """Return the peer as an entry, its parameters left at their usual values."""
    return Entry(peer.name, lambda ratings, seed: peer.train(ratings, seed, **peer.usual))


def choose(peer: Peer, ratings: Ratings) -> Choice:
    """Return the values with the best mean nDCG@10 over validation cells, on people split off these ratings.

    One parameter after another takes its best value while the others stay, starting from the usual ones,
    until a whole round changes nothing: a full grid would take hours and hardly ever choose otherwise.
    """
    if all(len(values) == 1 for values in peer.grid.values()):
        return peer.usual
    worth = _Validation(peer.train, ratings)
    chosen, before = peer.usual, None
    while chosen != before:
        before = chosen
        for name, values in peer.grid.items():
            chosen = max(({**chosen, name: value} for value in values), key=worth)
    return chosen


class _Validation:
    """What a choice is worth to people split off the training part; each choice is trained once."""

    def __init__(self, train: Train, ratings: Ratings) -> None:
        self._train = train
        self._training, people = strong_generalization_split(ratings, seed=VALIDATION_SEED)
        self._counts = np.bincount(self._training.item_rows, minlength=self._training.n_items)
        drawn = (
            draw_cases(ratings, people, self._counts, cell, seed=VALIDATION_SEED) for cell in VALIDATION_CELLS
        )
        self._cases = [cases for cases in drawn if cases]
        self._known: dict[tuple[float | str, ...], float] = {}

    def __call__(self, choice: Choice) -> float:
        key = tuple(choice.values())
        if key not in self._known:
            self._known[key] = self._measure(self._train(self._training, VALIDATION_SEED, **choice))
        return self._known[key]

    def _measure(self, contender: Contender) -> float:
        """Return mean nDCG@10 over the cells in which anybody can be asked."""
        means = []
        for cases in self._cases:
            measurements = Measurements()
            measure(contender, cases, self._counts, measurements)
            means.append(float(np.mean(measurements.values["ndcg_at_10"])))
        return float(np.mean(means)) if means else 0.0
