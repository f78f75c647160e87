"""Films that join by their IMDb ids: the admin's /add, and every evening."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from bot.context import MatineeContext
from bot.handlers import jobs
from bot.omdb.details_cache import Found, Missed, Outcome
from bot.omdb.enriching import Enriching, EnrichmentReport, Fate
from bot.playground.people import PEOPLE
from bot.services.adding_films import NewFilm
from bot.services.views import FilmDetails
from storage.movies import FIRST_ADDED_ID
from tests.bot.conftest import ADMIN, Scene

PARASITE = Found(FilmDetails(), "Parasite", 2019, ("Drama",), "movie")
SHOW = Found(FilmDetails(), "Some Show", 2019, (), "series")


async def test_films_join_by_their_ids(scene: Scene) -> None:
    scene.details.films = {
        "tt6751668": PARASITE,
        "tt0000005": SHOW,
        "tt0000006": replace(SHOW, title="<Pilot>", kind="episode"),
        "tt0000007": replace(SHOW, title="Doom", kind="game"),
        "tt0000008": Missed(Outcome.DUPLICATE),
        "tt0000009": Missed(Outcome.SERVER_ERROR),
    }
    film = scene.world.movies[0]
    ada = scene.chat(ADMIN)
    missed = " ".join(f"tt000000{number}" for number in range(4, 10))
    await ada.says(f"/add tt6751668, tt6751668 {film.imdb_id} {missed} tt0")
    assert ada.last.text.splitlines() == [
        "New: Parasite (2019)",
        f"Known already: {film.title} ({film.year})",
        "Series, and I know films only: Some Show (tt0000005) and <Pilot> (tt0000006).",
        "No films: Doom (tt0000007).",
        "OMDb doesn't know: tt0000004 and tt0000008. Look at the numbers once more.",
        "Not added, for OMDb can't be asked right now: tt0000009. Try these again later.",
    ]
    with scene.unit_of_work() as work:
        added = work.movies.by_imdb_id("tt6751668")
        assert added is not None
        assert added.movie_id == FIRST_ADDED_ID
        assert work.movies.count_added() == 1


async def test_nothing_is_added_without_an_id(scene: Scene) -> None:
    ada = scene.chat(ADMIN)
    for words in ("", " tt0", " Parasite", " 6751668"):
        await ada.says(f"/add{words}")
        assert ada.last.text.startswith("Up to 20 IMDb ids follow: /add tt15239678")


async def test_twenty_films_join_at_a_time(scene: Scene) -> None:
    ada = scene.chat(ADMIN)
    await ada.says("/add " + " ".join(f"tt{number:07d}" for number in range(9_000_001, 9_000_031)))
    assert ada.last.text.endswith("Twenty at a time: the rest was left out.")
    assert ada.last.text.count("tt9") == 20


async def test_only_admins_add_films(scene: Scene) -> None:
    scene.details.films = {"tt6751668": PARASITE}
    bo = scene.chat(PEOPLE[2])
    await bo.says("/add tt6751668")
    assert bo.last.text == "Only my admins may do that."
    with scene.unit_of_work() as work:
        assert work.movies.count_added() == 0


class Evenings:
    """Takes the place of what asks OMDb, and notes what it was to ask about."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.is_running = False

    async def run(self, imdb_ids: list[str]) -> EnrichmentReport:
        """Stop after two films."""
        self.asked += imdb_ids
        report = EnrichmentReport(stopped_by=Missed(Outcome.QUOTA_SPENT).reason)
        report.fates[Fate.KNOWN] = 2
        return report


async def test_every_evening_the_rest_of_the_quota_is_spent(scene: Scene) -> None:
    evenings = Evenings()
    toolbox = replace(scene.toolbox, enriching=cast(Enriching, evenings))
    application = cast(Any, type("Application", (), {"bot_data": toolbox}))
    context = MatineeContext(application)
    await jobs.enrich(context)
    assert evenings.asked == []  # without a key nobody can be asked
    scene.details.has_key = True
    await jobs.enrich(context)
    assert len(evenings.asked) == toolbox.settings.omdb_daily_limit
    assert "tt4786824" in evenings.asked[:2]


async def test_titles_are_searched_anew_once_the_evening_is_over(scene: Scene) -> None:
    evenings = Evenings()
    toolbox = replace(scene.toolbox, enriching=cast(Enriching, evenings))
    context = MatineeContext(cast(Any, type("Application", (), {"bot_data": toolbox})))
    toolbox.services.adding_films.add(NewFilm("tt6751668", "Parasite", 2019))
    for is_running in (True, False):
        evenings.is_running = is_running
        await jobs.refresh_model(context)
        assert bool(toolbox.services.title_search.find("parasite", 3)) is not is_running


async def test_stats_say_how_many_facts_were_collected(scene: Scene) -> None:
    with scene.unit_of_work() as work:
        work.film_facts.put("tt0000001", {}, scene.toolbox.started_at)
        work.commit()
    ada = scene.chat(ADMIN)
    await ada.says("/stats")
    films = len(scene.world.movies)
    assert f"Films: {films}, 0 of them added; facts collected of 1, 1 of them today" in ada.last.text
