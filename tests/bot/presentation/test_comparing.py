"""What is said about links and comparisons: from each side, in sound markup, in every language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.presentation import comparing
from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH
from bot.presentation.markup import visible_units
from bot.services.comparing import Agreement, ArguedFilm, ComparedPerson, Comparison, Invitation, SharedPick
from tests.bot.samples import ALIEN, HEAT
from tests.support.tags import Tags

ADA, BEN = 1, 2
AGREED = Agreement(12, 0.84, 0.42, 0.1, 0.66, "more")
SEEN = Comparison(
    1,
    (ComparedPerson(ADA, "Ada"), ComparedPerson(BEN, "<Ben>")),
    AGREED,
    shared=(SharedPick(HEAT, (4.5, None)),),
    argued=(ArguedFilm(ALIEN, (5.0, 1.5)),),
)
STRANGERS = Comparison(1, SEEN.people, Agreement(0, None, 0.18, -0.1, 0.45, "unclear"), (), ())
INVITED = Invitation(2**60 - 1, "A<b>", datetime(2026, 11, 29, 12, 0, tzinfo=UTC))
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "tr", "bs", "ru")


def test_each_sees_the_same_from_their_own_side() -> None:
    ada, ben = (comparing.compared(ENGLISH, SEEN, reader).text for reader in (ADA, BEN))
    assert "<b>You and &lt;Ben&gt;</b>" in ada
    assert "you ★5, &lt;Ben&gt; ★1.5" in ada
    assert "★4.5 for you, I think" in ada
    assert "<b>You and Ada</b>" in ben
    assert "you ★1.5, Ada ★5" in ben
    assert "for you" not in ben, "of a newcomer nothing is expected"
    for text in (ada, ben):
        assert "You both rated 12 films; your stars are ★0.8 apart on average." in text
        assert "Agreement 0.42, in all likelihood between 0.10 and 0.66; 1 would be one taste" in text


def test_a_negative_number_has_its_sign_and_none_without_value() -> None:
    agreed = Agreement(12, 2.0, -0.3, -0.55, -0.001, "less")
    text = comparing.compared(ENGLISH, Comparison(1, SEEN.people, agreed, (), ()), ADA).text
    assert "Agreement −0.30, in all likelihood between −0.55 and 0.00" in text
    assert "There is no film you both rated that you disagree about." in text


def test_without_a_film_in_common_no_agreement_is_claimed() -> None:
    text = comparing.compared(ENGLISH, STRANGERS, ADA).text
    assert "no rated film in common" in text
    assert "Agreement" not in text
    assert "divides" not in text


def test_of_one_film_no_number_is_claimed() -> None:
    agreed = Agreement(1, 1.0, 0.18, -0.1, 0.45, "unclear")
    text = comparing.compared(ENGLISH, Comparison(1, SEEN.people, agreed, (), ()), ADA).text
    assert "You both rated 1 film; your stars are ★1.0 apart." in text
    assert "I cannot tell yet" in text
    assert "Agreement" not in text


def test_a_link_and_its_question_say_what_will_be_seen() -> None:
    made = comparing.made(ENGLISH, INVITED, ADA, "a_bot")
    asked = comparing.invitation(ENGLISH, INVITED, BEN)
    for note in (made, asked):
        assert "up to three films you argue about, with the stars that each of you gave" in note.text
    assert "https://t.me/a_bot?start=compare_1152921504606846975" in made.text
    assert "29 Nov 2026" in made.text
    assert "<b>A&lt;b&gt;</b> would like" in asked.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_sound_and_short_notes(code: str) -> None:
    locale = Catalogues().locale(code)
    notes = (
        comparing.made(locale, INVITED, ADA, "a_bot"),
        comparing.invitation(locale, INVITED, BEN),
        comparing.compared(locale, SEEN, ADA),
        comparing.compared(locale, STRANGERS, BEN),
        comparing.withdrawn(locale, was_open=True),
        comparing.withdrawn(locale, was_open=False),
        comparing.declined(locale),
        comparing.only_in_private(locale),
    )
    for note in notes:
        tags = Tags()
        tags.feed(note.text)
        assert tags.open == []
        assert visible_units(note.text) < 1024
        for row in note.keyboard.inline_keyboard if note.keyboard else ():
            assert sum(len(button.text) for button in row) <= 40
