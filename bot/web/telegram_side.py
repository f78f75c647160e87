"""The Telegram application inside the web process: started when Telegram answers, fed by the dispatcher."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.chat import identity
from bot.context import MatineeApplication
from bot.handlers.register import ALLOWED_UPDATES, callback_router
from bot.runtime import offload
from bot.runtime.flood_waits import seconds_to_wait
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.handling import handled_by, passed_over_by, turned_away_by
from bot.updates.inbox import Inbox, IncomingUpdate
from bot.updates.running import Handler
from bot.web.addresses import WEBHOOK_PATH
from bot.web.checks import Missing
from bot.web.metrics_middleware import Measures

logger = logging.getLogger(__name__)

RETRY_INTERVAL_SECONDS = 10.0
# Heroku kills 30 s after SIGTERM; the server has waited for open requests before.
FINISH_TIMEOUT_SECONDS = 12.0
# How many deliveries Telegram may have under way at once; each is answered as soon as it is stored.
MAX_CONNECTIONS = 40


class TelegramSide:
    """Registers the webhook and runs the application without polling and without its schedule."""

    def __init__(self, application: MatineeApplication, inbox: Inbox, measures: Measures) -> None:
        self.application = application
        self.dispatcher: UpdateDispatcher | None = None
        self._inbox = inbox
        self._measures = measures
        self._life: list[asyncio.Task[None]] = []
        self._answered_without_words = callback_router().kinds_without_words

    def begin(self) -> None:
        """Begin in the background: the API serves while Telegram is away."""
        self._life.append(asyncio.create_task(self._begin()))

    async def end(self) -> None:
        """Let what is under way finish; the rest waits in the inbox for the next process."""
        for task in self._life:
            task.cancel()
        await asyncio.gather(*self._life, return_exceptions=True)
        await self.application.bot_data.retrains.close()
        if self.dispatcher is not None:
            await self.dispatcher.aclose(FINISH_TIMEOUT_SECONDS)
        if self.application.running:
            await self.application.stop()
        await self.application.bot_data.card_log.aclose()
        await self.application.bot_data.drawing.aclose()
        with suppress(TelegramError):
            await self.application.shutdown()

    def answer_to(self, incoming: IncomingUpdate) -> dict[str, str] | None:
        """Return the call of the Bot API that can go with the acknowledgement, at no request of its own.

        It is the answer to a tap, where it has no words and does not depend on what the tap does.
        """
        tap = incoming.tap
        if tap is None or tap.button not in self._answered_without_words:
            return None
        return {"method": "answerCallbackQuery", "callback_query_id": tap.query_id}

    async def check(self) -> str:
        """Return who we are on Telegram; raises when it does not answer, or sends updates elsewhere."""
        if self.dispatcher is None:
            raise Missing("not connected to Telegram yet")
        registered = await self.application.bot.get_webhook_info()
        if registered.url != self._address:
            raise Missing(
                "Telegram sends updates elsewhere: was the bot started somewhere else? Restart this"
            )
        return f"@{self.application.bot.username}, {registered.pending_update_count} updates on their way"

    async def waiting(self) -> int:
        """Return how many updates wait in the inbox."""
        return await offload.run(self._inbox.pending_count)

    async def _begin(self) -> None:
        while not await self._has_begun():  # noqa: ASYNC110  # Telegram sends no event when it is back
            await asyncio.sleep(RETRY_INTERVAL_SECONDS)

    async def _has_begun(self) -> bool:
        try:
            self._life += _begun(await identity.initialise(self.application))
            self._life += _begun(await self._register_webhook())
        except InvalidToken:
            logger.critical("Telegram does not know this TELEGRAM_BOT_TOKEN; updates cannot be taken.")
            return False
        except TelegramError as error:
            logger.warning("Telegram cannot be reached (%s); trying again", error)
            return False
        await self.application.start()
        self.dispatcher = UpdateDispatcher(
            self._inbox,
            self._timed(handled_by(self.application)),
            self._note,
            pass_over=passed_over_by(self.application),
            turn_away=turned_away_by(self.application),
        )
        self._life.append(asyncio.create_task(self.dispatcher.sweep()))
        logger.info("taking Telegram's updates by webhook")
        return True

    async def _register_webhook(self) -> asyncio.Task[None] | None:
        """Register the webhook; where Telegram has us wait, later: one set earlier brings updates already."""
        try:
            await self._set_webhook()
        except RetryAfter as error:
            return asyncio.create_task(self._register_later(seconds_to_wait(error)))
        return None

    async def _register_later(self, wait: float) -> None:
        while True:
            logger.warning("setWebhook: trying again in %g s; updates are taken meanwhile", wait)
            await asyncio.sleep(wait)
            try:
                return await self._set_webhook()
            except RetryAfter as error:
                wait = seconds_to_wait(error)
            except TelegramError:
                wait = RETRY_INTERVAL_SECONDS

    async def _set_webhook(self) -> None:
        settings = self.application.bot_data.settings
        secret = settings.webhook_secret
        await self.application.bot.set_webhook(
            self._address,
            secret_token=secret.get_secret_value() if secret else None,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MAX_CONNECTIONS,
        )

    @property
    def _address(self) -> str:
        return f"{self.application.bot_data.settings.webhook_url}{WEBHOOK_PATH}"

    def _timed(self, handle: Handler) -> Handler:
        async def timed(payload: str) -> None:
            with self._measures.handling.time():
                await handle(payload)

        return timed

    def _note(self, outcome: str) -> None:
        self._measures.updates.labels(outcome).inc()


def _begun(task: asyncio.Task[None] | None) -> list[asyncio.Task[None]]:
    return [] if task is None else [task]
