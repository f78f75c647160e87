"""Every refusal as problem+json (RFC 9457): what is wrong, and what to do about it.

A problem's `type` is a URN that stays as it is for as long as the API; `detail` is for people and may change.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.services.errors import StorageUnavailable, UnknownFilm, UnknownGenre
from bot.web.request_ids import current_request_id

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5


class InvalidPart(BaseModel):
    """One part of the request that cannot be used."""

    where: str = Field(description="The parameter, or the path inside the body.", examples=["query.n"])
    detail: str = Field(examples=["Input should be greater than or equal to 1"])


class Problem(BaseModel):
    """Why a request was refused."""

    type: str = Field(examples=["urn:matinee:invalid-request"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["Correct what `errors` names and send the request again."])
    request_id: str = Field(description="Name it when you report a problem.", examples=["5f0c2b1e9a7d4c3b"])
    errors: list[InvalidPart] = Field(default_factory=list)


class RequestRefused(HTTPException):
    """A request that is refused, with everything that the answer says."""

    def __init__(
        self,
        status: HTTPStatus,
        kind: str,
        detail: str,
        *,
        errors: Sequence[InvalidPart] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, headers)
        self.kind = kind
        self.errors = errors

    def response(self) -> Response:
        """Return the answer to send."""
        problem = Problem(
            type=f"urn:matinee:{self.kind}",
            title=HTTPStatus(self.status_code).phrase,
            status=self.status_code,
            detail=self.detail,
            request_id=current_request_id(),
            errors=list(self.errors),
        )
        headers = {"Cache-Control": "no-store", **(self.headers or {})}
        return Response(problem.model_dump_json(), self.status_code, headers, MEDIA_TYPE)


def invalid(where: str, detail: str) -> RequestRefused:
    """Return the refusal of one value that passed the schema and still cannot be used."""
    return invalid_request([InvalidPart(where=where, detail=detail)])


def invalid_request(faults: Sequence[InvalidPart]) -> RequestRefused:
    """Return the refusal of a request with these wrong values."""
    return RequestRefused(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid-request",
        "Correct what `errors` names and send the request again.",
        errors=faults[:20],  # ten thousand wrong ratings need no ten thousand sentences
    )


def unavailable(detail: str, *, hang_up: bool = False) -> RequestRefused:
    """Return the refusal of a request that may succeed in a moment."""
    headers = {"Retry-After": str(RETRY_SECONDS), **({"Connection": "close"} if hang_up else {})}
    return RequestRefused(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", detail, headers=headers)


def answer_with_problems(app: FastAPI) -> None:
    """Let every error that reaches the application leave it as a problem."""
    app.exception_handler(RequestRefused)(_refused)
    app.exception_handler(RequestValidationError)(_not_valid)
    app.exception_handler(HTTPException)(_http_error)
    app.exception_handler(UnknownFilm)(_unknown_film)
    app.exception_handler(UnknownGenre)(_unknown_genre)
    app.exception_handler(StorageUnavailable)(_storage_unavailable)
    app.exception_handler(ClientDisconnect)(_hung_up)


async def _refused(_: Request, error: RequestRefused) -> Response:
    return error.response()


async def _not_valid(_: Request, error: RequestValidationError) -> Response:
    return invalid_request(
        [InvalidPart(where=_where(problem["loc"]), detail=str(problem["msg"])) for problem in error.errors()]
    ).response()


async def _http_error(_: Request, error: HTTPException) -> Response:
    status = HTTPStatus(error.status_code)
    kind = status.phrase.lower().replace(" ", "-")
    return RequestRefused(
        status, kind, _ADVICE.get(status, str(error.detail)), headers=error.headers
    ).response()


async def _unknown_film(_: Request, error: UnknownFilm) -> Response:
    detail = f"No film has the id {error.movie_id}; look one up with /movies?query=…"
    return RequestRefused(HTTPStatus.NOT_FOUND, "unknown-film", detail).response()


async def _unknown_genre(_: Request, error: UnknownGenre) -> Response:
    close = f" Did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
    return invalid("genre", f"There is no genre of this name.{close}").response()


async def _storage_unavailable(_: Request, error: StorageUnavailable) -> Response:
    logger.warning("The database is away: %s", error)
    return unavailable("The database cannot be reached at the moment; try again in a few seconds.").response()


async def _hung_up(_: Request, error: ClientDisconnect) -> Response:
    """Return an answer for the log only: nobody is there to read it."""
    return RequestRefused(HTTPStatus.BAD_REQUEST, "bad-request", "The body was cut short.").response()


class UnexpectedErrors:
    """The last layer: an error that nobody foresaw is logged, and answered without a word about itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        has_started = False

        async def send_noted(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except asyncio.CancelledError:  # by the server: it was told to stop, and has waited long enough
            if scope["type"] != "http" or has_started:
                raise
            await unavailable("The service is being restarted; send the request again.").response()(
                scope, receive, send
            )
        except Exception:
            if scope["type"] != "http" or has_started:
                raise
            logger.exception("unexpected error while answering a request")
            await _unexpected().response()(scope, receive, send)


def _unexpected() -> RequestRefused:
    detail = "Something went wrong on our side; it has been logged under this request_id."
    return RequestRefused(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected", detail)


_ADVICE = {
    HTTPStatus.BAD_REQUEST: "The body cannot be read: send JSON, in UTF-8, not compressed.",
    HTTPStatus.NOT_FOUND: "Nothing is here; /docs lists every path.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This path takes other methods; the Allow header names them.",
}


def _where(location: Sequence[int | str]) -> str:
    return ".".join(str(part) for part in location)[:200]  # a name of the caller's choice may be in it
