"""Query parameters that a route has; any other is refused, or a misspelled filter would do nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from bot.web.problems import InvalidPart, invalid_request

MAX_NAME = 40  # characters of a name that somebody made up


def parameters_of(route: APIRoute) -> tuple[str, ...]:
    """Return the names of a route's query parameters, in the order of their letters."""
    described = (route.openapi_extra or {}).get("parameters", ())
    return tuple(sorted({*_declared(route.dependant), *(each["name"] for each in described)}))


def refuse_unknown(request: Request, known: tuple[str, ...]) -> None:
    """Refuse a request that names a query parameter which is not known; most requests name none."""
    if not request.scope["query_string"]:
        return
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        raise invalid_request([_fault(name, known) for name in unknown])


def _declared(dependant: Dependant) -> Iterator[str]:
    yield from (each.alias for each in dependant.query_params)
    for below in dependant.dependencies:
        yield from _declared(below)


def _fault(name: str, known: tuple[str, ...]) -> InvalidPart:
    close = difflib.get_close_matches(name[:MAX_NAME].lower(), known, n=1)
    meant = f" Did you mean {close[0]}?" if close else ""
    there = f" There are: {', '.join(known)}." if known else " This path takes none."
    return InvalidPart(where=f"query.{name[:MAX_NAME]}", detail=f"No parameter is called so.{meant}{there}")
