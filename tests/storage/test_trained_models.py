"""The registry of trained models."""

from __future__ import annotations

import hashlib

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from storage import trained_models as registry
from storage.errors import ArtifactDamaged, ArtifactMissing, UnknownModelVersion
from storage.records.running import LivePointer, ModelDecision
from storage.tables.running import model_pieces
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory, unit_of_work_factory
from tests.storage.conftest import NOON, at


def trained(work: UnitOfWork, content: bytes = b"bytes", state: str = "kept") -> int:
    """Store a version with its bytes."""
    version = work.trained_models.start("test", 0, NOON)
    work.trained_models.finish(version, state, at(1), report={}, artifact=[content], schema_version=1)  # type: ignore[arg-type]
    return version


def test_a_run_is_recorded_from_beginning_to_end(unit_of_work: UnitOfWorkFactory) -> None:
    report = {"metrics": {"ndcg": 0.605}, "people": 610}
    with unit_of_work() as work:
        version = work.trained_models.start("nightly", 42, NOON)
        begun = work.trained_models.get(version)
        assert (begun.state, begun.requested_by, begun.seed, begun.created_at) == (
            "training", "nightly", 42, NOON,
        )  # fmt: skip
        assert (begun.finished_at, begun.is_stored, begun.report) == (None, False, {})
        digest = work.trained_models.finish(
            version,
            "rejected",
            at(3),
            report=report,
            reason="worse",
            artifact=[b"ab", b"c"],
            schema_version=2,
        )
        ended = work.trained_models.get(version)
    assert digest == ended.digest == hashlib.sha256(b"abc").hexdigest()
    assert (ended.state, ended.reason, ended.finished_at) == ("rejected", "worse", at(3))
    assert (ended.size, ended.schema_version, ended.is_stored, ended.report) == (3, 2, True, report)


def test_a_run_may_fail_without_bytes(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        version = work.trained_models.start("admin", 0, NOON)
        assert work.trained_models.finish(version, "failed", at(1), report={}, reason="disk full") is None
        with pytest.raises(ArtifactMissing):
            work.trained_models.artifact(version)
        with pytest.raises(ArtifactMissing):
            work.trained_models.promote(version, NOON)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=20), max_size=12), st.integers(1, 9))
def test_bytes_come_back_in_bounded_pieces_whatever_they_came_in(
    engine: Engine, blocks: list[bytes], bound: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, unit_of_work_factory(engine)() as work:
        patch.setattr(registry, "PIECE_BYTES", bound)
        version = work.trained_models.start("test", 0, NOON)
        work.trained_models.finish(version, "kept", NOON, report={}, artifact=iter(blocks))
        pieces = list(work.trained_models.artifact(version))
        assert b"".join(pieces) == b"".join(blocks)
        assert all(len(piece) == bound for piece in pieces[:-1])
        assert all(0 < len(piece) <= bound for piece in pieces)


def test_pieces_are_at_most_one_megabyte(unit_of_work: UnitOfWorkFactory) -> None:
    content = bytes(range(256)) * 4096 * 2 + b"rest"  # 2 MB and a little
    with unit_of_work() as work:
        sizes = [len(piece) for piece in work.trained_models.artifact(trained(work, content))]
    assert sizes == [1 << 20, 1 << 20, 4]


def test_bytes_of_every_value_come_back_as_they_were(unit_of_work: UnitOfWorkFactory) -> None:
    content = b"\\x00" + bytes(range(256)) + b"\xff\xff\n\r\n"
    with unit_of_work() as work:
        assert b"".join(work.trained_models.artifact(trained(work, content))) == content


def test_bytes_without_the_announced_digest_are_refused(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        version = work.trained_models.start("test", 0, NOON)
        with pytest.raises(ArtifactDamaged):
            work.trained_models.finish(version, "kept", NOON, report={}, artifact=[b"abc"], digest="0" * 64)
    with unit_of_work() as work:
        assert work.trained_models.latest(1) == []


def test_a_lost_piece_is_noticed(unit_of_work: UnitOfWorkFactory, engine: Engine) -> None:
    with unit_of_work() as work:
        version = trained(work)
        work.commit()
    with engine.begin() as connection:
        connection.execute(sa.delete(model_pieces))
    with unit_of_work() as work, pytest.raises(ArtifactMissing):
        list(work.trained_models.artifact(version))


def test_promotion_moves_the_pointer_and_keeps_the_last_one(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        assert work.trained_models.live() is None
        first, second = trained(work, b"1"), trained(work, b"2")
        work.trained_models.promote(first, at(5), by="the gate")
        work.trained_models.promote(second, at(6), by="admin 7")
        assert work.trained_models.live() == LivePointer(second, hashlib.sha256(b"2").hexdigest())
        assert [work.trained_models.get(version).state for version in (first, second)] == ["kept", "live"]
        promoted = work.trained_models.get(second)
        assert (promoted.promoted_at, promoted.promoted_by) == (at(6), "admin 7")
        work.trained_models.promote(first, at(7))  # a roll-back
        assert [work.trained_models.get(version).state for version in (first, second)] == ["live", "kept"]


def test_a_roll_back_is_remembered_until_the_gate_or_somebody_decides_anew(
    unit_of_work: UnitOfWorkFactory,
) -> None:
    with unit_of_work() as work:
        models = work.trained_models
        assert models.decision() is None
        first, second, third = trained(work, b"1"), trained(work, b"2"), trained(work, b"3")
        models.promote(third, at(5))
        assert models.decision() is None
        models.decide(second, at(6), by="admin 7")
        assert models.decision() == ModelDecision(second, "admin 7", at(6), third)
        models.decide(first, at(7), by="admin 8")
        assert models.decision() == ModelDecision(first, "admin 8", at(7), third)
        models.decide(third, at(8), by="admin 7")
        assert models.decision() == ModelDecision(third, "admin 7", at(8), None)
        models.decide(first, at(9), by="admin 7")
        models.promote(trained(work, b"4"), at(10))
        assert models.decision() is None
        assert models.decisions(3) == [
            ModelDecision(first, "admin 7", at(9), third),
            ModelDecision(third, "admin 7", at(8), None),
            ModelDecision(first, "admin 8", at(7), third),
        ]


def test_what_a_model_was_rolled_back_from_is_never_pruned(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        first, second = trained(work, b"1"), trained(work, b"2")
        work.trained_models.promote(second, at(5))
        work.trained_models.decide(first, at(6), by="admin 7")
        newer = [trained(work, b"3"), trained(work, b"4")]
        work.trained_models.prune(1)
        stored = [
            version for version in (first, second, *newer) if work.trained_models.get(version).is_stored
        ]
        assert stored == [first, second]


def test_promoting_the_live_one_again_leaves_it_live(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        version = trained(work)
        work.trained_models.promote(version, at(5))
        work.trained_models.promote(version, at(6))
        live = work.trained_models.live()
        assert live is not None
        assert (live.version, work.trained_models.get(version).state) == (version, "live")


def test_a_promotion_that_is_not_committed_did_not_happen(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        first = trained(work)
        work.trained_models.promote(first, NOON)
        work.commit()
    with unit_of_work() as work:
        work.trained_models.promote(trained(work), NOON)
    with unit_of_work() as work:
        live = work.trained_models.live()
        assert live is not None
        assert live.version == first
        assert len(work.trained_models.latest(10)) == 1


def test_the_newest_runs_come_first(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        versions = [trained(work) for _ in range(3)]
        assert [run.version for run in work.trained_models.latest(2)] == versions[:0:-1]


def test_pruning_keeps_so_many_artifacts_and_every_row(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        versions = [trained(work) for _ in range(5)]
        work.trained_models.promote(versions[4], NOON)
        assert work.trained_models.prune(3) == [versions[1], versions[0]]
        assert [work.trained_models.get(version).is_stored for version in versions] == [False] * 2 + [
            True
        ] * 3
        with pytest.raises(ArtifactMissing):
            work.trained_models.artifact(versions[0])
        assert len(work.trained_models.latest(10)) == 5


def test_pruning_never_drops_the_live_bytes(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        versions = [trained(work, bytes([number])) for number in range(4)]
        work.trained_models.promote(versions[0], NOON)  # an old one, after a roll-back
        assert work.trained_models.prune(2) == [versions[2], versions[1]]
        assert work.trained_models.prune(0) == [versions[3]]
        assert b"".join(work.trained_models.artifact(versions[0])) == b"\0"


def test_runs_whose_process_died_can_be_marked_failed(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        dead, mine, done = (
            work.trained_models.start("a", 0, NOON),
            work.trained_models.start("b", 0, NOON),
            trained(work),
        )
        assert work.trained_models.fail_interrupted("its process died", at(9), but=(mine,)) == [dead]
        failed = work.trained_models.get(dead)
        assert (failed.state, failed.reason, failed.finished_at) == ("failed", "its process died", at(9))
        assert [work.trained_models.get(version).state for version in (mine, done)] == ["training", "kept"]


@pytest.mark.parametrize("version", [0, -1, 99, 2**31, 2**80])
def test_an_unknown_version_is_an_error(unit_of_work: UnitOfWorkFactory, version: int) -> None:
    with unit_of_work() as work, pytest.raises(UnknownModelVersion):
        work.trained_models.get(version)
