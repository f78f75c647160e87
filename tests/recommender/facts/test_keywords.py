from __future__ import annotations

import io

from recommender.facts.keywords import find_keywords, normalise, read_keywords


def test_a_tag_that_three_films_share_is_a_keyword() -> None:
    tags = [("1", "Time-travel"), ("2", "time travel"), ("3", " TIME TRAVEL!"), ("1", "alone")]
    assert find_keywords(tags) == {1: ("time travel",), 2: ("time travel",), 3: ("time travel",)}
    assert find_keywords([("x", "sea"), ("2", "sea"), ("3", "sea")]) == {}


def test_notes_to_oneself_are_no_keywords_and_words_that_hold_one_are() -> None:
    for note in ("In Netflix queue", "seen at the cinema", "to watch", "my DVDs", "x" * 50, " "):
        assert normalise(note) == ""
    assert normalise("Small-town parents") == "small town parents"


def test_tags_are_read_as_movielens_ships_them() -> None:
    lines = [b"userId,movieId,tag,timestamp", *(b"1,%d,space,0" % movie for movie in (1, 2, 3)), b"1,4"]
    found = read_keywords(io.BytesIO(b"\n".join(lines)))
    assert found == {1: ("space",), 2: ("space",), 3: ("space",)}
