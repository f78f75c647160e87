"""What the page shows, gathered from the state in one piece."""

from __future__ import annotations

from bot.playground.call import Call, Json
from bot.playground.people import BOT, ELSEWHERE, Group, Person
from bot.playground.reactions import reactions_to
from bot.playground.state import State

MESSAGES_SHOWN = 200


def snapshot(state: State) -> Json:
    """Return everything a freshly opened page needs."""
    return {
        "kind": "snapshot",
        "bot": {"id": BOT["id"], "name": BOT["first_name"], "username": BOT["username"]},
        "description": _description(state),
        "people": [_person(person) for person in state.people.values()],
        "chats": [chat | {"messages": _messages(state, chat["id"])} for chat in _chats(state)],
    }


def profile(state: State) -> Json:
    """Return what changes when the bot sets its commands or somebody blocks it, without messages."""
    chats = [{name: chat[name] for name in ("id", "is_blocked", "commands")} for chat in _chats(state)]
    people = [_person(person) for person in state.people.values()]
    return {"kind": "profile", "description": _description(state), "people": people, "chats": chats}


def shown(state: State, message: Json) -> Json:
    """Return a message as people see it: with reactions, their own votes, no counts that are hidden."""
    extra: Json = {"reactions": reactions_to(state, message)}
    record = state.polls.get(message["poll"]["id"]) if "poll" in message else None
    if record is not None:
        is_hidden = record["hides_results"] and not message["poll"]["is_closed"]
        poll = _without_counts(message["poll"]) if is_hidden else message["poll"]
        extra |= {"poll": poll, "ballots": record["ballots"], "is_hidden": is_hidden}
    return message | extra


def _without_counts(poll: Json) -> Json:
    options = [option | {"voter_count": 0} for option in poll["options"]]
    return poll | {"options": options}


def _description(state: State) -> str:
    return state.profile.get_text(Call("getMyDescription"), "description")


def _chats(state: State) -> list[Json]:
    return [
        *(_private_chat(state, person) for person in state.people.values()),
        *(_group_chat(state, group) for group in state.groups.values()),
        _guest_chat(state),
    ]


def _person(person: Person) -> Json:
    return {
        "id": person.person_id,
        "name": person.name,
        "first_name": person.first_name,
        "language_code": person.language_code,
    }


def _private_chat(state: State, person: Person) -> Json:
    chat = person.as_chat()
    return {
        "id": person.person_id,
        "type": "private",
        "title": person.name,
        "member_ids": [person.person_id],
        "is_blocked": person.person_id in state.blocked,
        "commands": {
            person.person_id: state.profile.commands_for(
                chat, person.person_id, person.language_code, is_owner=False
            )
        },
    }


def _group_chat(state: State, group: Group) -> Json:
    members = [state.people[member_id] for member_id in group.member_ids]
    return {
        "id": group.group_id,
        "type": "group",
        "title": group.title,
        "member_ids": list(group.member_ids),
        "is_blocked": False,
        "commands": {
            person.person_id: state.profile.commands_for(
                group.as_chat(), person.person_id, person.language_code, is_owner=person is members[0]
            )
            for person in members
        },
    }


def _guest_chat(state: State) -> Json:
    return {
        "id": ELSEWHERE["id"],
        "type": "group",
        "title": ELSEWHERE["title"],
        "member_ids": list(state.people),
        "is_guest": True,
        "is_blocked": False,
        "commands": {},
    }


def _messages(state: State, chat_id: int) -> list[Json]:
    newest = list(state.messages.get(chat_id, {}).values())[-MESSAGES_SHOWN:]
    return [shown(state, message) for message in newest]
