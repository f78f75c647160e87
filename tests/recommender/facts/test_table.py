from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.facts.records import Facts
from recommender.facts.spellings import spelled
from recommender.facts.table import SHIPPED_FACTS, FactsFormatError, read_facts, write_facts
from recommender.facts.values import names

NAMES = st.lists(st.text(st.characters(categories=["L", "Nd", "Zs"]), min_size=1), max_size=4).map(
    lambda words: names("|".join(words), "|")
)
SPELLED_NAMES = NAMES.map(lambda found: names("|".join(found), "|", spelled))
FACTS = st.builds(
    Facts,
    film_type=st.sampled_from(["movie", "series"]),
    directors=NAMES,
    writers=NAMES,
    actors=NAMES,
    languages=SPELLED_NAMES,
    countries=SPELLED_NAMES,
    runtime_minutes=st.integers(0, 900),
    certificate=st.sampled_from([None, "R", "PG-13"]),
    imdb_rating=st.none() | st.integers(10, 100).map(lambda tenths: tenths / 10),
    imdb_votes=st.integers(0, 3_000_000),
)


@given(st.dictionaries(st.integers(1, 99_999_999).map(lambda number: f"tt{number:07d}"), FACTS, max_size=5))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, facts: dict[str, Facts]) -> None:
    path = tmp_path_factory.mktemp("facts") / "facts.csv"
    write_facts(facts, path)
    assert read_facts(path) == facts


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"a,b\n1,2\n", "line 1"), (b"", "line 1"), (b"\xff\xfe\x00", "UTF-8")],
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(content)
    with pytest.raises(FactsFormatError, match=reason):
        read_facts(path)


def test_a_line_without_an_imdb_id_is_refused_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    write_facts({"tt0000001": Facts()}, path)
    path.write_text(path.read_text() + "tt0" + "," * 10 + "\n")
    with pytest.raises(FactsFormatError, match="line 3"):
        read_facts(path)


def test_the_shipped_table_knows_makers_and_holds_no_sentences() -> None:
    facts = read_facts(SHIPPED_FACTS)
    assert len(facts) > 1000
    assert "Fritz Lang" in facts["tt0017136"].directors
    assert max(len(name) for each in facts.values() for name in each.directors + each.languages) < 60


def test_facts_survive_being_stored_and_what_is_unknown_is_left_out() -> None:
    facts = Facts(film_type="series", directors=("A", "B"), imdb_votes=7)
    assert facts.to_json() == {"film_type": "series", "directors": ["A", "B"], "imdb_votes": 7}
    assert Facts.from_json(facts.to_json() | {"of_a_later_version": 1}) == facts
    assert Facts().to_json() == {}


@pytest.mark.parametrize("imdb_id", ["tt0795176", "tt0185906", "tt0081846", "tt2092588"])
def test_series_among_the_titles_of_movielens_are_no_features(imdb_id: str) -> None:
    assert not read_facts(SHIPPED_FACTS)[imdb_id].for_filters.is_feature
