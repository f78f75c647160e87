"""What Matinee is measured against; each peer says what it needs beyond the product's own dependencies."""

from __future__ import annotations
