"""What people's messages hold: commands, words, files, and every other thing that Telegram knows."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from bot.handlers.commands import COMMANDS
from bot.playground.call import Json
from bot.playground.entities import detect_entities
from bot.playground.people import BOT
from scripts.fuzz.people import PEOPLE
from scripts.fuzz.values import WORDS, odd_text

FILE = {"file_id": "a-file", "file_unique_id": "f", "file_size": 1000}
PICTURE = FILE | {"width": 90, "height": 60}
OTHER_CONTENTS: tuple[Json, ...] = (
    {"photo": [PICTURE], "caption": "/recommend"},
    {"sticker": PICTURE | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🍿"}},
    {"animation": PICTURE | {"duration": 3}, "document": FILE},
    {"audio": FILE | {"duration": 3}},
    {"voice": FILE | {"duration": 3}},
    {"video": PICTURE | {"duration": 3}},
    {"video_note": FILE | {"duration": 3, "length": 240}},
    {"contact": {"phone_number": "1", "first_name": "C"}},
    {"dice": {"emoji": "🎲", "value": 4}},
    {"location": {"latitude": 1.0, "longitude": 2.0}},
    {"venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "Kino", "address": "Street"}},
    {"game": {"title": "G", "description": "D", "photo": [PICTURE]}},
    {"poll": {"id": "1", "question": "?", "options": [{"text": "a", "voter_count": 1}], "type": "regular"}},
    {"new_chat_members": [BOT]},
    {"left_chat_member": BOT},
    {"new_chat_title": "T"},
    {"group_chat_created": True},
    {"migrate_to_chat_id": -1001700000009},
    {"pinned_message": {"message_id": 3, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {"successful_payment": {"currency": "XTR", "total_amount": 1, "invoice_payload": "x"}},
    {"web_app_data": {"data": "{}", "button_text": "b"}},
    {"users_shared": {"request_id": 1, "users": [{"user_id": 1}]}},
    {"forum_topic_created": {"name": "T", "icon_color": 0}},
    {"video_chat_scheduled": {"start_date": 1_700_000_000}},
    {"story": {"chat": {"id": 1, "type": "private"}, "id": 1}},
    {"giveaway": {"chats": [], "winners_selection_date": 1, "winner_count": 1}},
    {"checklist": {"title": "C", "tasks": [{"id": 1, "text": "t"}]}},
    {"rich_message_of_2030": {"blocks": [{"type": "unknown"}]}},
)
AROUND: tuple[Json, ...] = (
    {"is_topic_message": True, "message_thread_id": 7},
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "N"}},
    {"via_bot": BOT},
    {"edit_date": 1_700_000_001},
    {"media_group_id": "1"},
    {"sender_chat": {"id": -1001700000000, "type": "supergroup", "title": "Film night"}},
    {"quote": {"text": "q", "position": 0}},
    {"external_reply": {"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "N"}}},
    {"business_connection_id": "b"},
    {"paid_star_count": 2**40},
)


def content(rng: Random, titles: Sequence[str], documents: Sequence[Json]) -> Json:
    """Return the fields of a message that say something."""
    chance = rng.random()
    if chance < 0.45:
        return _text(_command(rng, titles))
    if chance < 0.75:
        return _text(_sentence(rng, titles))
    if chance < 0.85:
        return {"document": rng.choice(documents)}
    return dict(rng.choice(OTHER_CONTENTS))


def around(rng: Random) -> Json:
    """Return fields that may stand beside any content; none in most cases."""
    return dict(rng.choice(AROUND)) if rng.random() < 0.15 else {}


def _text(text: str) -> Json:
    return {"text": text, "entities": [dict(each) for each in detect_entities(text)]}


def _command(rng: Random, titles: Sequence[str]) -> str:
    name = rng.choice(COMMANDS).name
    at = rng.choice(("", "", "", f"@{BOT['username']}", "@another_bot"))
    return f"/{name}{at} {_sentence(rng, titles) if rng.random() < 0.7 else ''}".strip()


def _sentence(rng: Random, titles: Sequence[str]) -> str:
    pieces: list[Any] = [
        rng.choice((rng.choice(titles), rng.choice(WORDS), odd_text(rng), str(rng.choice(PEOPLE).person_id)))
        for _ in range(rng.randint(1, 4))
    ]
    return " ".join(pieces)[:4096]
