"""Mult-VAE (Liang, Krishnan, Hoffman, Jebara 2018); needs PyTorch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.peers.inputs import NoStars, given, matrix
from recommender.ratings import Ratings

HIDDEN, LATENT = 600, 200
MAX_KL_SHARE = 0.2
PEOPLE_A_BATCH = 100
LEARNING_RATE = 1e-3


@dataclass(frozen=True, eq=False)
class MultVae(NoStars):
    """A trained network over the items that anybody chose, asked without noise."""

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


def train_mult_vae(ratings: Ratings, seed: int, *, threshold: float, dropout: float, epochs: int) -> MultVae:
    """Return the paper's architecture n-600-200-600-n with tanh, Adam, KL annealed up to 0.2."""
    import torch

    torch.manual_seed(seed)
    chosen = matrix(ratings, threshold)
    taking_part = np.flatnonzero(chosen.sum(axis=0))
    people = torch.from_numpy(chosen[chosen.sum(axis=1).nonzero()[0]][:, taking_part].toarray())
    network = _network(len(taking_part), dropout)
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)
    batches = -(-len(people) // PEOPLE_A_BATCH)
    network.train()
    for epoch in range(epochs):
        for number, batch in enumerate(torch.randperm(len(people)).split(PEOPLE_A_BATCH)):
            progress = (epoch * batches + number) / (0.5 * epochs * batches)
            logits, divergence = network(people[batch])
            likelihood = (torch.log_softmax(logits, 1) * people[batch]).sum(1).mean()
            loss = min(progress, 1.0) * MAX_KL_SHARE * divergence - likelihood
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    network.eval()
    return MultVae(network, taking_part, ratings.n_items, threshold)


def _network(n_items: int, dropout: float) -> Any:
    import torch
    from torch import nn

    class Network(nn.Module):  # type: ignore[misc]  # torch is optional and untyped here
        """Row of 0/1 -> logits of all items, KL divergence from the prior."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = nn.Sequential(
                nn.Dropout(dropout), nn.Linear(n_items, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, 2 * LATENT)
            )
            self.decoder = nn.Sequential(nn.Linear(LATENT, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, n_items))
            for layer in self.modules():
                if isinstance(layer, nn.Linear):
                    nn.init.xavier_normal_(layer.weight)
                    nn.init.normal_(layer.bias, 0.0, 0.001)

        def forward(self, rows: Any) -> Any:
            mean, log_variance = self.encoder(nn.functional.normalize(rows)).chunk(2, dim=1)
            noise = torch.randn_like(mean) * torch.exp(0.5 * log_variance) if self.training else 0.0
            divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum(1).mean()
            return self.decoder(mean + noise), divergence

    return Network()
