"""Text that PostgreSQL or UTF-8 cannot hold."""

from __future__ import annotations

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from storage.storable_text import storable
from storage.tables.people import chat_users
from storage.tables.running import error_log
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import NOON, at

any_text = st.text(st.characters(codec=None) | st.sampled_from("\0\ud800\udfff"), max_size=80)


@given(any_text, st.none() | st.integers(0, 40))
def test_whatever_is_written_can_be_stored_and_ordinary_text_stays(text: str, limit: int | None) -> None:
    found = storable(text, limit)
    assert "\0" not in found
    assert found.encode().decode() == found
    assert limit is None or len(found) <= limit
    assert storable(found) == found
    if "\0" not in text and not any("\ud800" <= mark <= "\udfff" for mark in text):
        assert found == text[:limit]


def test_half_a_character_becomes_a_replacement_and_two_halves_one_character() -> None:
    assert storable("a\ud83db") == "a\ufffdb"
    assert storable("\ud83d\ude00") == "\U0001f600"
    assert storable("Zo\0ë") == "Zoë"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(name=any_text, language=any_text)
def test_any_name_and_language_is_kept_by_both_databases(engine: Engine, name: str, language: str) -> None:
    with engine.connect() as connection:
        statement = sa.insert(chat_users).values(
            chat_user_id=1,
            first_name=name,
            language_code=language,
            boldness=0,
            created_at=NOON,
            last_seen_at=NOON,
        )
        connection.execute(statement)
        row = connection.execute(
            sa.select(chat_users.c.first_name, chat_users.c.language_code).where(
                chat_users.c.first_name == name, chat_users.c.language_code == language
            )
        ).one()
    assert tuple(row) == (storable(name, 64), storable(language, 35))


def test_people_with_endless_names_and_languages_are_welcome(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        for language in ("x" * 40, "de\0", "\ud800"):
            person = work.chat_users.touch(1, NOON, "n" * 300, language)
            assert person.first_name == "n" * 64
            assert person.language_code == storable(language, 35)
        work.commit()


def test_errors_and_reasons_with_odd_text_are_kept(unit_of_work: UnitOfWorkFactory, engine: Engine) -> None:
    with unit_of_work() as work:
        work.errors.record("Odd\0Error", "some\ud800where.py:1", NOON)
        version = work.trained_models.start("admin \ud800", 0, NOON)
        work.trained_models.finish(version, "failed", at(1), report={}, reason="bytes \0\udfff")
        assert work.trained_models.get(version).reason == "bytes \ufffd"
        assert work.trained_models.get(version).requested_by == "admin \ufffd"
        work.commit()
    with engine.connect() as connection:
        row = connection.execute(sa.select(error_log.c.kind, error_log.c.summary)).one()
    assert tuple(row) == ("OddError", "some\ufffdwhere.py:1")


def test_reports_with_odd_text_are_kept(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        version = work.trained_models.start("test", 0, NOON)
        work.trained_models.finish(version, "failed", at(1), report={"reason": "half \ud83d, NUL \0"})
        assert work.trained_models.get(version).report == {"reason": "half \ud83d, NUL \0"}
        work.commit()
