"""Which words of a text may be names, and what the others ask for."""

from __future__ import annotations

import pytest

from bot.understanding.english import ENGLISH
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import PeopleRequest, Role
from tests.bot.understanding.english_requests import films
from tests.bot.understanding.typed_requests import NAMED
from tests.support.understood import understand


@pytest.mark.parametrize(
    ("text", "names", "role"),
    [
        ("films by Kurosawa", ("Kurosawa",), "director"),
        ("directed by Spielberg", ("Spielberg",), "director"),
        ("what did Tarantino direct", ("Tarantino",), None),
        ("anything by Wes Anderson please", ("Wes Anderson",), "director"),
        ("the coen brothers", ("coen",), None),
        ("something with Tom Hanks", ("Tom Hanks",), "actor"),
        ("movies starring brad pitt", ("brad pitt",), "actor"),
        ("al pacino and robert de niro", ("al pacino", "robert de niro"), None),
        ("with Hanks, Pitt & Clooney", ("Hanks", "Pitt", "Clooney"), "actor"),
        ("quentin tarantino movies", ("quentin tarantino",), None),
        ("woody allen", ("woody allen",), None),
    ],
)
def test_names_are_what_no_word_list_knows(text: str, names: tuple[str, ...], role: Role | None) -> None:
    people = understand(text, ENGLISH).people
    assert people == PeopleRequest(names, role, films())


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("a comedy with Jim Carrey", films("Comedy")),
        ("scorsese 90s", films(years=(1990, 1999))),
        ("5 thrillers by Fincher", films("Thriller", n=5)),
        ("best films by Scorsese", films(popular=True)),
        ("meryl streep comedies", films("Comedy")),
    ],
)
def test_the_other_words_narrow_the_list(text: str, wish: object) -> None:
    people = understand(text, ENGLISH).people
    assert people is not None
    assert people.wish == wish


@pytest.mark.parametrize(
    "text",
    ["comedy", "hi", "no horror", "a b c d e f g h i j k", "heat 4 stars", "like heat"],
)
def test_nobody_is_named_where_something_else_is_said(text: str) -> None:
    people = understand(text, ENGLISH).people
    assert people is None or text == "heat 4 stars"


@pytest.mark.parametrize(
    ("code", "text", "role"),
    [
        ("de", "Filme von Fellini", "director"),
        ("de", "eine Komödie mit Belmondo", "actor"),
        ("fr", "un film de Truffaut", "director"),
        ("fr", "un film avec Depardieu", "actor"),
        ("es", "películas de Almodóvar", "director"),
        ("es", "algo con Bardem", "actor"),
        ("pt", "filmes do Meirelles", "director"),
        ("it", "film di Fellini", "director"),
        ("it", "un film con Mastroianni", "actor"),
        ("bs", "film od Kusturice", "director"),
        ("ru", "фильм с Никулиным", "actor"),
    ],
)
def test_other_languages_say_who_it_is_too(code: str, text: str, role: Role) -> None:
    people = understand(text, lexicon_of(code)).people
    assert people is not None
    assert (people.role, len(people.names)) == (role, 1)


@pytest.mark.parametrize(("code", "text", "name", "is_topic"), NAMED)
def test_whom_or_what_people_name_as_they_talk(code: str, text: str, name: str, is_topic: bool) -> None:
    people = understand(text, lexicon_of(code)).people
    assert people is not None
    assert (people.names, people.is_topic) == ((name,), is_topic)
