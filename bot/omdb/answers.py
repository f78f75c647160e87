"""OMDb's answers, read: status and bytes in, details or a named outcome out. Pure.

OMDb sends errors with status 200 and 401 alike, JSON with raw control characters or unescaped quotes,
XML, pages of its CDN, and "N/A" wherever it knows nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from http import HTTPStatus

from bot.omdb.details_cache import Found, Missed, Outcome
from bot.omdb.values import genres, minutes, normalised_imdb_id, poster_url, rating, text, year
from bot.services.views import FilmDetails, TitleHit
from recommender.facts.records import Facts
from recommender.facts.values import read_omdb_facts

ERRORS = {
    "movie not found": Outcome.NOT_FOUND,
    "series not found": Outcome.NOT_FOUND,
    "series or season not found": Outcome.NOT_FOUND,
    "series or episode not found": Outcome.NOT_FOUND,
    "incorrect imdb id": Outcome.INCORRECT_IMDB_ID,
    "too many results": Outcome.TOO_MANY_RESULTS,
    "error getting data": Outcome.ERROR_GETTING_DATA,
    "something went wrong": Outcome.SOMETHING_WENT_WRONG,
    "no api key provided": Outcome.NO_API_KEY,
    "invalid api key": Outcome.INVALID_API_KEY,
    "request limit reached": Outcome.REQUEST_LIMIT_REACHED,
    "daily request limit reached": Outcome.DAILY_REQUEST_LIMIT_REACHED,
}
STATUSES: dict[int, Outcome] = {
    HTTPStatus.UNAUTHORIZED: Outcome.INVALID_API_KEY,
    HTTPStatus.FORBIDDEN: Outcome.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT: Outcome.TIMED_OUT,
    HTTPStatus.TOO_MANY_REQUESTS: Outcome.TOO_MANY_REQUESTS,
}
# Greedy up to the closing brace, because the message itself may hold unescaped quotes.
JSON_ERROR = re.compile(r'"Error"\s*:\s*"(.*)"\s*}\s*$', re.DOTALL)
XML_ERROR = re.compile(r"<error>(.*?)</error>", re.DOTALL | re.IGNORECASE)
MERGED_TITLE = "#DUPE#"
NOTHING_FOUND = (Outcome.NOT_FOUND, Outcome.TOO_MANY_RESULTS)


def read_answer(status: int, body: bytes, imdb_id: str) -> Found | Missed:
    """Return what an HTTP answer says about the film that was asked for."""
    page = body.decode("utf-8-sig", errors="replace").strip()
    document = _parse(page)
    error = _error_message(page, document)
    if error is not None and _named(error) is not Outcome.UNKNOWN_ERROR:
        return Missed(_named(error))
    if status != HTTPStatus.OK:
        return Missed(_named_status(status))
    if error is not None:
        return Missed(Outcome.UNKNOWN_ERROR)
    if isinstance(document, Mapping):
        return _read_film(document, imdb_id)
    return Missed(_what_else(page, document))


def read_search(status: int, body: bytes) -> tuple[TitleHit, ...] | Missed:
    """Return the films that an HTTP answer to a search by title lists; none found is an empty tuple."""
    page = body.decode("utf-8-sig", errors="replace").strip()
    document = _parse(page)
    error = _error_message(page, document)
    if error is not None:
        outcome = _named(error)
        return () if outcome in NOTHING_FOUND else Missed(outcome)
    if status != HTTPStatus.OK:
        return Missed(_named_status(status))
    listed = document.get("Search") if isinstance(document, Mapping) else None
    if not isinstance(listed, list):
        return Missed(_what_else(page, document))
    return tuple(hit for each in listed if (hit := _read_hit(each)) is not None)


def _read_hit(entry: object) -> TitleHit | None:
    if not isinstance(entry, Mapping):
        return None
    title, imdb_id = text(entry.get("Title")), normalised_imdb_id(text(entry.get("imdbID")))
    if title is None or title == MERGED_TITLE or imdb_id is None:
        return None
    return TitleHit(imdb_id, title, year(entry.get("Year")), text(entry.get("Type")) or "movie")


def _parse(page: str) -> object:
    """Return the JSON value, raw control characters allowed; None when it is not valid."""
    try:
        return json.loads(page, strict=False)
    except (ValueError, RecursionError):
        return None


def _error_message(page: str, document: object) -> str | None:
    if isinstance(document, Mapping):
        return text(document.get("Error"))
    match = XML_ERROR.search(page) if page.startswith("<") else JSON_ERROR.search(page)
    return html.unescape(match[1]) if match else None


def _named(error: str) -> Outcome:
    message = error.strip().rstrip(".!").casefold()
    if message.startswith("conversion from string"):
        return Outcome.CONVERSION_FAILED
    return ERRORS.get(message, Outcome.UNKNOWN_ERROR)


def _named_status(status: int) -> Outcome:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome.SERVER_ERROR
    return STATUSES.get(status, Outcome.UNEXPECTED_STATUS)


def _what_else(page: str, document: object) -> Outcome:
    if document is not None:
        return Outcome.UNEXPECTED_ANSWER
    if page.startswith("<"):
        return Outcome.UNEXPECTED_ANSWER if "<root" in page[:500].casefold() else Outcome.HTML_PAGE
    return Outcome.INVALID_JSON


def _read_film(document: Mapping[str, object], imdb_id: str) -> Found | Missed:
    title = text(document.get("Title"))
    if title == MERGED_TITLE:
        return Missed(Outcome.DUPLICATE)
    if str(document.get("Response")).casefold() != "true" or title is None:
        return Missed(Outcome.UNEXPECTED_ANSWER)
    answered_id = text(document.get("imdbID"))
    if answered_id is not None and normalised_imdb_id(answered_id) != imdb_id:
        return Missed(Outcome.OTHER_FILM)
    details = FilmDetails(
        plot=text(document.get("Plot")),
        director=text(document.get("Director")),
        actors=text(document.get("Actors")),
        runtime_minutes=minutes(document.get("Runtime")),
        imdb_rating=rating(document.get("imdbRating")),
        poster_url=poster_url(document.get("Poster")),
    )
    return Found(
        details,
        title,
        year(document.get("Year")),
        genres(document.get("Genre")),
        text(document.get("Type")),
        _read_facts(document, imdb_id),
    )


def _read_facts(document: Mapping[str, object], imdb_id: str) -> Facts | None:
    """Read the facts of an answer; one without an id is about the film that was asked for."""
    found = read_omdb_facts({**document, "imdbID": imdb_id})
    return None if found is None else found[1]
