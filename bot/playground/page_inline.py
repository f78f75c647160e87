"""What the page lets people do through inline mode: ask for results, choose one."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ApiError, ImpossibleAction
from bot.playground.page_attempts import attempt


class Ask(BaseModel):
    """What a person types behind the bot's name, and where they have scrolled to.

    Telegram passes 256 characters on.
    """

    person_id: int
    text: str = Field(max_length=256)
    offset: str = Field("", max_length=64)


class Choose(BaseModel):
    """The inline result that a person sends into a chat."""

    person_id: int
    chat_id: int
    query_id: str
    result_id: str


def add_inline_actions(page: FastAPI, bot_api: BotApi) -> None:
    """Let people ask for inline results and choose one."""

    @page.post("/actions/ask_inline")
    async def ask(wish: Ask) -> dict[str, Any]:
        query_id = attempt(
            lambda: actions.ask_inline_again(bot_api, wish.person_id, wish.text, offset=wish.offset)
        )
        return {"query_id": query_id}

    @page.post("/actions/choose_inline")
    async def choose(wish: Choose) -> dict[str, Any]:
        try:
            await actions.choose_inline(
                bot_api, wish.person_id, wish.query_id, wish.result_id, chat_id=wish.chat_id
            )
        except (ApiError, ImpossibleAction) as error:
            raise HTTPException(409, str(error)) from error
        return {}
