"""Every table, once. Migrations must agree with these modules; a test compares them."""

from __future__ import annotations

from storage.tables import catalogue, people, running, together
from storage.tables.columns import metadata

__all__ = ["catalogue", "metadata", "people", "running", "together"]
