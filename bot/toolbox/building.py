"""Build what every face works with: the engine, the use cases, the toolbox."""

from __future__ import annotations

import httpx
from sqlalchemy.engine import Engine

from bot.models.artifact_cache import ArtifactCache
from bot.models.live_model import ModelHolder
from bot.monitoring.data_sets import DataSets
from bot.monitoring.error_counter import ErrorCounter
from bot.monitoring.status import Status
from bot.omdb.client import OmdbClient
from bot.omdb.details_cache import DetailsCache
from bot.omdb.enriching import Enriching
from bot.omdb.lookup import FilmDetailsLookup
from bot.pictures.drawn_pictures import DrawnPictures
from bot.posters.card_log import CardLog
from bot.posters.drawing_process import DrawingProcess
from bot.posters.file_ids import PosterFiles
from bot.posters.sources import PosterSources
from bot.retraining.registry import ModelRegistry
from bot.retraining.runner import RetrainRunner, training_environment
from bot.runtime.clock import Clock, utc_now
from bot.runtime.free_memory import training_budget_mb
from bot.services.adding_films import AddingFilms
from bot.services.catalogue_titles import exact_titles
from bot.services.comparing import Comparing
from bot.services.daily import Daily
from bot.services.deck_acts import DeckActs
from bot.services.decks import Browsing
from bot.services.exporting import Exporting
from bot.services.film_cache import FilmCache
from bot.services.film_pages import FilmPages
from bot.services.films import Films
from bot.services.first_films import AskingAboutSix
from bot.services.guest_mode import GuestMode
from bot.services.importing import Importing
from bot.services.inline_films import InlineFilms
from bot.services.interpreting.interpreting import interpreting_by
from bot.services.library import Library
from bot.services.nights import MovieNights
from bot.services.onboarding import Onboarding
from bot.services.people import People
from bot.services.people_search import PeopleSearch
from bot.services.public_recommending import PublicRecommending
from bot.services.rating import RatingFilms
from bot.services.reactions import Reactions
from bot.services.searches import Searches
from bot.services.taste_profiles import TasteProfiles
from bot.services.title_search import TitleSearch
from bot.services.use_cases import UseCases
from bot.services.wanted_films import WantedFilms
from bot.services.wishes import Wishes
from bot.settings import Settings
from bot.toolbox.toolbox import Toolbox
from storage.database import create_engine_for, normalise_url
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory

SERVING_STATEMENT_SECONDS = 20


def build_engine(settings: Settings, *, statement_seconds: int | None = None) -> Engine:
    """Return the engine of the database that is set; nothing is connected yet.

    Processes that serve people limit their statements; loading and training take as long as they take.
    """
    url = None if settings.database_url is None else settings.database_url.get_secret_value()
    return create_engine_for(normalise_url(url, settings.data_dir), statement_seconds=statement_seconds)


def build_artifact_cache(settings: Settings, unit_of_work: UnitOfWorkFactory) -> ArtifactCache:
    """Return where this machine keeps trained models as files."""
    return ArtifactCache(settings.data_dir / "models", unit_of_work, settings.signing_key)


def build_use_cases(unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock = utc_now) -> UseCases:
    """Return the use cases on top of a database and the live model."""
    with_model = models.loaded_before(unit_of_work)
    titles, people = TitleSearch(unit_of_work), PeopleSearch(models)
    interpreting = interpreting_by(titles, people, models)
    onboarding = Onboarding(with_model, models, clock)
    return UseCases(
        title_search=titles,
        interpreting=interpreting,
        people=People(unit_of_work, clock),
        rating=RatingFilms(unit_of_work, clock),
        onboarding=onboarding,
        asking_about_six=AskingAboutSix(with_model, models, clock, onboarding),
        library=Library(with_model, models, clock),
        searches=Searches(unit_of_work, clock),
        decks=Browsing(with_model, models, clock),
        deck_acts=DeckActs(with_model, models, clock),
        wishes=Wishes(unit_of_work, clock),
        film_pages=FilmPages(with_model, models),
        films=Films(),
        adding_films=AddingFilms(unit_of_work, clock),
        wanted_films=WantedFilms(unit_of_work, clock),
        importing=Importing(
            unit_of_work, lambda names: titles.titles() or exact_titles(unit_of_work, names), clock
        ),
        exporting=Exporting(unit_of_work, clock),
        nights=MovieNights(with_model, models, clock),
        inline_films=InlineFilms(with_model, models, titles, people),
        guest_mode=GuestMode(with_model, models, titles, interpreting),
        comparing=Comparing(with_model, models, clock),
        daily=Daily(with_model, models, clock),
        reactions=Reactions(unit_of_work, clock),
        taste_profiles=TasteProfiles(with_model, models),
        public_recommending=PublicRecommending(with_model, models, FilmCache()),
    )


def build_details(
    settings: Settings, unit_of_work: UnitOfWorkFactory, http: httpx.AsyncClient, clock: Clock = utc_now
) -> FilmDetailsLookup:
    """Return what asks OMDb, or only remembers when there is no key."""
    key = settings.omdb_api_key
    omdb = None if key is None else OmdbClient(http, settings.omdb_url, key.get_secret_value())
    cache = DetailsCache(unit_of_work, clock, daily_limit=settings.omdb_daily_limit)
    return FilmDetailsLookup(cache, omdb, clock)


def build_toolbox(
    settings: Settings, engine: Engine, http: httpx.AsyncClient, clock: Clock = utc_now
) -> Toolbox:
    """Return everything that handlers and jobs work with; whoever gave engine and http closes them."""
    unit_of_work = unit_of_work_factory(engine)
    artifacts = build_artifact_cache(settings, unit_of_work)
    models = ModelHolder(unit_of_work, artifacts, clock)
    details = build_details(settings, unit_of_work, http, clock)
    services = build_use_cases(unit_of_work, models, clock)
    drawing, poster_files = DrawingProcess(), PosterFiles(unit_of_work, clock)
    return Toolbox(
        settings=settings,
        services=services,
        models=models,
        registry=ModelRegistry(unit_of_work, artifacts, clock),
        error_counter=ErrorCounter(unit_of_work, clock),
        data_sets=DataSets(
            unit_of_work,
            lambda: settings.training_memory_mb or training_budget_mb(in_child=True),
            n_factors=settings.svd_factors,
        ),
        status=Status(unit_of_work, models, clock, omdb_daily_limit=settings.omdb_daily_limit),
        details=details,
        enriching=Enriching(details, services.adding_films),
        posters=PosterSources(poster_files, http, clock, drawing, bot_id=bot_id(settings)),
        drawing=drawing,
        pictures=DrawnPictures(drawing),
        card_log=CardLog(services.reactions),
        retrains=RetrainRunner(training_environment(settings), clock),
        started_at=clock(),
    )


def bot_id(settings: Settings) -> int:
    """Return the bot's id, with which its token begins; 0 in the playground, which has no token."""
    token = settings.telegram_bot_token
    return 0 if token is None else int(token.get_secret_value().partition(":")[0])
