"""Values that break programs: numbers at the edges of their types, text at the edges of Unicode."""

from __future__ import annotations

from random import Random
from typing import Any

NUMBERS: tuple[Any, ...] = (
    *(0, 1, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**52, -(2**52), 2**53 + 1),
    *(2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**30, 1.5, -0.0, 1e308, float("inf"), float("nan")),
)
TEXTS = (
    *("", " ", "\x00", "a\x00b", "\ud800", "x\udfff", "\ufeff", "\u200b\u2060", "\u202eabc\u202c"),
    *(
        "a" + "\u0316\u0317\u0323" * 60,
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "A" * 5000,
        "\U0001f3ac" * 2100,
    ),
    *("<b>&amp;</i>", "{0} %s %(x)s {film}", "'; DROP TABLE movies; --", "../../etc/passwd", "\r\n\t"),
    *("٣٫٥", "½", "1e999", "NaN", "-1", "9" * 400, "مرحبا", "İ", "ß", "ﬀ", "\u0130\u0307"),
)
WORDS = (
    *("comedy", "drama", "90s", "1994", "-horror", "like", "5", "4.5", "★★★★", "0", "11", "99999999999"),
    *(
        "something",
        "funny",
        "not",
        "with",
        "from",
        "under",
        "2",
        "hours",
        "please",
        "thanks",
        "who",
        "are",
        "you",
    ),
)


def odd_number(rng: Random) -> Any:
    """Return a number at an edge."""
    return rng.choice(NUMBERS)


def odd_text(rng: Random) -> str:
    """Return a text at an edge, or a piece of one between words."""
    text = rng.choice(TEXTS)
    return text if rng.random() < 0.5 else f"{rng.choice(WORDS)} {text[:50]} {rng.choice(WORDS)}"


def odd_value(rng: Random) -> Any:
    """Return anything that JSON can carry."""
    plain: tuple[Any, ...] = (None, True, False, [], {}, [[]], [None], {"": None}, {"id": 1}, [{"type": "x"}])
    return rng.choice((odd_number(rng), odd_text(rng), rng.choice(plain)))
