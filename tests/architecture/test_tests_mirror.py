"""Tests mirror modules, and nothing in the product is there for tests alone."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT

PRODUCT = ("bot", "recommender", "storage", "scripts")
TESTS = PROJECT_ROOT / "tests"

# What is tested across modules, and why no module's name says it.
ACROSS_MODULES = {
    "architecture": "the whole project",
    "deploy": "files that are not Python",
    "bot/handlers/test_facts_from_answers.py": "from an answer of OMDb to a narrowed list",
    "bot/handlers/test_languages.py": "every handler in another language",
    "bot/playground/test_chat_driver.py": "tests/support/chat.py, the driver of flow tests",
    "bot/playground/test_membership.py": "tests/support/membership.py: groups that lose the bot or move",
    "bot/playground/test_in_browser.py": "the page in a browser",
    "bot/playground/test_restart.py": "the playground closed and opened again",
    "bot/presentation/test_typography.py": "every translation",
    "bot/retraining/test_being_killed.py": "retrains killed at every stage",
    "bot/services/test_first_look_at_the_model.py": "many people before the model is loaded",
    "bot/test_recipes.py": "what CONTRIBUTING claims",
    "bot/understanding/test_examples.py": "what the bot says that one can type, in every language",
    "bot/understanding/test_word_lists.py": "the words of every language",
    "bot/web/test_answers.py": "what stands around every answer",
    "bot/web/test_bad_requests.py": "what no route takes",
    "bot/web/test_killed.py": "a web process killed in the middle",
    "bot/web/test_model_swap.py": "a web process while the model changes",
    "bot/web/test_recommendations.py": "routes, rendering and schemas together",
    "bot/web/test_schema.py": "the whole OpenAPI description",
    "recommender/test_real_ratings.py": "the product on the ratings that ship with it",
    "scripts/test_help.py": "every program",
    "storage/test_query_plans.py": "the queries of every repository, explained by PostgreSQL",
    "storage/test_omdb.py": "the three tables about OMDb: details, usage, poster file ids",
}

# What only others call, and who they are.
CALLED_FROM_OUTSIDE = {
    "parse_json_payload": "python-telegram-bot",
    "process_request": "python-telegram-bot",
    "capture_signals": "uvicorn",
    "send_400_response": "uvicorn",
    "emit": "logging",
    "find_class": "pickle",
    "eof_received": "asyncio",
    "on_body": "httptools",
    "on_header": "httptools",
    "on_headers_complete": "httptools",
    "on_message_complete": "httptools",
    "all_ratings": "surprise",
    "load_dialect_impl": "SQLAlchemy",
    "process_bind_param": "SQLAlchemy",
    "process_result_value": "SQLAlchemy",
    "branch_labels": "Alembic",
    "depends_on": "Alembic",
    "down_revision": "Alembic",
    "language_name": "what a catalogue calls its language: the names on the buttons are held against it",
}

FROM_FRAMEWORKS = re.compile(r"router\.|validator")  # decorators whose functions a framework calls


def files_of_tests() -> list[str]:
    return sorted(str(path.relative_to(TESTS)) for path in TESTS.rglob("test_*.py"))


def belongs_to_a_module(test: str) -> bool:
    """Return whether it is called test_<module>.py or test_<module>_<topic>.py, in the module's folder."""
    folder = PROJECT_ROOT / Path(test).parent
    words = Path(test).stem.removeprefix("test_").split("_")
    names = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
    return any(
        (folder / f"{name}.py").exists() or (folder / name).is_dir() or (folder / f"__{name}__.py").exists()
        for name in names
    )


@pytest.mark.parametrize("test", files_of_tests())
def test_a_test_is_found_by_the_name_of_its_module(test: str) -> None:
    listed = test in ACROSS_MODULES or Path(test).parts[0] in ACROSS_MODULES
    assert belongs_to_a_module(test) != listed


def test_nothing_is_listed_that_is_gone() -> None:
    assert [listed for listed in ACROSS_MODULES if not (TESTS / listed).exists()] == []


def test_nothing_in_the_product_is_called_by_tests_alone() -> None:
    defined = {name for tree in trees() for name in definitions(tree)}
    used = Counter(name for tree in trees() for name in uses(tree))
    assert {name for name in defined if not used[name]} == set(CALLED_FROM_OUTSIDE)


@cache
def trees() -> tuple[ast.Module, ...]:
    paths = [path for room in PRODUCT for path in (PROJECT_ROOT / room).rglob("*.py")]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def definitions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            decorators = " ".join(map(ast.unparse, node.decorator_list))
            if not node.name.startswith("__") and not FROM_FRAMEWORKS.search(decorators):
                yield node.name
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (each.id for each in targets if isinstance(each, ast.Name) and each.id[:2] != "__")


def uses(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            yield from re.findall(r"\w+", node.value)  # names in strings: __all__, getattr, import paths
