"""What films are about, from tags: several tags of one meaning are one theme."""

from __future__ import annotations

from pathlib import Path

from recommender.facts.themes import THEMES, find_themes, shipped_themes

ALIENS = "tt0090605"


def test_tags_of_one_meaning_are_one_theme() -> None:
    tags = [("1", "Zombies!"), ("2", "zombie"), ("2", "ZOMBIES"), ("3", "funny"), ("x", "zombies")]
    assert find_themes(tags) == {"zombies": frozenset({1, 2})}


def test_no_tag_belongs_to_two_themes() -> None:
    tags = [tag for its_tags in THEMES.values() for tag in its_tags]
    assert len(tags) == len(set(tags))


def test_the_data_set_that_ships_knows_films_of_every_theme() -> None:
    known = shipped_themes()
    assert known.keys() >= THEMES.keys()
    assert min(map(len, known.values())) >= 3
    assert ALIENS in known["aliens"]


def test_without_these_files_nothing_is_about_anything(tmp_path: Path) -> None:
    away = tmp_path / "away"
    assert shipped_themes(away, away) == {}
    (tmp_path / "movies.csv").write_text("movieId,title,genres\n")
    assert shipped_themes(tmp_path, away) == {}


def test_a_collection_of_a_themes_name_adds_to_its_films(tmp_path: Path) -> None:
    (tmp_path / "collections.csv").write_text("collection,imdb_id,film\nchess,tt0000007,A (1999)\n")
    assert shipped_themes(tmp_path / "away", tmp_path / "collections.csv") == {
        "chess": frozenset({"tt0000007"})
    }
