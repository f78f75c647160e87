from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.search.normalising import (
    MAX_KEY_LENGTH,
    alternative_titles,
    split_key,
    spoken_title,
    title_key,
    title_segments,
)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("walle", "WALL·E"),
        ("wall-e", "WALL·E"),
        ("spiderman", "Spider-Man"),
        ("Se7en", "Seven"),
        ("8 1/2", "8½"),
        ("godfather 2", "Godfather: Part II, The"),
        ("the godfather part two", "The Godfather: Part II"),
        ("AME\u0301LIE", "Amélie"),
        ("ocean’s 11", "Ocean's Eleven"),
        ("avventura", "L'Avventura"),
        ("L'avventura", "Avventura, L'"),
        ("leben der anderen", "Das Leben der Anderen"),
        ("mash", "M*A*S*H"),
        ("et the extra-terrestrial", "E.T. the Extra-Terrestrial"),
        ("apollo13", "Apollo 13"),
        ("batman vs superman", "Batman v Superman"),
        ("rocky 5", "Rocky V"),
        ("star wars episode 5", "Star Wars: Episode V"),
        ("fast and furious", "Fast & Furious"),
        ("simone", "S1m0ne"),
        ("alien 3", "Alien³"),
        ("fear x", "Fear-X"),
        ("the secret of my success", "Secret of My Succe$s, The"),
        ("doctor strangelove", "Dr. Strangelove"),
        ("matrix the", "The Matrix"),
        ("zalgo", "Z̴̢a̵l̶g̷o̴"),
        ("abc", "\u202eabc\u202c"),
        ("ocæan øst", "ocaean ost"),
    ],
)
def test_two_spellings_have_one_key(typed: str, title: str) -> None:
    assert title_key(typed) == title_key(title) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rocky II", "Rocky III"),
        ("Die Hard", "Hard"),
        ("La La Land", "Land"),
        ("X-Men", "Men"),
        ("I, Robot", "Robot"),
    ],
)
def test_different_titles_have_different_keys(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


def test_the_article_is_kept_beside_the_key() -> None:
    assert split_key("L.A. Confidential").full == "laconfidential"
    assert split_key("The A-Team").full == "theateam"


@pytest.mark.parametrize(
    ("title", "others"),
    [
        ("Seven (a.k.a. Se7en)", ("Se7en",)),
        ("City of God (Cidade de Deus)", ("Cidade de Deus",)),
        ("Léon: The Professional (a.k.a. The Professional) (Léon)", ("The Professional", "Léon")),
        (
            "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)",
            ("Le Fabuleux destin d'Amélie Poulain",),
        ),
        ("(500) Days of Summer", ()),
        ("Frontière(s)", ()),
        ("Che (Part One)", ()),
        ("Heat", ()),
    ],
)
def test_other_titles_stand_in_brackets_behind(title: str, others: tuple[str, ...]) -> None:
    assert alternative_titles(title) == others


@pytest.mark.parametrize(
    ("title", "spoken"),
    [
        (
            "Raiders of the Lost Ark (Indiana Jones and the Raiders of the Lost Ark)",
            "Raiders of the Lost Ark",
        ),
        ("Matrix, The", "The Matrix"),
        ("Matrix, The (1999)", "The Matrix"),
        ("Avventura, L' (Adventure, The)", "L'Avventura"),
        ("Seven (a.k.a. Se7en)", "Seven"),
        ("8 1/2 (8½)", "8½"),
        ("8 ½ Women (a.k.a. 8 1/2 Women)", "8½ Women"),
        ("(500) Days of Summer", "(500) Days of Summer"),
        ("Good Morning, Vietnam", "Good Morning, Vietnam"),
    ],
)
def test_a_title_as_people_say_it(title: str, spoken: str) -> None:
    assert spoken_title(title) == spoken


def test_the_ends_of_a_long_title_can_be_said_alone() -> None:
    segments = title_segments("Star Wars: Episode V - The Empire Strikes Back")
    assert [segment.words for segment in segments] == ["star wars", "empire strikes back"]
    assert [segment.words for segment in title_segments("The Godfather: Part II")] == ["godfather"]


@pytest.mark.parametrize(
    "text", ["", "😀🎬", "   ", "\0\x07\x1b", "\ud800", "!?…", "̈" * 4096, "()", "(" * 4096]
)
def test_a_text_without_letters_has_no_key(text: str) -> None:
    assert title_key(text) == ""


@pytest.mark.parametrize(
    "text", ["x" * 4096, "two " * 1024, "ﷺ" * 4096, "a," * 2048, " " * 4095 + "(", "1/2" * 1365]
)
def test_a_long_text_has_a_bounded_key(text: str) -> None:
    assert len(title_key(text)) <= MAX_KEY_LENGTH


_WORDS = st.sampled_from(
    [
        "the",
        "a",
        "la",
        "n",
        "v",
        "x",
        "i",
        "part",
        "vol.",
        "II",
        "7",
        "se7en",
        "&",
        "-",
        "(",
        ")",
        ",",
        "l'",
        "½",
        "ΐ",
    ]
)
_TEXTS = (
    st.text(max_size=60)
    | st.lists(_WORDS, max_size=8).map(" ".join)
    | st.lists(_WORDS, max_size=8).map("".join)
)


@given(_TEXTS)
@example("THE00THE")
@example("a b the the")
def test_keys_are_idempotent(text: str) -> None:
    key = title_key(text)
    assert title_key(key) == key


@given(_TEXTS)
def test_any_title_can_be_spoken_and_taken_apart(text: str) -> None:
    assert isinstance(spoken_title(text), str)
    assert all(alternative_titles(text))
    assert all(segment.words for segment in title_segments(text))
