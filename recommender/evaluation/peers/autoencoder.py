"""What the peers that are neural networks have in common; PyTorch is imported when one is trained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.peers.inputs import NoStars, given, matrix
from recommender.ratings import Ratings

PEOPLE_A_BATCH = 100


@dataclass(frozen=True, eq=False)
class Autoencoder(NoStars):
    """A trained network over the items that anybody chose, asked without noise.

    network(rows of 0/1) returns logits of these items first, and then what its training needs.
    """

    network: Any
    taking_part: NDArray[np.int64]
    n_items: int
    threshold: float

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return the decoder's logits at the mean of the latent vector; items that take no part come last."""
        import torch

        chosen = np.isin(self.taking_part, given(item_rows, stars, self.threshold))
        with torch.no_grad():
            logits = self.network(torch.from_numpy(chosen.astype(np.float32))[None])[0][0].numpy()
        scores = np.full(self.n_items, -np.inf)
        scores[self.taking_part] = logits
        return scores


def choices(ratings: Ratings, threshold: float) -> tuple[Any, NDArray[np.int64]]:
    """Return the rows of 0/1 of everybody who chose something, a float32 tensor, and their items int64[m]."""
    import torch

    chosen = matrix(ratings, threshold)
    taking_part = np.flatnonzero(chosen.sum(axis=0))
    people = chosen[chosen.sum(axis=1).nonzero()[0]][:, taking_part].toarray()
    return torch.from_numpy(people), taking_part


def shuffled_batches(n_people: int) -> Iterator[Any]:
    """Yield the places of all people once, a hundred at a time, in an order drawn by PyTorch's generator."""
    import torch

    yield from torch.randperm(n_people).split(PEOPLE_A_BATCH)


def input_layer(n_items: int, width: int, dropout: float) -> Any:
    """Return a dense layer over rows of 0/1, each of length 1, whose films are dropped by chance in training.

    It adds up the weights of the films that are there: of a row of thousands that is a hundredth of the work.
    """
    import torch
    from torch import nn

    class InputLayer(nn.Module):  # type: ignore[misc]  # torch is optional and untyped here
        def __init__(self) -> None:
            super().__init__()
            self.dropout = nn.Dropout(dropout)
            self.weights = nn.EmbeddingBag(n_items, width, mode="sum")
            self.bias = nn.Parameter(torch.empty(width))
            for parameter in self.parameters():  # as nn.Linear begins
                nn.init.uniform_(parameter, -(n_items**-0.5), n_items**-0.5)

        def forward(self, rows: Any) -> Any:
            people, films = rows.nonzero(as_tuple=True)
            counts = rows.sum(1)
            values = self.dropout(counts.rsqrt()[people])
            starts = counts.long().cumsum(0) - counts.long()
            return self.weights(films, starts, per_sample_weights=values) + self.bias

    return InputLayer()


def log_likelihood(logits: Any, rows: Any) -> Any:
    """Return the mean over people of the multinomial log-likelihood of their rows of 0/1."""
    import torch

    return (torch.log_softmax(logits, 1) * rows).sum(1).mean()
