"""Commands, buttons and documents of the bot, used in a real browser on the screens of two phones.

All visits share one bot; who comes is somebody else each time, so that no test finds what another one left.
"""

from __future__ import annotations

import asyncio
import csv
import io
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from bot.handlers.commands import COMMANDS
from bot.playground.people import GROUP, PEOPLE, Person
from bot.presentation.callback_data import known_kinds
from bot.presentation.labels import ticked_symbol
from tests.bot.importing.files import LETTERBOXD_FILMS, LETTERBOXD_RATINGS, csv_bytes
from tests.bot.playground import test_page_movie_night
from tests.support.small_world import SmallWorld
from tests.support.visitor import GENRE_TITLE, NUMBER_TITLE, PHONE, REMADE, SMALL_PHONE, Open, Size, Visitor

pytest_plugins = ["tests.support.browser", "tests.support.open_playground"]
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]
expect.set_options(timeout=30_000)

ADA, BRUNO, CLARA, DARIO, ELIF, FEMI = PEOPLE


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
        await visit.says("/ratings t")
        await visit.sees("films found for “t”")
        await visit.taps("Most stars")
        await visit.offers("✓ Most stars")
        await visit.sees_all_of()
        await visit.taps("Whole list")
        await visit.sees("12 films")


async def test_six_films_at_once(playground: Open) -> None:
    async with playground.visit(DARIO, SMALL_PHONE) as visit:
        await visit.taps("★ Rate films")
        await visit.sees("Which of these have you seen?")
        await visit.sees_all_of()
        await visit.taps_first()
        await expect(visit.last.locator(".keyboard button").first).to_contain_text("✓ 1")
        await visit.sees_all_of()
        await visit.taps("Show six others")
        await expect(visit.last.locator(".keyboard button").first).not_to_contain_text("✓")
        await visit.taps_first()
        await visit.taps("Done")
        await visit.taps("Haven't seen it")
        await visit.taps("★3")
        await visit.sees("You rated 1 film,")
        await visit.sees_all_of()


async def test_questions_about_films(playground: Open) -> None:
    async with playground.visit(DARIO) as visit:
        await visit.says("/start")
        await visit.taps("★ Rate more films")
        await visit.taps("−½")
        await visit.is_told("half a star")
        asked = await visit.title()
        await visit.taps("Haven't seen it")
        await expect(visit.last.locator("strong").first).not_to_have_text(asked)
        await visit.taps("★3")
        await visit.sees("2 rated")
        await visit.taps("−½")
        await visit.sees("2.5")
        await visit.taps("↩ Undo")
        await expect(visit.last).not_to_contain_text("2 rated")
        for number in (2, 3, 4):
            await visit.taps("★5")
            await visit.sees(f"{number} rated")
        await visit.taps("Stop")
        await visit.sees("saved")
        await visit.says("/recommend")
        await visit.says("/recommend")
        await visit.taps("↻ Show them again")
        await visit.offers("1/10")
        await visit.says("/rate orbit 4.5")
        await visit.says(f"/rate {REMADE} 4.5")
        await visit.sees("Which one do you mean")
        await visit.taps_first()
        await visit.offers("✓ 4.5")
        assert "fr" in playground.seen.buttons
        await visit.says(f"/ratings {REMADE}")
        await visit.sees(REMADE)


async def stars_are_given_and_taken_back(visit: Visitor) -> None:
    await visit.taps("★4")
    await visit.offers("↩")
    await visit.taps("−½")
    await visit.sees("✓ ★3.5")
    await visit.taps("↩")
    await visit.offers("★3")
    await visit.taps("↩")
    await visit.offers("✓ 3.5")
    await visit.taps("▶")
    await visit.taps("◀")
    await visit.taps("🗑")
    await visit.taps("↩")
    await visit.offers("✓ 3.5")
    await visit.sees_all_of()
    await visit.taps("▶")


async def test_a_list_of_cards(playground: Open) -> None:
    async with playground.visit(ELIF) as visit:
        await visit.taps("I have a MovieLens id")
        await visit.says("/start")
        await visit.taps("Just show popular films")
        await visit.sees("(19")
        await visit.says("/popular")
        await visit.sees_all_of()
        await visit.taps("▶")
        await visit.taps("2/10")
        await visit.is_told("Film 2 of 10")
        await stars_are_given_and_taken_back(visit)
        for _ in range(3):
            await visit.taps("★5")
        await visit.says("/recommend 3")
        await visit.sees_all_of()
        await visit.taps("🔖 Later")
        await visit.offers("✓ Later")
        await visit.taps("✓ Later")
        await visit.offers("🔖 Later")
        await visit.taps("👁 Seen")
        await visit.offers("↩ Undo")
        await visit.sees_all_of()
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
        await visit.says("/recommend histry")
        await visit.taps("Mystery")
        await visit.sees_all_of()
        await visit.says("/new comedy 1999")
        await visit.sees_all_of()
        await visit.says("/recommend comedy 80s")
        await visit.sees_all_of()
        await visit.taps("✕ 1980s")
        await visit.offers("✕ Comedy")
        await visit.taps("↩ Undo")
        await visit.offers("✕ 1980s")
        await visit.taps("▶")
        await visit.taps("✕ …")
        await visit.sees_all_of()
        await visit.taps("✕ 1980s")
        await visit.says("/filters")
        await visit.sees_all_of()
        await visit.taps("+ no Horror")
        await visit.sees("no Horror")
        await visit.taps("✕ no Horror")
        await visit.sees("none")
        await visit.taps("↩ Undo")
        await visit.offers("✕ no Horror")
        await visit.taps("↩ Undo")
        await visit.sees("none")
        await visit.says("/settings")
        await visit.sees_all_of()
        await visit.taps("Deutsch")
        await visit.sees("Sprache")
        await visit.taps("English")
        await visit.sees("Language")
        await visit.says("/style")
        await visit.sees_all_of()
        await visit.taps("Bolder")
        await visit.offers("✓ Bolder")


async def test_a_film_a_day(playground: Open) -> None:
    async with playground.visit(CLARA, SMALL_PHONE) as visit:
        await visit.says("/daily")
        await visit.sees_all_of()
        await visit.taps_first()
        await visit.taps("🕗 Another hour")
        await visit.taps_first()
        await visit.taps("🌍 Another time zone")
        await visit.taps_first()
        await visit.taps_first()
        await visit.taps("Stop it")
        await visit.sees("no more daily films")


async def test_a_picture_of_ones_taste(playground: Open) -> None:
    async with playground.visit(CLARA, SMALL_PHONE) as visit:
        await visit.says("/rate")
        for _ in range(5):
            await visit.taps("★5")
        await visit.says("/me")
        await visit.sees("Your taste", "films rated")
        await visit.sees_all_of()
        await visit.taps("🌙 Dark")
        await visit.offers("☀️ Light")
        await visit.taps("☀️ Light")
        await visit.taps_first()
        await visit.offers("★1")


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
        await visit.says(GENRE_TITLE)
        await visit.taps("Horror films")
        await visit.sees("Horror")
        await visit.says(NUMBER_TITLE)
        await visit.taps("Films from 1984")
        await visit.sees("1984")
        await visit.says("dune part")
        await visit.taps("Dune: Part Two (2024)")
        await visit.sees("Action · Sci-Fi")
        await visit.says("zeppelin part 4.5")
        await visit.taps("★4.5 · Zeppelin: Part Two (2022)")
        await visit.sees("You gave it ★4.5")
        await visit.says("add quartz part to my watchlist")
        await visit.taps("Quartz: Part Two (2023)")
        await visit.sees("On your watchlist.")


async def test_poster_and_title_of_a_card_full_of_words_are_in_view_on_a_small_phone(
    playground: Open,
) -> None:
    async with playground.visit(FEMI, SMALL_PHONE) as visit:
        await visit.says("dune part")
        await visit.taps("Dune: Part Two (2024)")
        await visit.sees("2 h 46 min", "Directed by Denis Villeneuve", "Paul unites")
        for shown in (".photo", "strong", ".keyboard"):
            await expect(visit.last.locator(shown).first).to_be_in_viewport(ratio=0.98)
        await visit.sees_all_of()


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
            await visit.offers(ticked_symbol(label))
            await visit.says(command)
            await visit.sees("Biscuit")
            await visit.sees_all_of()
            await visit.taps("1")
            for shown in (ticked_symbol(label), label, ticked_symbol(label)):
                await visit.taps(shown)
            await visit.taps("◀")
            await visit.sees_all_of()
        for title in ("biscuit", "orbit"):
            await visit.says(f"/find {title}")
            await visit.taps("🔖 Later")
        await visit.says("/watchlist two tickets")
        await visit.sees("I find nothing here")
        await visit.sees_all_of()
        await visit.taps("🔎 All films")
        await visit.sees("Two Tickets", "(")
        await visit.says("/watchlist")
        await visit.taps("🎲 For tonight")
        await visit.says("/watchlist")
        await visit.taps("▶ As cards")
        await visit.sees("From your watchlist")


async def test_a_film_is_shared_with_a_group(playground: Open) -> None:
    async with playground.visit(DARIO) as visit:
        page = visit.page
        await visit.says("/find the baker's heart")
        await visit.taps("⋯")
        await visit.taps("Share")
        await page.locator("#choices").get_by_role("button", name=GROUP.title).click()
        await expect(page.get_by_role("textbox", name="Message")).to_have_value(re.compile("film_"))
        await page.locator("#inline").get_by_role("button", name="The Baker's Heart").click()
        await page.get_by_label("Speak as").select_option("Bruno")
        await visit.sees("Dario sends you this film.", "The Baker's Heart")
        await visit.taps("★ For you?")
        await expect(page.locator("#status")).to_contain_text("Bruno")
        await visit.sees("The Baker's Heart", "Dario")


async def test_two_people_compare_their_tastes(playground: Open) -> None:
    async with playground.visit(DARIO) as dario, playground.visit(BRUNO, SMALL_PHONE) as bruno:
        await dario.says("/link 5")
        await bruno.says("/link 7")
        await dario.says("/compare")
        await dario.sees_all_of()
        await dario.taps("Withdraw")
        await dario.sees("Withdrawn")
        for label in ("No, thanks", "Compare"):
            await dario.says("/compare")
            found = re.search(r"start=(compare_\d+)", await dario.last.inner_text())
            assert found is not None
            await bruno.says(f"/start {found[1]}")
            await bruno.sees("Dario would like to compare")
            await bruno.sees_all_of()
            await bruno.taps(label)
        await bruno.sees("You and Dario")
        await dario.sees("You and Bruno")
        for visit in (dario, bruno):
            await visit.sees_all_of()
            await visit.says("/unlink")


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
        await visit.says("/link 5")
        await visit.taps("Show my films")
        for command in ("/unlink", "/help", "/privacy", "/cancel"):
            await visit.says(command)
            await visit.sees_all_of()


async def test_what_admins_can_do(playground: Open) -> None:
    async with playground.visit(ADA) as visit:
        await visit.says("/add tt15239678")
        await visit.says("/stats")
        await visit.says("/model")
        await visit.sees_all_of()
        await visit.taps_first()
        await visit.taps("No, keep it")
        await visit.taps_first()
        await visit.taps("Yes, roll back")
        await visit.sees("is live")
        await visit.says("/retrain force")
        await visit.taps("Cancel")
        await visit.sees("Cancelled")


async def test_nothing_was_left_out(playground: Open, request: pytest.FixtureRequest) -> None:
    here = [item for item in request.session.items if item.path == request.path]
    if len(here) < 13:
        pytest.skip("only when all of this page's tests are run")
    buttons = playground.seen.buttons | test_page_movie_night.BUTTONS
    commands = playground.seen.commands | test_page_movie_night.COMMANDS
    assert set(known_kinds()) - buttons == set()
    assert {command.name for command in COMMANDS} - commands == set()
