"""What is taken back within a text, and what a text begins with and does not mean."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from bot.understanding.corrections import as_meant
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import RatingRequest, Reading, StepRequest, TitleRequest
from bot.understanding.words import split
from tests.bot.understanding.english_requests import EIGHTIES, films
from tests.support.understood import understand

TITLES = Path("data/ml-latest-small/movies.csv")
_NAME = re.compile(r"^(?:(?P<whole>.*)), (?P<article>The|A|An|Les|Le|La|Das|Der|Die|Il|El)$")


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "matrix no wait inception", TitleRequest("inception")),
        ("en", "inception, i mean interstellar", TitleRequest("interstellar")),
        ("en", "no i meant comedy", films("Comedy")),
        ("en", "a comedy. no, horror. no, a thriller", films("Thriller")),
        ("en", "comedy or wait actually a thriller", films("Thriller")),
        ("en", "scratch that, a western", films("Western")),
        ("en", "no thanks, something funny", films("Comedy")),
        ("en", "no, no horror", films(no="Horror")),
        ("en", "no, 3.5", RatingRequest("", 3.5)),
        ("en", "no something newer", films(years=(2021, None))),
        ("es", "no algo más nuevo", films(years=(2021, None))),
        ("it", "no qualcosa di più recente", films(years=(2021, None))),
        ("pt", "não algo mais novo", films(years=(2021, None))),
        ("en", "no something else", StepRequest(1)),
        ("de", "nee was anderes", StepRequest(1)),
        ("de", "horror oder nee lieber komödie", films("Comedy")),
        ("de", "quatsch, ich meinte casino", TitleRequest("casino")),
        ("de", "nein, krimi", films("Crime")),
        ("fr", "un western, non attends, un polar", films("Crime")),
        ("es", "una comedia, digo, un drama", films("Drama")),
        ("it", "scusa volevo dire casino", TitleRequest("casino")),
        ("pt", "não, quis dizer casino", TitleRequest("casino")),
        ("tr", "komedi, hayır dur, korku", films("Horror")),
        ("bs", "komedija, ne čekaj, horor", films("Horror")),
        ("ru", "комедию, нет подожди, ужасы", films("Horror")),
        ("ru", "извини, я имел в виду casino", TitleRequest("casino")),
    ],
)
def test_what_is_said_last_is_meant(language: str, text: str, meant: Reading) -> None:
    assert understand(text, lexicon_of(language)).best == meant


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "ok but from the 80s", films(years=EIGHTIES)),
        ("en", "also from the 80s", films(years=EIGHTIES)),
        ("en", "so what about a western then", films("Western")),
        ("en", "sorry, comedy", films("Comedy")),
        ("de", "ok aber aus den 80ern", films(years=EIGHTIES)),
        ("fr", "euh sinon une comédie", films("Comedy")),
        ("es", "vale, a lo mejor una comedia", films("Comedy")),
        ("it", "anzi una commedia", films("Comedy")),
        ("pt", "ok mas dos anos 80", films(years=EIGHTIES)),
        ("tr", "tamam ama 80lerden olsun", films(years=EIGHTIES)),
        ("bs", "ok ali iz 80-ih", films(years=EIGHTIES)),
        ("ru", "ну ок но из 80-х", films(years=EIGHTIES)),
    ],
)
def test_what_a_text_begins_with_is_no_part_of_the_wish(language: str, text: str, meant: Reading) -> None:
    request = understand(text, lexicon_of(language))
    assert (request.best, request.uncovered, request.left_out) == (meant, "", "")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "also something with brad pitt"),
        ("en", "no i meant the one with brad pitt"),
        ("de", "vielleicht auch was mit brad pitt"),
        ("fr", "non je voulais dire celui avec brad pitt"),
        ("it", "no intendevo quello con brad pitt"),
    ],
)
def test_somebody_is_named_behind_it(language: str, text: str) -> None:
    people = understand(text, lexicon_of(language)).people
    assert people is not None
    assert people.names == ("brad pitt",)


@pytest.mark.parametrize("text", ["and heat?", "actually heat", "so what about heat", "hmm heat"])
def test_a_title_may_stand_behind_it_too(text: str) -> None:
    assert TitleRequest("heat") in understand(text, lexicon_of("en")).readings


@pytest.mark.parametrize("text", ["casino i mean", "never mind", "no no no", "no", "forget it"])
def test_a_correction_with_nothing_behind_takes_nothing_back(text: str) -> None:
    words = split(text)
    assert as_meant(words, lexicon_of("en")) is words


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "tr", "bs", "ru"])
def test_no_title_of_the_catalogue_holds_a_correction(language: str) -> None:
    lexicon = lexicon_of(language)
    for title in _titles():
        words = split(title)
        assert as_meant(words, lexicon) is words, title


def _titles() -> list[str]:
    """Return the titles as they are spoken: "The Matrix"."""
    with TITLES.open(encoding="utf-8") as rows:
        named = (row["title"].rsplit(" (", 1)[0] for row in csv.DictReader(rows))
        return [_NAME.sub(r"\g<article> \g<whole>", title) for title in named]
