"""What the process needs is looked at now and then, and again soon when it was not there."""

from __future__ import annotations

from bot.web.checks import Check, Checks


class Thing:
    """Is there or not, and counts who looks."""

    def __init__(self) -> None:
        self.is_there = True
        self.looks = 0

    async def __call__(self) -> str:
        self.looks += 1
        if not self.is_there:
            raise ConnectionError("the secret address refused")
        return "here"


async def test_what_was_there_is_believed_for_a_while() -> None:
    now, thing = 100.0, Thing()
    check = Check(thing, good_for=30, clock=lambda: now)
    assert (await check.sign()).ok
    now = 129.0
    sign = await check.sign()
    assert (sign.ok, sign.detail, sign.age_seconds, thing.looks) == (True, "here", 29.0, 1)
    now = 130.0
    assert ((await check.sign()).age_seconds, thing.looks) == (0.0, 2)


async def test_what_was_not_there_is_looked_for_again_soon() -> None:
    now, thing = 100.0, Thing()
    thing.is_there = False
    check = Check(thing, good_for=30, clock=lambda: now)
    sign = await check.sign()
    assert (sign.ok, sign.detail) == (False, "no answer")  # and nothing about where it was looked for
    thing.is_there = True
    now = 101.0
    assert (await check.sign()).ok is False
    now = 102.0
    assert (await check.sign()).ok
    assert thing.looks == 2


async def test_one_thing_missing_makes_the_whole_not_ready() -> None:
    here, gone = Thing(), Thing()
    gone.is_there = False
    answer = await Checks({"here": Check(here, good_for=1), "gone": Check(gone, good_for=1)}).answer()
    assert answer.status == "not ready"
    assert {name: sign.ok for name, sign in answer.checks.items()} == {"here": True, "gone": False}
