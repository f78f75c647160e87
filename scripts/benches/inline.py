"""Inline queries: from a letter typed to its answer, and what people who tap notice of it.

The worker is `python -m bot` itself, Telegram the playground's Bot API behind HTTP. Those who type type a
title letter by letter, a wish, or nothing; those who tap rate films at their pace, first alone, then beside.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.playground import actions
from bot.settings import Settings
from recommender.movielens.reading import read_movielens
from scripts.benches.conversations import Conversations, TimedBotApi, conversations
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.stocked import load_films_and_ratings, train_on_them

FILMS = 87_585
TALKING = 60  # people each time
QUERIES_A_SECOND = 10
PATIENCE_SECONDS = 20
INDEX_SECONDS = 300
WISHES = ("", "funny 90s", "like heat", "popular thriller under 2 hours", "something sad")


def run(options: Options) -> Iterator[Row]:
    """Measure the answers, and the taps without and with them."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_films_and_ratings(settings, options.movielens, films=FILMS)
        train_on_them(settings)
        typed = _typed([movie.title for movie in read_movielens(options.movielens).movies])
        alone, beside, answers = asyncio.run(_measure(settings, typed))
    yield at_most(f"answer, median of {len(answers):,}", 1000 * float(np.median(answers)), 100, "ms")
    yield at_most("answer, p99", 1000 * _p99(answers), 100, "ms")
    yield Row("tap to next card, p99, nobody typing", f"{1000 * _p99(alone):.0f} ms")
    yield Row(f"the same, {QUERIES_A_SECOND} queries a second beside", f"{1000 * _p99(beside):.0f} ms")
    yield at_most("with against without", _p99(beside) / _p99(alone), 2, "×")


async def _measure(settings: Settings, typed: Iterator[str]) -> tuple[list[float], list[float], list[float]]:
    async with conversations(settings, 3 * TALKING) as talking:
        people = [person.person_id for person in talking.people[-TALKING:]]
        await talking.hold(TALKING)  # from now on these have a taste
        await _titles_are_there(talking.bot_api, people[0])
        alone = await talking.hold(TALKING)
        answers: list[float] = []
        asking = asyncio.create_task(_type_on(talking, people, typed, answers))
        beside = await talking.hold(TALKING)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        return alone, beside, answers


async def _titles_are_there(bot_api: TimedBotApi, person: int) -> None:
    """Wait until the index is built: only then a title with a typing error is found."""
    async with asyncio.timeout(INDEX_SECONDS):
        while True:
            await _ask(bot_api, person, "shawshenk redemtion", [])
            [*_, answer] = bot_api.calls("answerInlineQuery")
            if answer.call.json("results", "results"):
                return
            await asyncio.sleep(1)


async def _type_on(
    talking: Conversations, people: list[int], typed: Iterator[str], answers: list[float]
) -> None:
    """Let one person after another type something, each as soon as it is their turn, for ever."""
    async with asyncio.TaskGroup() as tasks:
        for person, text in zip(itertools.cycle(people), typed, strict=False):
            tasks.create_task(_ask(talking.bot_api, person, text, answers))
            await asyncio.sleep(1 / QUERIES_A_SECOND)


async def _ask(bot_api: TimedBotApi, person: int, text: str, answers: list[float]) -> None:
    began = time.perf_counter()
    query_id, _ = actions.ask_inline(bot_api, person, text)
    answered = bot_api.inline_answered[query_id] = asyncio.get_running_loop().create_future()
    async with asyncio.timeout(PATIENCE_SECONDS):
        answers.append(await answered - began)


def _typed(titles: list[str]) -> Iterator[str]:
    """Yield what people type: titles as far as they have come with them, and a wish in between."""
    rng = random.Random(0)
    while True:
        title = rng.choice(titles)
        yield title[: rng.randint(1, 12)]
        yield title
        yield rng.choice(WISHES)


def _p99(seconds: list[float]) -> float:
    return float(np.percentile(seconds, 99))


BENCH = Bench("inline", "Inline answers", run)
