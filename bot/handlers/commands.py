"""Every command, one entry each: what is typed, who sees it and where, what it does, and its handler.

/help, Telegram's menus, the README's table and the registration come from this list.
"""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatType

from bot.chat import menus, sending
from bot.chat.menus import Command, MenuReader
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers import (
    adding,
    admin,
    comparing,
    daily,
    decks,
    finding,
    importing,
    library,
    linking,
    my_ratings,
    narrowing,
    nights,
    onboarding,
    settings,
    start,
    style,
    taste,
)
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import chat_user_id_of
from bot.handlers.private_only import only_in_private
from bot.presentation import texts
from bot.presentation.importing import ImportButton, UndoImportButton
from bot.presentation.keyboards import ForgetMeButton
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.presentation.settings import LanguageButton


async def greet(update: Update, context: MatineeContext) -> None:
    """Answer /start; whoever has a menu of their own gets it anew, for commands may have changed."""
    await start.start(update, context)
    reader = await _reader(context, chat_user_id_of(update))
    if reader.is_admin or reader.chosen_language is not None:
        await menus.publish_to_one(context.bot, COMMANDS, reader, context.bot_data.catalogues)


async def choose_language(tap: Tap, button: LanguageButton, context: MatineeContext) -> None:
    """Speak another language from now on, in the menu of commands too."""
    await settings.choose_language(tap, button, context)
    await _publish_menu(tap, context)


async def forget(tap: Tap, button: ForgetMeButton, context: MatineeContext) -> None:
    """Delete everything about this person, their menu with it."""
    had_one = (await _reader(context, tap.chat_user_id)).chosen_language is not None
    await start.forget(tap, button, context)
    if had_one:
        await _publish_menu(tap, context)


async def import_file(tap: Tap, button: ImportButton, context: MatineeContext) -> None:
    """Import a file; where it brings a language, the menu of commands comes in it."""
    before = await _reader(context, tap.chat_user_id)
    await importing.apply(tap, button, context)
    if await _reader(context, tap.chat_user_id) != before:
        await _publish_menu(tap, context)


async def undo_import(tap: Tap, button: UndoImportButton, context: MatineeContext) -> None:
    """Restore what was before an import, the menu of commands too."""
    before = await _reader(context, tap.chat_user_id)
    await importing.undo(tap, button, context)
    if await _reader(context, tap.chat_user_id) != before:
        await _publish_menu(tap, context)


async def _publish_menu(tap: Tap, context: MatineeContext) -> None:
    reader = await _reader(context, tap.chat_user_id)
    await menus.publish_to_one(context.bot, COMMANDS, reader, context.bot_data.catalogues)


async def _reader(context: MatineeContext, chat_user_id: int) -> MenuReader:
    chosen = await context.run(context.services.people.chosen_language, chat_user_id)
    return MenuReader(chat_user_id, chat_user_id in context.settings.admin_user_ids, chosen)


async def show_help(update: Update, context: MatineeContext) -> None:
    """Answer /help with the commands that this person may use here."""
    is_admin = chat_user_id_of(update) in context.settings.admin_user_ids
    in_group = update.effective_chat is not None and update.effective_chat.type != ChatType.PRIVATE
    shown = menus.visible_to(COMMANDS, is_admin=is_admin, in_group=in_group)
    locale = context.locale
    text = texts.help_text(locale, [(each.usage(locale), locale.gettext(each.description)) for each in shown])
    await sending.show(context, target_of_message(update), Note(text))


COMMANDS = (
    Command(
        "recommend",
        decks.recommend,
        N_("films for you, as cards to leaf through"),
        N_("[n] [genre] [decade] [-genre]"),
        in_groups=True,
    ),
    Command(
        "rate",
        onboarding.rate_films,
        N_("rate films, one tap each; or name a film, a genre, years"),
        N_("[title] [stars]"),
        in_groups=True,
    ),
    Command(
        "popular",
        decks.popular,
        N_("what most people like"),
        N_("[n] [genre] [decade] [-genre]"),
        in_groups=True,
    ),
    Command(
        "new",
        decks.new,
        N_("films added lately, for you"),
        N_("[n] [genre] [decade] [-genre]"),
        in_groups=True,
    ),
    Command("find", finding.find, N_("the card of a film, by its name"), N_("<title>"), in_groups=True),
    Command(
        "movienight",
        nights.movienight,
        N_("a film for all of you, in a group"),
        N_("[genre] [decade] [under 2 hours]"),
        in_groups=True,
    ),
    Command(
        "filters", narrowing.filters, N_("filters that all your lists keep to"), N_("[genre] [decade] …")
    ),
    Command(
        "watchlist",
        only_in_private("watchlist", library.watchlist),
        N_("films you keep for later"),
        N_("[title] [genre] …"),
    ),
    Command("daily", daily.daily, N_("a film a day, at an hour you choose")),
    Command("me", only_in_private("me", taste.me), N_("a picture of your taste")),
    Command("compare", comparing.compare, N_("your taste beside a friend's")),
    Command("style", style.ask, N_("safer or bolder recommendations")),
    Command("settings", settings.settings, N_("the language I speak, and more")),
    Command(
        "ratings",
        only_in_private("ratings", my_ratings.ratings),
        N_("what you rated, to change or delete"),
        N_("[title]"),
    ),
    Command(
        "seen",
        only_in_private("seen", library.seen),
        N_("films you have seen, without stars"),
        N_("[title]"),
    ),
    Command(
        "hidden",
        only_in_private("hidden", library.hidden),
        N_("films that are not for you"),
        N_("[title]"),
    ),
    Command("import", importing.say_how, N_("bring ratings from Letterboxd, IMDb and others")),
    Command("export", importing.export, N_("everything of yours, as a file")),
    Command("link", linking.link, N_("count a MovieLens user's ratings as yours"), N_("<MovieLens user id>")),
    Command("unlink", linking.unlink, N_("stop counting them")),
    Command("start", greet, N_("hello, and three ways to begin"), in_groups=True),
    Command("help", show_help, N_("this list"), in_groups=True),
    Command("cancel", start.cancel, N_("stop; nothing gets lost")),
    Command("privacy", start.privacy, N_("what I keep about you, and who learns of it")),
    Command("forget_me", start.forget_me, N_("delete everything I know about you")),
    Command("retrain", admin.retrain, N_("learn from all ratings now"), N_("[force]"), for_admins=True),
    Command("model", admin.model, N_("the models, and a way back"), for_admins=True),
    Command("add", adding.add, N_("let films join, by their IMDb ids"), N_("<IMDb id> …"), for_admins=True),
    Command("stats", admin.stats, N_("how everything is going"), for_admins=True),
)
BUTTONS = (
    on(LanguageButton, choose_language),
    on(ForgetMeButton, forget),
    on(ImportButton, import_file),
    on(UndoImportButton, undo_import),
)
