"""Which handler answers what: the whole conversation on one page."""

from __future__ import annotations

from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.context import MatineeApplication
from bot.handlers import admin, decks, fallbacks, linking, my_ratings, onboarding, start, style
from bot.handlers.callback_router import CallbackRouter
from bot.handlers.failures import Failures
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
    "ratings": my_ratings.ratings,
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
    application.add_handler(MessageHandler(IN_PRIVATE & filters.COMMAND, fallbacks.unknown_command))
    application.add_handler(MessageHandler(IN_PRIVATE & filters.TEXT, fallbacks.plain_text))
    application.add_handler(MessageHandler(IN_PRIVATE & ~filters.StatusUpdate.ALL, fallbacks.not_a_text))
    application.add_handler(ChatMemberHandler(fallbacks.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(Failures().handle)


def buttons() -> CallbackRouter:
    """Return what each kind of button does."""
    router = CallbackRouter()
    router.on(RateFilmsButton, onboarding.begin)
    router.on(LinkHelpButton, linking.explain)
    router.on(PopularButton, decks.open_popular)
    router.on(RecommendButton, decks.open_recommended)
    router.on(AnswerButton, onboarding.answer)
    router.on(NotSeenButton, onboarding.not_seen)
    router.on(RefineAnswerButton, onboarding.refine)
    router.on(UndoAnswerButton, onboarding.undo)
    router.on(StopButton, onboarding.stop)
    router.on(TurnButton, decks.turn)
    router.explain(CounterButton, lambda button: labels.counter_hint(button.position, button.size))
    router.on(RateCardButton, decks.rate)
    router.on(RefineCardButton, decks.refine)
    router.on(HideButton, decks.hide)
    router.on(UnhideButton, decks.unhide)
    router.on(MoreButton, decks.more)
    router.on(SimilarButton, decks.open_similar)
    router.on(StyleButton, style.choose)
    router.on(RatingsPageButton, my_ratings.turn)
    router.on(OpenRatingButton, my_ratings.open_film)
    router.on(RateFilmButton, my_ratings.rate)
    router.on(DeleteRatingButton, my_ratings.delete)
    router.on(ForgetMeButton, start.forget)
    router.on(KeepMeButton, start.keep)
    router.on(CancelRetrainButton, admin.cancel)
    router.on(MakeLiveButton, admin.make_live)
    router.explain(HintButton, lambda button: labels.HINTS[button.hint])
    return router
