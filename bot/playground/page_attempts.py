"""How a refused action becomes an HTTP answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import HTTPException

from bot.playground.errors import ImpossibleAction

T = TypeVar("T")


def attempt(deed: Callable[[], T]) -> T:
    """Do it, or answer 409 with the reason why it cannot be done."""
    try:
        return deed()
    except ImpossibleAction as error:
        raise HTTPException(409, str(error)) from error
