"""GET /metrics: what this process counts and what the database knows, in Prometheus' text form."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.monitoring.status import Figures, ModelSign
from bot.runtime import offload
from bot.services.errors import StorageUnavailable
from bot.web.dependencies import GuardedRoute, WebDependencies, WebDependenciesHere

router = APIRouter(tags=["operation"], route_class=GuardedRoute)


@router.get("/metrics", include_in_schema=False)
async def metrics(web: WebDependenciesHere) -> Response:
    """Return everything there is to watch; what the database knows is missing while it is away."""
    content = generate_latest(web.measures.registry) + generate_latest(await _from_storage(web))
    return Response(content, media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


async def _from_storage(web: WebDependencies) -> CollectorRegistry:
    registry = CollectorRegistry()
    signs = web.toolbox.status
    is_there = Gauge("matinee_database_up", "Whether the database answers.", registry=registry)
    try:
        figures, model = await offload.run(signs.figures), await offload.run(signs.model)
        waiting = await web.telegram.waiting() if web.telegram else None
    except StorageUnavailable:
        return registry
    is_there.set(1)
    for name, meaning, value in _gauges(figures, model):
        Gauge(f"matinee_{name}", meaning, registry=registry).set(value)
    retrains = Gauge("matinee_retrains", "The last 100 retrains by their end.", ("state",), registry=registry)
    for state, count in figures.retrains.items():
        retrains.labels(state).set(count)
    if waiting is not None:
        Gauge("matinee_inbox_updates", "Updates that wait to be handled.", registry=registry).set(waiting)
    return registry


def _gauges(figures: Figures, model: ModelSign) -> Iterator[tuple[str, str, float]]:
    yield "chat_users", "People who talk to the bot.", figures.chat_users
    yield "chat_users_active", "Those seen in the last 24 hours.", figures.chat_users_active_today
    yield "chat_users_new", "Those who came in the last 24 hours.", figures.chat_users_new_today
    yield "chat_users_active_week", "Those seen in the last 7 days.", figures.chat_users_active_this_week
    yield "chat_users_active_month", "Those seen in the last 30 days.", figures.chat_users_active_this_month
    yield "movielens_ratings", "Ratings of the MovieLens data set.", figures.movielens_ratings
    yield "chat_ratings", "Ratings given in the chat.", figures.chat_ratings
    yield "omdb_requests_today", "Requests to OMDb today (UTC).", figures.omdb_requests_today
    yield "omdb_daily_limit", "Requests that OMDb may get a day.", figures.omdb_daily_limit
    yield "errors_last_day", "Unexpected errors of the last 24 hours.", figures.errors_today
    yield "model_version", "The model that answers; 0: popular films only.", model.version or 0
    if model.age is not None:
        yield "model_age_seconds", "How long ago that model was trained.", model.age.total_seconds()
