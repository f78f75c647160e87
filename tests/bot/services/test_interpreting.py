"""What a typed text asks for, on a small world of films."""

from __future__ import annotations

from typing import ClassVar

import pytest

from bot.services.interpreting import (
    ChooseFilm,
    Interpreting,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SaveStars,
    UnknownTitle,
)
from bot.services.title_search import FoundFilm
from bot.services.views import Film, Filters
from bot.understanding.english import ENGLISH
from bot.understanding.requests import NotUnderstood, SmallTalk
from bot.understanding.understanding import understand

HEAT = Film(6, "Heat", 1995, ("Action", "Crime"), "tt0113277")
OLD_HEAT = Film(7, "Heat", 1986, ("Drama",), "tt0093164")
CASINO = Film(16, "Casino", 1995, ("Crime",), "tt0112641")


class FakeTitles:
    """Knows a few titles by heart."""

    known: ClassVar = {"heat": (HEAT,), "casino": (CASINO,), "heats": (HEAT, OLD_HEAT)}

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        return tuple(FoundFilm(film, 0.9, True) for film in self.known.get(text.lower(), ())[:n])

    def winner(self, found: tuple[FoundFilm, ...]) -> FoundFilm | None:
        return found[0] if len(found) == 1 else None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Heat", OpenFilm(HEAT)),
        ("heats", ChooseFilm("heats", (HEAT, OLD_HEAT))),
        ("heat 4.5", SaveStars(HEAT, 4.5)),
        ("heats 4.5", ChooseFilm("heats", (HEAT, OLD_HEAT), 4.5)),
        ("comedy", OpenList(Filters(genres=frozenset({"Comedy"})), None, is_popular=False)),
        ("like heat", OpenSimilar((HEAT,), Filters())),
        ("something like Heat and Casino", OpenSimilar((HEAT, CASINO), Filters())),
        ("like heats", ChooseFilm("heats", (HEAT, OLD_HEAT), is_like=True)),
        ("like nothing known", UnknownTitle("nothing known")),
        ("Dune Part Two", UnknownTitle("Dune Part Two")),
        ("hi", SmallTalk("greeting")),
        ("🎬", NotUnderstood()),
    ],
)
def test_a_text_is_understood_as_meant(text: str, meaning: object) -> None:
    titles = FakeTitles()
    assert Interpreting(titles).interpret(understand(text, ENGLISH)) == meaning  # type: ignore[arg-type]
