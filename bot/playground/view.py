"""What the page shows, gathered from the state in one piece."""

from bot.playground.call import Call, Json
from bot.playground.people import BOT, Group, Person
from bot.playground.state import State

MESSAGES_SHOWN = 200


def snapshot(state: State) -> Json:
    """Everything a freshly opened page needs."""
    language = Call("getMyDescription")
    return {
        "kind": "snapshot",
        "bot": {"id": BOT["id"], "name": BOT["first_name"], "username": BOT["username"]},
        "description": state.profile.get_text(language, "description"),
        "people": [_person(person) for person in state.people.values()],
        "chats": [
            *(_private_chat(state, person) for person in state.people.values()),
            *(_group_chat(state, group) for group in state.groups.values()),
        ],
    }


def _person(person: Person) -> Json:
    return {"id": person.person_id, "name": person.name, "first_name": person.first_name}


def _private_chat(state: State, person: Person) -> Json:
    chat = person.as_chat()
    return {
        "id": person.person_id,
        "type": "private",
        "title": person.name,
        "member_ids": [person.person_id],
        "is_blocked": person.person_id in state.blocked,
        "messages": _messages(state, person.person_id),
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
        "messages": _messages(state, group.group_id),
        "commands": {
            person.person_id: state.profile.commands_for(
                group.as_chat(), person.person_id, person.language_code, is_owner=person is members[0]
            )
            for person in members
        },
    }


def _messages(state: State, chat_id: int) -> list[Json]:
    return list(state.messages.get(chat_id, {}).values())[-MESSAGES_SHOWN:]
