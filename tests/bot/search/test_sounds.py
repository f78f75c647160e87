"""Names in Cyrillic letters sound as they do in Latin ones."""

from __future__ import annotations

import pytest

from bot.search.sounds import is_cyrillic, sound_of, undeclined


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("тарантино", "tarantino"),
        ("скорсезе", "scorsese"),
        ("кубрик", "kubrick"),
        ("спилберг", "spielberg"),
        ("нолан", "nolan"),
        ("бред питт", "brad pitt"),
        ("том круз", "tom cruise"),
    ],
)
def test_both_sound_nearly_alike(cyrillic: str, latin: str) -> None:
    one, other = (sound_of(name.replace(" ", "")) for name in (cyrillic, latin))
    assert sum(first != second for first, second in zip(one, other, strict=False)) <= 3
    assert one.isascii()


def test_only_cyrillic_letters_are_cyrillic() -> None:
    assert is_cyrillic("Нолан")
    assert not is_cyrillic("Kieślowski")


def test_a_case_is_taken_off_each_word_or_the_last() -> None:
    assert list(undeclined(["томом", "хэнксом"])) == ["томомхэнкс", "томхэнкс"]
    assert list(undeclined(["heat"])) == []
