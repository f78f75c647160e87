"""One name, one thing: no two classes of the product are called the same."""

from __future__ import annotations

import ast
import re
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


BOUND = re.compile(r"_?(MOST|FEWEST|LONGEST|LARGEST|LEAST|SECONDS_BETWEEN)(_|$)")


def constants_of(source: str) -> Iterator[str]:
    for statement in ast.parse(source).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (each.id for each in names if isinstance(each, ast.Name))


def test_bounds_begin_with_min_and_max_and_pauses_end_with_interval_seconds() -> None:
    named = [(path, name) for path, source in product() for name in constants_of(source) if BOUND.match(name)]
    assert named == []
    assert [*constants_of("MOST, B = 1, 2\nMOST_FILMS = 3")] == ["MOST", "B", "MOST_FILMS"]


def test_a_second_class_of_one_name_is_found() -> None:
    modules = [("a.py", "class Tap: ..."), ("b.py", "class Tap: ...\nclass _Tap: ..."), ("c.py", "TAP = 1")]
    assert shared_names(modules) == {"Tap": ["a.py", "b.py"]}
