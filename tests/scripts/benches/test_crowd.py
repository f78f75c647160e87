from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from scripts.benches.crowd import PERSON


def test_a_million_peoples_numbers_can_be_mixed_on_both_databases(engine: Engine) -> None:
    with engine.connect() as connection:
        largest = sa.text(f"SELECT max(person * 7919) FROM {PERSON}")  # noqa: S608 - words of ours
        assert connection.scalar(largest, {"people": 1_000_000}) == 7_919_000_000
