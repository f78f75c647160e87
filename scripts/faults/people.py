"""What the people of a fault walk do, and what must come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bot.presentation.callback_data import pack
from bot.presentation.question_keyboard import AnswerButton
from scripts.benches.obliging_telegram import tap_update

FIRST_PERSON = 6_000_000
HELP_EVERY = 10
_HELP = {"text": "/help", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}


@dataclass
class Deeds:
    """Taps on stars of everybody in turn, each film twice, and now and then /help.

    /help is asked in a group, where the answer names the message that it answers: so each is known by number.
    """

    movie_ids: list[int]
    people: int
    seed: int
    count: int = 0
    stars: dict[int, dict[int, list[float]]] = field(default_factory=dict)
    helps: set[int] = field(default_factory=set)
    taps: int = 0

    def __post_init__(self) -> None:
        self._rng = np.random.default_rng(self.seed)

    def next(self) -> tuple[int, dict[str, Any]]:
        """Return the next person and their update."""
        person = FIRST_PERSON + self.count % self.people
        turn, self.count = self.count // self.people, self.count + 1
        if turn % HELP_EVERY == HELP_EVERY - 1:
            self.helps.add(self.count)
            return person, _help_update(self.count, person)
        film = self.movie_ids[turn // 2 % len(self.movie_ids)]
        earlier = self.stars.setdefault(person, {}).setdefault(film, [])
        stars = float(self._rng.choice([n for n in range(1, 6) if not earlier or n != earlier[-1]]))
        earlier.append(stars)
        self.taps += 1
        return person, tap_update(self.count, person, pack(AnswerButton(person, film, stars)))


@dataclass(frozen=True)
class Cost:
    """What a walk cost; late is a film whose stars are those of an earlier tap."""

    kills: int
    taps: int
    lost: int
    late: int
    helps: int
    doubled: int
    unanswered: int

    @property
    def is_nothing(self) -> bool:
        """Return whether no tap was lost and nothing came twice or in the wrong order."""
        return not (self.lost or self.late or self.doubled)


def cost_of(
    deeds: Deeds, kills: int, found: Mapping[int, Mapping[int, float]], answers: Mapping[int, int]
) -> Cost:
    """Compare what was asked for with the ratings on disk and how often each /help was answered."""
    lost = late = 0
    for person, films in deeds.stars.items():
        for film, stars in films.items():
            is_there = found.get(person, {}).get(film)
            lost += is_there is None
            late += is_there is not None and is_there != stars[-1]
    doubled = sum(answers.get(number, 0) > 1 for number in deeds.helps)
    unanswered = sum(answers.get(number, 0) == 0 for number in deeds.helps)
    return Cost(kills, deeds.taps, lost, late, len(deeds.helps), doubled, unanswered)


def _help_update(number: int, person: int) -> dict[str, Any]:
    update = tap_update(number, person, "")
    query = update.pop("callback_query")
    group = {"id": -person, "type": "group", "title": "Some people"}
    message = {"message_id": number, "date": 1_700_000_000, "chat": group, "from": query["from"]}
    return update | {"message": message | _HELP}
