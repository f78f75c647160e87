"""One well-formed update of every kind that the Bot API knows, from somebody and about something."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.playground.actions import buttons_of
from bot.playground.call import Json
from bot.playground.people import BOT, Person
from scripts.fuzz.buttons import damaged, payload
from scripts.fuzz.messages import around, content
from scripts.fuzz.people import GROUPS, SENDERS

DATE = 1_700_000_000
NEW_KIND = "something_of_2030"


@dataclass(frozen=True)
class Surroundings:
    """What updates can be about: films, files, and the messages that stand in each chat now."""

    movie_ids: list[int]
    titles: list[str]
    documents: Sequence[Json]
    messages: Mapping[int, Mapping[int, Json]]


@dataclass
class UpdateMaker:
    """Makes updates by chance; the same chance and the same chats give the same updates."""

    rng: Random
    about: Surroundings
    count: int = 0

    def make(self) -> Json:
        """Return an update: a message or a tap in most cases."""
        self.count += 1
        person = self.rng.choice(SENDERS)
        kind = self.rng.choices(("message", "callback_query", ""), (40, 45, 15))[0]
        kind = kind or self.rng.choice(sorted(BODIES))
        return {"update_id": self.count, kind: BODIES[kind](self, person)}

    def message(self, person: Person) -> Json:
        """Return a message to the bot, in private in most cases."""
        chat = person.as_chat() if self.rng.random() < 0.7 else self.rng.choice(GROUPS).as_chat()
        said = content(self.rng, self.about.titles, self.about.documents) | around(self.rng)
        answered = self._some_message(chat["id"])
        if answered is not None and self.rng.random() < 0.2:
            said["reply_to_message"] = {k: v for k, v in answered.items() if k != "reply_to_message"}
        return {"message_id": 10**6 + self.count, "date": DATE, "chat": chat, "from": person.as_user()} | said

    def tap(self, person: Person) -> Json:
        """Return a tap: on a button that is there, or one that only a hostile app could send."""
        query: Json = {"id": f"q{self.count}", "from": person.as_user(), "chat_instance": "1"}
        chat_id = self.rng.choice((*[person.person_id] * 6, *self.about.messages, GROUPS[0].group_id))
        message = self._some_message(chat_id)
        chance = self.rng.random()
        if message is None or chance < 0.02:
            query |= {"inline_message_id": "i"}
        elif chance < 0.05:
            query |= {"message": {"chat": message["chat"], "message_id": message["message_id"], "date": 0}}
        else:
            query |= {"message": message}
        return query | {"data": self._data(person, message)}

    def _data(self, person: Person, message: Json | None) -> str:
        there = [each["callback_data"] for each in buttons_of(message or {}) if "callback_data" in each]
        if not there or self.rng.random() < 0.4:
            return payload(self.rng, person.person_id, self.about.movie_ids)
        chosen = str(self.rng.choice(there))
        return chosen if self.rng.random() < 0.9 else damaged(self.rng, chosen)

    def _some_message(self, chat_id: int) -> Json | None:
        standing = list(self.about.messages.get(chat_id, {}).values())[-8:]
        return self.rng.choice(standing) if standing else None


def _of_person(**fields: object) -> Callable[[UpdateMaker, Person], Json]:
    return lambda _, person: {"from": person.as_user(), **fields}


def _in_chat(who: str, **fields: object) -> Callable[[UpdateMaker, Person], Json]:
    return lambda _, person: {
        "chat": person.as_chat(),
        "date": DATE,
        "message_id": 1,
        who: person.as_user(),
        **fields,
    }


def _membership(maker: UpdateMaker, person: Person) -> Json:
    chat = maker.rng.choice((person, *GROUPS)).as_chat()
    states = [{"user": BOT, "status": status, "until_date": 0} for status in ("member", "kicked", "left")]
    change = {"old_chat_member": maker.rng.choice(states), "new_chat_member": maker.rng.choice(states)}
    return {"chat": chat, "from": person.as_user(), "date": DATE, **change}


def _poll(_: UpdateMaker, person: Person) -> Json:
    option = {"text": person.first_name, "voter_count": 1, "persistent_id": "p"}
    flags = {
        "is_closed": False,
        "is_anonymous": True,
        "allows_multiple_answers": False,
        "allows_revoting": True,
    }
    return {
        "id": "1",
        "question": "?",
        "options": [option],
        "total_voter_count": 1,
        "type": "regular",
    } | flags


_REACTION = [{"type": "emoji", "emoji": "👍"}]
_BOOST = {"boost_id": "b", "add_date": DATE, "expiration_date": DATE, "source": {"source": "premium"}}
BODIES: dict[str, Callable[[UpdateMaker, Person], Json]] = {
    **dict.fromkeys(
        ("message", "edited_message", "channel_post", "edited_channel_post"), UpdateMaker.message
    ),
    **dict.fromkeys(("business_message", "edited_business_message", "guest_message"), UpdateMaker.message),
    "callback_query": UpdateMaker.tap,
    "inline_query": _of_person(id="i1", query="comedy", offset=""),
    "chosen_inline_result": _of_person(result_id="1", query="comedy"),
    "shipping_query": _of_person(
        id="s",
        invoice_payload="x",
        shipping_address=dict.fromkeys(
            ("country_code", "state", "city", "street_line1", "street_line2", "post_code"), "x"
        ),
    ),
    "pre_checkout_query": _of_person(id="p", currency="XTR", total_amount=1, invoice_payload="x"),
    "purchased_paid_media": _of_person(paid_media_payload="x"),
    "poll": _poll,
    "poll_answer": lambda _, person: {"poll_id": "1", "user": person.as_user(), "option_ids": [0]},
    "my_chat_member": _membership,
    "chat_member": _membership,
    "chat_join_request": _in_chat("from", user_chat_id=1),
    "chat_boost": _in_chat("user", boost=_BOOST),
    "removed_chat_boost": _in_chat("user", boost_id="b", remove_date=DATE, source=_BOOST["source"]),
    "message_reaction": _in_chat("user", old_reaction=[], new_reaction=_REACTION),
    "message_reaction_count": _in_chat("user", reactions=[{"type": _REACTION[0], "total_count": 1}]),
    "business_connection": _in_chat("user", id="b", user_chat_id=1, is_enabled=True, can_reply=True),
    "deleted_business_messages": _in_chat("user", business_connection_id="b", message_ids=[1, 2]),
    "managed_bot": _in_chat("user", bot=BOT),
    NEW_KIND: _in_chat("from", blocks=[1, {"type": "unknown"}]),
}
