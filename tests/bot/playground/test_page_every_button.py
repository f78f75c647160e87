"""Commands, buttons and documents of the bot, used in a real browser on the screens of two phones.

All visits share one bot; who comes is somebody else each time, so that no test finds what another one left.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.app import build_engine
from bot.handlers.commands import COMMANDS
from bot.playground.people import GROUP, PEOPLE, Person
from bot.presentation.callback_data import known_kinds
from bot.settings import Settings
from storage.unit_of_work import unit_of_work_factory
from tests.bot.importing.files import LETTERBOXD_FILMS, LETTERBOXD_RATINGS, csv_bytes
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock, put_live
from tests.support.visitor import PHONE, SMALL_PHONE, Seen, Size, Visitor, visitor
from tests.support.worker import free_port, running_bot

pytest_plugins = ["tests.support.browser"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
expect.set_options(timeout=30_000)

ADA, BRUNO, CLARA, DARIO, ELIF, FEMI = PEOPLE
# Buttons (by their names on the wire) and commands that no visit uses so far; whoever adds one adds a visit.
NOT_TAPPED = {"fr", "mm", "na", "nee", "ng", "njj", "nll", "npp", "ntt", "nvv", "s", "sl"}
NOT_SENT = {"movienight", "new", "settings"}
# Two films of the same name, year and (little) fame, as there are in every large catalogue.
REMADE = "The Cellar in Winter"


DUNE = {"Title": "Dune: Part Two", "Year": "2024", "imdbID": "tt15239678", "Type": "movie", "Poster": "N/A"}
OTHER = DUNE | {"Title": "Dune: Part One", "Year": "2021", "imdbID": "tt1160419"}


class Omdb(BaseHTTPRequestHandler):
    """Knows one film that the catalogue lacks."""

    def do_GET(self) -> None:
        """Answer a search by title or a question for an id."""
        asked = parse_qs(urlsplit(self.path).query)
        answer: dict[str, Any] = {"Response": "False", "Error": "Incorrect IMDb ID."}
        if "dune" in asked.get("s", [""])[0].lower():
            answer = {"Search": [DUNE, OTHER], "totalResults": "1", "Response": "True"}
        elif asked.get("i") == [DUNE["imdbID"]]:
            answer = DUNE | {"Genre": "Action, Sci-Fi", "Response": "True"}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Open:
    """A playground that is open, and what people did in it."""

    browser: Browser
    address: str
    seen: Seen

    def visit(self, person: Person, size: Size = PHONE) -> Any:
        """Open a page as somebody."""
        return visitor(self.browser, self.address, person, self.seen, size)


@pytest.fixture(scope="module")
def omdb() -> Iterator[str]:
    """Return the address of a stand-in for OMDb."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Omdb)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def playground(
    chromium: Browser,
    trained_file: Path,
    artifact: bytes,
    omdb: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Open]:
    """Start the bot on the small world with two models, a remake, and a film that only OMDb knows."""
    folder = tmp_path_factory.mktemp("every_button")
    shutil.copyfile(trained_file, folder / "matinee.db")
    _prepare(folder, artifact)
    port = free_port()
    settings = {"PLAYGROUND_PORT": str(port), "OMDB_API_KEY": "abcd1234", "OMDB_URL": omdb}
    async with running_bot(folder, **settings) as bot:
        await bot.says("the playground is open")
        yield Open(chromium, f"http://127.0.0.1:{port}", Seen())
        assert await bot.stop() == 0
    assert "Traceback" not in "\n".join(bot.lines)


def _prepare(folder: Path, artifact: bytes) -> None:
    engine = build_engine(Settings(data_dir=folder))
    put_live(unit_of_work_factory(engine), artifact, FakeClock())
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE movies SET title = ?, year = (SELECT year FROM movies WHERE title = ?)"
            " WHERE title = 'Night Shift in Winter'",
            (REMADE, REMADE),
        )
    engine.dispose()


async def spot(visit: Visitor) -> tuple[float, float]:
    """Return the middle of the fourth star on the screen; whoever wants no motion gets none."""
    assert await visit.page.evaluate("document.getAnimations().length") == 0
    button = visit.last.locator(".row").first.get_by_role("button").nth(3)
    await expect(button).to_be_in_viewport(ratio=1)
    box = await button.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def six_clicks_rate_six_films(visit: Visitor) -> None:
    here = await spot(visit)
    films = []
    for _ in range(6):
        films.append(await visit.title())
        await visit.page.mouse.click(*here)
        await expect(visit.last.locator("strong").first).not_to_have_text(films[-1])
        assert await spot(visit) == pytest.approx(here, abs=1.5)
        await visit.sees_all_of()
    assert len(set(films)) == 6


@pytest.mark.parametrize(("person", "size"), [(BRUNO, PHONE), (CLARA, SMALL_PHONE)], ids=["390", "320"])
async def test_six_clicks_on_one_point_of_the_screen_rate_six_films(
    playground: Open, person: Person, size: Size
) -> None:
    async with playground.visit(person, size) as visit:
        await visit.says("/rate")
        await six_clicks_rate_six_films(visit)
        await visit.sees("6 rated")
        await visit.says("/recommend")
        await six_clicks_rate_six_films(visit)
        await visit.says("/ratings")
        await visit.sees("12 films")


async def test_questions_about_films(playground: Open) -> None:
    async with playground.visit(DARIO) as visit:
        await visit.taps("I have a MovieLens id")
        await visit.says("/start")
        await visit.taps("★ Rate films")
        await visit.taps("−½")
        await visit.is_told("half a star")
        asked = await visit.title()
        await visit.taps("Haven't seen it")
        await expect(visit.last.locator("strong").first).not_to_have_text(asked)
        await visit.taps("★3")
        await visit.sees("1 rated")
        await visit.taps("−½")
        await visit.sees("2.5")
        await visit.taps("↩ Undo")
        await expect(visit.last).not_to_contain_text("1 rated")
        for number in (1, 2, 3):
            await visit.taps("★5")
            await visit.sees(f"{number} rated")
        await visit.taps("Stop")
        await visit.sees("saved")
        await visit.says("/rate orbit 4.5")
        await visit.says(f"/rate {REMADE} 4")
        await visit.taps_first()
        await visit.sees(REMADE, "4")
        await visit.says(f"/ratings {REMADE}")
        await visit.sees(REMADE)


async def test_a_list_of_cards(playground: Open) -> None:
    async with playground.visit(ELIF) as visit:
        await visit.taps("Just show popular films")
        await visit.sees("(19")
        await visit.says("/popular")
        await visit.taps("▶")
        await visit.taps("2/10")
        await visit.is_told("Film 2 of 10")
        await visit.taps("★4")
        await visit.offers("3/10")
        await visit.taps("−½")
        for _ in range(3):
            await visit.taps("★5")
        await visit.says("/recommend 3")
        await visit.sees_all_of()
        await visit.taps("🔖 Later")
        await visit.offers("✓ 🔖 Later")
        await visit.taps("✓ 🔖 Later")
        await visit.offers("🔖 Later")
        await visit.taps("👁 Seen")
        await visit.offers("2/3")
        await visit.taps("↩ Undo")
        await visit.offers("👁 Seen")
        await visit.taps("🚫 Hide")
        await visit.taps("↩ Undo")
        await visit.taps("▶")
        await visit.offers("2/3")
        await visit.taps("▶")
        await visit.offers("3/3")
        await visit.taps("More")
        await visit.offers("4/13")
        await visit.taps("⋯")
        await visit.sees_all_of()
        for label in ("Where to watch", "IMDb"):
            await visit.taps(label)
        await visit.taps("◀")
        await visit.offers("4/13")
        await visit.taps("⋯")
        await visit.taps("More like this")
        await visit.offers("1/10")
    hosts = {urlsplit(page).hostname for page in playground.seen.pages}
    assert hosts == {"www.justwatch.com", "www.imdb.com"}


async def test_lists_are_narrowed_and_loosened(playground: Open) -> None:
    async with playground.visit(ELIF) as visit:
        await visit.says("/recommend comedy 80s")
        await visit.sees_all_of()
        await visit.taps("✕ 1980s")
        await visit.offers("✕ Comedy")
        await visit.says("/filters")
        await visit.sees_all_of()
        await visit.taps("+ no Horror")
        await visit.sees("no Horror")
        await visit.taps("✕ no Horror")
        await visit.sees("none")
        await visit.says("/style")
        await visit.sees_all_of()
        await visit.taps("Bolder")
        await visit.offers("✓ Bolder")


async def test_plain_words_and_titles(playground: Open) -> None:
    async with playground.visit(FEMI) as visit:
        for text, answer in (
            ("hi", "What shall we watch?"),
            ("orbti", "Orbit"),
            ("letters to amelie", "Letters to Amélie"),
            ("something like orbit", "Orbit"),
            ("a comedy from the eighties", "Comedy"),
            ("nothing that makes any sense at all", "For example"),
            ("/find two tickets", "Two Tickets"),
        ):
            await visit.says(text)
            await visit.sees(answer)
            await visit.sees_all_of()
        await visit.reacts("👎")
        await visit.sees("I won't suggest", "Two Tickets")
        await visit.taps("↩ Undo")
        await visit.sees("I may suggest", "Two Tickets")
        await visit.says(REMADE)
        await visit.sees("Which one do you mean")
        await visit.taps_first()
        await visit.sees(REMADE)
        await visit.says("dune part")
        await visit.taps("Dune: Part Two (2024)")
        await visit.sees("Action · Sci-Fi")


async def test_one_film_and_its_shelves(playground: Open) -> None:
    async with playground.visit(FEMI) as visit:
        await visit.says("/find star harbour in winter")
        await visit.taps("★4")
        await visit.offers("✓ 4")
        await visit.taps("+½")
        await visit.offers("✓ 4.5")
        await visit.taps("🗑 My stars")
        await visit.taps("↩ Put ★4.5 back")
        await visit.says("/ratings")
        await visit.taps("1")
        await visit.taps("◀")
        await visit.says("/find biscuit")
        await visit.taps("⋯")
        await visit.taps("◀")
        for label, command in (("🔖 Later", "/watchlist"), ("👁 Seen", "/seen"), ("🚫 Hide", "/hidden")):
            await visit.says("/find biscuit")
            await visit.taps(label)
            await visit.offers(f"✓ {label}")
            await visit.says(command)
            await visit.sees("Biscuit")
            await visit.sees_all_of()
            await visit.taps("1")
            await visit.taps(f"✓ {label}")
            await visit.taps("◀")
            await visit.sees_all_of()
        for title in ("biscuit", "orbit"):
            await visit.says(f"/find {title}")
            await visit.taps("🔖 Later")
        await visit.says("/watchlist")
        await visit.taps("🎲 For tonight")
        await visit.says("/watchlist")
        await visit.taps("▶ As cards")
        await visit.offers("1/2")


async def test_a_film_is_shared_with_a_group(playground: Open) -> None:
    async with playground.visit(DARIO) as visit:
        page = visit.page
        await visit.says("/find the baker's heart")
        await visit.taps("⋯")
        await visit.taps("Share")
        await page.locator("#choices").get_by_role("button", name=GROUP.title).click()
        await expect(page.get_by_role("textbox", name="Message")).to_have_value(
            re.compile("start=film_.*Baker", re.DOTALL)
        )
        await page.get_by_role("button", name="Send").click()
        await page.get_by_label("Speak as").select_option("Bruno")
        await visit.last.locator("a").click()
        await expect(page.locator("#status")).to_contain_text("Bruno")
        await visit.sees("The Baker's Heart", "Dario")


async def test_in_a_group_a_list_is_its_owners(playground: Open) -> None:
    async with playground.visit(DARIO) as visit:
        await visit.page.goto(f"{playground.address}/#{GROUP.group_id}")
        await visit.page.get_by_label("Speak as").select_option("Clara")
        await visit.says("/recommend")
        await visit.page.get_by_label("Speak as").select_option("Ada")
        await visit.taps("▶")
        await visit.is_told("somebody else's")


async def test_files_are_imported_and_exported(playground: Open, world: SmallWorld) -> None:
    one, two, three = world.movies[:3]
    remake = next(movie for movie in world.movies if movie.title == REMADE)
    async with playground.visit(ADA) as visit:
        await visit.says("/import")
        await visit.says(f"/rate {two.title} 2.5")
        rows = [("2024-01-01", film.title, film.year, "u", 4) for film in (one, two, remake)]
        unheard = ("2024-01-02", REMADE, "", "u", 3)
        await visit.sends_file("ratings.csv", csv_bytes(LETTERBOXD_RATINGS, *rows, unheard))
        await visit.sees("Letterboxd: 4 films")
        await visit.sees_all_of()
        await visit.taps("Take the file's")
        await visit.taps("Choose 2 films")
        await visit.taps_first()
        await visit.taps("None of them")
        await visit.taps("Import")
        await visit.sees("Imported. Yours now: 3 ratings.")
        await visit.taps("↩ Undo")
        await visit.sees("Undone: 3 films are as they were before.")

        watched = csv_bytes(LETTERBOXD_FILMS, ("2024-01-01", three.title, three.year, "u"))
        await visit.sends_file("films.csv", watched)
        await visit.taps("Seen")
        await visit.taps("Cancel")
        await visit.says("/export")
        await visit.page.locator(".theirs .document").last.wait_for()
        async with visit.page.expect_download() as saved:
            await visit.page.locator(".theirs .document").last.click()
        export = await asyncio.to_thread(Path(await (await saved.value).path()).read_bytes)
        assert _films_in(export) == {two.title}

        await visit.says("/forget_me")
        await visit.sees_all_of()
        await visit.taps("No, keep everything")
        await visit.says("/forget_me")
        await visit.taps("Yes, forget me")
        await visit.sends_file("export.zip", export)
        await visit.taps("Import")
        await visit.sees("Imported. Yours now: 1 rating")


def _films_in(export: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(export)) as folder:
        [name] = [each for each in folder.namelist() if each.endswith("ratings.csv")]
        table = csv.DictReader(io.StringIO(folder.read(name).decode("utf-8-sig")))
        return {row.get("Name") or row.get("Title") or row.get("title") or "" for row in table}


async def test_a_movielens_user_is_linked(playground: Open) -> None:
    async with playground.visit(BRUNO) as visit:
        for command in ("/link 5", "/unlink", "/help", "/cancel"):
            await visit.says(command)
            await visit.sees_all_of()


async def test_what_admins_can_do(playground: Open) -> None:
    async with playground.visit(ADA) as visit:
        await visit.says("/add tt15239678")
        await visit.says("/stats")
        await visit.says("/model")
        await visit.sees_all_of()
        await visit.taps_first()
        await visit.taps("Yes, roll back")
        await visit.sees("is live")
        await visit.says("/retrain force")
        await visit.taps("Cancel")
        await visit.sees("Cancelled")


async def test_nothing_was_left_out(playground: Open, request: pytest.FixtureRequest) -> None:
    here = [item for item in request.session.items if item.path == request.path]
    if len(here) < 12:
        pytest.skip("only when all of this page's tests are run")
    assert set(known_kinds()) - playground.seen.buttons - NOT_TAPPED == set()
    assert {command.name for command in COMMANDS} - playground.seen.commands - NOT_SENT == set()
