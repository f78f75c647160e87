"""Talk on Telegram, or open the playground when there is no token: python -m bot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.runtime.early_stop import end_on_signals


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to stop; return the exit code."""
    argparse.ArgumentParser(prog="python -m bot", description=__doc__).parse_args(arguments)
    end_on_signals()
    # Imported here: loading all of it takes a second or two, during which one may be told to end already.
    from bot.worker import run  # noqa: PLC0415

    return run()


if __name__ == "__main__":
    sys.exit(main())
