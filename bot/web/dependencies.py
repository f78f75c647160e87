"""What the routes work with: typed access to it, nothing looked up by a string."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute

from bot.runtime.batch_reader import BatchReader
from bot.services.public_recommending import ListWish, PublicRecommending, RecommendedList
from bot.toolbox.toolbox import Toolbox
from bot.web.access import AccessGuard
from bot.web.checks import Checks
from bot.web.details_cache import DetailsMemory
from bot.web.metrics_middleware import Measures
from bot.web.parameter_names import parameters_of, refuse_unknown
from bot.web.problems import unavailable
from bot.web.rehearsing import REHEARSAL

if TYPE_CHECKING:  # Telegram's library is loaded where there is a webhook only
    from bot.web.telegram_side import TelegramSide

# Less than Heroku's router waits (30 s): a database that hangs is answered with 503. A slow body has 20 s.
ANSWER_SECONDS = 25.0
LISTS_AT_ONCE = 4  # whoever came first waits for the others of a batch, some milliseconds each


@dataclass(frozen=True)
class WebDependencies:
    """Everything behind the HTTP routes."""

    toolbox: Toolbox
    details: DetailsMemory
    access: AccessGuard
    checks: Checks
    measures: Measures
    telegram: TelegramSide | None

    @property
    def recommending(self) -> PublicRecommending:
        """The use case behind most routes."""
        return self.toolbox.services.public_recommending

    @cached_property
    def lists(self) -> BatchReader[ListWish, RecommendedList]:
        """The lists of MovieLens users, chosen in one thread for those who wait together.

        Handing each of them to a thread of its own costs a fifth more where many wait.
        """
        return BatchReader(self.recommending.for_movielens_users, LISTS_AT_ONCE)

    @property
    def is_private(self) -> bool:
        """Return whether answers are for the holders of a key only."""
        return self.access.keys.are_required


async def _web(request: Request) -> WebDependencies:  # async, or the framework asks a thread for it
    web: WebDependencies = request.app.state.web
    return web


WebDependenciesHere = Annotated[WebDependencies, Depends(_web)]


class GuardedRoute(APIRoute):
    """A route that costs something: the caller is let in, or refused, before anything of a body is read.

    A dependency would come too late: the framework reads bodies first. A query parameter that the route does
    not have is refused, too.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        answer, parameters = super().get_route_handler(), parameters_of(self)

        async def answer_if_admitted(request: Request) -> Response:
            web: WebDependencies = request.app.state.web
            if REHEARSAL not in request.scope:
                web.access.check(request)
            refuse_unknown(request, parameters)
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    return await answer(request)
            except TimeoutError:
                raise unavailable("The answer takes too long; try again in a few seconds.") from None

        return answer_if_admitted
