"""What somebody typed, and what it may mean by its words and by which films there are."""

from __future__ import annotations

from telegram import MessageEntity, Update

from bot.context import MatineeContext
from bot.handlers.asked_lists import newest_year
from bot.services.interpreting.meanings import Meaning
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Request
from bot.understanding.understanding import understand

MAX_TEXT = 200  # characters: a title or a wish is never longer


async def meaning_of(context: MatineeContext, text: str, *, is_about_stars: bool = False) -> Meaning:
    """Return what a text means, by its words and by which films there are."""
    request = understood(context, text, is_about_stars=is_about_stars)
    return await context.run(context.services.interpreting.interpret, request)


def understood(context: MatineeContext, text: str, *, is_about_stars: bool = False) -> Request:
    """Return what a text may mean by its words, in the language of whoever typed it."""
    lexicon, this_year = lexicon_of(context.locale.code), newest_year(context)
    return understand(text[:MAX_TEXT], lexicon, this_year, is_about_stars=is_about_stars)


def said_in(update: Update, context: MatineeContext) -> str:
    """Return what was typed, without the bot's own name."""
    return " ".join(typed(update, context).split())


def typed(update: Update, context: MatineeContext) -> str:
    """Return what was typed, line by line, without the bot's own name."""
    message = update.effective_message
    lines = ((message.text if message is not None else None) or "").split("\n")
    return "\n".join(without_mention(line, context.bot.username) for line in lines)


def behind_command(update: Update, context: MatineeContext) -> str:
    """Return what stands behind a command, line by line."""
    _, *rest = typed(update, context).split(maxsplit=1) or [""]
    return "".join(rest)


def without_mention(text: str, username: str) -> str:
    """Return a text without the bot's name in it, its words with one space between them."""
    mention = f"@{username}".lower()
    return " ".join(word for word in text.split() if word.lower().strip(".,!?:") != mention)


def is_addressed(update: Update, username: str, bot_id: int) -> bool:
    """Say whether a message in a group is meant for the bot: it names it, or answers one of its own."""
    message = update.effective_message
    if message is None:
        return False
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == bot_id:
        return True
    named = message.parse_entities([MessageEntity.MENTION]).values()
    return f"@{username}".lower() in {name.lower() for name in named}
