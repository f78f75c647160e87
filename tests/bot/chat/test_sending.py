"""How Telegram refuses, and that a card comes all the same."""

from __future__ import annotations

import httpx
import pytest

from bot.playground.errors import bad_request
from bot.posters.file_ids import PosterFiles
from bot.posters.sources import FileId, PosterSources, Upload, Url
from bot.services.views import FilmDetails
from tests.bot.conftest import Scene, picture
from tests.support.drawing import DrawsHere
from tests.support.stocked import FakeClock

REFUSALS = [
    "wrong file identifier/HTTP URL specified",
    "wrong remote file identifier specified: Wrong string length",
    "failed to get HTTP URL content",
    "wrong type of the web page content",
    "PHOTO_INVALID_DIMENSIONS",
    'failed to send message #1 with the error message "WEBPAGE_CURL_FAILED"',
    "IMAGE_PROCESS_FAILED",
]


@pytest.mark.parametrize("words", REFUSALS)
async def test_a_refused_poster_gives_way_to_the_next(scene: Scene, words: str) -> None:
    bruno = scene.chat()
    scene.posters.sources = [FileId("AgAC-old"), Url("https://posters.example/x.jpg"), Upload(picture())]
    scene.bot_api.state.faults.plan("sendPhoto", bad_request(words), times=2)
    await bruno.says("/recommend")
    assert bruno.last.photo
    assert scene.calls("sendPhoto") == ["sendPhoto"] * 3
    assert len(scene.posters.forgotten) == 1  # only a file id is forgotten


@pytest.mark.parametrize("words", REFUSALS)
async def test_a_refused_poster_gives_way_on_an_edited_card_too(scene: Scene, words: str) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    scene.posters.sources = [FileId("AgAC-old"), Upload(picture("red"))]
    scene.bot_api.state.faults.plan("editMessageMedia", bad_request(words))
    await bruno.taps("▶")
    assert len(bruno.answers) == 1
    assert ["◀", "−½", "2/10", "+½", "▶"] in bruno.last.buttons


@pytest.mark.parametrize("words", REFUSALS)
async def test_a_wider_poster_that_is_refused_gives_way_to_the_one_that_omdb_names(
    scene: Scene, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    fetched = []

    async def fetch(url: str) -> bytes:
        fetched.append(url)
        return picture()

    async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(503))) as client:
        real = PosterSources(PosterFiles(scene.unit_of_work, clock), client, clock, DrawsHere(), bot_id=1)
        monkeypatch.setattr(scene.posters, "candidates", real.candidates)
        scene.details.known = FilmDetails(poster_url="https://m.media-amazon.com/images/M/a@._V1_SX300.jpg")
        scene.bot_api.state.faults.plan("sendPhoto", bad_request(words))
        scene.bot_api.state.fetch_url = fetch
        bruno = scene.chat()
        await bruno.says("/recommend")
    assert bruno.last.photo
    assert fetched == ["https://m.media-amazon.com/images/M/a@._V1_SX300.jpg"]
    assert scene.calls("sendPhoto") == ["sendPhoto"] * 2


async def test_an_uploaded_poster_is_remembered(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    assert [file_id for _, file_id in scene.posters.remembered] == [bruno.last.photo]


async def test_a_poster_that_telegram_knows_already_is_not_remembered_again(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    assert bruno.last.photo
    scene.posters.sources = [FileId(bruno.last.photo)]
    scene.posters.remembered.clear()
    await bruno.taps("▶")
    assert ["◀", "−½", "2/10", "+½", "▶"] in bruno.last.buttons
    assert scene.posters.remembered == []


async def test_a_card_without_any_poster_comes_as_text_with_its_buttons(scene: Scene) -> None:
    bruno = scene.chat()
    scene.bot_api.state.faults.plan("sendPhoto", bad_request(REFUSALS[0]))
    await bruno.says("/recommend")
    assert bruno.last.photo is None
    assert ["★ Rate films", "▶"] in bruno.last.buttons
    await bruno.taps("▶")
    assert bruno.last.photo
    assert ["◀", "−½", "2/10", "+½", "▶"] in bruno.last.buttons


async def test_an_edited_card_without_any_poster_comes_as_text(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    scene.bot_api.state.faults.plan("editMessageMedia", bad_request(REFUSALS[0]))
    await bruno.taps("▶")
    assert len(bruno.answers) == 1
    assert bruno.last.photo is None
    assert ["◀", "−½", "2/10", "+½", "▶"] in bruno.last.buttons


async def test_a_card_that_was_deleted_is_sent_anew(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    for words in ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"):
        scene.bot_api.state.faults.plan("editMessageMedia", bad_request(words))
        before = len(bruno.answers)
        await bruno.taps("▶" if before < 3 else "◀")
        assert len(bruno.answers) == before + 1
        assert bruno.last.photo


async def test_nothing_changed_is_no_error(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/ratings")
    for movie in scene.world.movies[:20]:
        scene.toolbox.services.rating.rate(bruno.person.person_id, movie.movie_id, 4.0)
    await bruno.says("/ratings")
    await bruno.taps("1/3")
    assert len(bruno.answers) == 2


async def test_another_refusal_is_an_error_that_is_not_swallowed(scene: Scene) -> None:
    bruno = scene.chat()
    scene.bot_api.state.faults.plan("sendPhoto", bad_request("can't parse entities"))
    await bruno.says("/recommend")
    assert bruno.last.text.startswith("Something went wrong")


async def test_another_refusal_of_an_edit_is_no_reason_to_send_anew(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    scene.bot_api.state.faults.plan("editMessageMedia", bad_request("can't parse entities"))
    await bruno.taps("▶")
    assert len(bruno.answers) == 2
    assert bruno.last.text.startswith("Something went wrong")


async def test_titles_and_plots_cannot_break_the_markup(scene: Scene) -> None:
    bruno = scene.chat()
    scene.details.known = FilmDetails("<b>bold & <broken> " * 200, "A & B <c>", "</i>", 61, 9.9, None)
    for movie in scene.world.movies[:10]:
        scene.toolbox.services.rating.rate(bruno.person.person_id, movie.movie_id, 4.0)
    await bruno.says("/recommend 20")
    for _ in range(5):
        await bruno.taps("▶" if "▶" in bruno.last.buttons[1] else "More")
        assert "<broken>" in bruno.last.text
        assert "Something went wrong" not in bruno.last.text


async def test_a_list_too_old_to_delete_loses_its_buttons_instead(scene: Scene) -> None:
    bruno = scene.chat()
    scene.toolbox.services.rating.rate(bruno.person.person_id, scene.world.movies[0].movie_id, 4.0)
    await bruno.says("/ratings")
    ratings = bruno.last
    scene.bot_api.state.faults.plan("deleteMessage", bad_request("message can't be deleted for everyone"))
    await bruno.taps("1")
    assert bruno.last.photo
    assert bruno.now(ratings).buttons == []
