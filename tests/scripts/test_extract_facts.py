from __future__ import annotations

import json
from pathlib import Path

from recommender.facts.records import Facts
from recommender.facts.table import read_facts, write_facts
from scripts.extract_facts import main

LINES = [
    json.dumps({"imdbID": "tt0000001", "Title": "A", "Director": "X", "Plot": "Secret."}),
    "<html>",
    json.dumps({"Response": "False", "Error": "Movie not found!"}),
    "[]",
    json.dumps({"imdbID": "tt0000001", "Title": "A", "Director": "Y"}),
]


def test_answers_become_a_table_and_what_is_no_film_is_counted(tmp_path: Path, capsys) -> None:
    bodies, out = tmp_path / "bodies.jsonl", tmp_path / "facts.csv"
    bodies.write_text("\n".join(LINES) + "\n\n")

    assert main([str(bodies), "--out", str(out)]) == 0
    assert [facts.directors for facts in read_facts(out).values()] == [("Y",)]
    assert "Secret" not in out.read_text()
    assert "1 films, 3 lines left out" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys) -> None:
    assert main([str(tmp_path / "missing"), "--out", str(tmp_path / "out")]) == 1
    assert "extract_facts:" in capsys.readouterr().err


def test_what_the_table_knows_of_other_films_stays(tmp_path: Path, capsys) -> None:
    bodies, out = tmp_path / "bodies.jsonl", tmp_path / "facts.csv"
    bodies.write_text("\n".join(LINES))
    write_facts({"tt0000001": Facts(directors=("Z",)), "tt0000002": Facts(film_type="series")}, out)

    assert main([str(bodies), "--out", str(out)]) == 0
    known = read_facts(out)
    assert known["tt0000001"].directors == ("Y",)
    assert known["tt0000002"] == Facts(film_type="series")
    assert "1 kept from before" in capsys.readouterr().err


def test_what_is_no_table_is_not_written_over(tmp_path: Path, capsys) -> None:
    bodies, out = tmp_path / "bodies.jsonl", tmp_path / "notes.txt"
    bodies.write_text("\n".join(LINES))
    out.write_text("my notes")

    assert main([str(bodies), "--out", str(out)]) == 1
    assert out.read_text() == "my notes"
    assert "notes.txt, line 1" in capsys.readouterr().err
