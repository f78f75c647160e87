"""Codes with values that services and retraining hand out, and the sentences made of them."""

from __future__ import annotations

import pytest

from bot.presentation.locale import ENGLISH
from bot.presentation.retrain_reasons import SENTENCES, in_english, sentence
from bot.retraining.reasons import coded
from bot.settings import PROJECT_ROOT
from tests.support.reading_sentences import stray_sentences

ROOMS = (
    *("bot/services", "bot/retraining", "bot/models", "bot/monitoring", "bot/importing"),
    *("recommender/evaluation/gate.py", "recommender/training.py", "recommender/ranking_training.py"),
)
# Strings of two words that no person of a chat reads.
NOT_SHOWN = {
    "bot/services/title_search.py": ("title index",),  # a thread's name
    "bot/importing/csv_tables.py": ("Letterboxd list export",),  # a file's first words
    "bot/importing/scales.py": ("out of",),  # as it is read, "4 out of 5"
    "bot/importing/writing.py": ("Your Rating", "Date Rated"),  # IMDb's columns
    "bot/retraining/__main__.py": ("in a shell on",),  # as stored; read in each language
    "bot/retraining/child_output.py": ("",),  # a terminal's, which speaks English
}


def test_nothing_below_presentation_hands_out_english() -> None:
    strays = []
    for room in ROOMS:
        root = PROJECT_ROOT / room
        for path in [root] if root.is_file() else sorted(root.rglob("*.py")):
            place = str(path.relative_to(PROJECT_ROOT))
            for stray in stray_sentences(path.read_text(encoding="utf-8"), place):
                if not any(words in stray for words in NOT_SHOWN.get(place, ())):
                    strays.append(stray)
    assert strays == []


def test_a_sentence_handed_out_would_be_noticed() -> None:
    assert list(stray_sentences('reason = f"only {n} people can be asked"', "bot/services/some.py"))


@pytest.mark.parametrize("code", SENTENCES)
def test_every_code_of_a_retrain_has_its_sentence(code: str) -> None:
    numbers = dict.fromkeys(("mine", "popular", "live", "slack"), 0.25)
    counts = dict.fromkeys(("signal", "exit_code", "part", "films"), 7)
    assert not in_english(coded(code, **numbers, **counts)).startswith(code)


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        ("training_already", {"by": "admin 5", "since": "2026-11-22T13:00:00+00:00"}, "22 Nov 13:00 UTC"),
        ("not_finite", {"parts": "star_model popularity"}, "stand in: star model, popular list."),
        ("too_few_people", {"people": 3, "needed": 10}, "Only 3 of the 10 people"),
        ("counts", {"ratings": 100_836, "people": 1}, "100,836 ratings by 1 person"),
        ("films_take_part", {"part": 2, "films": 3, "most": 1}, "with 1 rating or fewer"),
        ("all_films_take_part", {"part": 3, "films": 3, "memory_mb": 1800}, "(training may take 1,800 MB)"),
        ("too_little_memory", {"ratings": 32_000_209, "here": 512, "least": 1374}, "at least 1,374 MB"),
        ("learning_from", {"ratings": 10}, "learning from 10 ratings a person"),
        ("by_increments", {"ratings": 5, "people": 1}, "is learned: 5 ratings of 1 person"),
        ("anew_memory", {"here": 1000, "least": 1200}, "takes 1,200 MB of memory and may take 1,000 MB"),
        ("as_it_is", {"text": "disk full"}, "Disk full"),
    ],
)
def test_values_stand_in_their_sentence(code: str, values: dict[str, str | int], words: str) -> None:
    assert words in in_english(coded(code, **values))


def test_a_code_of_another_release_is_shown_as_it_is() -> None:
    assert sentence(ENGLISH, coded("new_code", n=3)) == "new_code (n=3)"
    assert sentence(ENGLISH, coded("counts", ratings="many")) == "counts (ratings=many)"
