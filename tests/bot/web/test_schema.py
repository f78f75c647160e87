"""Whatever fits the OpenAPI description, and much that does not, is answered as the description says."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

OPERATIONS = [
    ("GET", "/recommendations/{user_id}"),
    ("POST", "/recommendations"),
    ("GET", "/popular"),
    ("GET", "/movies"),
    ("GET", "/movies/{movie_id}"),
    ("GET", "/movies/{movie_id}/similar"),
    ("GET", "/health"),
    ("GET", "/ready"),
]
TAKING_SOMETHING = [operation for operation in OPERATIONS if operation[1] not in {"/health", "/ready"}]
REPEATABLE = settings(
    max_examples=25,
    derandomize=True,  # the same requests in every run
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def description(shared_app: FastAPI) -> Any:
    """Return the description as a client sees it."""
    return schemathesis.openapi.from_asgi("/openapi.json", shared_app)


def test_every_operation_is_tried(description: Any) -> None:
    described = [result.ok() for result in description.get_all_operations()]
    assert sorted((each.method.upper(), each.path) for each in described) == sorted(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_fits_the_description_is_answered_as_described(description: Any, method: str, path: str) -> None:
    # A film rated twice fits the schema, which cannot say so, and is refused all the same.
    excluded = [positive_data_acceptance] if method == "POST" else []

    @REPEATABLE
    @given(description[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def answered(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=excluded)

    answered()


@pytest.mark.parametrize(("method", "path"), TAKING_SOMETHING)
def test_what_does_not_fit_is_refused_as_described(description: Any, method: str, path: str) -> None:
    @REPEATABLE
    @given(description[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def answered(case: schemathesis.Case) -> None:
        case.call_and_validate()

    answered()
