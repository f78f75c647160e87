"""Marks for sentences that stand in one place and are translated where they are shown.

`python -m scripts.messages` finds what stands in these calls; the calls themselves change nothing.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Return the English sentence as it is, marked for translation."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802 - gettext's customary name
    """Return the English word as it is, marked for translation in a context that tells it from others."""
    return message
