"""A tiny bot to try the playground with: two films on one card, stars, an alert, a menu."""

from __future__ import annotations

import html
import io
from typing import Any

from PIL import Image, ImageDraw
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.playground.bot_api import BotApi
from tests.support.chat import playground_builder

FILMS = (("Metropolis", 1927, "#243b55"), ("Paper & Moon <3", 1973, "#7a3b2e"))
Context = ContextTypes.DEFAULT_TYPE


def poster(title: str, colour: str) -> bytes:
    """Draw a flat poster with its title."""
    image = Image.new("RGB", (400, 600), colour)
    ImageDraw.Draw(image).text((40, 280), title, fill="white", font_size=34)
    written = io.BytesIO()
    image.save(written, "JPEG")
    return written.getvalue()


def caption(position: int) -> str:
    """Return title and year, escaped as HTML needs it."""
    title, year, _ = FILMS[position]
    return f"<b>{html.escape(title)}</b> ({year})\n<i>Because you rated</i> Nosferatu ★ 4½"


def keyboard(position: int) -> InlineKeyboardMarkup:
    """Build stars, a way to the other film, a link."""
    stars = [InlineKeyboardButton(f"★ {n}", callback_data=f"rate:{position}:{n}") for n in range(1, 6)]
    turn = [
        InlineKeyboardButton("◀", callback_data=f"turn:{position - 1}"),
        InlineKeyboardButton("▶", callback_data=f"turn:{position + 1}"),
    ]
    return InlineKeyboardMarkup(
        [stars, turn, [InlineKeyboardButton("IMDb ↗", url="https://www.imdb.com/title/tt0017136/")]]
    )


async def start(update: Update, context: Context) -> None:
    """Greet."""
    assert update.effective_chat is not None
    assert update.effective_user is not None
    await context.bot.send_message(
        update.effective_chat.id,
        f"Welcome, <b>{update.effective_user.first_name}</b>! Try /film, or /fail.",
        parse_mode="HTML",
    )


async def film(update: Update, context: Context) -> None:
    """Show the first card."""
    assert update.effective_chat is not None
    await context.bot.send_chat_action(update.effective_chat.id, "upload_photo")
    title, _, colour = FILMS[0]
    await context.bot.send_photo(
        update.effective_chat.id,
        poster(title, colour),
        caption(0),
        parse_mode="HTML",
        reply_markup=keyboard(0),
    )


async def rate(update: Update, context: Context) -> None:
    """Answer a star with a toast."""
    assert update.callback_query is not None
    assert update.callback_query.data is not None
    stars = update.callback_query.data.rsplit(":", 1)[-1]
    await update.callback_query.answer(f"{stars} stars noted")


async def turn(update: Update, context: Context) -> None:
    """Turn to the other card in place, with an alert at either end."""
    query = update.callback_query
    assert query is not None
    assert query.data is not None
    position = int(query.data.split(":")[1])
    if not 0 <= position < len(FILMS):
        await query.answer("There is no film on that side.", show_alert=True)
        return
    await query.answer()
    title, _, colour = FILMS[position]
    media = InputMediaPhoto(poster(title, colour), caption(position), parse_mode="HTML")
    await query.edit_message_media(media, reply_markup=keyboard(position))


async def set_menu(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Register the command menu."""
    await application.bot.set_my_commands(
        [
            BotCommand("start", "Begin"),
            BotCommand("film", "Show a film"),
            BotCommand("fail", "Nothing at all"),
        ]
    )


def add_handlers(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """All that the example can do."""
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CommandHandler("film", film))
    application.add_handler(CallbackQueryHandler(rate, "^rate:"))
    application.add_handler(CallbackQueryHandler(turn, "^turn:"))


def build_example(bot_api: BotApi) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build the example application, ready to be run against this BotApi."""
    application = playground_builder(bot_api).post_init(set_menu).build()
    add_handlers(application)
    return application
