"""How the playground's Bot API says no: with Telegram's own codes and words."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


class ApiError(Exception):
    """A refusal that the bot sees as an HTTP answer with a code and a description."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON body that Telegram sends with this refusal."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class ImpossibleAction(Exception):
    """A person cannot do this here: there is no such chat, message or button."""


class ConnectionDropped(Exception):
    """The line went dead before an answer came; there is no HTTP status at all."""


def bad_request(reason: str) -> ApiError:
    """Return a 400: the request makes no sense to Telegram."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Return a 403: the bot may not do this to this person."""
    return ApiError(403, f"Forbidden: {reason}")


def upgraded(new_chat_id: int) -> ApiError:
    """Return a 400: the group has become a supergroup with another id."""
    return ApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=new_chat_id,
    )


def conflict(reason: str) -> ApiError:
    """Return a 409: somebody else is asking for the updates."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """Return a 429: slow down for so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def server_error(code: int = 502) -> ApiError:
    """Return a 5xx: Telegram itself is failing."""
    return ApiError(code, HTTPStatus(code).phrase)
