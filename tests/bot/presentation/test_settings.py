"""The languages to choose from."""

from __future__ import annotations

import pytest

from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH
from bot.presentation.settings import LANGUAGES, LanguageButton, settings

OWNER = 7


def labels(chosen: str | None) -> list[str]:
    keyboard = settings(ENGLISH, chosen, OWNER).keyboard
    assert keyboard is not None
    return [button.text for row in keyboard.inline_keyboard for button in row]


def test_every_language_can_be_chosen_and_telegrams_too() -> None:
    assert labels(None) == [*LANGUAGES.values(), "✓ As in Telegram"]


def test_the_chosen_one_is_ticked() -> None:
    assert "✓ Deutsch" in labels("de")
    assert "As in Telegram" in labels("de")


@pytest.mark.parametrize(("number", "code"), [(0, None), (1, "en"), (9, "ru"), (10, None), (-1, None)])
def test_a_button_names_a_language_by_its_place(number: int, code: str | None) -> None:
    assert LanguageButton(OWNER, number).code == code


def test_only_languages_with_a_catalogue_are_offered() -> None:
    catalogues = Catalogues()
    for code, name in LANGUAGES.items():
        if code in catalogues.codes:
            assert catalogues.locale(code).language_name.casefold() == name.casefold()
