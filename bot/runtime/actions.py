"""What Telegram shows while somebody waits: *typing …*, or that a picture is being sent."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

Action = Literal["typing", "upload_photo"]


@dataclass
class CurrentAction:
    """The action of the update that is being handled."""

    name: Action = "typing"


current_action: ContextVar[CurrentAction | None] = ContextVar("current_action", default=None)


def uploading() -> None:
    """Note that a picture is on its way, for the update that is being handled, if any."""
    action = current_action.get()
    if action is not None:
        action.name = "upload_photo"
