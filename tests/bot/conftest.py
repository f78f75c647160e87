"""The whole conversation on a small world: the real application and SQLite, Telegram in this process."""

from __future__ import annotations

import io
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from PIL import Image
from sqlalchemy.engine import Engine

from bot.app import build_application
from bot.context import MatineeApplication
from bot.omdb.details_cache import Found, Missed, Outcome
from bot.omdb.lookup import FilmDetailsLookup
from bot.playground.bot_api import BotApi
from bot.playground.people import ADMIN, GROUP, PEOPLE, TOKEN, Person
from bot.playground.request import PlaygroundRequest
from bot.posters.sources import FileId, PosterSource, PosterSources, Upload
from bot.presentation.catalogues import Catalogues
from bot.retraining.runner import RetrainRunner
from bot.services.views import Film, FilmDetails, HitKind, TitleHit
from bot.settings import Settings
from bot.toolbox import building
from bot.toolbox.building import build_toolbox
from bot.toolbox.toolbox import Toolbox
from bot.updates import acting
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory
from tests.support.chat import Chat, talking
from tests.support.drawing import DrawsHere
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock, stock

ENGLISH_ALONE = Path("a folder without languages")


def picture(colour: str = "navy") -> bytes:
    """Draw a small poster."""
    written = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(written, "JPEG")
    return written.getvalue()


@dataclass
class FakePosters:
    """Offers the same sources for every film, and notes what it is told."""

    sources: list[PosterSource] = field(default_factory=lambda: [Upload(picture())])
    remembered: list[tuple[int, str]] = field(default_factory=list)
    forgotten: list[int] = field(default_factory=list)

    async def candidates(self, film: Film, details: FilmDetails | None) -> AsyncIterator[PosterSource]:
        """Yield what the test has put in."""
        for source in self.sources:
            yield source

    async def without_upload(self, film: Film, details: FilmDetails | None) -> str | None:
        """Return the first source that is no upload."""
        named = [each for each in self.sources if not isinstance(each, Upload)]
        return None if not named else named[0].file_id if isinstance(named[0], FileId) else named[0].url

    async def on_one_sheet(self, films: Sequence[Film]) -> bytes:
        """Return a picture, another one for other films."""
        return picture(f"#{sum(film.movie_id for film in films) % 4096:03x}")

    async def remember(self, film: Film, sent: PosterSource, file_id: str) -> None:
        """Note a file id."""
        self.remembered.append((film.movie_id, file_id))

    async def forget(self, film: Film) -> None:
        """Note a film whose file id was dropped."""
        self.forgotten.append(film.movie_id)


@dataclass
class FakeDetails:
    """Knows the same about every film, and notes what it is asked to know soon."""

    known: FilmDetails | None = None
    ahead: list[Film] = field(default_factory=list)
    hit_rate: float | None = None
    has_key: bool = False
    hits: tuple[TitleHit, ...] | None = None
    films: dict[str, Found | Missed] = field(default_factory=dict)

    async def search(
        self, title: str, year: int | None = None, kind: HitKind = "movie"
    ) -> tuple[TitleHit, ...] | None:
        """Return what the test has put in of this kind."""
        return None if self.hits is None else tuple(hit for hit in self.hits if hit.kind == kind)

    async def ask(self, imdb_id: str, *, ahead: bool = False) -> Found | Missed:
        """Return what the test has put in."""
        return self.films.get(imdb_id, Missed(Outcome.NOT_FOUND))

    async def get(self, film: Film, *, budget: float) -> FilmDetails | None:
        """Return it at once."""
        return self.known

    async def remembered(self, films: Sequence[Film]) -> dict[int, FilmDetails | None]:
        """Return it for each film."""
        return {film.movie_id: self.known for film in films}

    def prefetch(self, films: Iterable[Film]) -> None:
        """Note the films."""
        self.ahead = list(films)

    async def aclose(self) -> None:
        """Nothing is under way."""


@dataclass(frozen=True)
class Scene:
    """A running bot and the people who talk to it."""

    bot_api: BotApi
    application: MatineeApplication
    toolbox: Toolbox
    posters: FakePosters
    details: FakeDetails
    unit_of_work: UnitOfWorkFactory
    world: SmallWorld

    def chat(self, person: Person = PEOPLE[1], *, in_group: bool = False) -> Chat:
        """Somebody in their private chat or in the group; not an admin unless named."""
        chat_id = GROUP.group_id if in_group else None
        return Chat(self.bot_api, person, self.application, chat_id=chat_id)

    def calls(self, *methods: str) -> list[str]:
        """Return the methods called since the last look, without polling and profile."""
        return [one.call.method for one in self.bot_api.calls(*methods)]

    def ratings_of(self, person: Person) -> dict[int, float]:
        """Return what is on disk."""
        with self.unit_of_work() as work:
            return dict(work.chat_ratings.of(person.person_id))


@pytest.fixture(autouse=True, scope="session")
def drawing_here() -> Iterator[None]:
    """Draw in this process: a child for each bot that a test builds would cost more than the drawing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "DrawingProcess", DrawsHere)
        yield


@pytest.fixture(autouse=True)
def no_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no slow machine put a "typing …" among the calls that a test counts."""
    monkeypatch.setattr(acting, "AFTER_SECONDS", 3600)


Backstage = Callable[..., Scene]


@pytest.fixture
def backstage(
    trained_file: Path, sqlite_engine: Engine, world: SmallWorld, clock: FakeClock, tmp_path: Path
) -> Backstage:
    """Build a scene, with a live model or without; the same Telegram again is a restart."""

    def build(
        with_model: bool,
        bot_api: BotApi | None = None,
        retrains: RetrainRunner | None = None,
        catalogues: Catalogues | None = None,
    ) -> Scene:
        if with_model and bot_api is None:
            shutil.copyfile(trained_file, tmp_path / "matinee.db")
        elif bot_api is None:
            stock(sqlite_engine, world)
        settings = Settings(data_dir=tmp_path, admin_user_ids=(ADMIN.person_id,), training_priority="normal")
        posters, details = FakePosters(), FakeDetails()
        toolbox = replace(
            build_toolbox(settings, sqlite_engine, _no_web(), clock),
            posters=cast(PosterSources, posters),
            details=cast(FilmDetailsLookup, details),
            catalogues=catalogues or Catalogues(ENGLISH_ALONE),
        )
        if retrains is not None:
            toolbox = replace(toolbox, retrains=retrains)
        toolbox.models.refresh()
        toolbox.services.title_search.refresh()
        bot_api = bot_api or BotApi(fetch_url=_fetch)
        application = build_application(
            toolbox, TOKEN, PlaygroundRequest(bot_api), PlaygroundRequest(bot_api)
        )
        unit_of_work = unit_of_work_factory(sqlite_engine)
        return Scene(bot_api, application, toolbox, posters, details, unit_of_work, world)

    return build


@pytest.fixture
async def scene(backstage: Backstage) -> AsyncIterator[Scene]:
    """Run the bot with a trained model."""
    ready = backstage(True)
    async with talking(ready.application):
        yield ready


@pytest.fixture
async def untrained_scene(backstage: Backstage) -> AsyncIterator[Scene]:
    """Run the bot before its first training."""
    ready = backstage(False)
    async with talking(ready.application):
        yield ready


def _no_web() -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(503)))


async def _fetch(url: str) -> Any:
    raise AssertionError("no test here sends a URL unasked")
