"""Which of Telegram's own copies of a poster can be sent again; a copy belongs to one bot."""

from __future__ import annotations

from bot.runtime.at_hand import AtHand
from bot.runtime.clock import Clock
from storage.unit_of_work import UnitOfWorkFactory


class PosterFiles:
    """Remembers Telegram's file_id of a film's poster.

    Those asked for lately are at hand: one that another process has forgotten is refused once more.
    """

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._at_hand: AtHand[tuple[int, int], str] = AtHand()

    def get(self, bot_id: int, movie_id: int) -> str | None:
        """Return the file_id under which this bot sent the poster before, or None."""

        def read() -> str | None:
            with self._unit_of_work() as work:
                return work.poster_file_ids.get(bot_id, movie_id)

        return self._at_hand.get((bot_id, movie_id), read)

    def at_hand(self, bot_id: int, movie_id: int) -> str | None:
        """Return the file_id if it was asked for lately, without asking the database."""
        return self._at_hand.peek((bot_id, movie_id))

    def remember(self, bot_id: int, movie_id: int, file_id: str) -> None:
        """Keep the file_id for the next time."""
        with self._unit_of_work() as work:
            work.poster_file_ids.put(bot_id, movie_id, file_id, self._clock())
            work.commit()
        self._at_hand.drop((bot_id, movie_id))

    def forget(self, bot_id: int, movie_id: int) -> None:
        """Drop a file_id that Telegram refused."""
        with self._unit_of_work() as work:
            work.poster_file_ids.forget(bot_id, movie_id)
            work.commit()
        self._at_hand.drop((bot_id, movie_id))
