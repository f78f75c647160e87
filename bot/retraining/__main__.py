"""Train on all ratings in the database; the new model serves if it is good: python -m scripts.retrain.

The same program runs behind /retrain and at night. Exit code 0: a new model is live, or nothing new was
rated; 1: it failed; 2: the settings are wrong; 3: the new model was not good enough, or an admin chose
another one meanwhile, which stays; 75: somebody else is training; 130: it was cancelled.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import socket
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.runtime.memory import use_few_arenas
from bot.settings import WrongSettings, read_settings

if TYPE_CHECKING:
    from bot.retraining.reasons import MakeSentence

WRONG_SETTINGS = 2


def main(arguments: Sequence[str] | None = None, sentence: MakeSentence | None = None) -> int:
    """Retrain and return the exit code; `sentence` makes what people read of what happened."""
    options = _parse(arguments)
    try:
        settings = read_settings()
    except WrongSettings as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    give_way(settings.training_priority)
    use_one_thread()
    use_few_arenas()
    # Imported after that: importing takes a second of work, and NumPy its threads.
    from bot.retraining.child import run  # noqa: PLC0415

    return run(options, settings, sentence) if sentence else run(options, settings)


def give_way(priority: Literal["idle", "low", "normal"]) -> None:
    """Let others go first, for people chat meanwhile; where the system has no idle class, idle is low."""
    if priority == "normal":
        return
    with contextlib.suppress(OSError):
        os.nice(19)
        if priority == "idle" and hasattr(os, "SCHED_IDLE"):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def use_one_thread() -> None:
    """Use one numeric thread: it adds up alike everywhere."""
    for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.retrain", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "--force", action="store_true", help="let the new model serve even if it is not better"
    )
    parser.add_argument(
        "--facts", metavar="FILE", help="a table of facts, or none (default: the one that is here)"
    )
    parser.add_argument(
        "--model",
        type=Path,
        metavar="FILE",
        help="judge a model of scripts.train instead of training; it must not know the people held out",
    )
    parser.add_argument("--only-if-new", action="store_true", help="do nothing when nothing new was rated")
    parser.add_argument(
        "--anew", action="store_true", help="learn from all ratings, even if the sums of them are kept"
    )
    parser.add_argument("--requested-by", default=_whoever_is_here(), help=argparse.SUPPRESS)
    parser.add_argument("--requested-at", type=datetime.fromisoformat, help=argparse.SUPPRESS)
    output = parser.add_mutually_exclusive_group()
    output.add_argument(
        "--json", action="store_true", help="print one report object; progress goes to standard error"
    )
    output.add_argument("--json-lines", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _whoever_is_here() -> str:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid())
    return f"{name} in a shell on {socket.gethostname()}"


if __name__ == "__main__":
    sys.exit(main())
