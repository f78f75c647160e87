"""Who we talk to: greeting, linking a MovieLens user, forgetting somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.runtime.clock import Clock
from bot.services.errors import UnknownMovieLensUser
from bot.services.taste import taste_of
from bot.services.views import Greeting
from storage.records.people import ChatUser
from storage.unit_of_work import UnitOfWorkFactory

LANGUAGE_KEPT_FOR = timedelta(minutes=10)  # another process may have changed it
NOTED_EVERY = timedelta(days=1)
MAX_LANGUAGES = 5_000


@dataclass(frozen=True)
class KnownLanguages:
    """The language that a person chose, and the one that Telegram told before."""

    chosen: str | None = None
    told: str | None = None
    is_noted: bool = False
    """Whether it was noted that they are here."""

    def code(self, told_now: str | None) -> str | None:
        """Return the language to speak: chosen, or told by Telegram now, or told before."""
        return self.chosen or told_now or self.told


class People:
    """Keeps what we know about chat users."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._languages: dict[int, tuple[datetime, KnownLanguages]] = {}

    def greet(self, chat_user_id: int, first_name: str, language_code: str | None) -> Greeting:
        """Remember that somebody is here (again) and return what we know of them."""
        with self._unit_of_work() as work:
            person = work.chat_users.touch(chat_user_id, self._clock(), first_name, language_code)
            ratings = taste_of(work, chat_user_id).ratings
            work.commit()
        self._keep_languages(chat_user_id, person, is_noted=True)
        is_known = bool(ratings) or person.movielens_user_id is not None
        return Greeting(is_known, first_name, len(ratings), person.movielens_user_id)

    def language_code(self, chat_user_id: int, told: str | None = None) -> str | None:
        """Return the language to speak with a person: chosen, or told by Telegram now, or told before.

        What is kept is at most ten minutes old; None when nothing is known.
        """
        known = self.languages_at_hand(chat_user_id) or self.look_in(chat_user_id, None, is_here=False)
        return known.code(told)

    def languages_at_hand(self, chat_user_id: int, *, is_noted: bool = False) -> KnownLanguages | None:
        """Return a person's languages if they were read lately; nothing is waited for.

        `is_noted`: only if it was noted by that, too, that the person is here.
        """
        read_at, known = self._languages.get(chat_user_id, (None, None))
        is_lately = read_at is not None and abs(self._clock() - read_at) < LANGUAGE_KEPT_FOR
        return known if known is not None and is_lately and known.is_noted >= is_noted else None

    def look_in(
        self, chat_user_id: int, told: str | None, first_name: str | None = None, *, is_here: bool = True
    ) -> KnownLanguages:
        """Note that a person is here, once a day, and what Telegram tells of them; return their languages.

        Of a stranger nothing is noted, nor of somebody who is elsewhere.
        """
        now = self._clock()
        with self._unit_of_work() as work:
            person = work.chat_users.get(chat_user_id)
            if person is not None and is_here and _is_news(person, told, first_name, now):
                person = work.chat_users.touch(chat_user_id, now, first_name, told or None)
                work.commit()
        return self._keep_languages(chat_user_id, person, is_noted=is_here)

    def chosen_language(self, chat_user_id: int) -> str | None:
        """Return the language that a person chose; None: the one that Telegram tells."""
        with self._unit_of_work() as work:
            person = work.chat_users.get(chat_user_id)
        return None if person is None else person.chosen_language

    def choose_language(self, chat_user_id: int, language: str | None) -> str | None:
        """Remember a person's language, None for Telegram's; return the one that Telegram told last."""
        with self._unit_of_work() as work:
            person = work.chat_users.touch(chat_user_id, self._clock())
            work.chat_users.set_language(chat_user_id, language)
            work.commit()
        self._keep_languages(chat_user_id, replace(person, chosen_language=language), is_noted=True)
        return person.language_code

    def link(self, chat_user_id: int, movielens_user_id: int) -> int:
        """Let a MovieLens user's ratings count as this person's; return how many there are."""
        with self._unit_of_work() as work:
            ratings = work.movielens_ratings.of_user(movielens_user_id)
            if not ratings:
                raise UnknownMovieLensUser(movielens_user_id)
            work.chat_users.touch(chat_user_id, self._clock())
            work.chat_users.link(chat_user_id, movielens_user_id)
            work.commit()
        return len(ratings)

    def unlink(self, chat_user_id: int) -> bool:
        """Let the linked ratings count no longer; return whether there was a link."""
        with self._unit_of_work() as work:
            person = work.chat_users.get(chat_user_id)
            if person is None or person.movielens_user_id is None:
                return False
            work.chat_users.unlink(chat_user_id)
            work.commit()
        return True

    def boldness(self, chat_user_id: int) -> float:
        """Return how daring this person's recommendations may be, from -1 (safer) to 1 (bolder)."""
        with self._unit_of_work() as work:
            person = work.chat_users.get(chat_user_id)
        return 0.0 if person is None else person.boldness

    def set_boldness(self, chat_user_id: int, boldness: float) -> None:
        """Remember how daring this person's recommendations may be, from -1 (safer) to 1 (bolder)."""
        with self._unit_of_work() as work:
            work.chat_users.touch(chat_user_id, self._clock())
            work.chat_users.set_boldness(chat_user_id, min(max(boldness, -1.0), 1.0))
            work.commit()

    def first_name(self, chat_user_id: int) -> str | None:
        """Return what somebody is called; None for a stranger."""
        with self._unit_of_work() as work:
            person = work.chat_users.get(chat_user_id)
        return person.first_name or None if person is not None else None

    def mark_blocked(self, chat_user_id: int) -> None:
        """Remember that this person blocked the bot, until they come back."""
        with self._unit_of_work() as work:
            work.chat_users.mark_blocked(chat_user_id, self._clock())
            work.commit()

    def forget(self, chat_user_id: int) -> None:
        """Delete everything that we know about a person."""
        with self._unit_of_work() as work:
            work.chat_users.delete(chat_user_id)
            work.commit()
        self._languages.pop(chat_user_id, None)

    def _keep_languages(
        self, chat_user_id: int, person: ChatUser | None, *, is_noted: bool = False
    ) -> KnownLanguages:
        if len(self._languages) >= MAX_LANGUAGES:
            self._languages.clear()
        codes = (None, None) if person is None else (person.chosen_language, person.language_code)
        known = KnownLanguages(*codes, is_noted=is_noted)
        self._languages[chat_user_id] = (self._clock(), known)
        return known


def _is_news(person: ChatUser, told: str | None, first_name: str | None, now: datetime) -> bool:
    """Return whether a visit tells anything that was not noted lately."""
    speaks_otherwise = bool(told) and told != person.language_code
    is_called_otherwise = first_name is not None and first_name != person.first_name
    return speaks_otherwise or is_called_otherwise or person.last_seen_at < now - NOTED_EVERY
