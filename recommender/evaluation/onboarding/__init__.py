"""How much a newcomer's first answers teach: simulated interviews with people held out."""

from __future__ import annotations
