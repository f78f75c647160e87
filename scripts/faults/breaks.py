"""Everything that can break at a wait, and what that cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scripts.faults.mortal_bot import MortalBot, World

PAUSE_SECONDS = 60.0

Break = Callable[[MortalBot, World], None]


def _kill(bot: MortalBot, _: World) -> None:
    bot.database.is_away = True  # nothing that a thread was about to write comes to be
    bot.suspensions.die()


def _kill_a_moment_later(bot: MortalBot, _: World) -> None:
    bot.suspensions.die()  # threads end what they are at


def _stop_for_a_minute(_: MortalBot, world: World) -> None:
    world.clocks.pass_by(PAUSE_SECONDS)


def _lose_requests(bot: MortalBot, _: World) -> None:
    bot.telegram.lost_requests = 2


def _lose_an_answer(bot: MortalBot, _: World) -> None:
    bot.telegram.lost_answers = 1


def _cut_omdb(bot: MortalBot, _: World) -> None:
    bot.omdb.is_away = True


def _cut_database(bot: MortalBot, _: World) -> None:
    bot.database.is_away = True


def _lose_a_commit(bot: MortalBot, _: World) -> None:
    bot.database.lost_answers = 1


BREAKS: dict[str, Break] = {
    "killed": _kill,
    "killed a moment later": _kill_a_moment_later,
    "stopped for a minute": _stop_for_a_minute,
    "Telegram cut off": _lose_requests,
    "Telegram's answer lost": _lose_an_answer,
    "OMDb cut off": _cut_omdb,
    "database cut off": _cut_database,
    "a commit's answer lost": _lose_a_commit,
}


@dataclass
class AwaitCost:
    """What a fault cost, at so many waits."""

    waits: int = 0
    lost: int = 0
    doubled: int = 0
    unanswered: int = 0
    unforeseen: int = 0

    @property
    def is_nothing(self) -> bool:
        """Return whether nothing was lost or came twice, and no error was one that nobody foresaw."""
        return not (self.lost or self.doubled or self.unforeseen)
