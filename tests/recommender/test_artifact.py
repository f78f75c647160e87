from __future__ import annotations

import contextlib
import hashlib
import io
import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import joblib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import artifact
from recommender.artifact import FOOTER, MAGIC, SCHEMA_VERSION
from tests.recommender.worlds import trained
from tests.support import crafted_artifacts


def same_record(one, other):
    return all(np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))


def signed(content: bytes, schema: int = SCHEMA_VERSION) -> bytes:
    return content + FOOTER.pack(MAGIC, schema, hashlib.sha256(content).digest())


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "folder" / "a.model"
    artifact.write(trained(), path)
    return path


@pytest.mark.parametrize("memory_map", [True, False])
def test_a_model_comes_back_as_it_was(written, memory_map):
    found = artifact.read(written, memory_map=memory_map)
    for name in ("star_model", "popularity", "catalogue"):
        assert same_record(getattr(found, name), getattr(trained(), name))
    assert found.catalogue.titles == trained().catalogue.titles
    assert found.star_model.item_factors.flags.writeable is not memory_map


def test_a_model_without_star_model_comes_back_too(tmp_path):
    artifact.write(replace(trained(), star_model=None, ranking_model=None), tmp_path / "popular.model")
    found = artifact.read(tmp_path / "popular.model")
    assert found.star_model is None
    assert found.ranking_model is None


def test_the_bytes_are_the_same_in_memory_and_on_disk_and_so_is_their_digest(written):
    packed = artifact.pack(trained())
    assert written.read_bytes() == packed
    assert artifact.digest(packed) == artifact.digest(written) == hashlib.sha256(packed).hexdigest()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_changed_byte_anywhere_is_noticed_before_anything_is_unpickled(tmp_path_factory, data):
    content = bytearray(artifact.pack(trained()))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("damage") / "a.model"
    path.write_bytes(content)
    with pytest.raises(artifact.ArtifactError):
        artifact.read(path)


@pytest.mark.parametrize("kept", [1, 60, 1000])
def test_lost_bytes_at_the_end_are_noticed(written, kept):
    written.write_bytes(written.read_bytes()[:-kept])
    with pytest.raises(artifact.DamagedArtifact, match="end of the model is missing"):
        artifact.read(written)


def test_a_changed_byte_inside_is_called_damage(written):
    content = bytearray(written.read_bytes())
    content[len(content) // 2] ^= 1
    written.write_bytes(content)
    with pytest.raises(artifact.DamagedArtifact, match="SHA-256"):
        artifact.read(written)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x80\x04N." * 100])
def test_a_file_of_something_else_is_foreign(tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(artifact.ForeignArtifact):
        artifact.read(tmp_path / "x")


def test_a_signed_file_of_something_else_is_foreign(tmp_path):
    joblib.dump({"anything": 1}, tmp_path / "x")
    (tmp_path / "x").write_bytes(signed((tmp_path / "x").read_bytes()))
    with pytest.raises(artifact.ForeignArtifact):
        artifact.read(tmp_path / "x")


@pytest.mark.parametrize(
    "change", [lambda plain: plain.pop("catalogue"), lambda plain: plain["popularity"].pop("counts")]
)
def test_a_model_of_other_parts_is_foreign(tmp_path, change):
    plain = artifact._to_plain(trained())
    change(plain)
    content = io.BytesIO()
    joblib.dump(plain, content)
    (tmp_path / "a.model").write_bytes(signed(content.getvalue()))
    with pytest.raises(artifact.ForeignArtifact):
        artifact.read(tmp_path / "a.model")


def test_a_newer_schema_is_refused_by_number(written):
    content = written.read_bytes()[: -FOOTER.size]
    written.write_bytes(signed(content, schema=SCHEMA_VERSION + 1))
    with pytest.raises(artifact.NewerArtifact, match=f"schema {SCHEMA_VERSION + 1}"):
        artifact.read(written)


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(written, monkeypatch):
    before = written.read_bytes()

    def break_down(*_):
        raise OSError("disk full")

    monkeypatch.setattr(joblib, "dump", break_down)
    with pytest.raises(OSError, match="disk full"):
        artifact.write(trained(), written)
    assert written.read_bytes() == before
    assert [file.name for file in written.parent.iterdir()] == [written.name]


def test_the_file_holds_plain_arrays_and_no_class_of_this_project_or_surprise(written):
    content = written.read_bytes()
    assert b"recommender." not in content
    assert b"surprise" not in content


def test_serving_imports_neither_surprise_nor_pandas_nor_scipy(written):
    program = (
        "import sys; from pathlib import Path; from recommender import artifact, recommender;"
        f"serving = recommender.Recommender(artifact.read(Path({str(written)!r})));"
        "me = {10: 5.0}; serving.recommend(me, n=10, n_reasons=3);"
        "serving.judge(me, 17); serving.next_question(me);"
        "print(sorted({'surprise', 'pandas', 'scipy', 'sqlalchemy', 'telegram'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("memory_map", [True, False])
@pytest.mark.parametrize("name", crafted_artifacts.that_run(Path("x")))
def test_a_crafted_model_is_refused_and_nothing_in_it_is_executed(tmp_path, name, memory_map):
    witness, path = tmp_path / "witness", tmp_path / "a.model"
    path.write_bytes(crafted_artifacts.that_run(witness)[name])
    with pytest.raises(artifact.ForeignArtifact):
        artifact.read(path, memory_map=memory_map)
    assert not witness.exists()


def test_the_crafted_models_would_do_their_harm_in_other_hands(tmp_path):
    crafted = crafted_artifacts.that_run(tmp_path / "witness")
    for name, content in crafted.items():
        (tmp_path / "a.model").write_bytes(content)
        with contextlib.suppress(Exception):
            joblib.load(tmp_path / "a.model")
        assert (tmp_path / "witness").exists(), name
        (tmp_path / "witness").unlink()


@pytest.mark.parametrize("name", crafted_artifacts.that_are_wrong())
def test_a_model_that_cannot_be_right_is_refused(tmp_path, name):
    path = tmp_path / "a.model"
    path.write_bytes(crafted_artifacts.that_are_wrong()[name])
    with pytest.raises(artifact.ArtifactError):
        artifact.read(path)


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_a_model_is_readable_by_its_user_only_and_refused_once_others_can_change_it(written):
    assert written.stat().st_mode & 0o777 == 0o600
    written.chmod(0o644)
    assert artifact.read(written)
    for mode in (0o620, 0o602):
        written.chmod(mode)
        with pytest.raises(artifact.ExposedArtifact, match="other users can change"):
            artifact.read(written)


@pytest.mark.skipif(os.name != "posix", reason="other systems have other owners")
def test_a_model_of_another_user_is_refused(written, monkeypatch):
    owner = written.stat().st_uid
    monkeypatch.setattr(
        artifact.os, "fstat", lambda _: os.stat_result((0o100600, 0, 0, 1, owner + 7, *[0] * 5))
    )
    with pytest.raises(artifact.ExposedArtifact, match="another user"):
        artifact.read(written)


def test_numbers_of_numpy_are_written_as_plain_ones(tmp_path):
    model = trained()
    spelt = replace(model, star_model=replace(model.star_model, global_mean=np.float64(3.5)))
    artifact.write(spelt, tmp_path / "a.model")
    assert type(artifact.read(tmp_path / "a.model").star_model.global_mean) is float
