"""Text as Telegram reads it."""

from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import detect_entities, utf16_length
from bot.playground.errors import ApiError
from bot.playground.html_text import TAGS, parse_html, styled

# Surrogates cannot be sent, and NUL never comes over HTTP.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
SIMPLE_TAGS = sorted(set(TAGS) - {"a", "span", "tg-emoji"})


@st.composite
def marked_up(draw: Any, depth: int = 3) -> tuple[str, str]:
    """Draw HTML that Telegram takes, and the plain text that it must become."""
    source, plain = "", ""
    for _ in range(draw(st.integers(0, 3))):
        text = draw(TEXT)
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(SIMPLE_TAGS))
            inner, text = draw(marked_up(depth=depth - 1))
            source += f"<{tag}>{inner}</{tag}>"
        else:
            source += html.escape(text, quote=False)
        plain += text
    return source, plain


def cut(text: str, entity: dict[str, Any]) -> str:
    """Return the part of a text that an entity covers, by UTF-16 units."""
    units = text.encode("utf-16-le")
    return units[2 * entity["offset"] :][: 2 * entity["length"]].decode("utf-16-le")


@given(TEXT)
def test_length_is_counted_in_utf16_code_units(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


def test_an_emoji_counts_twice_and_a_star_once() -> None:
    assert utf16_length("🎬") == 2
    assert utf16_length("★") == 1


@given(TEXT)
def test_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)).text == text


@given(marked_up())
def test_tags_vanish_from_the_text_and_every_entity_lies_within_it(example: tuple[str, str]) -> None:
    source, plain = example
    read = parse_html(source)

    assert read.text == plain
    for entity in read.entities:
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= entity["offset"] + entity["length"] <= utf16_length(plain)


@given(TEXT, TEXT.filter(bool), TEXT)
def test_an_entity_covers_exactly_what_its_tag_enclosed(before: str, inside: str, after: str) -> None:
    read = parse_html(f"{html.escape(before)}<b>{html.escape(inside)}</b>{html.escape(after)}")

    assert [cut(read.text, entity) for entity in read.entities] == [inside]


@given(TEXT)
def test_text_is_trimmed_and_its_entities_move_along(text: str) -> None:
    read = styled(f" \n{html.escape(text)} <i>x</i>\n ", "HTML")
    italic = [entity for entity in read.entities if entity["type"] == "italic"]

    assert read.text == f"{text} x".strip()
    assert [cut(read.text, entity) for entity in italic] == ["x"]


@given(st.text("<>/abi =\"'&;#9é", max_size=30))
def test_garbage_is_either_read_or_refused_in_one_way(source: str) -> None:
    try:
        read = parse_html(source)
    except ApiError as error:
        refusal = error.description
    else:
        refusal = "Bad Request: can't parse entities: "
        assert all(entity["length"] > 0 for entity in read.entities)
    assert refusal.startswith("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("I <3 it", 'Unsupported start tag "3" at byte offset 2'),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("<b x", "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("é<blink>x</blink>", 'Unsupported start tag "blink" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)

    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_a_link_keeps_its_address_and_one_without_is_plain() -> None:
    link = parse_html('see <a href="https://www.imdb.com/?a=1&amp;b=2">this</a>')

    assert link.entities == (
        {"type": "text_link", "offset": 4, "length": 4, "url": "https://www.imdb.com/?a=1&b=2"},
    )
    assert parse_html("<a>plain</a>").entities == ()


def test_a_quoted_attribute_may_hold_what_would_end_a_tag() -> None:
    assert parse_html('<a href="https://a.example/?q=>">x</a>').entities[0]["url"] == "https://a.example/?q=>"


def test_only_telegrams_own_references_are_read() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#9733;&#x2605; &nbsp; AT&T").text == '<>&"★★ &nbsp; AT&T'


def test_another_parse_mode_is_said_to_be_missing() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        styled("*x*", "MarkdownV2")


def test_commands_links_and_mentions_are_found_in_plain_text() -> None:
    text = "🎬 /recommend@matinee_bot 5, ask @ada_l or https://example.org/a?b. not/this"
    found = [(entity["type"], cut(text, entity)) for entity in detect_entities(text)]

    assert found == [
        ("bot_command", "/recommend@matinee_bot"),
        ("mention", "@ada_l"),
        ("url", "https://example.org/a?b"),
    ]


def test_nothing_is_found_within_a_link_or_code() -> None:
    read = styled('<a href="https://a.example">/start</a> <code>/stop</code> /go', "HTML")

    assert [entity["type"] for entity in read.entities] == ["text_link", "code", "bot_command"]
