"""What films are about, from tags: several tags of one meaning are one theme."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from recommender.facts.themes import BUNDLED_FOLDER, SHIPPED_COLLECTIONS, THEMES, find_themes, shipped_themes

ALIENS = "tt0090605"
HOMECOMING = "tt2250912"  # which the data set has as "Untitled Spider-Man Reboot"
MOONLIGHT = "tt4975722"  # which the data set has without its year


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


def test_every_film_of_a_collection_is_called_as_the_data_set_calls_its_id() -> None:
    """Ids are written by hand; those that the data set lacks were checked elsewhere, as the README says."""
    with (BUNDLED_FOLDER / "links.csv").open(encoding="utf-8") as file:
        imdb_ids = {row["movieId"]: f"tt{row['imdbId']}" for row in csv.DictReader(file)}
    with (BUNDLED_FOLDER / "movies.csv").open(encoding="utf-8") as file:
        titles = {imdb_ids[row["movieId"]]: row["title"] for row in csv.DictReader(file)}
    with SHIPPED_COLLECTIONS.open(encoding="utf-8") as file:
        named = [(row["imdb_id"], row["film"]) for row in csv.DictReader(file)]
    others = {
        imdb_id for imdb_id, title in named if imdb_id in titles and not _is_alike(title, titles[imdb_id])
    }
    assert others == {HOMECOMING, MOONLIGHT}
    assert sum(imdb_id in titles for imdb_id, _ in named) == 282


def _is_alike(title: str, other: str) -> bool:
    words, others = (set(re.findall(r"\w+", each.lower())) for each in (title, other))
    return words <= others
