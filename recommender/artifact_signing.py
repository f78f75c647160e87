"""Who made a model: HMAC-SHA256 of its digest, by a key that only the deployment's processes know."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from recommender import artifact
from recommender.artifact import UnsignedArtifact

SUFFIX = ".signature"


def sign(digest: str, key: str) -> str:
    """Return the signature of a digest, as 64 hexadecimal digits."""
    return hmac.new(key.encode(), digest.encode(), hashlib.sha256).hexdigest()


def check_signature(digest: str, signature: str | None, key: str | None) -> None:
    """Raise UnsignedArtifact unless the key made the signature; without a key every model is accepted."""
    if key is None:
        return
    if signature is None:
        raise UnsignedArtifact("the model is not signed, and MODEL_SIGNING_KEY is set")
    if not hmac.compare_digest(signature.encode(), sign(digest, key).encode()):
        raise UnsignedArtifact("the model's signature was not made with this MODEL_SIGNING_KEY")


def write_signature(path: Path, digest: str, key: str | None) -> None:
    """Write the signature of a model file beside it, or remove an old one when there is no key."""
    beside = _beside(path)
    if key is None:
        beside.unlink(missing_ok=True)
    else:
        beside.write_text(sign(digest, key) + "\n", encoding="ascii")


def check_file(path: Path, key: str | None) -> None:
    """Raise UnsignedArtifact unless a model file has the key's signature beside it."""
    if key is None:
        return
    try:
        signature: str | None = _beside(path).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        signature = None
    check_signature(artifact.digest(path), signature, key)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)
