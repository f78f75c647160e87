"""Telegram's pace: so many messages a second in all, fewer in one chat, none where it asked to wait."""

from __future__ import annotations

MESSAGES_PER_MINUTE_IN_GROUP = 20
SHARE_OF_ONE_CHAT = 1 / 3
MAX_CHATS_KNOWN = 1024


class Bucket:
    """Lets `burst` calls through at once and `rate` a second in the long run (GCRA, ITU-T I.371)."""

    def __init__(self, rate: float, burst: float) -> None:
        self._interval = 1 / rate
        self._tolerance = max(0.0, burst - 1) / rate
        self._full_at = float("-inf")

    def wait(self, now: float, keeping: int = 0) -> float:
        """Return the seconds until the next call may be made that leaves so many others of the burst."""
        return max(0.0, self._full_at + keeping * self._interval - self._tolerance - now)

    def count(self, now: float) -> None:
        """Count a call that is made now, or after its wait."""
        self._full_at = max(self._full_at, now) + self._interval

    def is_idle(self, now: float) -> bool:
        """Return whether nothing is borrowed from the allowance, as if it had never been used."""
        return self._full_at <= now


class ChatPace:
    """What one chat may take, and until when Telegram wants nothing to be written there."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._closed_until = float("-inf")

    def wait(self, now: float, keeping: int = 0) -> float:
        """Return the seconds until something may be written here that leaves room for so much more."""
        return max(self._closed_until - now, self._bucket.wait(now, keeping))

    def count(self, now: float) -> None:
        """Count a message."""
        self._bucket.count(now)

    def close(self, until: float) -> None:
        """Let nothing be written here before then."""
        self._closed_until = max(self._closed_until, until)

    def is_idle(self, now: float) -> bool:
        """Return whether nothing about this chat is worth remembering."""
        return self._closed_until <= now and self._bucket.is_idle(now)


class Pace:
    """The pace of all chats together and of each.

    One chat gets no more than a third of what the bot may send, so that nobody waits behind a burst.
    """

    def __init__(self, messages_per_second: float) -> None:
        self._rate = messages_per_second
        self.overall = Bucket(messages_per_second, messages_per_second)
        self._chats: dict[int | str, ChatPace] = {}

    def of(self, chat_id: object, now: float) -> ChatPace:
        """Return the pace of a chat, given as a number, as one in words, or as a channel's name."""
        known = _chat_key(chat_id)
        if known not in self._chats:
            self._forget_idle(now)
            self._chats[known] = ChatPace(self._bucket_for(known))
        return self._chats[known]

    def _bucket_for(self, chat: int | str) -> Bucket:
        if isinstance(chat, str) or chat < 0:
            return Bucket(MESSAGES_PER_MINUTE_IN_GROUP / 60, MESSAGES_PER_MINUTE_IN_GROUP)
        share = self._rate * SHARE_OF_ONE_CHAT
        return Bucket(share, share)

    def _forget_idle(self, now: float) -> None:
        if len(self._chats) >= MAX_CHATS_KNOWN:
            self._chats = {chat: pace for chat, pace in self._chats.items() if not pace.is_idle(now)}


def _chat_key(chat_id: object) -> int | str:
    try:
        return int(str(chat_id))
    except ValueError:
        return str(chat_id)
