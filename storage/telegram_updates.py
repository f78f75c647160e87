"""The inbox: updates that Telegram delivered, kept until handled, known for a while after.

An update is acknowledged only when it is committed here, so none is lost; its number is the primary key, so
none is taken twice, however many processes share the inbox and however often Telegram sends it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.running import PendingUpdate, ReceivedUpdate
from storage.tables.running import telegram_updates
from storage.upserting import insert_new_into

NOBODY = 0


def _is_late(subject: sa.ColumnElement[int]) -> sa.Exists:
    newer = telegram_updates.alias()
    return sa.exists().where(
        newer.c.bot_id == telegram_updates.c.bot_id,
        newer.c.update_id > telegram_updates.c.update_id,
        newer.c.subject == subject,
        newer.c.handled_at.is_not(None),
    )


def _is_pending(bot_id: int | sa.BindParameter[int]) -> sa.ColumnElement[bool]:
    return sa.and_(telegram_updates.c.bot_id == bot_id, telegram_updates.c.handled_at.is_(None))


# Built once: making the statement anew takes longer than running it.
_PENDING_OF = (
    sa.select(
        telegram_updates.c.update_id,
        telegram_updates.c.payload,
        telegram_updates.c.abandoned_count,
        sa.or_(
            _is_late(telegram_updates.c.subject), _is_late(sa.bindparam("everything", type_=sa.BigInteger))
        ),
    )
    .where(_is_pending(sa.bindparam("bot")), telegram_updates.c.person_id == sa.bindparam("person"))
    .order_by(telegram_updates.c.update_id)
)
_FINISH = (
    sa.update(telegram_updates)
    .where(
        telegram_updates.c.bot_id == sa.bindparam("bot"),
        telegram_updates.c.update_id == sa.bindparam("number"),
    )
    .values(handled_at=sa.bindparam("now"), payload="", person_id=NOBODY)
)


class TelegramUpdates:
    """Reads and writes the inbox."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def receive(self, bot_id: int, updates: Sequence[ReceivedUpdate], now: datetime) -> set[int]:
        """Keep updates; the numbers of those that had not been received before."""
        statement = insert_new_into(self._connection, telegram_updates, "update_id")
        rows = [{"bot_id": bot_id, "received_at": now, **vars(update)} for update in updates]
        return set(self._connection.scalars(statement, rows))

    def pending_of(
        self, bot_id: int, person_id: int, *, everything: int | None = None
    ) -> list[PendingUpdate]:
        """Return a person's updates that nobody has handled, in Telegram's order.

        Everything is the subject after which all older updates of this person are late.
        """
        asked = {"bot": bot_id, "person": person_id, "everything": everything}
        rows = self._connection.execute(_PENDING_OF, asked)
        return [PendingUpdate(*row) for row in rows]

    def people_waiting(self, bot_id: int, received_before: datetime) -> list[int]:
        """Return who has updates that have been waiting since then, the longest waiting first."""
        statement = (
            sa.select(telegram_updates.c.person_id)
            .where(_is_pending(bot_id), telegram_updates.c.received_at < received_before)
            .group_by(telegram_updates.c.person_id)
            .order_by(sa.func.min(telegram_updates.c.update_id))
        )
        return list(self._connection.scalars(statement))

    def pending_count(self, bot_id: int) -> int:
        """Return how many updates wait to be handled."""
        statement = sa.select(sa.func.count()).select_from(telegram_updates).where(_is_pending(bot_id))
        return self._connection.execute(statement).scalar_one()

    def note_abandoned(self, bot_id: int, update_id: int) -> None:
        """Count that a process began an update and never finished it."""
        statement = sa.update(telegram_updates).where(
            telegram_updates.c.bot_id == bot_id, telegram_updates.c.update_id == update_id
        )
        self._connection.execute(statement.values(abandoned_count=telegram_updates.c.abandoned_count + 1))

    def finish(self, bot_id: int, update_id: int, now: datetime) -> None:
        """Note that an update is handled; number and subject are kept, not what it said nor who said it."""
        self.finish_all(bot_id, [(update_id, now)])

    def finish_all(self, bot_id: int, handled: Sequence[tuple[int, datetime]]) -> None:
        """Note that updates, by number and moment, are handled."""
        self._connection.execute(
            _FINISH, [{"bot": bot_id, "number": number, "now": moment} for number, moment in handled]
        )

    def reopen(
        self, bot_id: int, update_id: int, person_id: int, payload: str, *, handled_at: datetime | None = None
    ) -> None:
        """Note that an update waits after all; with a moment, only if it was noted as handled then."""
        statement = sa.update(telegram_updates).where(
            telegram_updates.c.bot_id == bot_id, telegram_updates.c.update_id == update_id
        )
        if handled_at is not None:
            statement = statement.where(telegram_updates.c.handled_at == handled_at)
        self._connection.execute(statement.values(handled_at=None, person_id=person_id, payload=payload))

    def prune(self, handled_before: datetime) -> int:
        """Forget the numbers of updates handled before then; Telegram sends nothing again after a day."""
        statement = sa.delete(telegram_updates).where(telegram_updates.c.handled_at < handled_before)
        return self._connection.execute(statement).rowcount
