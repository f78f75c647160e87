from __future__ import annotations

from pathlib import Path

import pytest

from recommender.facts.gathering import facts_from, gather_details, keywords_from
from recommender.facts.records import Facts
from recommender.facts.table import write_facts


def test_facts_are_found_by_imdb_id_and_keywords_join_them_or_stand_alone() -> None:
    made = Facts(directors=("A",))
    details = gather_details(
        [(1, "tt0000001"), (2, None), (3, "tt0000003")], {"tt0000001": made}, {1: ("space",), 2: ("sea",)}
    )
    assert details == {1: Facts(directors=("A",), keywords=("space",)), 2: Facts(keywords=("sea",))}


def test_an_option_names_a_file_or_none_or_the_shipped_table(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    write_facts({"tt0000001": Facts()}, path)
    assert list(facts_from(str(path))) == ["tt0000001"]
    assert facts_from("none") == {}
    assert len(facts_from(None)) > 1000
    with pytest.raises(FileNotFoundError):
        facts_from(str(tmp_path / "missing"))


def test_a_data_set_without_tags_has_no_keywords(tmp_path: Path) -> None:
    assert keywords_from(tmp_path) == {}
    (tmp_path / "tags.csv").write_text(
        "userId,movieId,tag,timestamp\n" + "".join(f"1,{n},sea,0\n" for n in "123")
    )
    assert keywords_from(tmp_path) == {1: ("sea",), 2: ("sea",), 3: ("sea",)}
