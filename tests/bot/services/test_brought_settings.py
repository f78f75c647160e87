"""What a person chose besides films comes back from their export: what is known, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.errors import NoFilms
from bot.services.brought_settings import (
    NOTHING_CHOSEN,
    SETTINGS,
    ChosenSettings,
    chosen_by,
    read_settings,
)
from bot.services.use_cases import UseCases
from bot.services.views import Filters
from storage.tables.people import chat_users, daily_picks
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock

ADA, BEN = 1, 2
CHECKED = Filters(
    genres=frozenset({"Comedy"}),
    excluded_genres=frozenset({"Horror", "Marvel"}),
    any_genres=frozenset({"Drama"}),
    themes=frozenset({"time travel", "Pixar"}),
    first_year=1960,
    last_year=1999,
    min_minutes=80,
    max_minutes=180,
    languages=frozenset({"French"}),
    countries=frozenset({"Italy"}),
    excluded_languages=frozenset({"German"}),
    excluded_countries=frozenset({"United States"}),
    directors=frozenset({"Agnès Varda"}),
    actors=frozenset({"Jean-Paul Belmondo"}),
    excluded_directors=frozenset({"Woody Allen"}),
    excluded_actors=frozenset({"Tom Cruise", "Adam Sandler"}),
    excluded_films=frozenset({"Heat (1995)", f"{'A long title ' * 12} (1999)"}),
    min_stars=3.5,
    features_only=False,
)


def with_the_others(filters: Filters) -> Filters:
    """Return filters that narrow everything, whatever joins later: names, numbers, yes or no."""
    said: dict[str, Any] = {}
    for each in fields(Filters):
        if getattr(filters, each.name) == each.default:
            is_names, is_ticked = isinstance(each.default, frozenset), isinstance(each.default, bool)
            said[each.name] = frozenset({"Somebody"}) if is_names else not each.default if is_ticked else 7
    return replace(filters, **said)


FILTERS = with_the_others(CHECKED)
# What is stored about a person and is none of their choice.
NO_CHOICE = {
    "chat_user_id",
    "first_name",
    "language_code",
    "created_at",
    "last_seen_at",
    "blocked_at",
    "began_at",
    "next_at",
}
COLUMNS = {"chosen_language": "language", "hour": "daily", "zone": "daily"}


@pytest.fixture
def chosen(services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld) -> ChosenSettings:
    """Let Ada choose everything that can be chosen."""
    services.people.greet(ADA, "Ada", "en")
    services.people.link(ADA, int(world.user_ids[0]))
    services.people.set_boldness(ADA, 0.5)
    services.people.choose_language(ADA, "de")
    services.wishes.keep(ADA, FILTERS)
    services.onboarding.next(ADA, Filters(genres=frozenset({"Horror"})))
    services.daily.choose_hour(ADA, 20, "Europe/Berlin")
    settings = settings_of(stocked, ADA)
    assert settings.names == SETTINGS, "choose what is missing, or this test says nothing of it"
    return settings


def settings_of(stocked: UnitOfWorkFactory, chat_user_id: int) -> ChosenSettings:
    with stocked() as work:
        return chosen_by(work, chat_user_id)


def written(person: Mapping[str, Any], daily: Mapping[str, Any] | None = None, **more: object) -> bytes:
    """Return an export as somebody may have edited it."""
    stored = {"chat_users": [person], "daily_picks": [daily] if daily else []}
    return json.dumps({"format": "matinee", "version": 1, "stored": stored, **more}).encode()


def test_every_filter_is_tried() -> None:
    assert all(getattr(FILTERS, each.name) != each.default for each in fields(Filters))


def test_whatever_can_be_chosen_comes_back() -> None:
    columns = {column.name for column in (*chat_users.c, *daily_picks.c)}
    assert {COLUMNS.get(name, name) for name in columns - NO_CHOICE} == set(SETTINGS)


def test_export_forget_import_gives_the_same_settings_and_undo_takes_them_back(
    services: UseCases, stocked: UnitOfWorkFactory, chosen: ChosenSettings
) -> None:
    exported = services.exporting.export(ADA)
    services.people.forget(ADA)
    preview = services.importing.preview(ADA, exported, "matinee.zip")
    assert preview.settings.new == chosen
    assert not preview.changes_nothing
    assert settings_of(stocked, ADA) == NOTHING_CHOSEN
    result = services.importing.apply(ADA, preview.import_id)
    assert result.settings == SETTINGS
    assert settings_of(stocked, ADA) == chosen
    assert services.importing.apply(ADA, preview.import_id) == result
    assert services.importing.preview(ADA, exported).changes_nothing
    undone = services.importing.undo(ADA, preview.import_id)
    assert (undone.settings_restored, undone.settings_kept) == (len(SETTINGS), 0)
    assert settings_of(stocked, ADA) == NOTHING_CHOSEN
    assert services.importing.apply(ADA, preview.import_id).settings == SETTINGS


def test_what_was_chosen_here_stays(
    services: UseCases, stocked: UnitOfWorkFactory, chosen: ChosenSettings, world: SmallWorld
) -> None:
    exported = services.exporting.export(ADA)
    other = int(world.user_ids[-1])
    services.people.link(BEN, other)
    services.people.choose_language(BEN, "fr")
    services.people.set_boldness(BEN, 0.5)  # as in the file
    preview = services.importing.preview(BEN, exported)
    assert preview.settings.new.names == ("filters", "asked_filters", "daily")
    assert preview.settings.kept == ("movielens_user_id", "language")
    services.importing.apply(BEN, preview.import_id)
    mine = settings_of(stocked, BEN)
    assert mine == replace(chosen, movielens_user_id=other, language="fr")
    assert settings_of(stocked, ADA) == chosen


def test_undo_leaves_what_was_chosen_since(
    services: UseCases, stocked: UnitOfWorkFactory, chosen: ChosenSettings
) -> None:
    exported = services.exporting.export(ADA)
    services.people.forget(ADA)
    preview = services.importing.preview(ADA, exported)
    services.importing.apply(ADA, preview.import_id)
    services.people.choose_language(ADA, "it")
    services.people.unlink(ADA)
    undone = services.importing.undo(ADA, preview.import_id)
    assert (undone.settings_restored, undone.settings_kept) == (len(SETTINGS) - 2, 2)
    assert settings_of(stocked, ADA) == ChosenSettings(language="it")


def test_a_film_a_day_that_comes_back_is_due_at_its_next_hour_only(
    services: UseCases, stocked: UnitOfWorkFactory, chosen: ChosenSettings, clock: FakeClock
) -> None:
    exported = services.exporting.export(ADA)
    services.people.forget(ADA)
    services.importing.apply(ADA, services.importing.preview(ADA, exported).import_id)
    assert services.daily.claim_due().people == ()
    with stocked() as work:
        pick = work.daily_picks.get(ADA)
    assert pick is not None
    assert pick.next_at > clock()


@pytest.mark.parametrize(
    ("person", "daily", "unknown"),
    [
        ({"movielens_user_id": 10**9}, None, "movielens_user_id"),
        ({"movielens_user_id": 10**400}, None, "movielens_user_id"),
        ({"movielens_user_id": -1}, None, "movielens_user_id"),
        ({"movielens_user_id": "1"}, None, "movielens_user_id"),
        ({"movielens_user_id": True}, None, "movielens_user_id"),
        ({"movielens_user_id": [1]}, None, "movielens_user_id"),
        ({"boldness": 7}, None, "boldness"),
        ({"boldness": "bolder"}, None, "boldness"),
        ({"boldness": float("inf")}, None, "boldness"),
        ({"boldness": float("nan")}, None, "boldness"),
        ({"boldness": 10**400}, None, "boldness"),
        ({"chosen_language": "tlh"}, None, "language"),
        ({"chosen_language": "de\0"}, None, "language"),
        ({"chosen_language": {"de": "de"}}, None, "language"),
        ({"chosen_language": "x" * 1_000_000}, None, "language"),
        ({"filters": "Comedy"}, None, "filters"),
        ({"filters": [1, 2]}, None, "filters"),
        ({"filters": {"genres": "Comedy"}}, None, "filters"),
        ({"filters": {"genres": ["Comdy"]}}, None, "filters"),
        ({"filters": {"genres": [["Comedy"]]}}, None, "filters"),
        ({"filters": {"themes": ["what a newer release knows"]}}, None, "filters"),
        ({"filters": {"smell": ["roses"]}}, None, "filters"),
        ({"filters": {"first_year": "1990"}}, None, "filters"),
        ({"filters": {"first_year": 1990.5}}, None, "filters"),
        ({"filters": {"last_year": 99999}}, None, "filters"),
        ({"filters": {"max_minutes": False}}, None, "filters"),
        ({"filters": {"min_stars": float("nan")}}, None, "filters"),
        ({"filters": {"features_only": 0}}, None, "filters"),
        ({"filters": {"directors": ["x" * 100_000]}}, None, "filters"),
        ({"filters": {"excluded_actors": ["\u202e"]}}, None, "filters"),
        ({"filters": {"actors": [f"somebody {n}" for n in range(1000)]}}, None, "filters"),
        ({"filters": {"countries": ["\ud800"]}}, None, "filters"),
        ({"filters": {"languages": ["\u202eFrench"]}}, None, "filters"),
        ({"asked_filters": {"genres": [None]}}, None, "asked_filters"),
        ({}, {"hour": 25, "zone": "Europe/Berlin"}, "daily"),
        ({}, {"hour": "20", "zone": "Europe/Berlin"}, "daily"),
        ({}, {"hour": 20, "zone": "../../etc/passwd"}, "daily"),
        ({}, {"hour": 20}, "daily"),
    ],
)
def test_what_is_nothing_here_is_left_out_and_named(
    services: UseCases,
    stocked: UnitOfWorkFactory,
    person: dict[str, Any],
    daily: dict[str, Any] | None,
    unknown: str,
) -> None:
    preview = services.importing.preview(BEN, written(person, daily))
    assert preview.settings.unknown == (unknown,)
    assert preview.changes_nothing
    assert settings_of(stocked, BEN) == NOTHING_CHOSEN


@pytest.mark.parametrize("data_set", ["another release", ["x"], 7])
def test_a_user_of_another_data_set_is_somebody_else(services: UseCases, data_set: object) -> None:
    said = written({"movielens_user_id": 1}, movielens_data_set=data_set)
    preview = services.importing.preview(BEN, said)
    assert (preview.settings.new.names, preview.settings.unknown) == ((), ("movielens_user_id",))
    older = services.importing.preview(BEN, written({"movielens_user_id": 1}))  # which did not say so
    assert older.settings.new == ChosenSettings(movielens_user_id=1)


def test_of_filters_the_known_parts_are_taken(services: UseCases, stocked: UnitOfWorkFactory) -> None:
    filters = {"genres": ["Comedy"], "smell": ["roses"], "last_year": 1999}
    preview = services.importing.preview(BEN, written({"filters": filters}))
    assert preview.settings.unknown == ("filters",)
    services.importing.apply(BEN, preview.import_id)
    assert settings_of(stocked, BEN).filters == Filters(genres=frozenset({"Comedy"}), last_year=1999)


def test_nothing_else_is_taken_from_a_file(
    services: UseCases, stocked: UnitOfWorkFactory, chosen: ChosenSettings
) -> None:
    services.people.greet(BEN, "Ben", "en")
    person = {
        "chat_user_id": ADA,
        "first_name": "Mallory",
        "language_code": "tr",
        "blocked_at": "2026-01-01T00:00:00+00:00",
        "created_at": "1990-01-01T00:00:00+00:00",
        "is_admin": True,
        "boldness": -0.5,
    }
    daily = {"chat_user_id": ADA, "hour": 9, "zone": "Europe/Rome", "next_at": "1990-01-01T00:00:00+00:00"}
    with stocked() as work:
        before = work.chat_users.get(BEN)
    preview = services.importing.preview(BEN, written(person, daily, admin_user_ids=[BEN]))
    services.importing.apply(BEN, preview.import_id)
    with stocked() as work:
        after = work.chat_users.get(BEN)
    assert before is not None
    assert after is not None
    assert after == replace(before, boldness=-0.5, last_seen_at=after.last_seen_at)
    assert settings_of(stocked, ADA) == chosen


def test_a_user_who_went_with_their_data_set_is_no_longer_linked_at_import(
    services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    person = {"movielens_user_id": int(world.user_ids[0]), "boldness": 0.5}
    preview = services.importing.preview(BEN, written(person))
    assert preview.settings.new.names == ("movielens_user_id", "boldness")
    with stocked() as work:
        stored = work.imports.get(BEN, preview.import_id)
        assert stored is not None
        settings = {**stored.plan["settings"], "movielens_user_id": 10**6}
        work.imports.set_plan(preview.import_id, {**stored.plan, "settings": settings})
        work.commit()
    assert services.importing.pending(BEN, preview.import_id).settings.unknown == ("movielens_user_id",)
    assert services.importing.apply(BEN, preview.import_id).settings == ("boldness",)


NAMES = st.sampled_from(
    ["genres", "themes", "first_year", "min_stars", "features_only", "directors", "smell"]
)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(["Comedy", "time travel", "de", "Europe/Berlin", 20, 0.5, 1990])
)
SAID = st.recursive(
    VALUES, lambda said: st.lists(said, max_size=3) | st.dictionaries(NAMES, said, max_size=4), max_leaves=12
)


@given(st.dictionaries(st.sampled_from([*SETTINGS, "chat_user_id"]), SAID))
def test_whatever_a_file_says_what_is_taken_is_stored_and_read_back(said: dict[str, Any]) -> None:
    users = SimpleNamespace(has_user=lambda number: number == 1990, data_set=lambda: None)
    work = cast(UnitOfWork, SimpleNamespace(movielens_ratings=users))
    chosen, unknown = read_settings(work, said)
    stored = json.dumps(chosen.to_json(), allow_nan=False)
    stored.encode()
    assert read_settings(work, json.loads(stored)) == (chosen, ())
    assert set(unknown) <= set(SETTINGS)


@pytest.mark.parametrize("stored", [None, [], "chat_users", {"chat_users": {}}, {"chat_users": [None, 3]}])
def test_an_export_that_says_nothing_has_nothing_to_import(services: UseCases, stored: object) -> None:
    with pytest.raises(NoFilms):
        services.importing.preview(BEN, json.dumps({"format": "matinee", "stored": stored}).encode())
