from __future__ import annotations

import asyncio

from telegram import Chat, Message, Update, User

from bot.updates.ordering import PerPersonUpdateProcessor


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
