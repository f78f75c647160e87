"""RecVAE (Shenbin, Alekseev, Tutubalina, Malykh, Nikolenko, WSDM 2020); needs PyTorch.

Mult-VAE with five changes:

- the encoder is a chain of dense layers, each of which also gets the sum of what all before it gave;
- the prior of z is a mixture: the standard normal, a wide normal, and the encoder's own posterior as it was
  before this epoch, so that the encoder does not forget;
- the divergence of a person counts γ · (number of their films) times;
- encoder and decoder learn in turns, three rounds and one;
- only the encoder learns from rows that films were dropped from. The decoder is one linear layer.

The divergence is estimated from the z that was drawn, log q(z) − log p(z); the mixture is taken coordinate by
coordinate, because in 200 dimensions at once one part of it would always have everything.
"""

from __future__ import annotations

import math
from typing import Any

from recommender.evaluation.peers.autoencoder import (
    Autoencoder,
    choices,
    input_layer,
    log_likelihood,
    shuffled_batches,
)
from recommender.ratings import Ratings

HIDDEN, LATENT, LAYERS = 600, 200, 5
ENCODER_ROUNDS = 3
LEARNING_RATE = 5e-4
WIDE_LOG_VARIANCE = 10.0
STANDARD_SHARE, FORMER_SHARE, WIDE_SHARE = 3 / 20, 3 / 4, 1 / 10


def train_rec_vae(
    ratings: Ratings, seed: int, *, threshold: float, dropout: float, gamma: float, epochs: int
) -> Autoencoder:
    """Return the paper's architecture, learnt by Adam in turns."""
    import torch

    torch.manual_seed(seed)
    people, taking_part = choices(ratings, threshold)
    network = _network(len(taking_part), dropout)
    encoder = torch.optim.Adam(network.encoder.parameters(), lr=LEARNING_RATE, fused=True)
    decoder = torch.optim.Adam(network.decoder.parameters(), lr=LEARNING_RATE, fused=True)
    for _ in range(epochs):
        network.eval()
        with torch.no_grad():
            former_mean, former_log_variance = network.encoder(people)
        network.train()
        network.decoder.requires_grad_(False)
        for _ in range(ENCODER_ROUNDS):
            for batch in shuffled_batches(len(people)):
                former = former_mean[batch], former_log_variance[batch]
                _step(encoder, _encoder_loss(network, former, people[batch], gamma))
        network.decoder.requires_grad_(True)
        network.encoder.eval()  # drops nothing
        for batch in shuffled_batches(len(people)):
            with torch.no_grad():
                z = drawn(*network.encoder(people[batch]))
            _step(decoder, -log_likelihood(network.decoder(z), people[batch]))
    network.eval()
    return Autoencoder(network, taking_part, ratings.n_items, threshold)


def _encoder_loss(network: Any, former: tuple[Any, Any], rows: Any, gamma: float) -> Any:
    """Return γ n (log q(z) − log p(z)) − log-likelihood, the mean over people."""
    mean, log_variance = network.encoder(rows)
    z = drawn(mean, log_variance)
    divergence = (log_normal(z, mean, log_variance) - log_prior(z, *former)).sum(1)
    weights = gamma * rows.sum(1)
    return (weights * divergence).mean() - log_likelihood(network.decoder(z), rows)


def drawn(mean: Any, log_variance: Any) -> Any:
    """Return z drawn from a normal, so that gradients reach its mean and variance."""
    import torch

    return mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)


def log_normal(z: Any, mean: Any, log_variance: Any) -> Any:
    """Return the log-density of each coordinate under a normal."""
    return -0.5 * (math.log(2 * math.pi) + log_variance + (z - mean) ** 2 / log_variance.exp())


def log_prior(z: Any, former_mean: Any, former_log_variance: Any) -> Any:
    """Return the log-density of each coordinate under the composite prior."""
    import torch

    nothing = torch.zeros_like(z)
    parts = (
        (STANDARD_SHARE, log_normal(z, nothing, nothing)),
        (FORMER_SHARE, log_normal(z, former_mean, former_log_variance)),
        (WIDE_SHARE, log_normal(z, nothing, nothing + WIDE_LOG_VARIANCE)),
    )
    return torch.logsumexp(torch.stack([math.log(share) + density for share, density in parts]), 0)


def _step(optimizer: Any, loss: Any) -> None:
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def _network(n_items: int, dropout: float) -> Any:
    from torch import nn

    class Encoder(nn.Module):  # type: ignore[misc]  # torch is optional and untyped here
        """Row of 0/1 -> mean and log-variance of z."""

        def __init__(self) -> None:
            super().__init__()
            self.first = input_layer(n_items, HIDDEN, dropout)
            self.layers = nn.ModuleList(nn.Linear(HIDDEN, HIDDEN) for _ in range(LAYERS - 1))
            self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(LAYERS))
            self.moments = nn.Linear(HIDDEN, 2 * LATENT)

        def forward(self, rows: Any) -> Any:
            first, *norms = self.norms
            last = before = first(nn.functional.silu(self.first(rows)))
            for layer, norm in zip(self.layers, norms, strict=True):
                last = norm(nn.functional.silu(layer(last) + before))
                before = before + last
            return self.moments(last).chunk(2, dim=1)

    class Network(nn.Module):  # type: ignore[misc]  # torch is optional and untyped here
        """Row of 0/1 -> logits of all items at the mean of z, and that mean."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = Encoder()
            self.decoder = nn.Linear(LATENT, n_items)

        def forward(self, rows: Any) -> Any:
            mean = self.encoder(rows)[0]
            return self.decoder(mean), mean

    return Network()
