"""What the bot gives as an example of what one can type is understood as it is meant, in every language."""

from __future__ import annotations

import re

import pytest

from bot.presentation import film_texts, finding, kept_filters, texts
from bot.presentation.catalogues import Catalogues
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import ListRequest, SimilarRequest, TitleRequest
from tests.bot.understanding.english_requests import films
from tests.support.understood import read_list, understand

CODES = Catalogues().codes


def typed(code: str, message: str, tag: str) -> list[str]:
    """Return what stands in such tags of a sentence in this language, without its command."""
    found = re.findall(f"<{tag}>(?:/\\w+ )?(.*?)</{tag}>", Catalogues().locale(code).gettext(message))
    assert found
    return found


@pytest.mark.parametrize("code", CODES)
def test_the_examples_of_plain_text(code: str) -> None:
    title, similar, decade, short = (
        understand(text, lexicon_of(code)).best for text in typed(code, finding.EXAMPLES, "i")
    )
    assert title == TitleRequest("heat")
    assert isinstance(similar, SimilarRequest)
    assert similar.titles in {("Amélie",), ("Амели",)}
    assert decade == films("Comedy", years=(1990, 1999))
    assert short == films("Horror", minutes=(None, 90))


@pytest.mark.parametrize("code", CODES)
def test_the_examples_of_what_to_be_asked_about(code: str) -> None:
    genre, newer, title = (
        understand(text, lexicon_of(code), is_about_stars=True).best
        for text in typed(code, film_texts.STEERING, "code")
    )
    assert genre == films("Horror")
    assert isinstance(newer, ListRequest)
    assert newer.filters.first_year is not None
    assert title == TitleRequest("heat")


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_filters(code: str) -> None:
    [example] = typed(code, kept_filters.HOW, "code")
    command = read_list(example, lexicon_of(code))
    assert (command.unknown, command.wrong) == ("", None)
    filters = command.request.filters
    assert filters.genres == {"Comedy"}
    assert filters.excluded_genres == {"Horror"}
    assert filters.max_minutes == 120
    assert filters.first_year in {2000, 2001}


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_list(code: str) -> None:
    [example] = typed(code, texts.NARROWING_HELP, "code")
    command = read_list(example, lexicon_of(code))
    assert (command.unknown, command.wrong) == ("", None)
    assert command.request == films("Comedy", no="Horror", years=(1990, 1999), n=5)
