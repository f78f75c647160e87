"""What every test shares: databases, a small world of films, a chat to talk in."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A loaded machine is no fault of a test.
settings.register_profile("matinee", deadline=None)
settings.load_profile("matinee")

pytest_plugins = ["tests.support.databases", "tests.support.stocked"]


@pytest.hookimpl(optionalhook=True)  # unknown without pytest-xdist
def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run tests: one more than there are cores, because many tests wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no processor idles beside it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
