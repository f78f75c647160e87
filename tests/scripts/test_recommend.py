from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import artifact
from recommender.artifact_signing import write_signature
from scripts.recommend import MalformedProfile, main, read_profiles
from tests.recommender.worlds import fan_of, recommender, trained
from tests.support import crafted_artifacts


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "a.model"
    artifact.write(trained(), path)
    return path


@pytest.fixture
def recommend(model, tmp_path):
    """Run the command on these lines; exit code and the lines it wrote (None when there is no output)."""

    def run(*lines, n="5", model=model):
        (tmp_path / "in.jsonl").write_bytes(b"".join(line.encode() + b"\n" for line in lines))
        out = tmp_path / "out.jsonl"
        code = main(
            ["--model", str(model), "--profiles", str(tmp_path / "in.jsonl"), "--n", n, "--out", str(out)]
        )
        assert sorted(file.name for file in tmp_path.iterdir()) == [
            "in.jsonl",
            *(["out.jsonl"] if out.exists() else []),
        ]
        return code, [
            json.loads(line) for line in out.read_text("utf-8").splitlines()
        ] if out.exists() else None

    return run


def test_each_profile_gets_its_line_in_the_promised_form(recommend):
    person = fan_of("space", hater_of="love")
    code, answers = recommend(json.dumps({"id": "a", "ratings": person}), '{"id": "b", "ratings": {}}')
    assert code == 0
    expected = recommender().recommend(person, n=5)
    assert answers[0] == {
        "id": "a",
        "source": "model",
        "recommendations": [
            {"movie_id": item.movie_id, "score": item.score, "predicted_stars": item.predicted_stars}
            for item in expected.items
        ],
    }
    assert (answers[1]["id"], answers[1]["source"]) == ("b", "popular")
    assert [item["predicted_stars"] for item in answers[1]["recommendations"]] == [None] * 5


def test_unknown_movies_are_skipped_and_counted(recommend, capsys):
    code, answers = recommend(
        '{"id": 1, "ratings": {"999999": 4, "10": 5, "888888": 1}}', "", '{"id": 2, "ratings": {"7": 3}}'
    )
    assert code == 0
    assert [answer["source"] for answer in answers] == ["model", "popular"]
    assert capsys.readouterr().err == "2 profiles, 3 ratings of unknown movies skipped\n"


def test_of_a_movie_given_twice_the_last_stars_count(recommend):
    twice = recommend('{"id": "a", "ratings": {"10": 1.0, "10": 5.0}}')
    assert twice == recommend('{"id": "a", "ratings": {"10": 5.0}}')


def test_more_than_there_are_is_everything_there_is(recommend):
    _, answers = recommend('{"id": "a", "ratings": {"10": 5}}', n="5000")
    found = [item["movie_id"] for item in answers[0]["recommendations"]]
    assert 20 < len(found) == len(set(found)) < 120


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Expecting property name"),
        ("[1, 2]", 'expected an object with "id" and "ratings"'),
        ('{"ratings": {}}', 'expected an object with "id" and "ratings"'),
        ('{"id": "a"}', 'expected an object with "id" and "ratings"'),
        ('{"id": null, "ratings": {}}', "the id is None"),
        ('{"id": true, "ratings": {}}', "the id is True"),
        ('{"id": "a", "ratings": [1]}', '"ratings" is no object'),
        ('{"id": "a", "ratings": {"x": 4}}', "'x' is no movie id"),
        ('{"id": "a", "ratings": {"-1": 4}}', "'-1' is no movie id"),
        ('{"id": "a", "ratings": {"10": 4.2}}', "movie 10 has 4.2 stars"),
        ('{"id": "a", "ratings": {"10": 0}}', "movie 10 has 0 stars"),
        ('{"id": "a", "ratings": {"10": NaN}}', "movie 10 has nan stars"),
        ('{"id": "a", "ratings": {"10": 1e999}}', "movie 10 has inf stars"),
        ('{"id": "a", "ratings": {"10": "4"}}', "movie 10 has '4' stars"),
        ('{"id": "a", "ratings": {"10": true}}', "movie 10 has True stars"),
        ('{"id": "a", "ratings": {"10": null}}', "movie 10 has None stars"),
        ("[" * 100_000, "recursion"),
        ('{"id": "a", "ratings": {"10": 1' + "0" * 400 + "}}", "int too large"),
        ('{"id": 1' + "0" * 5000 + ', "ratings": {}}', "4300 digits"),
        ('{"id": "\\ud800", "ratings": {}}', "surrogates not allowed"),
    ],
)
def test_a_malformed_line_is_named_and_nothing_is_written(recommend, capsys, line, reason):
    code, answers = recommend('{"id": "good", "ratings": {}}', "", line)
    assert (code, answers) == (2, None)
    told = capsys.readouterr().err
    assert "in.jsonl, line 3: " in told
    assert reason in told


def test_an_earlier_output_survives_a_malformed_line(recommend):
    _, before = recommend('{"id": "good", "ratings": {}}')
    assert recommend("nonsense") == (2, before)


def test_bytes_that_are_no_text_are_a_malformed_line(model, tmp_path, capsys):
    (tmp_path / "in.jsonl").write_bytes(b'{"id": "\xff", "ratings": {}}\n')
    arguments = [
        "--model",
        str(model),
        "--profiles",
        str(tmp_path / "in.jsonl"),
        "--out",
        str(tmp_path / "out.jsonl"),
    ]
    assert main(arguments) == 2
    assert "line 1: " in capsys.readouterr().err


def test_a_folder_is_no_place_for_the_output(model, tmp_path, capsys):
    (tmp_path / "in.jsonl").write_text('{"id": 1, "ratings": {}}\n')
    for folder in (tmp_path, "."):
        arguments = ["--model", str(model), "--profiles", str(tmp_path / "in.jsonl"), "--out", str(folder)]
        assert main(arguments) == 1
        assert capsys.readouterr().err == f"recommend: {folder} is a folder\n"


@pytest.mark.parametrize("n", ["0", "-5", "ten", "1.5", "", "²", "9" * 5000])
def test_a_number_of_films_that_is_none_is_refused(recommend, n):
    with pytest.raises(SystemExit) as stopped:
        recommend("{}", n=n)
    assert stopped.value.code == 2


def test_one_is_one_and_not_ones(recommend, capsys):
    recommend('{"id": 1, "ratings": {"999999": 4}}')
    assert capsys.readouterr().err == "1 profile, 1 rating of unknown movies skipped\n"


def test_a_model_of_something_else_a_damaged_one_and_a_missing_one_are_told_apart(
    recommend, model, tmp_path, capsys
):
    foreign = tmp_path / "in.jsonl"
    assert recommend("{}", model=foreign) == (2, None)
    assert capsys.readouterr().err == f"recommend: {foreign} cannot be used: this is no Matinee model\n"

    damaged = model.with_name("damaged.model")
    damaged.write_bytes(model.read_bytes()[:-1])
    assert recommend("{}", model=damaged) == (2, None)
    assert f"{damaged} cannot be used: the end of the model is missing" in capsys.readouterr().err

    assert recommend("{}", model=tmp_path / "nowhere") == (1, None)
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize("name", crafted_artifacts.that_run(Path("x")))
def test_a_crafted_model_runs_nothing_and_is_refused_in_one_sentence(
    recommend, tmp_path_factory, capsys, name
):
    folder = tmp_path_factory.mktemp("crafted")
    (folder / "a.model").write_bytes(crafted_artifacts.that_run(folder / "witness")[name])
    assert recommend("{}", model=folder / "a.model") == (2, None)
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (folder / "witness").exists()


def test_with_a_key_a_model_needs_its_signature(recommend, model, capsys, monkeypatch):
    monkeypatch.setenv("MODEL_SIGNING_KEY", "a key of sixteen")
    assert recommend('{"id": 1, "ratings": {}}')[0] == 2
    assert "is not signed" in capsys.readouterr().err
    write_signature(model, artifact.digest(model), "a key of sixteen")
    assert recommend('{"id": 1, "ratings": {}}')[0] == 0
    monkeypatch.setenv("MODEL_SIGNING_KEY", "short")
    assert recommend('{"id": 1, "ratings": {}}')[0] == 2
    assert "MODEL_SIGNING_KEY" in capsys.readouterr().err


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(json_values | st.fixed_dictionaries({"id": json_values, "ratings": json_values}))
def test_whatever_json_comes_is_a_profile_or_a_named_line(value):
    try:
        profiles = list(read_profiles(iter([json.dumps(value).encode()])))
    except MalformedProfile as error:
        named = str(error)
    else:
        named = "line 1: " if isinstance(profiles[0].ratings, dict) else ""
    assert named.startswith("line 1: ")
