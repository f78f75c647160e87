"""Who sits in the playground: six made-up people and two groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Person:
    """A made-up Telegram account."""

    person_id: int
    first_name: str
    last_name: str
    language_code: str

    @property
    def name(self) -> str:
        """Return first and last name."""
        return f"{self.first_name} {self.last_name}"

    def as_user(self) -> dict[str, Any]:
        """Return the person as Telegram's User object."""
        return {
            "id": self.person_id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": f"{self.first_name}_{self.last_name}".lower(),
            "language_code": self.language_code,
        }

    def as_chat(self) -> dict[str, Any]:
        """Return the person's private chat as Telegram's Chat object."""
        user = self.as_user()
        names = {name: user[name] for name in ("first_name", "last_name", "username")}
        return {"id": self.person_id, "type": "private", **names}


@dataclass(frozen=True)
class Group:
    """A group in which several people and the bot sit; the first member is its owner."""

    group_id: int
    title: str
    member_ids: tuple[int, ...]
    is_basic: bool = False

    def as_chat(self) -> dict[str, Any]:
        """Return the group as Telegram's Chat object."""
        return {"id": self.group_id, "type": "group" if self.is_basic else "supergroup", "title": self.title}


PEOPLE = (
    Person(700000001, "Ada", "Lindqvist", "en"),
    Person(700000002, "Bruno", "Carvalho", "pt"),
    Person(700000003, "Clara", "Neumann", "de"),
    Person(700000004, "Dario", "Moretti", "it"),
    Person(700000005, "Elif", "Aydin", "tr"),
    Person(700000006, "Femi", "Okoye", "en"),
)
# The one whom the playground makes an admin of the bot.
ADMIN = PEOPLE[0]
GROUP = Group(-1001700000000, "Film night", tuple(person.person_id for person in PEOPLE[:4]))
CLUB = Group(-1001700000001, "Cinema club", tuple(PEOPLE[place].person_id for place in (4, 0, 2, 5)))
GROUPS = (GROUP, CLUB)
# A chat that the bot is no member of; everybody is there.
ELSEWHERE = {"id": -1001799999999, "type": "supergroup", "title": "Friends"}
BOT = {
    "id": 7000000000,
    "is_bot": True,
    "first_name": "Matinee",
    "username": "matinee_playground_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}
# Not a secret: the playground's Bot API takes any token, PTB only wants one of the right shape.
TOKEN = f"{BOT['id']}:playground-needs-no-token"
