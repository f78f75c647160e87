"""Serve the recommendations API, health and, with WEBHOOK_URL, Telegram's updates: python -m bot.web."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence

from bot.runtime.early_stop import end_on_signals


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop; return the exit code."""
    argparse.ArgumentParser(prog="python -m bot.web", description=__doc__).parse_args(arguments)
    end_on_signals()
    gc.disable()  # until the start is over: it leaves hardly any garbage, and looking for it takes longer
    # Imported here: loading all of it takes a second or two, during which one may be told to end already.
    from bot.web.server import run  # noqa: PLC0415

    return run()


if __name__ == "__main__":
    sys.exit(main())
