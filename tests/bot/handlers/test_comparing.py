"""From /compare to what both see, and every way on which nobody sees anything."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.handlers.comparing import tell_makers
from bot.playground.errors import too_many_requests
from bot.playground.people import PEOPLE, Person
from bot.presentation.callback_data import pack
from bot.presentation.catalogues import Catalogues
from bot.presentation.comparing import AgreeToCompareButton
from bot.presentation.refusals import REFUSALS
from bot.services import errors
from bot.services.comparing import KEPT_FOR, TOLD_WITHIN
from tests.bot.conftest import Backstage, Scene
from tests.support.chat import Chat, talking
from tests.support.stocked import FakeClock

ADA, BRUNO, CLARA = PEOPLE[:3]
GONE = REFUSALS[errors.ComparisonLinkGone]


def rated(scene: Scene, person: Person) -> Chat:
    """Somebody in their private chat who rated some films about love."""
    for place, movie_id in enumerate(scene.world.movie_ids_of("love")[:6]):
        stars = 5.0 - place / 2 if person is ADA else 1.0 + place / 2
        scene.toolbox.services.rating.rate(person.person_id, movie_id, stars)
    return scene.chat(person)


@pytest.fixture
async def ada(scene: Scene) -> Chat:
    """Somebody who made a link."""
    chat = rated(scene, ADA)
    await chat.says("/start")
    await chat.says("/compare")
    return chat


@pytest.fixture
def bruno(scene: Scene) -> Chat:
    return rated(scene, BRUNO)


def start_of(chat: Chat) -> str:
    """Return the command that the link in the newest message sends."""
    found = re.search(r"start=(compare_\d+)", chat.last.text)
    assert found is not None
    return f"/start {found[1]}"


async def test_both_see_the_comparison_once_both_agreed(ada: Chat, bruno: Chat) -> None:
    before = len(ada.answers)
    await bruno.says(start_of(ada))
    assert bruno.last.text.startswith("Ada would like to compare tastes with you.")
    assert len(ada.answers) == before, "looking is not agreeing"
    asked = bruno.last
    await bruno.taps("Compare")
    shown = bruno.now(asked)
    assert shown.text.startswith("You and Ada")
    assert "You both rated 6 films" in shown.text
    assert "you ★1, Ada ★5" in shown.text
    assert shown.buttons == []
    assert ada.last.text.startswith("You and Bruno")
    assert "you ★5, Bruno ★1" in ada.last.text


async def test_a_link_opens_once(scene: Scene, ada: Chat, bruno: Chat) -> None:
    start = start_of(ada)
    await bruno.says(start)
    await bruno.taps("Compare")
    clara = rated(scene, CLARA)
    await clara.says(start)
    assert clara.last.text == GONE


async def test_two_who_opened_the_same_link_do_not_both_get_it(scene: Scene, ada: Chat, bruno: Chat) -> None:
    clara = rated(scene, CLARA)
    for chat in (bruno, clara):
        await chat.says(start_of(ada))
    await bruno.taps("Compare")
    await clara.taps("Compare")
    assert clara.last.text == GONE


async def test_whoever_declines_shows_nothing(ada: Chat, bruno: Chat) -> None:
    before = len(ada.answers)
    await bruno.says(start_of(ada))
    await bruno.taps("No, thanks")
    assert bruno.last.text == "All right. Nobody has learned anything about you."
    assert bruno.last.buttons == []
    assert len(ada.answers) == before


async def test_a_withdrawn_link_opens_nothing(ada: Chat, bruno: Chat) -> None:
    start = start_of(ada)
    await bruno.says(start)
    asked = bruno.last
    await ada.taps("Withdraw")
    assert ada.last.text.startswith("Withdrawn")
    await bruno.taps("Compare", on=asked)
    assert bruno.last.text == GONE
    await bruno.says(start)
    assert bruno.last.text == GONE


async def test_ones_own_an_old_and_a_forged_link_get_a_kind_answer(
    ada: Chat, bruno: Chat, clock: FakeClock
) -> None:
    start = start_of(ada)
    await ada.says(start)
    assert ada.last.text == "This is your own link: it is your friend who has to open it."
    await bruno.says("/start compare_12345")
    assert bruno.last.text == GONE
    await bruno.says("/start compare_" + "9" * 19)
    assert bruno.last.text.startswith("Welcome back"), "no number of ours"
    clock.now += KEPT_FOR
    await bruno.says(start)
    assert bruno.last.text == GONE


async def test_a_forged_button_compares_nobody(ada: Chat, bruno: Chat) -> None:
    await bruno.says("/start")
    await bruno.presses(pack(AgreeToCompareButton(BRUNO.person_id, 1)))
    assert bruno.last.text == GONE
    await bruno.presses(pack(AgreeToCompareButton(ADA.person_id, 1)))
    assert bruno.last.text == GONE


async def test_a_newcomer_is_led_to_rating_and_the_link_stays(scene: Scene, ada: Chat) -> None:
    clara = scene.chat(CLARA)
    await clara.says(start_of(ada))
    assert clara.last.text.startswith("I know too little of your taste to compare it. Rate 5 more films")
    assert clara.last.buttons == [["★ Rate films"]]
    await rated(scene, CLARA).says(start_of(ada))
    assert clara.last.text.startswith("Ada would like")


async def test_in_a_group_nothing_is_compared(scene: Scene, ada: Chat, bruno: Chat) -> None:
    group = scene.chat(BRUNO, in_group=True)
    for words in (start_of(ada), "/compare"):
        await group.says(words)
        assert group.last.text.startswith("Tastes are compared in our private chat")


async def agreed_by_a_process_that_died(scene: Scene, ada: Chat, bruno: Chat) -> None:
    """Let a process agree for Bruno and die before it tells anybody."""
    await bruno.says(start_of(ada))
    scene.toolbox.services.comparing.agree(int(start_of(ada).rpartition("_")[2]), BRUNO.person_id)


async def round_of_jobs(scene: Scene) -> None:
    await tell_makers(scene.application.context_types.context(scene.application))


async def test_a_tap_that_runs_again_shows_both_what_the_dead_process_did_not(
    scene: Scene, ada: Chat, bruno: Chat
) -> None:
    await agreed_by_a_process_that_died(scene, ada, bruno)
    asked = bruno.last
    await bruno.taps("Compare")
    assert bruno.now(asked).text.startswith("You and Ada")
    assert ada.last.text.startswith("You and Bruno")


async def test_a_maker_whom_a_dead_process_owed_it_is_told_by_the_next_round_once(
    scene: Scene, ada: Chat, bruno: Chat, clock: FakeClock
) -> None:
    before = len(ada.answers)
    await agreed_by_a_process_that_died(scene, ada, bruno)
    await round_of_jobs(scene)
    assert len(ada.answers) == before, "whoever agreed may be about to tell"
    clock.now += 2 * TOLD_WITHIN
    for _ in range(2):
        await round_of_jobs(scene)
    await bruno.taps("Compare")
    assert ada.last.text.startswith("You and Bruno")
    assert len(ada.answers) == before + 1


async def test_a_maker_whom_telegram_has_wait_is_told_later(
    scene: Scene, ada: Chat, bruno: Chat, clock: FakeClock
) -> None:
    await bruno.says(start_of(ada))
    scene.bot_api.state.faults.plan("sendMessage", too_many_requests(60))
    await bruno.taps("Compare")
    assert bruno.last.text.startswith("You and Ada")
    clock.now += 2 * TOLD_WITHIN
    [owed] = scene.toolbox.services.comparing.untold()
    assert owed.people[0].chat_user_id == ADA.person_id


async def test_nobody_is_told_of_somebody_who_is_forgotten(
    scene: Scene, ada: Chat, bruno: Chat, clock: FakeClock
) -> None:
    before = len(ada.answers)
    await agreed_by_a_process_that_died(scene, ada, bruno)
    scene.toolbox.services.people.forget(BRUNO.person_id)
    clock.now += 2 * TOLD_WITHIN
    await round_of_jobs(scene)
    assert len(ada.answers) == before


async def test_a_maker_who_blocked_the_bot_is_left_alone(scene: Scene, ada: Chat, bruno: Chat) -> None:
    start = start_of(ada)
    scene.bot_api.state.blocked.add(ADA.person_id)
    await bruno.says(start)
    await bruno.taps("Compare")
    assert bruno.last.text.startswith("You and Ada")
    with scene.unit_of_work() as work:
        person = work.chat_users.get(ADA.person_id)
    assert person is not None
    assert person.blocked_at is not None


async def test_each_reads_it_in_their_own_language_and_names_are_no_markup(backstage: Backstage) -> None:
    scene = backstage(True, catalogues=Catalogues())
    async with talking(scene.application):
        named = replace(ADA, first_name="<b>A&d</b>a")
        scene.bot_api.state.people[ADA.person_id] = named
        rated(scene, ADA)
        ada, clara = Chat(scene.bot_api, named, scene.application), rated(scene, CLARA)
        await ada.says("/start")
        await ada.says("/compare")
        await clara.says(start_of(ada))
        assert clara.last.text.startswith("<b>A&d</b>a möchte")
        await clara.taps("Vergleichen")
        assert clara.last.text.startswith("Du und <b>A&d</b>a")
        assert ada.last.text.startswith("You and Clara")


async def test_no_more_ratings_are_shown_than_both_agreed_to(ada: Chat, bruno: Chat) -> None:
    await bruno.says(start_of(ada))
    assert "up to three films you argue about" in bruno.last.text
    await bruno.taps("Compare")
    for chat in (ada, bruno):
        given = re.findall(r"you ★[\d.½]+, (?:Ada|Bruno) ★", chat.last.text)
        assert len(given) == 3, "of six that both rated"


@pytest.mark.parametrize("who", ["ada", "bruno"])
async def test_whoever_is_forgotten_before_the_other_agrees_is_compared_with_nobody(
    scene: Scene, ada: Chat, bruno: Chat, who: str
) -> None:
    start = start_of(ada)
    await bruno.says(start)
    asked = bruno.last
    gone = ada if who == "ada" else bruno
    await gone.says("/forget_me")
    await gone.taps("Yes, forget me")
    before = len(ada.answers)
    await bruno.taps("Compare", on=asked)
    assert not [each for each in (*ada.answers, *bruno.answers) if each.text.startswith("You and")]
    assert len(ada.answers) == before
    with scene.unit_of_work() as work:
        assert not any(work.personal_data.of(gone.person.person_id).values())
