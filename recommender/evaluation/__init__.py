"""How good a model is: splits, metrics, and the gate that a new model passes before it serves."""

from __future__ import annotations
