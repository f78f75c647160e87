"""What the routes work with: typed access to it, nothing looked up by a string."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from bot.context import Toolbox
from bot.services.public_recommending import PublicRecommending
from bot.web.callers import Door
from bot.web.checks import Checks
from bot.web.observing import Measures
from bot.web.remembered_details import RememberedDetails
from bot.web.telegram_side import TelegramSide


@dataclass(frozen=True)
class Face:
    """Everything behind the HTTP routes."""

    toolbox: Toolbox
    details: RememberedDetails
    door: Door
    checks: Checks
    measures: Measures
    telegram: TelegramSide | None

    @property
    def recommending(self) -> PublicRecommending:
        """The use case behind most routes."""
        return self.toolbox.services.public_recommending

    @property
    def is_private(self) -> bool:
        """Whether answers are for the holders of a key only."""
        return self.door.keys.are_required


async def _face(request: Request) -> Face:  # async, or the framework asks a thread for it
    face: Face = request.app.state.face
    return face


FaceHere = Annotated[Face, Depends(_face)]


async def admit(request: Request, face: FaceHere) -> None:
    """Let the caller in, or refuse; a dependency of every route that costs something."""
    face.door.admit(request)
