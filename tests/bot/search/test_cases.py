"""Russian titles in other cases than the first."""

from __future__ import annotations

import pytest

from bot.search.cases import stems_of
from bot.search.normalising import title_key


@pytest.mark.parametrize(
    ("declined", "title"),
    [
        ("крёстного отца", "Крёстный отец"),
        ("крёстному отцу", "Крёстный отец"),
        ("бойцовского клуба", "Бойцовский клуб"),
        ("матрицу", "Матрица"),
        ("зелёной милей", "Зелёная миля"),
        ("молчания ягнят", "Молчание ягнят"),
        ("пиратов карибского моря", "Пираты Карибского моря"),
        ("тёмного рыцаря", "Тёмный рыцарь"),
        ("властелина колец", "Властелин колец"),
        ("острова проклятых", "Остров проклятых"),
        ("терминатора 2", "Терминатор 2"),
    ],
)
def test_a_title_in_a_case_has_the_stems_of_the_title(declined: str, title: str) -> None:
    assert stems_of(title_key(declined)) == stems_of(title_key(title))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Крёстный отец", "Крёстная мать"), ("Матрица", "Матрас"), ("Чужой", "Чужая жизнь")],
)
def test_other_titles_have_other_stems(one: str, other: str) -> None:
    assert stems_of(title_key(one)) != stems_of(title_key(other))


def test_words_in_other_letters_have_none() -> None:
    assert stems_of("godfather") == stems_of("") == ""
