"""Single values of OMDb's answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.omdb.values import minutes, normalised_imdb_id, poster_url, rating, text, year

anything = st.one_of(st.text(), st.none(), st.booleans(), st.integers(), st.floats(), st.lists(st.text()))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("136 min", 136),
        ("80 min", 80),
        ("1 h 32 min", 92),
        ("1h 32min", 92),
        ("1 h", 60),
        ("2 hours", 120),
        ("1,020 min", 1020),
        ("873 min", 873),
        (95, 95),
        (" 95 Min. ", 95),
        ("N/A", None),
        ("0 min", None),
        ("", None),
        ("min", None),
        ("h", None),
        ("about 90 min", None),
        ("-5 min", None),
        ("1,02 min", None),
        ("١٢ min", None),
        (True, None),
        (None, None),
        (["90 min"], None),
    ],
)
def test_a_runtime_is_read_in_minutes(written, expected):
    assert minutes(written) == expected


@given(st.integers(0, 99), st.integers(0, 59))
def test_hours_and_minutes_add_up_however_they_are_spaced(hours, rest):
    expected = 60 * hours + rest or None
    assert minutes(f"{hours} h {rest} min") == minutes(f"{hours}h{rest}min") == expected


@given(st.integers(1000, 99_999))
def test_a_comma_between_thousands_changes_nothing(total):
    assert minutes(f"{total:,} min") == minutes(f"{total} min") == total


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1999", 1999),
        ("2019–", 2019),
        ("2011–2019", 2011),
        ("2011-2019", 2011),
        (2001, 2001),
        ("1888", 1888),
        ("N/A", None),
        ("20199", None),
        ("0000", None),
        ("c. 1999", None),
        (None, None),
    ],
)
def test_the_first_year_is_read(written, expected):
    assert year(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("8.3", 8.3),
        ("10", 10.0),
        ("10.0", 10.0),
        (7.5, 7.5),
        ("8.3/10", 8.3),
        ("0.0", None),
        ("10.1", None),
        ("83", None),
        ("N/A", None),
        (float("nan"), None),
        ("8,3", None),
    ],
)
def test_a_rating_lies_between_one_and_ten(written, expected):
    assert rating(written) == expected


@given(st.integers(10, 100))
def test_every_rating_in_tenths_survives(tenths):
    assert rating(f"{tenths / 10:.1f}") == tenths / 10


@pytest.mark.parametrize("nothing", ["N/A", "n/a", " N/A ", "", "  ", "None", "null", None, True, [], {}])
def test_what_omdb_does_not_know_is_none(nothing):
    assert text(nothing) is None


def test_text_is_one_line_without_control_characters_or_torn_characters():
    assert text("It is the\x1f first\r\n feature\x00 film \ud83d.") == "It is the first feature film ."


@given(anything)
def test_nothing_that_omdb_can_send_makes_a_parser_fail(value):
    for read in (minutes, year, rating, poster_url):
        read(value)
    line = text(value)
    if line is not None:
        line.encode()  # a database and Telegram must be able to take it
        assert "\n" not in line
        assert "\x00" not in line
        assert 0 < len(line) <= 4000


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("tt0114709", "tt0114709"),
        ("tt114709", "tt0114709"),
        ("TT0114709 ", "tt0114709"),
        ("tt10872600", "tt10872600"),
        ("tt0010872600", "tt10872600"),
        ("0114709", None),
        ("tt", None),
        ("tt0000000", None),
        ("tt0114709&apikey=", None),
        ("tt١٢٣٤٥٦٧", None),
        ("nm0000001", None),
        ("", None),
        (None, None),
    ],
)
def test_an_imdb_id_has_at_least_seven_digits(written, expected):
    assert normalised_imdb_id(written) == expected


@given(st.integers(1, 9_999_999_999))
def test_a_normalised_imdb_id_stays_as_it_is(number):
    once = normalised_imdb_id(f"tt{number}")
    assert once is not None
    assert len(once) >= len("tt0000001")
    assert int(once[2:]) == number
    assert normalised_imdb_id(once) == once


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://m.media-amazon.com/images/M/a@._V1_SX300.jpg", True),
        ("http://ia.media-imdb.com/images/M/a.jpg", True),
        ("N/A", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://localhost/a.jpg", False),
        ("https://exa mple.com/a.jpg", False),
        ("https://[broken/a.jpg", False),
        ("https://a.example/" + "x" * 2048, False),
    ],
)
def test_only_a_web_address_is_a_poster(written, expected):
    assert poster_url(written) == (written if expected else None)
