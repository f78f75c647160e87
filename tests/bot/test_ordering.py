import asyncio
from dataclasses import fields

import pytest
from telegram import CallbackQuery, Chat, Message, Update, User

from bot.buttons import (
    AnswerButton,
    HideButton,
    OpenRatingButton,
    Payload,
    RateCardButton,
    SimilarButton,
    StopButton,
    TurnButton,
)
from bot.callback_data import KINDS, pack
from bot.ordering import SAY_SOMETHING_OF_A_FILM, PerPersonUpdateProcessor, film_spoken_of


def update_of(person: int, number: int) -> Update:
    user = User(person, "Ada", is_bot=False)
    message = Message(number, date=None, chat=Chat(person, "private"), from_user=user)  # type: ignore[arg-type]
    return Update(number, message=message)


async def test_updates_of_one_person_keep_their_order_while_others_go_on() -> None:
    processor = PerPersonUpdateProcessor()
    finished: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        finished.append("Ada's first")

    async def quick(name: str) -> None:
        finished.append(name)
        if name == "Ben's":
            gate.set()

    await asyncio.gather(
        processor.process_update(update_of(1, 1), slow()),
        processor.process_update(update_of(1, 2), quick("Ada's second")),
        processor.process_update(update_of(2, 3), quick("Ben's")),
    )
    assert finished == ["Ben's", "Ada's first", "Ada's second"]


async def test_nothing_is_remembered_of_people_who_are_done() -> None:
    processor = PerPersonUpdateProcessor()

    async def nothing() -> None:
        return None

    for number in range(20):
        await processor.process_update(update_of(number, number), nothing())
    assert not processor._locks
    assert not processor._waiting


def tap_of(data: str | None) -> Update:
    return Update(1, callback_query=CallbackQuery("1", User(1, "Ada", is_bot=False), "chat", data=data))


@pytest.mark.parametrize(
    "button", [AnswerButton(1, 318, 4.0), HideButton(1, 9, 318), RateCardButton(1, 9, 318, 0.5)]
)
def test_a_tap_that_says_something_of_a_film_names_it(button: Payload) -> None:
    assert film_spoken_of(tap_of(pack(button))) == 318


@pytest.mark.parametrize(
    "data",
    [None, "", "of another time", *map(pack, (StopButton(1), TurnButton(1, 9, 3), SimilarButton(1, 318)))],
)
def test_other_taps_say_nothing_of_a_film(data: str | None) -> None:
    assert film_spoken_of(tap_of(data)) is None


def test_a_message_says_nothing_of_a_film() -> None:
    assert film_spoken_of(update_of(1, 1)) is None


def test_of_every_button_that_names_a_film_it_is_known_whether_it_says_something_of_it() -> None:
    naming = {kind for kind in KINDS.values() if "movie_id" in {field.name for field in fields(kind)}}
    assert naming == {*SAY_SOMETHING_OF_A_FILM, OpenRatingButton, SimilarButton}
