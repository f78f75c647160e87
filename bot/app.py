"""The Telegram application and its inbox, constructed from what bot/toolbox has built."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy.engine import Engine
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

from bot.chat.requests import bounded_request, polling_request
from bot.chat.retrying import RetryingRateLimiter
from bot.context import MatineeApplication, MatineeContext
from bot.handlers.register import register
from bot.runtime.clock import Clock, utc_now
from bot.settings import Settings
from bot.toolbox.building import bot_id
from bot.toolbox.toolbox import Toolbox
from bot.updates.inbox import Inbox
from storage.unit_of_work import unit_of_work_factory
from storage.user_locks import user_locks


def build_inbox(settings: Settings, engine: Engine, clock: Clock = utc_now) -> Inbox:
    """Return the inbox that every update goes through."""
    token = settings.telegram_bot_token
    return Inbox(
        unit_of_work_factory(engine),
        user_locks(engine),
        clock,
        bot_id=bot_id(settings),
        secret=token.get_secret_value() if token else "",
    )


def build_application(
    toolbox: Toolbox,
    token: str,
    request: BaseRequest | None = None,
    get_updates: BaseRequest | None = None,
    *,
    rate_limiter: RetryingRateLimiter | None = None,
) -> MatineeApplication:
    """Return the Telegram application with its handlers; requests may go elsewhere than over HTTP."""
    limiter = rate_limiter or RetryingRateLimiter(
        messages_per_second=toolbox.settings.telegram_messages_per_second,
        settles_when_written=request is None,
    )
    api_url = toolbox.settings.telegram_api_url
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(api_url)
        .base_file_url(api_url.removesuffix("/bot") + "/file/bot")
        .context_types(_context_types(toolbox))
        .updater(None)  # bot/updates fetches, keeps and orders updates
        .rate_limiter(limiter)
    )
    builder = builder.get_updates_request(get_updates or polling_request())
    builder = builder.request(request or bounded_request())
    application = cast(MatineeApplication, builder.build())
    register(application)
    return application


def _context_types(toolbox: Toolbox) -> ContextTypes[Any, Any, Any, Any]:
    # PTB calls this to make the application's bot_data: it is the one toolbox, not a new one.
    return ContextTypes(context=MatineeContext, bot_data=cast(type[Toolbox], lambda: toolbox))
