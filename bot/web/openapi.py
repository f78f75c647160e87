"""The description of the API: problems under their own media type, genres by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from bot.web.access import KEY_HEADER
from bot.web.problems import MEDIA_TYPE

DESCRIPTION = """
Film recommendations for MovieLens users, and for anybody who brings a few ratings.

Ratings sent to `POST /recommendations` are used for the answer and forgotten. People who talk to the bot on
Telegram cannot be asked about here. Refusals are problem+json: `type` stays the same, `detail` says what to
do.
"""


def describe(app: FastAPI, genres: Sequence[str]) -> None:
    """Give the application a description that is made once, when first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app, genres)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend it


def _description(app: FastAPI, genres: Sequence[str]) -> dict[str, Any]:
    schema = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    for operation in _operations(schema):
        for status, response in operation["responses"].items():
            _name_problem(status, response)
        for parameter in operation.get("parameters", []):
            if parameter["name"] == "genre":
                parameter["schema"] = {"type": "string", "enum": list(genres)}
        if "422" in operation["responses"]:
            operation["security"] = [{}, {"key": []}, {"bearer": []}]
    question = schema["components"]["schemas"]["RatingsQuestion"]["properties"]
    question["genre"] = {"anyOf": [{"type": "string", "enum": list(genres)}, {"type": "null"}]}
    schema["components"]["securitySchemes"] = {
        "key": {"type": "apiKey", "in": "header", "name": KEY_HEADER},
        "bearer": {"type": "http", "scheme": "bearer"},
    }
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in schema["paths"].values():
        yield from path.values()


def _name_problem(status: str, response: dict[str, Any]) -> None:
    content = response.get("content", {})
    body = content.get("application/json", {})
    if status >= "400" and body.get("schema", {}).get("$ref", "").endswith("/Problem"):
        response["content"] = {MEDIA_TYPE: content.pop("application/json")}
