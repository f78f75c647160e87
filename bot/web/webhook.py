"""POST /telegram/webhook: Telegram's updates, for the very same application that polls elsewhere."""

from __future__ import annotations

import hmac
import logging
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from bot.updates.inbox import IncomingUpdate
from bot.updates.parsing import NotAnUpdate, parse_update
from bot.web.addresses import SECRET_HEADER, WEBHOOK_PATH
from bot.web.dependencies import WebDependencies, WebDependenciesHere
from bot.web.problems import RequestRefused, unavailable

logger = logging.getLogger(__name__)

router = APIRouter(include_in_schema=False)


@router.post(WEBHOOK_PATH)
async def receive(request: Request, web: WebDependenciesHere) -> Response:
    """Take one update in; the answer is 200 when it is stored and can no longer be lost.

    A tap is answered with it; what comes of the tap is shown later.
    """
    _check_secret(request, web)
    if web.telegram is None or web.telegram.dispatcher is None:
        raise unavailable("No updates are taken at the moment; send the update again.")
    incoming = _arrival(await request.body())
    answer = web.telegram.answer_to(incoming)
    await web.telegram.dispatcher.accept(incoming, is_answered=answer is not None)
    return Response(status_code=HTTPStatus.OK) if answer is None else JSONResponse(answer)


def _check_secret(request: Request, web: WebDependencies) -> None:
    secret = web.toolbox.settings.webhook_secret
    given = request.headers.get(SECRET_HEADER, "")
    if secret is None:
        raise RequestRefused(
            HTTPStatus.NOT_FOUND, "not-found", "This service takes no updates: WEBHOOK_URL is not set."
        )
    if not hmac.compare_digest(given.encode(), secret.get_secret_value().encode()):
        raise RequestRefused(HTTPStatus.FORBIDDEN, "wrong-secret", "Only Telegram may send updates here.")


def _arrival(content: bytes) -> IncomingUpdate:
    try:
        return parse_update(content)
    except NotAnUpdate:
        raise RequestRefused(HTTPStatus.BAD_REQUEST, "no-update", "The body is no Telegram update.") from None
