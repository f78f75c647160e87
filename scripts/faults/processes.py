"""Processes that begin soon: copies of one that has imported everything already.

Importing takes longer than most of them live. What runs in them is what `python -m bot` and
`python -m bot.web` run.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.process import BaseProcess

PRELOADED = ["bot.worker", "bot.web.server", "scripts.faults.processes"]


def start(mode: str, environment: Mapping[str, str]) -> BaseProcess:
    """Start a process that takes updates by polling or by webhook, in an environment of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    process = context.Process(target=run, args=(mode, dict(environment)), daemon=True)
    process.start()
    return process


def run(mode: str, environment: Mapping[str, str]) -> None:
    """Be the program; end with its exit code."""
    os.environ.clear()
    os.environ.update(environment)
    # Imported here: whoever starts processes needs neither.
    if mode == "webhook":
        from bot.web.__main__ import main  # noqa: PLC0415
    else:
        from bot.__main__ import main  # noqa: PLC0415
    sys.exit(main([]))
