"""👍 and 👎 on a film's card in a private chat: keep it for later, or hide it; never stars."""

from __future__ import annotations

from telegram import MessageReactionUpdated, ReactionTypeEmoji, Update
from telegram.constants import ChatType

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.presentation import reactions
from bot.presentation.reactions import TakeBackButton
from bot.services.reactions import Feeling, Reacted
from bot.services.shelves import Shelf

FEELINGS: dict[str, Feeling] = {"👍": "like", "👎": "dislike"}


async def react(update: Update, context: MatineeContext) -> None:
    """Do what a reaction means; one that means nothing is left without an answer."""
    changed = update.message_reaction
    if changed is None or changed.user is None or changed.chat.type != ChatType.PRIVATE:
        return
    await context.bot_data.card_log.flush()  # the card may have been shown a moment ago
    person_id = changed.user.id
    react_to = context.services.reactions.react
    done = await context.run(react_to, person_id, changed.message_id, _feeling_of(changed))
    if done is not None:
        await _tell(context, changed, done)


async def _tell(context: MatineeContext, changed: MessageReactionUpdated, done: Reacted) -> None:
    """Say what a reaction did; what is said of the same card and film before is changed, not repeated."""
    note = reactions.reacted(context.locale, done, changed.chat.id)
    told = context.bot_data.reaction_notes
    about = changed.chat.id, changed.message_id, done.film.movie_id
    if about in told:
        await sending.show(context, Target(changed.chat.id, message_id=told[about]), note)
        return
    shown = await sending.show_new(context, Target(changed.chat.id, reply_to=changed.message_id), note)
    if shown.message_id is not None:
        told[about] = shown.message_id


async def take_back(tap: Tap, button: TakeBackButton, context: MatineeContext) -> None:
    """Take back what a reaction did."""
    shelf = Shelf(button.shelf)
    if shelf not in reactions.TAKEN_BACK:  # no reaction puts a film there: the button is forged
        return
    undo = context.services.reactions.take_back
    film = await context.run(undo, tap.chat_user_id, shelf, button.movie_id)
    await sending.show(context, tap.target, reactions.taken_back(context.locale, film, shelf))


def _feeling_of(changed: MessageReactionUpdated) -> Feeling | None:
    """Return what somebody's reaction says, the first that says anything; other emoji say nothing."""
    emojis = [each.emoji for each in changed.new_reaction if isinstance(each, ReactionTypeEmoji)]
    return next((FEELINGS[emoji] for emoji in emojis if emoji in FEELINGS), None)


BUTTONS = (on(TakeBackButton, take_back),)
