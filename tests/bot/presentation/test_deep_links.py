"""Start payloads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.deep_links import CompareLink, FilmLink, build, parse


@given(st.integers(1, 999_999_999))
def test_a_link_to_a_film_comes_back_and_is_one_that_telegram_takes(movie_id: int) -> None:
    payload = build(FilmLink(movie_id))
    assert parse(payload) == FilmLink(movie_id)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)


@given(movie_id=st.integers(1, 999_999_999), sender=st.integers(1, 2**52), other=st.integers(1, 2**52))
def test_a_link_names_only_whoever_it_was_made_for(movie_id: int, sender: int, other: int) -> None:
    payload = build(FilmLink.sealed(movie_id, sender, "secret"))
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    link = parse(payload)
    assert isinstance(link, FilmLink)
    assert link.sender("secret") == sender
    assert link.sender("another bot's") is None
    assert FilmLink(movie_id, sender).sender("secret") is None
    assert FilmLink(movie_id, other, link.seal).sender("secret") in {None, sender}


@given(st.integers(1, 2**60 - 1))
def test_a_link_to_compare_tastes_comes_back(link_id: int) -> None:
    payload = build(CompareLink(link_id))
    assert parse(payload) == CompareLink(link_id)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)


@pytest.mark.parametrize("payload", ["compare_", "compare_0", "compare_07", "compare_1152921504606846976"])
def test_a_number_that_no_link_has_is_none(payload: str) -> None:
    assert parse(payload) is None


@pytest.mark.parametrize(
    "payload",
    ["", "film_", "film_0", "film_-3", "film_03", "film_1x", "film_" + "9" * 20, "FILM_1", "x", "film_٣"],
)
def test_a_payload_that_means_nothing_is_none(payload: str) -> None:
    assert parse(payload) is None


# By chance alone no text is a link: most of these are, or nearly.
NEARLY_LINKS = st.from_regex(r"(film|compare)_[0-9]{1,20}(_[0-9]{1,17})?(_[0-9a-f]{12})?", fullmatch=True)


@given(st.text(max_size=64) | NEARLY_LINKS)
def test_any_text_is_nothing_or_a_link_in_its_one_spelling(payload: str) -> None:
    link = parse(payload)
    assert link is None or build(link) == payload
