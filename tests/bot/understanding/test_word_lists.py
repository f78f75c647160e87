from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.understanding

MODULES = sorted(Path(bot.understanding.__file__).parent.glob("*.py"))


def word_lists(module: Path) -> Iterator[list[str]]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count(", ") > 1:
            yield [word.strip() for word in node.value.split(",")]


def test_the_lists_are_found() -> None:
    assert sum(len(list(word_lists(module))) for module in MODULES) > 500


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_word_list_has_a_word_twice(module: Path) -> None:
    for words in word_lists(module):
        assert [word for word, times in Counter(words).items() if times > 1] == []
