"""Every sentence that people read is marked, found, and filled by name."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT
from scripts.messages import extract
from tests.support.reading_sentences import FILLING, Call, calls, modules, placeholders, stray_sentences

# Strings that no person reads although two words stand in them.
NOT_SHOWN = {
    "bot/handlers/failures.py": {"an unknown place"},  # where in the code; for the log and the admins
    "bot/handlers/jobs.py": {
        "nightly retrain",
        "catch up on a missed retrain",
        "look for a new live model",
        "delete what is kept for a time",
        "lead movie nights",
        "tell of comparisons",
        "send daily picks",
        "collect facts of films",
        "the nightly schedule",
    },
    "bot/presentation/film_origins.py": {
        "Hong Kong",
        "South Korea",
        "United Kingdom",
        "United States",
    },  # keys
    "bot/presentation/requesters.py": {"the nightly schedule"},  # as stored
    "bot/presentation/markup.py": {"blockquote expandable"},
    "bot/updates/batch_writer.py": {"the process ends"},
    "bot/updates/handling.py": {"unreadable update"},
    "bot/updates/polling.py": {"an answer that cannot be read ("},
}
TELEGRAMS_OWN = "bot/chat/"  # Telegram's refusals are compared there, in its words


def every_call() -> list[Call]:
    return [
        call
        for path in modules()
        for call in calls(path.read_text(encoding="utf-8"), str(path.relative_to(PROJECT_ROOT)))
    ]


def test_everything_that_is_marked_is_found() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        template = extract()
    found = {text for message in template if message.id for text in _texts(message.id)}
    marked = {sentence for call in every_call() for sentence in call.sentences}
    assert len(marked) > 150
    assert marked - found == set()


@pytest.mark.parametrize("call", every_call(), ids=lambda call: call.place)
def test_a_sentence_is_a_literal_filled_by_name(call: Call) -> None:
    assert not [each for each in call.strings if isinstance(each, ast.JoinedStr | ast.BinOp)]
    if call.name in FILLING and not any(each.arg is None for each in call.node.keywords):
        for sentence in call.sentences:
            assert placeholders(sentence) <= call.filled, call.place
    for sentence in call.sentences:
        assert all(name.isidentifier() for name in placeholders(sentence)), call.place


@pytest.mark.parametrize("path", modules(), ids=str)
def test_no_sentence_stands_inside_an_f_string(path: Path) -> None:
    """Babel does not find it there on Python 3.11."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            inside = (each for each in ast.walk(node) if isinstance(each, ast.Call) and each.args)
            named = [each.args[0] for each in inside if getattr(each.func, "attr", "") in FILLING]
            assert not [first for first in named if isinstance(first, ast.Constant)], path


def test_no_sentence_is_shown_without_a_mark() -> None:
    strays, unseen = [], {(place, words) for place, listed in NOT_SHOWN.items() for words in listed}
    for path in modules():
        place = str(path.relative_to(PROJECT_ROOT))
        if place.startswith(TELEGRAMS_OWN):
            continue
        for stray in stray_sentences(path.read_text(encoding="utf-8"), place):
            listed = {(place, words) for words in NOT_SHOWN.get(place, ()) if words in stray}
            unseen -= listed
            if not listed:
                strays.append(stray)
    assert strays == []
    assert unseen == set(), "listed, but no longer there"


@pytest.mark.parametrize(
    "code",
    ['note = Note("Nothing to do")', 'text = f"You have {n} films"', 'LABELS = {1: "Show my films"}'],
)
def test_a_sentence_without_a_mark_would_be_noticed(code: str) -> None:
    assert list(stray_sentences(code, "somewhere.py"))


@pytest.mark.parametrize(
    "code",
    [
        'N_("Nothing to do")',
        'logger.info("nothing to do")',
        'raise ValueError("nothing to do")',
        '"""Do it now."""',
    ],
)
def test_what_nobody_reads_is_left_alone(code: str) -> None:
    assert not list(stray_sentences(code, "somewhere.py"))


def _texts(message_id: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message_id,) if isinstance(message_id, str) else tuple(message_id)
