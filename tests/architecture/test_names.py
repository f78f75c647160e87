"""One name, one thing: no two classes of the product are called the same."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.settings import PROJECT_ROOT

PRODUCT = ("bot", "recommender", "storage", "scripts")

# A name that two modules share, and why it is one thing.
SHARED = {
    "UnknownMovieLensUser": "storage's error and what services make of it: handlers never see storage",
}


def classes_of(source: str) -> Iterator[str]:
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ClassDef) and not statement.name.startswith("_"):
            yield statement.name


def shared_names(modules: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return which modules define a class of the same name; modules are (path, source)."""
    places = defaultdict(list)
    for path, source in modules:
        for name in classes_of(source):
            places[name].append(path)
    return {name: paths for name, paths in places.items() if len(paths) > 1}


def product() -> Iterator[tuple[str, str]]:
    for folder in PRODUCT:
        for module in sorted((PROJECT_ROOT / folder).rglob("*.py")):
            yield str(module.relative_to(PROJECT_ROOT)), module.read_text(encoding="utf-8")


def test_no_two_classes_share_a_name_without_a_reason() -> None:
    assert shared_names(product()).keys() == SHARED.keys()


def test_a_second_class_of_one_name_is_found() -> None:
    modules = [("a.py", "class Tap: ..."), ("b.py", "class Tap: ...\nclass _Tap: ..."), ("c.py", "TAP = 1")]
    assert shared_names(modules) == {"Tap": ["a.py", "b.py"]}
