"""Whose films are not wanted, in every language: names behind a "no", or before it."""

from __future__ import annotations

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import ListRequest, PeopleRequest, Role, SimilarRequest, Unwanted
from tests.bot.understanding.english_requests import films
from tests.support.understood import understand

CRUISE, SANDLER, ALLEN = "tom cruise", "adam sandler", "woody allen"
LEFT_OUT: list[tuple[str, str, str, Role | None]] = [
    ("en", "no tom cruise", CRUISE, None),
    ("en", "no tom cruise movies please", CRUISE, None),
    ("en", "not a tom cruise film", CRUISE, None),
    ("en", "nothing with tom cruise", CRUISE, "actor"),
    ("en", "films not starring tom cruise", CRUISE, "actor"),
    ("en", "anything but tom cruise", CRUISE, None),
    ("en", "not by woody allen", ALLEN, "director"),
    ("en", "nothing directed by woody allen", ALLEN, "director"),
    ("en", "i dont like adam sandler", SANDLER, None),
    ("en", "i'm sick of adam sandler", SANDLER, None),
    ("en", "please, no more adam sandler", SANDLER, None),
    ("en", "w/o adam sandler", SANDLER, None),
    ("en", "-tom cruise", CRUISE, None),
    ("en", "not another tom cruise movie please", CRUISE, None),
    ("en", "films that dont star tom cruise", CRUISE, None),
    ("en", "films that don't have tom cruise in them", CRUISE, None),
    ("en", "never show me tom cruise again", CRUISE, None),
    ("en", "everything but tom cruise", CRUISE, None),
    ("de", "kein adam sandler", SANDLER, None),
    ("de", "bitte kein film mit adam sandler", SANDLER, "actor"),
    ("de", "nicht von tarantino", "tarantino", "director"),
    ("de", "ich hasse adam sandler", SANDLER, None),
    ("de", "tom cruise lieber nicht", CRUISE, None),
    ("fr", "sans depardieu", "depardieu", None),
    ("fr", "pas de tom cruise", CRUISE, None),
    ("fr", "rien avec tom cruise", CRUISE, "actor"),
    ("fr", "pas un film de woody allen", ALLEN, "director"),
    ("es", "sin tom cruise", CRUISE, None),
    ("es", "nada con tom cruise", CRUISE, "actor"),
    ("es", "no quiero ver a tom cruise", CRUISE, None),
    ("it", "senza tom cruise", CRUISE, None),
    ("it", "niente film di woody allen", ALLEN, "director"),
    ("pt", "sem tom cruise", CRUISE, None),
    ("pt", "sem filmes do woody allen", ALLEN, "director"),
    ("ru", "без тома хэнкса", "тома хэнкса", None),
    ("ru", "тома хэнкса не надо", "тома хэнкса", None),
    ("ru", "только не с томом хэнксом", "томом хэнксом", "actor"),
    ("tr", "tom cruise olmasın", CRUISE, None),
    ("tr", "tom cruise'suz", CRUISE, None),
    ("tr", "komedi, adam sandler hariç", SANDLER, None),
    ("tr", "adam sandler istemiyorum", SANDLER, None),
    ("bs", "bez adama sandlera", "adama sandlera", None),
    ("de", "Komödien, in denen adam sandler nicht mitspielt", SANDLER, "actor"),
    ("de", "alles nur nicht tom cruise", CRUISE, None),
    ("fr", "ras le bol de tom cruise", CRUISE, None),
    ("es", "no quiero nada de tarantino", "tarantino", None),
    ("pt", "qualquer coisa exceto tom cruise", CRUISE, None),
    ("it", "sono stufo di tom cruise", CRUISE, None),
    ("ru", "не хочу смотреть на брэда питта", "брэда питта", None),
    ("ru", "надоел том хэнкс", "том хэнкс", None),
    ("tr", "adam sandler'ın oynamadığı bir film", SANDLER, None),
    ("tr", "içinde tom cruise olmayan bir film", CRUISE, "actor"),
    ("bs", "ništa sa tomom hanksom", "tomom hanksom", "actor"),
]


@pytest.mark.parametrize(("code", "text", "name", "role"), LEFT_OUT)
def test_a_name_beside_a_no_is_left_out(code: str, text: str, name: str, role: Role | None) -> None:
    people = understand(text, lexicon_of(code)).people
    assert people is not None
    assert (people.unwanted[-1].names, people.unwanted[-1].role) == ((name,), role)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "comedy without adam sandler"),
        ("en", "something funny but no adam sandler"),
        ("en", "no adam sandler, comedy"),
        ("de", "komödie ohne adam sandler"),
        ("fr", "une comédie sans adam sandler"),
        ("es", "comedia sin adam sandler"),
        ("it", "una commedia ma senza adam sandler"),
        ("pt", "comédia sem adam sandler"),
        ("tr", "adam sandler olmayan komedi"),
        ("tr", "adam sandler'sız komedi"),
        ("bs", "komedija bez adam sandler"),
        ("ru", "комедия без adam sandler"),
    ],
)
def test_the_other_words_narrow_the_list_that_is_left(code: str, text: str) -> None:
    people = understand(text, lexicon_of(code)).people
    assert people == PeopleRequest((), None, films("Comedy"), unwanted=(Unwanted((SANDLER,)),))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("no tom cruise or adam sandler", [(CRUISE, SANDLER)]),
        ("no tom cruise, adam sandler", [(CRUISE, SANDLER)]),
        ("no tom cruise and no adam sandler", [(CRUISE,), (SANDLER,)]),
        ("no horror or tom cruise", [(CRUISE,)]),
        ("nothing french nor by woody allen", [(ALLEN,)]),
        ("no horror and not tom cruise", [(CRUISE,)]),
        ("no horror and no tom cruise", [(CRUISE,)]),
        ("not french and without adam sandler", [(SANDLER,)]),
    ],
)
def test_several_are_left_out(text: str, names: list[tuple[str, ...]]) -> None:
    people = understand(text, lexicon_of("en")).people
    assert people is not None
    assert [each.names for each in people.unwanted] == names
    assert people.names == ()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("comedy but not dumb and dumber", "dumb and dumber"),
        ("no harold, kumar or maude", "harold, kumar or maude"),
        ("comedy without superbad", ""),
    ],
)
def test_what_joins_several_names_may_belong_to_a_title(text: str, whole: str) -> None:
    people = understand(text, lexicon_of("en")).people
    assert people is not None
    assert [each.whole for each in people.unwanted] == [whole]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("scorsese without de niro", ("scorsese",)),
        ("films by scorsese but without de niro", ("scorsese",)),
        ("no tom cruise but brad pitt", ("brad pitt",)),
        ("tom hanks but no war", ("tom hanks",)),
    ],
)
def test_some_are_wanted_and_others_are_not(text: str, wanted: tuple[str, ...]) -> None:
    people = understand(text, lexicon_of("en")).people
    assert people is not None
    assert people.names == wanted


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "don't you have anything with tom cruise"),
        ("de", "hast du nichts mit tom cruise"),
        ("en", "spider-man"),
        ("en", "comedy but nothing else"),
        ("en", "no horror"),
        ("en", "no"),
        ("ru", "что-то с томом хэнксом"),
        ("tr", "tom cruise'lu film"),
    ],
)
def test_nobody_is_left_out_where_nothing_says_so(code: str, text: str) -> None:
    people = understand(text, lexicon_of(code)).people
    assert people is None or people.unwanted == ()


def test_what_films_are_not_to_be_about_is_no_name() -> None:
    people = understand("nothing about napoleon", lexicon_of("en")).people
    assert people is not None
    assert people.unwanted == (Unwanted(("napoleon",), is_topic=True),)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "like heat but without pacino"),
        ("en", "like heat without pacino"),
        ("en", "films like heat, no pacino"),
        ("de", "wie heat aber ohne pacino"),
        ("tr", "heat gibi ama pacino olmasın"),
    ],
)
def test_films_like_others_may_be_without_somebody(code: str, text: str) -> None:
    readings = understand(text, lexicon_of(code)).readings
    asked = [each for each in readings if isinstance(each, SimilarRequest) and not each.is_whole]
    assert asked[0] == SimilarRequest(("heat",), unwanted=(Unwanted(("pacino",)),))


def test_a_title_with_a_no_in_it_is_looked_for_first() -> None:
    readings = understand("like rebel without a cause", lexicon_of("en")).readings
    assert readings[0] == SimilarRequest(("rebel without a cause",), is_whole=True)


def test_of_a_name_that_is_half_a_small_word_the_whole_is_kept() -> None:
    people = understand("nicht von Woody Allen", lexicon_of("de")).people
    assert people is not None
    assert people.unwanted[0].longer == (("Woody Allen", "von Woody"),)
    assert people.wish == ListRequest()
