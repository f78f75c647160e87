"""Films and lists by name: what a text means by its words and by which films there are, and /find."""

from __future__ import annotations

from telegram import MessageEntity, Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers import decks, film_acts, unknown_titles
from bot.handlers.asked_lists import newest_year
from bot.handlers.callback_router import Tap, on
from bot.handlers.films import show_film
from bot.handlers.people import chat_user_id_of
from bot.presentation import film_texts, finding, unwanted_people
from bot.presentation.finding import OpenFoundButton, RateFoundButton
from bot.presentation.outgoing import Note
from bot.services.meanings import (
    ActOnFilm,
    ChooseBetween,
    ChooseFilm,
    Meaning,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SaveStars,
    UnknownMakers,
    UnknownTitle,
    UnknownUnwanted,
)
from bot.services.views import Film
from bot.services.wishes import StoredWish
from bot.understanding.addresses import with_titles
from bot.understanding.film_cards import title_on_card
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Request, SmallTalk
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


async def find(update: Update, context: MatineeContext) -> None:
    """Answer /find with the card of the film that is named."""
    title = with_titles(" ".join(context.args or []))[:MAX_TEXT]
    target, person_id = target_of_message(update), chat_user_id_of(update)
    if not title:
        await sending.show(context, target, finding.find_help(context.locale, person_id))
        return
    if await unknown_titles.opened_by_id(context, target, title, person_id):
        return
    await find_named(context, target, title, person_id)


async def find_named(context: MatineeContext, target: Target, title: str, person_id: int) -> None:
    """Show the card of the film that is named, or what else the name may mean."""
    interpreting = context.services.interpreting
    meaning = await context.run(interpreting.find, title)
    if not isinstance(meaning, OpenFilm) or meaning.doubted:  # it may be somebody's name
        named = await context.run(interpreting.named_besides, understood(context, title))
        meaning = named or meaning
    await answer(context, target, meaning, person_id)


async def opened_by_card(update: Update, context: MatineeContext) -> bool:
    """Open the film whose card a message is, with a picture or without; False where it is none."""
    message = update.effective_message
    title = None if message is None else title_on_card(message.text or message.caption or "")
    if title is None:
        return False
    meaning = await context.run(context.services.interpreting.find, title[:MAX_TEXT])
    if not isinstance(meaning, OpenFilm) or meaning.doubted:
        return False
    target, person_id = target_of_message(update), chat_user_id_of(update)
    await show_film(context, target, meaning.film.movie_id, person_id)
    return True


async def open_found(tap: Tap, button: OpenFoundButton, context: MatineeContext) -> None:
    """Open the card of the film that was chosen."""
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id)


async def rate_found(tap: Tap, button: RateFoundButton, context: MatineeContext) -> None:
    """Save the stars that were typed for the film that was chosen, and open its card."""
    await context.run(context.services.rating.rate, tap.chat_user_id, button.movie_id, button.stars)
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id, just_rated=True)


async def answer(context: MatineeContext, target: Target, meaning: Meaning, person_id: int) -> None:
    """Do what a text means."""
    match meaning:
        case OpenFilm() | ChooseFilm() | ChooseBetween():
            await _open(context, target, meaning, person_id)
        case SaveStars(film, stars):
            await context.run(context.services.rating.rate, person_id, film.movie_id, stars)
            await show_film(context, target, film.movie_id, person_id, just_rated=True)
        case ActOnFilm(film, act):
            await film_acts.do(context, target, act, film.movie_id, person_id)
        case OpenList(filters, amount, is_popular, left_out):
            await decks.open_list(
                context, target, person_id, filters, amount, is_popular=is_popular, left_out=left_out
            )
        case OpenSimilar(films, filters):
            await decks.open_like(context, target, person_id, [film.movie_id for film in films], filters)
        case UnknownTitle() | UnknownUnwanted():
            await _say_unknown(context, target, meaning, person_id)
        case SmallTalk("recommend"):
            await decks.open_list(context, target, person_id)
        case _:
            await sending.show(context, target, _note(context, meaning, person_id))


async def _say_unknown(
    context: MatineeContext, target: Target, meaning: UnknownTitle | UnknownUnwanted, person_id: int
) -> None:
    """Look a title up; of what is to be left out say that it is not known, with what is wanted besides."""
    if isinstance(meaning, UnknownTitle):
        await unknown_titles.look_up(context, target, meaning, person_id)
        return
    wanted = meaning.besides
    wish_id = await _noted(context, wanted, person_id) if isinstance(wanted, OpenList) else None
    await sending.show(context, target, unwanted_people.unknown(context.locale, meaning, wish_id, person_id))


def _note(context: MatineeContext, meaning: Meaning, person_id: int) -> Note:
    """Return the answer to what is no film and no list."""
    match meaning:
        case UnknownMakers(names):
            return finding.unknown_makers(context.locale, names, person_id)
        case SmallTalk(kind):
            return finding.talk(context.locale, kind, person_id)
        case _:
            return finding.not_understood(context.locale, person_id)


async def _open(
    context: MatineeContext, target: Target, meaning: OpenFilm | ChooseFilm | ChooseBetween, person_id: int
) -> None:
    """Open the card of the film that is meant, or let the person choose."""
    match meaning:
        case OpenFilm(_, str(doubted)) | ChooseFilm(doubted, is_doubtful=True):
            await unknown_titles.ask_omdb_first(context, target, meaning, doubted, person_id)
        case OpenFilm(film):
            await show_film(context, target, film.movie_id, person_id, lead=film_texts.called(film))
        case ChooseBetween(films):
            await _weigh(context, target, films, person_id)
        case ChooseFilm():
            wish_id = None if meaning.listed is None else await _noted(context, meaning.listed, person_id)
            note = finding.choice(context.locale, meaning, person_id, wish_id=wish_id)
            await sending.show(context, target, note)


async def _noted(context: MatineeContext, listed: OpenList, person_id: int) -> int:
    """Store a list that may be meant, for a button to lead to it; return its number."""
    wish = StoredWish("popular" if listed.is_popular else "recommend", listed.filters)
    return await context.run(context.services.wishes.note, person_id, wish)


async def _weigh(context: MatineeContext, target: Target, films: tuple[Film, Film], person_id: int) -> None:
    """Say which of two films suits the person better."""
    look_at = context.services.film_pages.look_at
    pages = [await context.run(look_at, person_id, film.movie_id) for film in films]
    await sending.show(context, target, finding.between(context.locale, pages, person_id))


def said(update: Update, context: MatineeContext) -> str:
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


BUTTONS = (
    on(OpenFoundButton, open_found),
    on(RateFoundButton, rate_found),
)
