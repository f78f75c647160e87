"""Movie nights over MovieLens 32M's films: the shortlist for eight people, and what others notice of it.

First the service alone, on one core, from a tap to what the group is shown, database included. Then the
worker, `python -m bot` itself, with the same model: people who rate films at their pace, alone, and beside
groups of eight in which people come and go.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bot.models.live_model import ModelHolder
from bot.playground import actions
from bot.playground.people import Group
from bot.presentation import nights
from bot.presentation.callback_data import unpack
from bot.presentation.locale import ENGLISH
from bot.presentation.nights import JoinNightButton, LeaveNightButton
from bot.runtime.clock import utc_now
from bot.services.night_views import Attendee, NightKey, NightPage, NightPlace
from bot.services.views import Filters
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_engine, build_use_cases
from scripts.benches.conversations import TimedBotApi, conversations
from scripts.benches.inline import titles_are_there
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.stocked import serve_made_up_model
from storage.unit_of_work import unit_of_work_factory

FILMS, TAKING_PART = 87_585, 20_000
GUESTS, KNOWN, RATED = 8, 64, 100
NIGHTS = 200  # of the service alone
GROUPS, TAPS_A_SECOND = 12, 2  # beside; Telegram lets a group have twenty messages a minute
TALKING = 60  # people who rate films meanwhile
ROUNDS = 3
PATIENCE_SECONDS = 60
MISTYPED = "Cedifogx"  # film 1,234 is called Cedifogu
COMEDY = Filters(genres=frozenset({"Comedy"}))


def run(options: Options) -> Iterator[Row]:
    """Measure the service, then everybody else without and with nights beside them."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        serve_made_up_model(settings, FILMS, TAKING_PART)
        alone = in_child(lead_nights, threads=1, data_dir=folder)
        without, beside, taps = asyncio.run(_measure(settings))
    yield at_most(f"shortlist for {GUESTS} people, {FILMS:,} films, p99", alone["p99"], 150, "ms")
    yield Row("the same: median", f"{alone['median']:.1f} ms")
    yield Row("the same in processor time, p99", f"{alone['cpu_p99']:.1f} ms")
    yield Row("what one person would give a film of it, p99", f"{alone['expected_p99']:.1f} ms")
    yield Row(f"tap under a night to its answer, through the worker, p99 of {len(taps)}", _ms(taps))
    yield Row("tap to next card, p99, no nights", _ms(without))
    yield Row(f"the same beside {GROUPS} nights of {GUESTS}, {TAPS_A_SECOND} taps a second", _ms(beside))
    yield at_most("with against without", _p99(beside) / _p99(without), 2, "×")


def lead_nights(data_dir: str) -> dict[str, float]:
    """Let eight people gather, refuse and wish again and again; milliseconds of what is done for eight."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    settings = Settings(data_dir=Path(data_dir))
    unit_of_work = unit_of_work_factory(build_engine(settings))
    models = ModelHolder(unit_of_work, build_artifact_cache(settings, unit_of_work), utc_now)
    models.refresh()
    services = build_use_cases(unit_of_work, models).nights
    _let_people_rate(unit_of_work, models)
    drawn, took, expected = np.random.default_rng(2), _Times(), _Times()
    for number in range(NIGHTS):
        people = [Attendee(each, f"P{each}") for each in drawn.choice(KNOWN, GUESTS, replace=False).tolist()]
        place = NightPlace(-1000 - number)
        page = services.open(place, people[0])
        key = NightKey(page.night_id, page.chat_id)
        for person in people[1:-1]:
            services.join(key, person)
        page = took.of(lambda: _shown(services.join(key, people[-1])))  # noqa: B023 - called at once
        took.of(lambda: _shown(services.veto(key, people[0].chat_user_id, page.films[0].movie_id)))  # noqa: B023
        took.of(lambda: _shown(services.open(place, people[1], COMEDY)))  # noqa: B023
        page = services.join(key, people[1])
        expected.of(lambda: services.expected(key, people[2].chat_user_id, page.films[0].movie_id))  # noqa: B023
        services.call_off(page.chat_id)
    first = 3 * NIGHTS // 20  # until the pages of the model's file are there
    return {
        "median": float(np.median(took.seconds[first:])) * 1000,
        "p99": _p99(took.seconds[first:]) * 1000,
        "cpu_p99": _p99(took.cpu[first:]) * 1000,
        "expected_p99": _p99(expected.seconds) * 1000,
    }


class _Times:
    """Measures one piece of work after another, by the clock and by the processor."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.cpu: list[float] = []

    def of(self, work: Callable[[], Any]) -> Any:
        began, worked = time.perf_counter(), time.process_time()
        result = work()
        self.cpu.append(time.process_time() - worked)
        self.seconds.append(time.perf_counter() - began)
        return result


def _shown(page: NightPage) -> NightPage:
    nights.night(ENGLISH, page, 1, "a_bot")
    return page


def _let_people_rate(unit_of_work: Any, models: ModelHolder) -> None:
    model = models.current().recommender.model
    fame = model.popularity.counts / model.popularity.counts.sum()
    drawn = np.random.default_rng(1)
    with unit_of_work() as work:
        for person in range(KNOWN):
            work.chat_users.touch(person, utc_now(), f"P{person}", "en")
            for movie_id in drawn.choice(model.catalogue.movie_ids, RATED, replace=False, p=fame).tolist():
                work.chat_ratings.rate(person, movie_id, float(drawn.integers(1, 11)) / 2, utc_now())
        work.commit()


async def _measure(settings: Settings) -> tuple[list[float], list[float], list[float]]:
    members = range(10_000, 10_000 + GROUPS * GUESTS)
    groups = [
        Group(-5_000 - number, f"G{number}", tuple(members[number * GUESTS : (number + 1) * GUESTS]))
        for number in range(GROUPS)
    ]
    n_people = len(members) + 2 * ROUNDS * TALKING
    async with conversations(settings, n_people, groups) as talking:
        await titles_are_there(talking.bot_api, members[0], MISTYPED)
        await talking.hold(len(members))  # the first in the row: they have a taste from now on
        without: list[float] = []
        beside: list[float] = []
        taps: list[float] = []
        gatherings = [_Gathering(talking.bot_api, group) for group in groups]
        await asyncio.gather(*(gathering.begin() for gathering in gatherings))
        for _ in range(ROUNDS):
            without += await talking.hold(TALKING)
            tapping = asyncio.create_task(_come_and_go(gatherings, taps))
            beside += await talking.hold(TALKING)
            tapping.cancel()
            await asyncio.gather(tapping, return_exceptions=True)
        return without, beside, taps


async def _come_and_go(gatherings: list[_Gathering], taps: list[float]) -> None:
    """Let somebody of one group after another go and come back, for ever."""
    for gathering in itertools.cycle(gatherings):
        began = time.perf_counter()
        taps.append(await gathering.turn())
        await asyncio.sleep(max(0.0, 1 / TAPS_A_SECOND - (time.perf_counter() - began)))


class _Gathering:
    """A group with a night under way; one after another goes and comes back."""

    def __init__(self, bot_api: TimedBotApi, group: Group) -> None:
        self._bot_api = bot_api
        self._group = group
        self._turns = itertools.cycle(
            (person, kind) for person in group.member_ids for kind in (LeaveNightButton, JoinNightButton)
        )

    async def begin(self) -> None:
        """Begin the night and let all of them in."""
        host, *others = self._group.member_ids
        await self._awaited(
            lambda: actions.say(self._bot_api, host, "/movienight", chat_id=self._group.group_id)
        )
        for person in others:
            await self._tap(person, JoinNightButton)

    async def turn(self) -> float:
        """Let the next one go or come back; return the seconds until the group sees it."""
        return await self._tap(*next(self._turns))

    async def _tap(self, person: int, kind: type[Any]) -> float:
        [*_, message] = self._bot_api.state.messages[self._group.group_id].values()
        payload = next(
            str(button["callback_data"])
            for button in actions.buttons_of(message)
            if "callback_data" in button and isinstance(unpack(button["callback_data"]), kind)
        )
        return await self._awaited(lambda: actions.press(self._bot_api, person, message, payload))

    async def _awaited(self, deed: Callable[[], Any]) -> float:
        incoming = asyncio.get_running_loop().create_future()
        self._bot_api.arrived[self._group.group_id] = incoming
        began = time.perf_counter()
        deed()
        async with asyncio.timeout(PATIENCE_SECONDS):
            return float(await incoming - began)


def _ms(seconds: list[float]) -> str:
    return f"{1000 * _p99(seconds):.0f} ms"


def _p99(seconds: list[float]) -> float:
    return float(np.percentile(seconds, 99))


BENCH = Bench("movie-night", "Movie nights", run)
