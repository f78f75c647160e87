"""The child process that draws: reads what to draw from its input, writes pictures to its output."""

from __future__ import annotations

import sys

from bot.pictures.serving import serve

if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
