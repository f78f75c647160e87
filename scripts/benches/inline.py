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

from bot.models.live_model import ModelHolder
from bot.playground import actions
from bot.presentation import inline_results
from bot.presentation.identity import BotIdentity
from bot.presentation.inline_results import Sender
from bot.presentation.locale import ENGLISH
from bot.runtime.clock import utc_now
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_engine, build_use_cases
from bot.understanding.lexicons import lexicon_of
from bot.understanding.understanding import understand
from recommender.movielens.reading import read_movielens
from scripts.benches.conversations import Conversations, TimedBotApi, conversations
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.stocked import load_films_and_ratings, train_on_them
from storage.unit_of_work import unit_of_work_factory

FILMS = 87_585
TALKING = 60  # people each time
QUERIES_A_SECOND = 10
ANSWERED, RATED, ANSWERS = 1, 12, 900
PATIENCE_SECONDS = 20
INDEX_SECONDS = 300
WISHES = ("", "funny 90s", "like heat", "popular thriller under 2 hours", "something sad")


def run(options: Options) -> Iterator[Row]:
    """Measure the answers, and the taps without and with them."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_films_and_ratings(settings, options.movielens, films=FILMS)
        train_on_them(settings)
        alone_on_a_core = in_child(answer_many, threads=1, data_dir=folder, source=str(options.movielens))
        typed = _typed([movie.title for movie in read_movielens(options.movielens).movies])
        alone, beside, answers = asyncio.run(_measure(settings, typed))
    yield at_most("processor time of an answer, p99", alone_on_a_core["cpu_p99"], 100, "ms")
    yield Row("the same: median", f"{alone_on_a_core['cpu_median']:.1f} ms")
    yield at_most(f"answer, median of {len(answers):,}", 1000 * float(np.median(answers)), 100, "ms")
    yield at_most("answer, p99", 1000 * _p99(answers), 100, "ms")
    yield Row("tap to next card, p99, nobody typing", f"{1000 * _p99(alone):.0f} ms")
    yield Row(f"the same, {QUERIES_A_SECOND} queries a second beside", f"{1000 * _p99(beside):.0f} ms")
    yield at_most("with against without", _p99(beside) / _p99(alone), 2, "×")


def answer_many(data_dir: str, source: str) -> dict[str, float]:
    """Make answers one after another, without Telegram, and return their processor time in milliseconds."""
    engine = build_engine(Settings(data_dir=Path(data_dir)))
    unit_of_work = unit_of_work_factory(engine)
    artifacts = build_artifact_cache(Settings(data_dir=Path(data_dir)), unit_of_work)
    models = ModelHolder(unit_of_work, artifacts, utc_now)
    models.refresh()
    services = build_use_cases(unit_of_work, models)
    services.title_search.refresh()
    movies = read_movielens(Path(source)).movies
    for movie in movies[:RATED]:
        services.rating.rate(ANSWERED, movie.movie_id, 4.0)
    milliseconds = []
    for text in itertools.islice(_typed([movie.title for movie in movies]), ANSWERS):
        began = time.thread_time()
        request = understand(text, lexicon_of("en"), utc_now().year) if text else None
        offer = services.inline_films.offer(ANSWERED, request)
        inline_results.results(ENGLISH, offer, {}, Sender(ANSWERED, "Ada"), BotIdentity("a_bot"))
        milliseconds.append(1000 * (time.thread_time() - began))
    engine.dispose()
    return {"cpu_median": float(np.median(milliseconds)), "cpu_p99": _p99(milliseconds)}


async def _measure(settings: Settings, typed: Iterator[str]) -> tuple[list[float], list[float], list[float]]:
    async with conversations(settings, 3 * TALKING) as talking:
        people = [person.person_id for person in talking.people[-TALKING:]]
        await talking.hold(TALKING)  # from now on these have a taste
        await titles_are_there(talking.bot_api, people[0], "shawshenk redemtion")
        alone = await talking.hold(TALKING)
        answers: list[float] = []
        asking = asyncio.create_task(_type_on(talking, people, typed, answers))
        beside = await talking.hold(TALKING)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        return alone, beside, answers


async def titles_are_there(bot_api: TimedBotApi, person: int, mistyped: str) -> None:
    """Wait until the index is built: only then a title with a typing error is found."""
    async with asyncio.timeout(INDEX_SECONDS):
        while True:
            await _ask(bot_api, person, mistyped, [])
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
