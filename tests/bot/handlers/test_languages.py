"""A person is answered in their language, and every sentence comes from the catalogue."""

from __future__ import annotations

import re
from gettext import NullTranslations
from pathlib import Path

from bot.playground.people import ADMIN, PEOPLE
from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import Locale
from scripts.messages import extract
from tests.bot.conftest import Backstage, Scene
from tests.support.chat import Seen, talking
from tests.support.translating import write_catalogue

BRUNO, CLARA = PEOPLE[1], PEOPLE[2]
BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
COMMANDS = re.compile(r"/[a-z_]+|^python -m .*$", re.MULTILINE)  # a shell's are typed as they are, too
WORD = re.compile(r"[^\W\d_]{2,}")


class InBrackets(NullTranslations):
    """Puts every sentence that can be extracted in brackets; an unknown one is a defect."""

    def __init__(self) -> None:
        super().__init__()
        self._known = {message.id if isinstance(message.id, str) else message.id[0] for message in extract()}

    def gettext(self, message: str) -> str:
        assert message in self._known, message
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        assert msgid1 in self._known, msgid1
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


class PseudoLanguage(Catalogues):
    """Speaks to everybody in brackets."""

    def __init__(self) -> None:
        super().__init__()
        self._pseudo = Locale("eo", InBrackets())

    def locale(self, language_code: str | None) -> Locale:
        return self._pseudo


def words_outside(text: str, titles: list[str]) -> list[str]:
    """Return the words that no bracket holds and no film is called by."""
    while BRACKETS.search(text):
        text = BRACKETS.sub("", text)
    for title in titles:
        text = text.replace(title, "")
    return WORD.findall(COMMANDS.sub("", text))


def assert_all_translated(scene: Scene, seen: list[Seen]) -> None:
    titles = sorted((movie.title for movie in scene.world.movies), key=len, reverse=True)
    assert seen
    for message in seen:
        for text in (message.text, *(label for row in message.buttons for label in row if "★" not in label)):
            assert words_outside(text, titles) == [], text


async def test_a_whole_conversation_is_translated(backstage: Backstage) -> None:
    scene = backstage(True, catalogues=PseudoLanguage())
    async with talking(scene.application):
        bruno = scene.chat(BRUNO)
        for words in (
            "/start",
            "/help",
            "/recommend nonsense",
            "/link",
            "/link x",
            "/unlink",
            "hello",
            "/nothing",
        ):
            await bruno.says(words)
        await bruno.says("/rate")
        for label in ("★4", "Haven't seen it", "★3", "★5", "Stop"):
            await bruno.taps(label)
        await bruno.says("/recommend 5 comedy")
        for label in ("🚫 Hide", "▶", "★4"):
            await bruno.taps(label)
        await bruno.says("/recommend 3 no horror 90s")
        await bruno.says("/popular")
        await bruno.says("/style")
        notice = await bruno.taps("Bolder")
        await bruno.says("/ratings")
        await bruno.taps("1")
        await bruno.taps("🗑 My stars")
        for words in ("/cancel", "/link 7", "/start", "/unlink", "/retrain"):
            await bruno.says(words)
        await bruno.says("/forget_me")
        await bruno.taps("No, keep everything")
        assert notice is not None
        assert_all_translated(scene, bruno.answers)


async def test_toasts_are_translated(backstage: Backstage) -> None:
    scene = backstage(True, catalogues=PseudoLanguage())
    async with talking(scene.application):
        bruno = scene.chat(BRUNO)
        await bruno.says("/recommend")
        await bruno.taps("▶")
        for notice in (await bruno.taps("−½"), await bruno.taps("2/"), await bruno.presses("garbage")):
            assert notice is not None
            assert notice.text.startswith("⟦")


async def test_what_admins_read_is_translated(backstage: Backstage) -> None:
    scene = backstage(True, catalogues=PseudoLanguage())
    async with talking(scene.application):
        admin = scene.chat(ADMIN)
        for words in ("/help", "/stats", "/retrain nonsense"):
            await admin.says(words)
        assert_all_translated(scene, [message for message in admin.answers if "Python" not in message.text])


async def test_each_person_is_answered_in_their_language(backstage: Backstage, tmp_path: Path) -> None:
    write_catalogue(tmp_path / "locales", "de", {"★ Rate films": "★ Filme bewerten"})
    scene = backstage(True, catalogues=Catalogues(tmp_path / "locales"))
    async with talking(scene.application):
        clara, bruno = scene.chat(CLARA), scene.chat(BRUNO)
        for chat in (clara, bruno):
            await chat.says("/start")
        assert clara.last.buttons[0] == ["★ Filme bewerten"]
        assert bruno.last.buttons[0] == ["★ Rate films"]


async def test_the_chosen_language_comes_before_telegrams(backstage: Backstage, tmp_path: Path) -> None:
    write_catalogue(tmp_path / "locales", "de", {"This list": "Diese Liste", "Stop": "Halt"})
    scene = backstage(True, catalogues=Catalogues(tmp_path / "locales"))
    scene.toolbox.services.people.choose_language(BRUNO.person_id, "de")
    async with talking(scene.application):
        bruno = scene.chat(BRUNO)
        await bruno.says("/rate")
        assert ["↩ Undo", "Halt"] in bruno.last.buttons


async def test_a_night_that_everybody_left_is_shown_in_the_language_of_whoever_left_last(
    backstage: Backstage, tmp_path: Path
) -> None:
    write_catalogue(tmp_path / "locales", "de", {"I'm out": "Doch nicht", "Nobody yet.": "Noch niemand."})
    scene = backstage(True, catalogues=Catalogues(tmp_path / "locales"))
    async with talking(scene.application):
        clara = scene.chat(CLARA, in_group=True)
        await clara.says("/movienight")
        await clara.taps("Doch nicht")
        assert "Noch niemand." in clara.last.text
