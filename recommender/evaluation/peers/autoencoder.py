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


def shuffled_batches(people: Any) -> Iterator[Any]:
    """Yield the rows of all people once, a hundred at a time, in an order drawn by PyTorch's generator."""
    import torch

    for batch in torch.randperm(len(people)).split(PEOPLE_A_BATCH):
        yield people[batch]


def log_likelihood(logits: Any, rows: Any) -> Any:
    """Return the mean over people of the multinomial log-likelihood of their rows of 0/1."""
    import torch

    return (torch.log_softmax(logits, 1) * rows).sum(1).mean()
