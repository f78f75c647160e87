"""One run: updates by a seed, invariants after each, and a small case for each kind of fault."""

from __future__ import annotations

import copy
import tempfile
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.playground.call import Json
from scripts.benches.small_database import hurry, small_database, stock_small_database
from scripts.fuzz.invariants import Fault, Invariants
from scripts.fuzz.mutations import mutated
from scripts.fuzz.people import BYSTANDERS
from scripts.fuzz.shrinking import HISTORIES, shrink
from scripts.fuzz.stage import FuzzedBot, stage
from scripts.fuzz.updates import UpdateMaker

MUTATED_SHARE = 0.5
FIRST_TRY_NUMBER = 10**9  # tries need numbers of their own: one that came before is not handled again
MAX_KINDS_OF_FAULTS = 20
Progress = Callable[[int], None]


@dataclass(frozen=True)
class FoundCase:
    """A kind of fault, and the updates that show it; `is_repeatable` says whether they did so again."""

    fault: Fault
    updates: list[Json]
    is_repeatable: bool


@dataclass
class Findings:
    """How many updates were sent, and what they broke."""

    sent: int = 0
    cases: dict[str, FoundCase] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    left_in_inbox: int = 0

    @property
    def is_clean(self) -> bool:
        """Return whether nothing was broken."""
        return not self.cases and not self.left_in_inbox


async def fuzz(
    updates: int, seed: int, database: str = "sqlite", progress: Progress = lambda _: None
) -> Findings:
    """Send so many updates to a bot on this database (see `small_database`); raises NotEmpty."""
    with tempfile.TemporaryDirectory() as folder, small_database(database, Path(folder)) as engine:
        hurry(engine)
        titles = stock_small_database(engine)
        async with stage(engine, Path(folder), titles) as scene:
            await _settle_bystanders(scene)
            with Invariants(scene) as invariants:
                run = _Run(scene, invariants, Random(seed))  # nothing secret depends on it
                findings = await run.go(updates, progress)
            findings.left_in_inbox = scene.inbox.pending_count()
    return findings


class _Run:
    def __init__(self, scene: FuzzedBot, invariants: Invariants, rng: Random) -> None:
        self._invariants = invariants
        self._rng = rng
        self._maker = UpdateMaker(rng, scene.surroundings)
        self._history: deque[Json] = deque(maxlen=max(HISTORIES))
        self._tries = FIRST_TRY_NUMBER

    async def go(self, updates: int, progress: Progress) -> Findings:
        findings = Findings()
        while findings.sent < updates and len(findings.cases) < MAX_KINDS_OF_FAULTS:
            update = self._maker.make()
            if self._rng.random() < MUTATED_SHARE:
                update = mutated(self._rng, update)
            # What is written under a tapped message later must not change the case.
            self._history.append(copy.deepcopy(update))
            fault = await self._invariants.check(update)
            findings.sent += 1
            progress(findings.sent)
            if fault is not None:
                findings.times[fault.kind] += 1
                if fault.kind not in findings.cases:
                    findings.cases[fault.kind] = await self._case(fault)
        return findings

    async def _case(self, fault: Fault) -> FoundCase:
        async def breaks(case: list[Json]) -> bool:
            found = [await self._invariants.check(self._renumbered(update)) for update in case]
            return any(each is not None and each.kind == fault.kind for each in found)

        small = await shrink(list(self._history), breaks)
        return FoundCase(fault, small or list(self._history)[-1:], small is not None)

    def _renumbered(self, update: Json) -> Json:
        """Return the same update as one that Telegram sends for the first time."""
        self._tries += 1
        again = copy.deepcopy(update) | {"update_id": self._tries}
        query = again.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("id"), str) and query["id"]:
            query["id"] = f"try{self._tries}"
        return again


async def _settle_bystanders(scene: FuzzedBot) -> None:
    """Let those who are to be left alone have something of everything."""
    maker = UpdateMaker(Random(0), scene.surroundings)  # nothing secret depends on it
    number = FIRST_TRY_NUMBER - 1000
    for person in BYSTANDERS:
        for _ in range(40):
            number += 1
            query = {"id": f"s{number}"}
            tap = maker.tap(person) | query | {"message": maker.message(person) | {"chat": person.as_chat()}}
            await scene.send({"update_id": number, "callback_query": tap})
