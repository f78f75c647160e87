"""What is read off an update before it is taken in."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.handlers.register import ALLOWED_UPDATES
from bot.presentation.buttons import EVERYTHING, Payload
from bot.presentation.callback_data import known_kinds, pack
from bot.presentation.card_rows import SimilarButton
from bot.presentation.deck_keyboards import HideButton, RateCardButton, TurnButton
from bot.presentation.film_keyboards import FilmActionsButton
from bot.presentation.finding import OpenFoundButton
from bot.presentation.keyboards import ForgetMeButton, StyleButton
from bot.presentation.library import OpenShelvedButton
from bot.presentation.my_ratings import OpenRatingButton
from bot.presentation.nights import ExpectedStarsButton, VetoButton
from bot.presentation.question_keyboard import AnswerButton, StopButton
from bot.presentation.taste import AskAboutButton
from bot.services.style import Style
from bot.updates.inbox import OwnTap
from bot.updates.parsing import NotAnUpdate, parse_update

ADA = {"id": 11, "is_bot": False, "first_name": "Ada"}
GROUP = {"id": -100_22, "type": "supergroup", "title": "Film night"}
MESSAGE = {"message_id": 1, "date": 1_700_000_000, "chat": GROUP, "from": ADA, "text": "/recommend"}
TAP = {"id": "1", "from": ADA, "chat_instance": "1", "message": MESSAGE, "data": pack(StopButton(11))}
LEFT = {"user": ADA, "status": "left"}
MEMBER = {"chat": GROUP, "from": ADA, "date": 1_700_000_000, "old_chat_member": LEFT, "new_chat_member": LEFT}
POLL = {
    "id": "1",
    "question": "Which one?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": True,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
BODIES: dict[str, dict[str, Any]] = {
    "message": MESSAGE,
    "callback_query": TAP,
    "my_chat_member": MEMBER,
    "poll": POLL,
    "inline_query": {"id": "1", "from": ADA, "query": "heat", "offset": ""},
    "guest_message": MESSAGE | {"guest_query_id": "1"},
    "message_reaction": {
        "chat": ADA | {"type": "private"},
        "message_id": 1,
        "user": ADA,
        "date": 1_700_000_000,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    },
}


def content_of(kind: str, body: dict[str, Any]) -> bytes:
    return json.dumps({"update_id": 7, kind: body}).encode()


def test_every_kind_of_update_that_is_asked_for_is_tried_here() -> None:
    assert set(BODIES) == set(ALLOWED_UPDATES)


@pytest.mark.parametrize("kind", sorted(BODIES.keys() - {"poll"}))
def test_it_is_the_same_persons_as_when_the_update_is_built(kind: str) -> None:
    incoming = parse_update(content_of(kind, BODIES[kind]))
    built = Update.de_json(json.loads(incoming.payload), None)
    assert built.effective_user is not None
    assert (incoming.update_id, incoming.person_id) == (built.update_id, built.effective_user.id) == (7, 11)


def test_a_poll_that_closed_is_nobodys() -> None:
    assert parse_update(content_of("poll", POLL)).person_id == 0


def test_without_a_sender_it_is_the_chats() -> None:
    anonymous = {name: value for name, value in MESSAGE.items() if name != "from"}
    assert parse_update(content_of("message", anonymous)).person_id == GROUP["id"]
    assert parse_update(b'{"update_id": 7, "quantum_reaction": {"spin": "up"}}').person_id == 0
    assert parse_update(b'{"update_id": 7}').person_id == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": 1e3}',
        b'{"update_id": 9223372036854775808}',
        b"[" * 100_000,
        '{"update_id": 7}'.encode("utf-16"),
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(NotAnUpdate):
        parse_update(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["from", "chat", "id"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["update_id", "message", "data", "from"]), JSON))
def test_whatever_is_inside_it_is_read_or_refused(update: dict[str, Any]) -> None:
    try:
        incoming = parse_update(json.dumps(update).encode())
    except NotAnUpdate:
        return
    assert incoming.update_id == update["update_id"]
    assert abs(incoming.person_id) < 2**63


@pytest.mark.parametrize(
    ("button", "dedup_key"),
    [
        (AnswerButton(11, 318, 4.0), "318"),
        (HideButton(11, 9, 318), "318"),
        (RateCardButton(11, 9, 318, 0.5), "318"),
        (StyleButton(11, Style.BOLDER), "style"),
        (TurnButton(11, 9, 3), "deck 9"),
        (ForgetMeButton(11), EVERYTHING),
    ],
)
def test_dedup_key_of_each_button(button: Payload, dedup_key: str) -> None:
    assert parse_update(content_of("callback_query", TAP | {"data": pack(button)})).dedup_key == dedup_key


@pytest.mark.parametrize("button", [ForgetMeButton(12), AnswerButton(12, 318, 4.0)])
def test_somebody_elses_button_is_nobodys_last_word(button: Payload) -> None:
    assert parse_update(content_of("callback_query", TAP | {"data": pack(button)})).dedup_key is None


@pytest.mark.parametrize(
    "data", [None, 7, "", "of another time", *map(pack, (StopButton(11), SimilarButton(11, 318)))]
)
def test_other_taps_change_nothing_that_lasts(data: object) -> None:
    assert parse_update(content_of("callback_query", TAP | {"data": data})).dedup_key is None


def test_a_tap_on_ones_own_button_under_a_message_is_known_and_no_other() -> None:
    own = {"data": pack(TurnButton(11, 9, 3)), "id": "q1", "message": {"message_id": 1}}

    def tap(kind: str = "callback_query", **change: object) -> OwnTap | None:
        return parse_update(content_of(kind, TAP | own | change)).tap

    assert tap() == OwnTap("q1", TurnButton)
    assert tap(data=pack(TurnButton(12, 9, 3))) is None
    assert tap(data="of another time") is None
    assert tap(message=None) is None
    assert tap(id="") is None
    assert tap(id=5) is None
    assert tap("message") is None


def test_a_message_is_no_last_word() -> None:
    assert parse_update(content_of("message", MESSAGE)).dedup_key is None


def test_every_button_that_names_a_film_says_something_of_it_but_for_those_that_open_something() -> None:
    naming = {kind for kind in known_kinds().values() if "movie_id" in {field.name for field in fields(kind)}}
    opening = {OpenRatingButton, SimilarButton, OpenFoundButton, OpenShelvedButton, FilmActionsButton}
    opening.add(AskAboutButton)
    of_a_group = {VetoButton, ExpectedStarsButton}  # a veto is given once; the other only answers
    assert {kind for kind in naming if kind.last_word is None} == opening | of_a_group
