"""A film a day: asked for, changed, sent once, stopped by whoever gets it or by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers import daily
from bot.playground.errors import forbidden
from bot.playground.people import PEOPLE
from bot.presentation.callback_data import pack
from bot.presentation.catalogues import Catalogues
from bot.services import daily as daily_service
from bot.services.daily import IGNORED_AFTER, TOO_LATE_AFTER
from bot.services.errors import StorageUnavailable
from tests.bot.conftest import Backstage, Scene
from tests.support.chat import Chat, talking
from tests.support.stocked import FakeClock

BRUNO, CLARA, DARIO = PEOPLE[1], PEOPLE[2], PEOPLE[3]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 20, 0, 30, tzinfo=UTC)  # 20:00 in London


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "PAUSE_SECONDS", 0)


@pytest.fixture
def clock() -> FakeClock:
    clock = FakeClock()
    clock.now = NOON
    return clock


@pytest.fixture
async def bruno(scene: Scene) -> Chat:
    """Somebody who gets a film every day at 20:00."""
    chat = scene.chat(BRUNO)
    await chat.says("/start")
    await chat.says("/daily")
    await chat.taps("20:00")
    return chat


async def round_of_jobs(scene: Scene) -> None:
    """Let the scheduled round go by once, as another process would."""
    await daily.send_due(scene.application.context_types.context(scene.application))


def films(chat: Chat) -> list[str]:
    return [message.text for message in chat.answers if message.text.startswith("Your film for today.")]


async def test_it_is_off_until_somebody_asks_for_it(scene: Scene, clock: FakeClock) -> None:
    chat = scene.chat(BRUNO)
    await chat.says("/start")
    await chat.says("/recommend")
    clock.now = EVENING + timedelta(days=1)
    await round_of_jobs(scene)
    assert films(chat) == []


async def test_a_film_comes_at_the_hour_once(scene: Scene, bruno: Chat, clock: FakeClock) -> None:
    assert bruno.last.text.startswith("A film a day at 20:00.")
    assert "the clocks of London, where it is 12:00 now" in bruno.last.text
    await round_of_jobs(scene)
    assert films(bruno) == []
    clock.now = EVENING
    await round_of_jobs(scene)
    await round_of_jobs(scene)
    assert len(films(bruno)) == 1
    assert bruno.last.photo
    clock.now = EVENING + timedelta(days=1)
    await round_of_jobs(scene)
    assert len(set(films(bruno))) == 2, "the next day another film"


async def test_it_is_rated_like_any_card(scene: Scene, bruno: Chat, clock: FakeClock) -> None:
    clock.now = EVENING
    await round_of_jobs(scene)
    await bruno.taps("★4")
    assert list(scene.ratings_of(BRUNO).values()) == [4.0]


async def test_another_hour_and_other_clocks(scene: Scene, bruno: Chat, clock: FakeClock) -> None:
    await bruno.taps("🕗 Another hour")
    await bruno.taps("21:00")
    await bruno.taps("🌍 Another time zone")
    assert bruno.last.text == "What time is it where you are?"
    await bruno.taps("13:00")
    assert "Berlin" in {label for row in bruno.last.buttons for label in row}
    await bruno.taps("◀")
    await bruno.taps("13:00")
    await bruno.taps("Berlin")
    assert "A film a day at 21:00." in bruno.last.text
    assert "the clocks of Berlin, where it is 13:00 now" in bruno.last.text
    clock.now = EVENING  # 21:00 in Berlin
    await round_of_jobs(scene)
    assert len(films(bruno)) == 1


async def test_one_message_is_edited_all_along(bruno: Chat) -> None:
    count = len(bruno.answers)
    for label in ("🌍 Another time zone", "13:00", "Paris", "🕗 Another hour", "07:00", "Stop it"):
        await bruno.taps(label)
    assert len(bruno.answers) == count


async def test_it_can_be_stopped(scene: Scene, bruno: Chat, clock: FakeClock) -> None:
    await bruno.taps("Stop it")
    assert bruno.last.text == "All right, no more daily films. /daily starts them again."
    clock.now = EVENING
    await round_of_jobs(scene)
    assert films(bruno) == []


@pytest.mark.parametrize(
    "typed", ["unsubscribe", "stop sending me films", "Please stop the daily film!", "mute"]
)
async def test_it_is_stopped_in_words_too(scene: Scene, bruno: Chat, clock: FakeClock, typed: str) -> None:
    await bruno.says(typed)
    assert bruno.last.text == "All right, no more daily films. /daily starts them again."
    clock.now = EVENING
    await round_of_jobs(scene)
    assert films(bruno) == []


async def test_nobody_who_wants_no_films_is_offered_hours(scene: Scene) -> None:
    clara = scene.chat(CLARA)
    await clara.says("unsubscribe")
    assert clara.last.text.startswith("All right, no more daily films.")


async def test_what_is_ignored_for_two_weeks_stops_by_itself(
    scene: Scene, bruno: Chat, clock: FakeClock
) -> None:
    for day in range(IGNORED_AFTER.days + 4):
        clock.now = EVENING + timedelta(days=day)
        await round_of_jobs(scene)
    assert len(films(bruno)) == IGNORED_AFTER.days
    assert bruno.last.text.startswith("You haven't looked in for two weeks")
    await bruno.taps("Go on")
    await bruno.taps("20:00")
    clock.now = EVENING + timedelta(days=30)
    await round_of_jobs(scene)
    assert len(films(bruno)) == IGNORED_AFTER.days


async def test_whoever_looks_in_keeps_it(scene: Scene, bruno: Chat, clock: FakeClock) -> None:
    for day in range(20):
        clock.now = EVENING + timedelta(days=day)
        await round_of_jobs(scene)
        if day == 10:
            await bruno.says("/recommend")
    assert len(films(bruno)) == 20


@pytest.mark.parametrize("looks_in", ["/help", "/watchlist", "/daily", "thanks", "no such film at all"])
async def test_whatever_somebody_says_they_have_looked_in(
    scene: Scene, bruno: Chat, clock: FakeClock, looks_in: str
) -> None:
    for day in range(20):
        clock.now = EVENING + timedelta(days=day)
        await round_of_jobs(scene)
        if day == 10:
            clock.now += timedelta(minutes=5)  # their film has just come
            await bruno.says(looks_in)
    assert len(films(bruno)) == 20


async def test_what_somebody_does_elsewhere_is_no_look_at_their_films(
    scene: Scene, bruno: Chat, clock: FakeClock
) -> None:
    for day in range(IGNORED_AFTER.days + 4):
        clock.now = EVENING + timedelta(days=day)
        await round_of_jobs(scene)
        await bruno.asks_inline("heat")
    assert len(films(bruno)) == IGNORED_AFTER.days


async def test_it_comes_in_the_language_that_telegram_told_last(
    backstage: Backstage, clock: FakeClock
) -> None:
    scene = backstage(True, catalogues=Catalogues())
    async with talking(scene.application):
        scene.toolbox.services.people.greet(BRUNO.person_id, "Bruno", "de")
        scene.toolbox.services.daily.choose_hour(BRUNO.person_id, 20, "Europe/London")
        chat = scene.chat(BRUNO)
        clock.now += timedelta(hours=1)
        await chat.says("/watchlist")  # in Portuguese, which his Telegram speaks by now
        clock.now = EVENING
        await round_of_jobs(scene)
        assert chat.last.text.startswith("Seu filme de hoje.")


async def test_what_is_hours_late_is_left_out(scene: Scene, bruno: Chat, clock: FakeClock) -> None:
    clock.now = EVENING + TOO_LATE_AFTER
    await round_of_jobs(scene)
    assert films(bruno) == []
    clock.now = EVENING + timedelta(days=1)
    await round_of_jobs(scene)
    assert len(films(bruno)) == 1


async def test_whoever_blocked_the_bot_is_not_tried_again(
    scene: Scene, bruno: Chat, clock: FakeClock
) -> None:
    scene.bot_api.state.blocked.add(BRUNO.person_id)  # and Telegram has not told
    for day in range(3):
        clock.now = EVENING + timedelta(days=day)
        await round_of_jobs(scene)
    refused = [one for one in scene.bot_api.calls("sendPhoto") if one.status == 403]
    assert len(refused) == 1


async def test_one_who_cannot_be_written_to_costs_the_next_nothing(
    scene: Scene, bruno: Chat, clock: FakeClock
) -> None:
    clara = scene.chat(CLARA)
    await clara.says("/start")
    scene.toolbox.services.daily.choose_hour(CLARA.person_id, 20, "Europe/London")
    scene.bot_api.state.faults.plan("sendPhoto", forbidden("user is deactivated"))
    clock.now = EVENING
    await round_of_jobs(scene)
    assert len(films(bruno)) + len(films(clara)) == 1


async def test_somebody_who_never_started_the_bot_is_not_written_to_again(
    scene: Scene, clock: FakeClock
) -> None:
    scene.toolbox.services.daily.choose_hour(DARIO.person_id, 20, "Europe/London")
    clock.now = EVENING
    await round_of_jobs(scene)
    assert scene.toolbox.services.daily.get(DARIO.person_id) is None


async def test_many_whose_hour_is_the_same_all_get_theirs(
    scene: Scene, bruno: Chat, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_service, "BATCH", 1)
    clara = scene.chat(CLARA)
    await clara.says("/start")
    scene.toolbox.services.daily.choose_hour(CLARA.person_id, 20, "Europe/London")
    clock.now = EVENING
    await round_of_jobs(scene)
    assert (len(films(bruno)), len(films(clara))) == (1, 1)


async def test_while_the_database_is_away_nothing_is_lost(
    scene: Scene, bruno: Chat, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise StorageUnavailable

    clock.now = EVENING
    with monkeypatch.context() as patch:
        patch.setattr(daily_service.Daily, "claim_due", away)
        await round_of_jobs(scene)
    assert films(bruno) == []
    await round_of_jobs(scene)
    assert len(films(bruno)) == 1


@pytest.mark.parametrize("typed", ["/daily", "@matinee_playground_bot unsubscribe"])
async def test_in_a_group_it_says_where_it_belongs(scene: Scene, typed: str) -> None:
    group = scene.chat(BRUNO, in_group=True)
    await group.says(typed)
    assert group.last.text == "A film a day comes to our private chat: send me /daily there."


async def test_forged_buttons_do_no_harm(scene: Scene, bruno: Chat) -> None:
    person = BRUNO.person_id
    for payload in (
        daily.DailyHourButton(person, 99),
        daily.DailySlotButton(person, 2**30),
        daily.DailyPlaceButton(person, 2**30),
    ):
        await bruno.presses(pack(payload))
    pick = scene.toolbox.services.daily.get(person)
    assert pick is not None
    assert (pick.hour, pick.zone) == (23, "Europe/London")
    clara = scene.chat(CLARA)
    await clara.says("/start")
    await clara.presses(pack(daily.DailyStopButton(person)))
    assert scene.toolbox.services.daily.get(person) is not None


async def test_to_be_forgotten_ends_it(scene: Scene, bruno: Chat, clock: FakeClock) -> None:
    await bruno.says("/forget_me")
    await bruno.taps("Yes, forget me")
    clock.now = EVENING
    await round_of_jobs(scene)
    assert films(bruno) == []
