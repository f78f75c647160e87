"""What every test shares: databases, a small world of films, a chat to talk in."""

pytest_plugins = ["tests.fixtures.databases", "tests.fixtures.stocked"]
