"""A hook for tests: the next calls of a method fail as they do on a bad day."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.errors import ApiError, ConnectionDropped, too_many_requests

Fault = ApiError | ConnectionDropped
ANY_METHOD = "*"


@dataclass
class Faults:
    """What goes wrong next, by method name; a fault is used up by the call that meets it."""

    planned: dict[str, deque[Fault]] = field(default_factory=dict)

    def plan(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next `times` calls of `method` (or of any, "*") fail with this fault."""
        self.planned.setdefault(method.lower(), deque()).extend([fault] * times)

    def strike(self, method: str) -> None:
        """Raise the fault that is due for this method, if there is one."""
        due = self.planned.get(method.lower()) or self.planned.get(ANY_METHOD)
        if due:
            raise due.popleft()


@dataclass
class FloodLimit:
    """At most `messages` in `seconds` to one chat; off until somebody sets it."""

    messages: int
    seconds: int
    sent: dict[int, deque[datetime]] = field(default_factory=dict)

    def check(self, chat_id: int, now: datetime) -> None:
        """Count one more message to this chat, or refuse it with the seconds to wait."""
        times = self.sent.setdefault(chat_id, deque())
        while times and now - times[0] >= timedelta(seconds=self.seconds):
            times.popleft()
        if len(times) >= self.messages:
            wait = times[0] + timedelta(seconds=self.seconds) - now
            raise too_many_requests(max(1, round(wait.total_seconds())))
        times.append(now)
