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

GENRE_FIELDS = ("genre", "excluded_genre", "any_genre")
PROBLEM_NAMES = {
    "400": "BadRequest",
    "401": "KeyRequired",
    "404": "UnknownFilm",
    "408": "BodyTooSlow",
    "413": "BodyTooLong",
    "422": "InvalidRequest",
    "429": "TooManyRequests",
    "503": "Unavailable",
}
TAGS = [
    {
        "name": "recommendations",
        "description": "What to watch: for a MovieLens user, for ratings, for anybody.",
    },
    {"name": "films", "description": "Films by title, by number and by likeness."},
    {
        "name": "operation",
        "description": "Whether the service is alive and can do its work; never needs a key.",
    },
]


def describe(app: FastAPI, genres: Sequence[str], *, has_keys: bool) -> None:
    """Give the application a description that is made once, when first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app, genres, has_keys)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend it


def _description(app: FastAPI, genres: Sequence[str], has_keys: bool) -> dict[str, Any]:
    schema = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    one_genre = {"type": "string", "enum": list(genres)}
    shared = schema["components"].setdefault("responses", {})
    for operation in _operations(schema):
        for status, response in operation["responses"].items():
            _name_problem(status, response)
        _share_problems(operation["responses"], shared)
        _name_genres_of_queries(operation, one_genre)
        if has_keys and "operation" not in operation["tags"]:
            operation["security"] = [{"key": []}, {"bearer": []}]
        elif not has_keys:
            operation["responses"].pop("401", None)
    _name_genres_of_bodies(schema["components"]["schemas"], one_genre)
    if has_keys:
        schema["components"]["securitySchemes"] = {
            "key": {"type": "apiKey", "in": "header", "name": KEY_HEADER},
            "bearer": {"type": "http", "scheme": "bearer"},
        }
    else:
        shared.pop("KeyRequired", None)
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in schema["paths"].values():
        yield from path.values()


def _name_problem(status: str, response: dict[str, Any]) -> None:
    content = response.get("content", {})
    body = content.get("application/json", {})
    if status >= "400" and body.get("schema", {}).get("$ref", "").endswith("/Problem"):
        response["content"] = {MEDIA_TYPE: content.pop("application/json")}


def _share_problems(responses: dict[str, Any], shared: dict[str, Any]) -> None:
    """Put what is a problem into the shared responses, once each, and refer to it."""
    for status, response in responses.items():
        if MEDIA_TYPE in response.get("content", {}):
            name = PROBLEM_NAMES[status]
            shared[name] = response
            responses[status] = {"$ref": f"#/components/responses/{name}"}


def _name_genres_of_bodies(schemas: dict[str, Any], one_genre: dict[str, Any]) -> None:
    for name in GENRE_FIELDS:
        schemas["FiltersOfQuestion"]["properties"][name]["items"] = one_genre
    schemas["RatingsQuestion"]["properties"]["genre"] = {"anyOf": [one_genre, {"type": "null"}]}


def _name_genres_of_queries(operation: dict[str, Any], one_genre: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", []):
        if parameter["name"] in GENRE_FIELDS:
            parameter["schema"]["items"] = one_genre
