"""Which handler answers what: the whole conversation on one page."""

from __future__ import annotations

from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.context import MatineeApplication
from bot.handlers import admin, chatter, decks, library, linking, onboarding, start, style
from bot.handlers.failures import Failures
from bot.handlers.taps import Taps
from bot.presentation import labels
from bot.presentation.buttons import (
    AnswerButton,
    CancelRetrainButton,
    CounterButton,
    DeleteRatingButton,
    ForgetMeButton,
    HideButton,
    HintButton,
    KeepMeButton,
    LinkHelpButton,
    MakeLiveButton,
    MoreButton,
    NotSeenButton,
    OpenRatingButton,
    PopularButton,
    RateCardButton,
    RateFilmButton,
    RateFilmsButton,
    RatingsPageButton,
    RecommendButton,
    RefineAnswerButton,
    RefineCardButton,
    SimilarButton,
    StopButton,
    StyleButton,
    TurnButton,
    UndoAnswerButton,
    UnhideButton,
)

# What Telegram is asked for; everything else is ignored before it is sent.
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]

# New messages of people. Edited ones would be answered twice; channel posts and what is written in the name
# of a group or channel come from nobody whose taste could be learned. All of these are ignored on purpose.
FROM_PEOPLE = filters.UpdateType.MESSAGE & ~filters.SenderChat.ALL
IN_PRIVATE = FROM_PEOPLE & filters.ChatType.PRIVATE

COMMAND_HANDLERS = {
    "start": start.start,
    "help": start.show_help,
    "cancel": start.cancel,
    "forget_me": start.forget_me,
    "rate": onboarding.rate_films,
    "recommend": decks.recommend,
    "popular": decks.popular,
    "style": style.ask,
    "ratings": library.ratings,
    "link": linking.link,
    "unlink": linking.unlink,
    "retrain": admin.retrain,
    "model": admin.model,
    "stats": admin.stats,
}


def register(application: MatineeApplication) -> None:
    """Give the application all its handlers."""
    for name, handler in COMMAND_HANDLERS.items():
        application.add_handler(CommandHandler(name, handler, FROM_PEOPLE))
    application.add_handler(CallbackQueryHandler(buttons().dispatch))
    application.add_handler(MessageHandler(IN_PRIVATE & filters.COMMAND, chatter.unknown_command))
    application.add_handler(MessageHandler(IN_PRIVATE & filters.TEXT, chatter.plain_text))
    application.add_handler(MessageHandler(IN_PRIVATE & ~filters.StatusUpdate.ALL, chatter.not_a_text))
    application.add_handler(ChatMemberHandler(chatter.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(Failures().handle)


def buttons() -> Taps:
    """Return what each kind of button does."""
    taps = Taps()
    taps.on(RateFilmsButton, onboarding.begin)
    taps.on(LinkHelpButton, linking.explain)
    taps.on(PopularButton, decks.open_popular)
    taps.on(RecommendButton, decks.open_recommended)
    taps.on(AnswerButton, onboarding.answer)
    taps.on(NotSeenButton, onboarding.not_seen)
    taps.on(RefineAnswerButton, onboarding.refine)
    taps.on(UndoAnswerButton, onboarding.undo)
    taps.on(StopButton, onboarding.stop)
    taps.on(TurnButton, decks.turn)
    taps.explain(CounterButton, lambda button: labels.counter_hint(button.position, button.size))
    taps.on(RateCardButton, decks.rate)
    taps.on(RefineCardButton, decks.refine)
    taps.on(HideButton, decks.hide)
    taps.on(UnhideButton, decks.unhide)
    taps.on(MoreButton, decks.more)
    taps.on(SimilarButton, decks.open_similar)
    taps.on(StyleButton, style.choose)
    taps.on(RatingsPageButton, library.turn)
    taps.on(OpenRatingButton, library.open_film)
    taps.on(RateFilmButton, library.rate)
    taps.on(DeleteRatingButton, library.delete)
    taps.on(ForgetMeButton, start.forget)
    taps.on(KeepMeButton, start.keep)
    taps.on(CancelRetrainButton, admin.cancel)
    taps.on(MakeLiveButton, admin.make_live)
    taps.explain(HintButton, lambda button: labels.HINTS[button.hint])
    return taps
