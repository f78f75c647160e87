"""Sentences as they stand in the code, read from its syntax tree."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.settings import PROJECT_ROOT
from scripts.messages import FOLDERS, KEYWORDS

MESSAGES = {"gettext": 1, "ngettext": 2, "pgettext": 2, "N_": 1, "NP_": 2}
"""How many strings a call begins with."""
FILLING = {"gettext", "ngettext", "pgettext"}
TWO_WORDS = re.compile(r"[a-z]{2,}[,.:;!?]?\s+[a-z]{2,}", re.IGNORECASE)
SILENT = (
    "logger.",
    "super().__init__",
    "argparse.",
    "parser.",
    "output.",
    "re.compile",
    "partition",
    "removesuffix",
)


@dataclass(frozen=True)
class Call:
    """A call that marks or translates a sentence."""

    place: str
    name: str
    node: ast.Call

    @property
    def strings(self) -> list[ast.expr]:
        """The arguments that hold the sentence and its context."""
        return self.node.args[: MESSAGES[self.name]]

    @property
    def sentences(self) -> list[str]:
        """The sentences, if they stand here."""
        texts = [each.value for each in self.strings if isinstance(each, ast.Constant)]
        return [str(text) for text in (texts[1:] if self.name in {"pgettext", "NP_"} else texts)]

    @property
    def filled(self) -> set[str]:
        """The placeholders that are filled; ngettext fills the number itself."""
        return {str(each.arg) for each in self.node.keywords} | ({"n"} if self.name == "ngettext" else set())


def modules() -> list[Path]:
    """Return the modules that speak to people."""
    return sorted(path for folder in FOLDERS for path in (PROJECT_ROOT / folder).rglob("*.py"))


def calls(source: str, place: str) -> Iterator[Call]:
    """Yield every call that marks or translates a sentence."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in KEYWORDS:
                yield Call(f"{place}:{node.lineno}", name, node)


def placeholders(sentence: str) -> set[str]:
    """Return the names that a sentence wants filled; one that has none ("{}") is not a name."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def stray_sentences(source: str, place: str) -> Iterator[str]:
    """Yield strings of two or more words that no marking call, log, error or docstring holds."""
    tree = ast.parse(source)
    spoken_for: set[ast.AST] = set()
    for node in ast.walk(tree):
        if _needs_no_translation(node):
            spoken_for.update(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # a docstring
            spoken_for.add(node.value)
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node not in spoken_for and TWO_WORDS.search(str(node.value)):
            yield f"{place}:{node.lineno}: {node.value!r}"


def _needs_no_translation(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise | ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return called.rpartition(".")[2] in KEYWORDS or called.startswith(SILENT)
