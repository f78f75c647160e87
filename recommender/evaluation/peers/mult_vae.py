"""Mult-VAE (Liang, Krishnan, Hoffman, Jebara 2018); needs PyTorch."""

from __future__ import annotations

from typing import Any

from recommender.evaluation.peers.autoencoder import (
    PEOPLE_A_BATCH,
    Autoencoder,
    choices,
    input_layer,
    log_likelihood,
    shuffled_batches,
)
from recommender.ratings import Ratings

HIDDEN, LATENT = 600, 200
MAX_KL_SHARE = 0.2
LEARNING_RATE = 1e-3


def train_mult_vae(
    ratings: Ratings, seed: int, *, threshold: float, dropout: float, epochs: int
) -> Autoencoder:
    """Return the paper's architecture n-600-200-600-n with tanh, Adam, KL annealed up to 0.2."""
    import torch

    torch.manual_seed(seed)
    people, taking_part = choices(ratings, threshold)
    network = _network(len(taking_part), dropout)
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, fused=True)
    batches = -(-len(people) // PEOPLE_A_BATCH)
    network.train()
    for epoch in range(epochs):
        for number, batch in enumerate(shuffled_batches(len(people))):
            rows = people[batch]
            progress = (epoch * batches + number) / (0.5 * epochs * batches)
            logits, divergence = network(rows)
            loss = min(progress, 1.0) * MAX_KL_SHARE * divergence - log_likelihood(logits, rows)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    network.eval()
    return Autoencoder(network, taking_part, ratings.n_items, threshold)


def _network(n_items: int, dropout: float) -> Any:
    import torch
    from torch import nn

    class Network(nn.Module):  # type: ignore[misc]  # torch is optional and untyped here
        """Row of 0/1 -> logits of all items, KL divergence from the prior."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = nn.Sequential(
                input_layer(n_items, HIDDEN, dropout), nn.Tanh(), nn.Linear(HIDDEN, 2 * LATENT)
            )
            self.decoder = nn.Sequential(nn.Linear(LATENT, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, n_items))
            for parameter in self.parameters():
                if parameter.ndim == 2:
                    nn.init.xavier_normal_(parameter)
                else:
                    nn.init.normal_(parameter, 0.0, 0.001)

        def forward(self, rows: Any) -> Any:
            mean, log_variance = self.encoder(rows).chunk(2, dim=1)
            noise = torch.randn_like(mean) * torch.exp(0.5 * log_variance) if self.training else 0.0
            divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum(1).mean()
            return self.decoder(mean + noise), divergence

    return Network()
