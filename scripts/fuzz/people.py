"""Who takes part: people who send, people who never do, two groups, and a bot in between."""

from __future__ import annotations

from bot.playground.people import Group, Person

SENDERS = (
    Person(700000001, "Ada", "Lindqvist", "en"),
    Person(700000002, "Bruno", "Carvalho", "pt"),
    Person(700000003, "Clara", "Neumann", "de"),
    Person(2**52 - 1, "Dario", "Moretti", "xx"),
    Person(1, "\u202eElif", "<b>&amp;", "tr"),
    Person(2**31, "F" * 64, "Okoye", "en-GB"),
)
# They use the bot at the beginning and never again: whatever happens, no row of theirs may change.
BYSTANDERS = (
    Person(700000011, "Gwen", "Still", "en"),
    Person(700000012, "Hugo", "Quiet", "de"),
)
PEOPLE = (*SENDERS, *BYSTANDERS)
ADMIN = SENDERS[2]
GROUPS = (
    Group(-1001700000000, "Film night", tuple(person.person_id for person in PEOPLE)),
    Group(-4200, "Old group", tuple(person.person_id for person in PEOPLE[:3]), is_basic=True),
)
