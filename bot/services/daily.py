"""One film a day for those who asked for it: at their hour, until they ignore it for two weeks.

A pick is claimed before it is sent: two processes never send the same one, and one that is lost with its
process is lost for that day only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.runtime.zones import next_occurrence
from bot.services.narrowing import kept_filters
from bot.services.predictions import films_for
from bot.services.taste import taste_of
from storage.records.people import DailyPick
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

__all__ = ["Daily", "DailyPick", "Due", "DueBatch"]

BATCH = 50
IGNORED_AFTER = timedelta(days=14)
TOO_LATE_AFTER = timedelta(hours=3)
NOT_AGAIN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Due:
    """Somebody whose hour has come; is_ignored: they get no film but a word that it stops."""

    chat_user_id: int
    is_ignored: bool = False


@dataclass(frozen=True)
class DueBatch:
    """Some of those whose hour has come, and whether there may be more."""

    people: tuple[Due, ...]
    has_more: bool


class Daily:
    """Keeps who wants a film a day, and chooses it."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock

    def now(self) -> datetime:
        """Return the present moment, which clocks everywhere are read by."""
        return self._clock()

    def get(self, chat_user_id: int) -> DailyPick | None:
        """Return what a person chose; None when they want no film a day."""
        with self._unit_of_work() as work:
            return work.daily_picks.get(chat_user_id)

    def choose_hour(self, chat_user_id: int, hour: int, guessed_zone: str) -> DailyPick:
        """Send a film at this hour every day; in the zone known of the person, else in the guessed one."""
        return self._change(chat_user_id, hour=hour, zone=None, otherwise=(hour, guessed_zone))

    def choose_zone(self, chat_user_id: int, zone: str, usual_hour: int) -> DailyPick:
        """Count the hour by the clocks of another zone."""
        return self._change(chat_user_id, hour=None, zone=zone, otherwise=(usual_hour, zone))

    def stop(self, chat_user_id: int) -> bool:
        """Send nothing any more; return whether something was sent."""
        with self._unit_of_work() as work:
            was_on = work.daily_picks.remove(chat_user_id)
            work.commit()
        return was_on

    def claim_due(self) -> DueBatch:
        """Take some picks that are due, for this process alone; what is hours late is left out."""
        claimed: list[Due] = []
        with self._unit_of_work() as work:
            now = self._clock()
            due = work.daily_picks.due(now, BATCH)
            for each in due:
                pick = each.pick
                if not work.daily_picks.claim(pick, next_occurrence(pick.hour, pick.zone, now)):
                    continue
                is_ignored = max(each.last_seen_at, pick.began_at) < now - IGNORED_AFTER
                if is_ignored:
                    work.daily_picks.remove(pick.chat_user_id)
                if is_ignored or pick.next_at > now - TOO_LATE_AFTER:
                    claimed.append(Due(pick.chat_user_id, is_ignored))
            work.commit()
        return DueBatch(tuple(claimed), has_more=len(due) == BATCH)

    def choose(self, chat_user_id: int) -> int | None:
        """Return the best film for a person that they were not shown for a month, and count it as shown.

        None when nothing is left that passes what they keep their lists to.
        """
        with self._unit_of_work() as work:
            movie_id = self._best(work, chat_user_id)
            if movie_id is not None:
                work.impressions.record(chat_user_id, movie_id, self._clock(), source="daily")
                work.commit()
        return movie_id

    def _change(
        self, chat_user_id: int, *, hour: int | None, zone: str | None, otherwise: tuple[int, str]
    ) -> DailyPick:
        with self._unit_of_work() as work:
            now = self._clock()
            work.chat_users.touch(chat_user_id, now)
            known = work.daily_picks.get(chat_user_id)
            wanted = (known.hour, known.zone) if known else otherwise
            wanted = (wanted[0] if hour is None else hour, wanted[1] if zone is None else zone)
            pick = DailyPick(chat_user_id, *wanted, began_at=now, next_at=next_occurrence(*wanted, now))
            work.daily_picks.put(pick)
            work.commit()
        return pick

    def _best(self, work: UnitOfWork, chat_user_id: int) -> int | None:
        taste = taste_of(work, chat_user_id)
        filters = kept_filters(work.chat_users.get(chat_user_id))
        shown = work.impressions.since(chat_user_id, self._clock() - NOT_AGAIN_FOR)
        recommender = self._models.current().recommender
        for excluded in (taste.seen | shown, taste.seen):  # better one shown this month than none
            best = films_for(recommender, taste, n=1, excluded=excluded, filters=filters, with_cold=False)
            if best:
                return best[0]
        return None
