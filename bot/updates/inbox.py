"""Telegram's updates: stored before they are acknowledged, handled once, each person's in order."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.presentation.buttons import EVERYTHING, Payload
from bot.runtime.clock import Clock
from storage.records.running import PendingUpdate, ReceivedUpdate
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from storage.user_locks import UserLocks

__all__ = ["FinishedUpdate", "Inbox", "IncomingUpdate", "OwnTap", "PendingUpdate", "is_suspect"]

# Telegram keeps an update for a day; what is handled is known for two.
KNOWN_FOR = timedelta(days=2)
# Who dies takes the places of many updates along: which one it died of shows when they run one at a time.
MAX_ABANDONED_TOGETHER = 3
MAX_ABANDONED = 8


@dataclass(frozen=True)
class OwnTap:
    """A tap on a button that is meant for whoever tapped it: the callback query's id, the kind of button."""

    query_id: str
    button: type[Payload]


@dataclass(frozen=True)
class IncomingUpdate:
    """An update that Telegram has just sent; of one dedup_key, a person's last word counts.

    kind is the field of the Update object that it came in: "message", "callback_query" …
    """

    update_id: int
    person_id: int
    payload: str
    dedup_key: str | None = None
    kind: str = ""
    tap: OwnTap | None = None


@dataclass(frozen=True)
class FinishedUpdate:
    """An update that is handled; the moment tells this process's note of it from another's."""

    update_id: int
    handled_at: datetime


def is_suspect(update: PendingUpdate) -> bool:
    """Return whether so many processes died while they handled an update that it may be the reason."""
    return update.abandoned_count >= MAX_ABANDONED_TOGETHER


class Inbox:
    """The inbox of one bot, shared by every process that handles updates."""

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, locks: UserLocks, clock: Clock, *, bot_id: int, secret: str
    ) -> None:
        self._unit_of_work = unit_of_work
        self._locks = locks
        self._clock = clock
        self._bot_id = bot_id
        self._secret = secret.encode()

    def now(self) -> datetime:
        """Return the moment that updates are noted with."""
        return self._clock()

    def receive(self, incoming: Sequence[IncomingUpdate]) -> set[int]:
        """Store updates for good, all in one transaction; the numbers of those not sent before."""
        updates = [
            ReceivedUpdate(
                each.update_id,
                each.person_id,
                each.payload,
                None if each.dedup_key is None else self._subject(each.person_id, each.dedup_key),
            )
            for each in incoming
        ]
        with self._unit_of_work() as work:
            new = work.telegram_updates.receive(self._bot_id, updates, self._clock())
            work.commit()
        return new

    def lock(self, people: Sequence[int]) -> dict[int, list[PendingUpdate]]:
        """Lock people and return the updates that wait for each; not of those whom another process serves."""
        locked = self._locks.acquire(people)
        try:
            with self._unit_of_work() as work:
                return {person_id: self._pending(work, person_id) for person_id in locked}
        except Exception:
            self._locks.release(locked)
            raise

    @property
    def shares_locks(self) -> bool:
        """Return whether another process may handle people's updates, once they are unlocked."""
        return self._locks.are_shared

    def unlock(self, people: Sequence[int]) -> dict[int, None]:
        """Let another process handle people's updates; there is nothing to tell of anybody."""
        self._locks.release(people)
        return {}

    def pending_of(self, person_id: int) -> list[PendingUpdate]:
        """Return a person's updates that wait, in order."""
        with self._unit_of_work() as work:
            return self._pending(work, person_id)

    def _pending(self, work: UnitOfWork, person_id: int) -> list[PendingUpdate]:
        return work.telegram_updates.pending_of(
            self._bot_id, person_id, everything=self._subject(person_id, EVERYTHING)
        )

    def take_over(self, update: PendingUpdate) -> bool:
        """Begin an update that another process left; False when it is dropped: too many died over it."""
        with self._unit_of_work() as work:
            may_try = update.abandoned_count < MAX_ABANDONED
            if may_try:
                work.telegram_updates.note_abandoned(self._bot_id, update.update_id)
            else:
                work.telegram_updates.finish(self._bot_id, update.update_id, self._clock())
            work.commit()
        return may_try

    def finish(self, update_id: int) -> None:
        """Note that an update is handled."""
        self.finish_all([FinishedUpdate(update_id, self._clock())])

    def finish_all(self, finished: Sequence[FinishedUpdate]) -> set[int]:
        """Note that updates are handled, all in one transaction; none of them is new."""
        with self._unit_of_work() as work:
            handled = [(each.update_id, each.handled_at) for each in finished]
            work.telegram_updates.finish_all(self._bot_id, handled)
            work.commit()
        return set()

    def reopen(self, person_id: int, update: PendingUpdate) -> None:
        """Let an update wait again that was noted as handled too early."""
        with self._unit_of_work() as work:
            work.telegram_updates.reopen(self._bot_id, update.update_id, person_id, update.payload)
            work.commit()

    def take_back(self, person_id: int, update: PendingUpdate, handled_at: datetime) -> None:
        """Let an update wait again if this note that it is handled, and no other, has come to count."""
        with self._unit_of_work() as work:
            work.telegram_updates.reopen(
                self._bot_id, update.update_id, person_id, update.payload, handled_at=handled_at
            )
            work.commit()

    def people_left_waiting(self, for_seconds: float) -> list[int]:
        """Return who has been waiting that long, because a process died or has too much to do."""
        with self._unit_of_work() as work:
            moment = self._clock() - timedelta(seconds=for_seconds)
            return work.telegram_updates.people_waiting(self._bot_id, moment)

    def pending_count(self) -> int:
        """Return how many updates wait to be handled."""
        with self._unit_of_work() as work:
            return work.telegram_updates.pending_count(self._bot_id)

    def forget_old(self) -> int:
        """Forget updates that cannot come again."""
        with self._unit_of_work() as work:
            forgotten = work.telegram_updates.prune(self._clock() - KNOWN_FOR)
            work.commit()
        return forgotten

    def close(self) -> None:
        """Release every lock."""
        self._locks.close()

    def _subject(self, person_id: int, dedup_key: str) -> int:
        # It outlives the update, so it must not tell who said something about what.
        digest = hmac.digest(self._secret, f"{person_id}:{dedup_key}".encode(), "sha256")
        return int.from_bytes(digest[:8], signed=True)
