"""What every test shares: databases, a small world of films, a chat to talk in."""

from __future__ import annotations

from hypothesis import settings

# A loaded machine is no fault of a test.
settings.register_profile("matinee", deadline=None)
settings.load_profile("matinee")

pytest_plugins = ["tests.support.databases", "tests.support.stocked"]
