"""When to leave OMDb alone for a while: a refused key, a spent quota, an outage."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta

from bot.omdb.details_cache import SAYS_SPENT, Found, Missed, Outcome
from bot.runtime.clock import Clock

logger = logging.getLogger(__name__)

REFUSED_KEY = {Outcome.NO_API_KEY, Outcome.INVALID_API_KEY}
SPENT = {*SAYS_SPENT, Outcome.QUOTA_SPENT}
OUTAGE = {
    Outcome.TIMED_OUT,
    Outcome.CONNECTION_FAILED,
    Outcome.TOO_MANY_REQUESTS,
    Outcome.FORBIDDEN,
    Outcome.SERVER_ERROR,
    Outcome.UNEXPECTED_STATUS,
    Outcome.HTML_PAGE,
}
AFTER_REFUSED_KEY = timedelta(hours=1)
AFTER_OUTAGE = timedelta(minutes=1)
FAILURES_OF_AN_OUTAGE = 3


class CircuitBreaker:
    """Watches the answers and says when not to ask."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: datetime | None = None
        self._failures = 0

    def is_open(self) -> bool:
        """Say whether OMDb is to be left alone now."""
        return self._until is not None and self._clock() < self._until

    def record(self, answer: Found | Missed) -> None:
        """Take notice of an answer: it may begin a pause, or show that OMDb is well."""
        reason = answer.reason if isinstance(answer, Missed) else Outcome.FOUND
        if reason in OUTAGE:
            self._failures += 1
        elif reason is not Outcome.QUOTA_SPENT:
            self._failures = 0
        until = self._end_of_pause(reason)
        if until is not None:
            self._until = until
            logger.warning("OMDb is left alone until %s: %s", until.isoformat(timespec="minutes"), reason)

    def _end_of_pause(self, reason: Outcome) -> datetime | None:
        now = self._clock()
        if reason in REFUSED_KEY:
            return now + AFTER_REFUSED_KEY
        if reason in SPENT:
            return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
        # One failure after a pause is enough to begin the next: the count goes on until something answers.
        if self._failures >= FAILURES_OF_AN_OUTAGE:
            return now + AFTER_OUTAGE
        return None
