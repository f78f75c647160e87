"""Signals to end that come while a process is still starting."""

from __future__ import annotations

import signal
import sys


def end_on_signals() -> None:
    """Let SIGINT and SIGTERM end the process with 0, until an event loop listens to them."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)


def _end(_number: int, _frame: object) -> None:
    sys.exit(0)
