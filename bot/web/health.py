"""/health: the process is alive. /ready: it can do its work, and how it knows."""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from bot.web.checks import ReadyAnswer
from bot.web.dependencies import WebDependenciesHere
from bot.web.http_caching import written

NOT_KEPT = {"Cache-Control": "no-store"}

router = APIRouter(tags=["operation"])


class AliveAnswer(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


@router.get("/health", summary="Whether the process is alive", response_model=AliveAnswer)
async def health() -> Response:
    """Tell whether the process is alive; nothing else is looked at."""
    return Response('{"status":"alive"}', media_type="application/json", headers=NOT_KEPT)


@router.get(
    "/ready",
    summary="Whether the service can do its work",
    response_model=ReadyAnswer,
    responses={503: {"model": ReadyAnswer, "description": "Something that the process needs is not there."}},
)
async def ready(web: WebDependenciesHere) -> Response:
    """Tell whether database, model and (in webhook mode) Telegram are there."""
    answer = await web.checks.answer()
    status = HTTPStatus.OK if answer.status == "ready" else HTTPStatus.SERVICE_UNAVAILABLE
    return Response(written(answer), status, NOT_KEPT, "application/json")
