"""What the application answers: commands, buttons, and everything else that people send."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    PollHandler,
    TypeHandler,
    filters,
)

from bot.context import MatineeApplication
from bot.handlers import (
    admin,
    answering,
    commands,
    comparing,
    conversation,
    daily,
    decks,
    fallbacks,
    films,
    first_films,
    guest_mode,
    importing,
    inline,
    library,
    linking,
    my_ratings,
    narrowing,
    night_votes,
    nights,
    onboarding,
    own_lists,
    reactions,
    start,
    style,
    taste,
    typed_text,
    unknown_titles,
)
from bot.handlers.callback_router import CallbackRouter
from bot.handlers.commands import COMMANDS
from bot.handlers.failures import Failures
from bot.handlers.people import note_person

# What Telegram is asked for; everything else is ignored before it is sent.
ALLOWED_UPDATES = [
    "message",
    "callback_query",
    "my_chat_member",
    "poll",
    "inline_query",
    "guest_message",
    "message_reaction",
]


class FromSomebody(filters.UpdateFilter):
    """Messages that name their sender, as Telegram's do in private chats and in groups."""

    def filter(self, update: Update) -> bool:
        """Say whether a message has a sender."""
        return update.effective_user is not None


# New messages of people. Edited ones would be answered twice; channel posts and what is written in the name
# of a group or channel come from nobody whose taste could be learned. All of these are ignored on purpose.
FROM_PEOPLE = filters.UpdateType.MESSAGE & FromSomebody() & ~filters.SenderChat.ALL
IN_PRIVATE = FROM_PEOPLE & filters.ChatType.PRIVATE
A_FILE = filters.Document.ALL & ~filters.ANIMATION  # Telegram sends animations as documents, too

BEFORE_ALL_OTHERS = -1


class Addressed(filters.UpdateFilter):
    """Messages in groups that name the bot or answer it; what people say to each other is theirs."""

    def filter(self, update: Update) -> bool:
        """Say whether a message is meant for the bot."""
        message = update.effective_message
        if message is None or message.chat.type == ChatType.PRIVATE:
            return False
        bot = message.get_bot()
        return typed_text.is_addressed(update, bot.username, bot.id)


MODULES = (
    admin,
    answering,
    commands,
    comparing,
    daily,
    decks,
    fallbacks,
    films,
    first_films,
    importing,
    library,
    linking,
    my_ratings,
    own_lists,
    narrowing,
    nights,
    onboarding,
    reactions,
    start,
    style,
    taste,
    unknown_titles,
)


def register(application: MatineeApplication) -> None:
    """Give the application all its handlers."""
    application.add_handler(TypeHandler(Update, note_person), group=BEFORE_ALL_OTHERS)
    # First, for taps are most of what comes, and every other handler looks for a message.
    application.add_handler(CallbackQueryHandler(callback_router().dispatch))
    for command in COMMANDS:
        application.add_handler(CommandHandler(command.name, command.handler, FROM_PEOPLE))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, guest_mode.answer))
    application.add_handler(
        MessageReactionHandler(
            reactions.react, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED
        )
    )
    application.add_handler(InlineQueryHandler(inline.offer_films))
    application.add_handler(PollHandler(night_votes.poll_changed))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, nights.migrated))
    application.add_handler(MessageHandler(IN_PRIVATE & filters.COMMAND, conversation.unknown_command))
    application.add_handler(MessageHandler(IN_PRIVATE & filters.TEXT, conversation.answer))
    application.add_handler(
        MessageHandler(FROM_PEOPLE & filters.TEXT & ~filters.COMMAND & Addressed(), conversation.answer)
    )
    application.add_handler(MessageHandler(IN_PRIVATE & A_FILE, importing.receive))
    in_reply = FROM_PEOPLE & filters.ChatType.GROUPS & filters.REPLY & A_FILE
    application.add_handler(MessageHandler(in_reply, importing.receive_in_group))
    application.add_handler(MessageHandler(IN_PRIVATE & ~filters.StatusUpdate.ALL, fallbacks.not_a_text))
    application.add_handler(ChatMemberHandler(fallbacks.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(Failures().handle)


def callback_router() -> CallbackRouter:
    """Return the router of every button that a handlers' module binds."""
    return CallbackRouter(binding for module in MODULES for binding in module.BUTTONS)
