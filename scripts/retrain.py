"""Train on all ratings in the database; the new model serves if it is good: python -m scripts.retrain.

The program itself is `bot.retraining`, which /retrain and the nightly schedule start as a child process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.retraining import __main__ as program

if TYPE_CHECKING:
    from bot.retraining.reasons import CodedText


def main(arguments: Sequence[str] | None = None) -> int:
    """Retrain, tell of it in English and return the exit code."""
    return program.main(arguments, _in_english)


def run_apart(requested_by: str) -> int:
    """Retrain in a process of its own, as always, to give memory back; of usual priority: somebody waits."""
    command = (sys.executable, "-m", "scripts.retrain", "--requested-by", requested_by)
    environment = os.environ | {"TRAINING_PRIORITY": "normal"}
    return subprocess.run(command, check=False, env=environment).returncode  # noqa: S603  # our own module


def _in_english(text: CodedText) -> str:
    # Imported late: the program sets NumPy's threads before anything imports it.
    from bot.presentation.retrain_reasons import in_english  # noqa: PLC0415

    return in_english(text)


if __name__ == "__main__":
    sys.exit(main())
