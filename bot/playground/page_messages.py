"""What people do with a message on the page: vote, end a poll, react, forward; and their language."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

from bot.playground import actions, reactions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ImpossibleAction
from bot.playground.page_attempts import attempt
from bot.playground.polls import end_early


class OnMessage(BaseModel):
    """A message that a person does something with."""

    person_id: int
    chat_id: int
    message_id: int


class Vote(OnMessage):
    """The options a person chooses in a poll; none takes the vote back."""

    options: list[int] = Field(max_length=12)


class React(OnMessage):
    """The emoji a person puts under a message, null to take it back."""

    emoji: str | None = Field(max_length=8)


class Forward(OnMessage):
    """The chat a person forwards a message to."""

    to_chat_id: int


class Language(BaseModel):
    """The language a person's app is set to."""

    person_id: int
    language_code: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")


def add_message_actions(page: FastAPI, bot_api: BotApi) -> None:
    """Let people vote, end polls, react, forward and change their language."""

    @page.post("/actions/vote")
    async def vote(wish: Vote) -> dict[str, Any]:
        message = attempt(lambda: _message(bot_api, wish))
        if "poll" in message:
            attempt(lambda: actions.vote(bot_api, wish.person_id, message, wish.options))
        return {}

    @page.post("/actions/end_poll")
    async def end_poll(wish: OnMessage) -> dict[str, Any]:
        message = attempt(lambda: _message(bot_api, wish))
        attempt(lambda: end_early(bot_api.state, message))
        bot_api.mark_stale()
        return {}

    @page.post("/actions/react")
    async def react(wish: React) -> dict[str, Any]:
        message = attempt(lambda: _message(bot_api, wish))
        attempt(lambda: reactions.react(bot_api, wish.person_id, message, wish.emoji))
        return {}

    @page.post("/actions/forward")
    async def forward(wish: Forward) -> dict[str, Any]:
        message = attempt(lambda: _message(bot_api, wish))
        chat = attempt(lambda: actions.chat_of(bot_api, wish.person_id, wish.to_chat_id))
        attempt(lambda: reactions.forward(bot_api, wish.person_id, message, chat))
        return {}

    @page.post("/actions/language")
    async def language(wish: Language) -> dict[str, Any]:
        bot_api.state.set_language(wish.person_id, wish.language_code)
        bot_api.state.publish({"kind": "profile"})
        bot_api.mark_stale()
        return {}


def _message(bot_api: BotApi, wish: OnMessage) -> dict[str, Any]:
    chat = actions.chat_of(bot_api, wish.person_id, wish.chat_id)
    message = bot_api.state.messages.get(chat["id"], {}).get(wish.message_id)
    if message is None:
        raise ImpossibleAction("there is no such message")
    return message
