"""Six films at once for a newcomer: ticks, six others, done."""

from __future__ import annotations

from bot.chat import sending
from bot.context import MatineeContext
from bot.handlers.asking import show_asked
from bot.handlers.callback_router import Tap, on
from bot.presentation import first_films
from bot.presentation.buttons import RateFilmsButton
from bot.presentation.first_films import FirstFilmsDoneButton, OtherFirstFilmsButton, Tick, TickFilmButton
from bot.services.views import FirstFilms


async def begin(tap: Tap, _: RateFilmsButton, context: MatineeContext) -> None:
    """Ask a newcomer about six films, everybody else about one; the message that offered it stays."""
    asked = await context.run(context.services.asking_about_six.begin, tap.chat_user_id)
    await show_asked(context, tap.target, asked, tap.chat_user_id)


async def tick(tap: Tap, button: TickFilmButton, context: MatineeContext) -> None:
    """Tick a film or take its tick away; only the buttons change."""
    asked = await context.run(
        context.services.asking_about_six.tick,
        tap.chat_user_id,
        button.movie_id,
        is_seen=button.tick is Tick.SEEN,
    )
    if isinstance(asked, FirstFilms) and button.movie_id in {film.movie_id for film in asked.films}:
        keyboard = first_films.keyboard_of(context.locale, asked, tap.chat_user_id)
        await sending.change_buttons(context, tap.target, keyboard)
    else:
        await show_asked(context, tap.target, asked, tap.chat_user_id)


async def others(tap: Tap, button: OtherFirstFilmsButton, context: MatineeContext) -> None:
    """Show six others; the ticks count."""
    asked = await context.run(context.services.asking_about_six.others, tap.chat_user_id, button.screen)
    await show_asked(context, tap.target, asked, tap.chat_user_id)


async def done(tap: Tap, button: FirstFilmsDoneButton, context: MatineeContext) -> None:
    """Ask for the stars of what is ticked."""
    asked = await context.run(context.services.asking_about_six.done, tap.chat_user_id, button.screen)
    await show_asked(context, tap.target, asked, tap.chat_user_id)


BUTTONS = (
    on(RateFilmsButton, begin),
    on(TickFilmButton, tick),
    on(OtherFirstFilmsButton, others),
    on(FirstFilmsDoneButton, done),
)
