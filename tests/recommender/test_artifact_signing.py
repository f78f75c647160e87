from __future__ import annotations

import pytest

from recommender import artifact
from recommender.artifact import UnsignedArtifact
from recommender.artifact_signing import check_file, check_signature, sign, write_signature
from tests.recommender.worlds import trained

KEY, OTHER_KEY = "a key of sixteen", "another sixteen!"
DIGEST = "ab" * 32


def test_a_signature_is_accepted_by_its_key_only():
    check_signature(DIGEST, sign(DIGEST, KEY), KEY)
    for signature, key in (
        (sign(DIGEST, OTHER_KEY), KEY),
        (sign("cd" * 32, KEY), KEY),
        (None, KEY),
        ("", KEY),
        ("ключ", KEY),
    ):
        with pytest.raises(UnsignedArtifact):
            check_signature(DIGEST, signature, key)


def test_without_a_key_everything_is_accepted():
    check_signature(DIGEST, None, None)
    check_signature(DIGEST, "anything", None)


def test_a_model_file_has_its_signature_beside_it(tmp_path):
    path = tmp_path / "a.model"
    write_signature(path, artifact.write(trained(), path), KEY)
    check_file(path, KEY)
    with pytest.raises(UnsignedArtifact, match="was not made with"):
        check_file(path, OTHER_KEY)
    write_signature(path, artifact.digest(path), None)
    assert [file.name for file in tmp_path.iterdir()] == ["a.model"]
    with pytest.raises(UnsignedArtifact, match="is not signed"):
        check_file(path, KEY)
    check_file(path, None)
