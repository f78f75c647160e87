"""The toolbox: settings, use cases and adapters of one process."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from cachetools import TTLCache

from bot.models.live_model import ModelHolder
from bot.monitoring.data_sets import DataSets
from bot.monitoring.error_counter import ErrorCounter
from bot.monitoring.status import Status
from bot.omdb.enriching import Enriching
from bot.omdb.lookup import FilmDetailsLookup
from bot.pictures.drawn_pictures import DrawnPictures
from bot.posters.card_log import CardLog
from bot.posters.drawing_process import DrawingProcess
from bot.posters.photo_refusals import PhotoRefusals
from bot.posters.sources import PosterSources
from bot.presentation.catalogues import Catalogues
from bot.retraining.registry import ModelRegistry
from bot.retraining.runner import RetrainRunner
from bot.runtime.ephemeral_messages import EphemeralMessages
from bot.services.use_cases import UseCases
from bot.settings import Settings

ReactionNotes = TTLCache[tuple[int, int, int], int]
"""Chat, card and film to the message that says what a reaction did; a lost one is sent once more."""
REACTION_NOTES, SECONDS_TO_REACT = 1000, 3600.0


@dataclass(frozen=True)
class Toolbox:
    """What handlers and jobs work with; it is the application's bot_data."""

    settings: Settings
    services: UseCases
    models: ModelHolder
    registry: ModelRegistry
    error_counter: ErrorCounter
    data_sets: DataSets
    status: Status
    details: FilmDetailsLookup
    enriching: Enriching
    posters: PosterSources
    card_log: CardLog
    drawing: DrawingProcess
    pictures: DrawnPictures
    retrains: RetrainRunner
    started_at: datetime
    catalogues: Catalogues = field(default_factory=Catalogues)
    photo_refusals: PhotoRefusals = field(default_factory=PhotoRefusals)
    ephemeral: EphemeralMessages = field(default_factory=EphemeralMessages)
    reaction_notes: ReactionNotes = field(default_factory=lambda: TTLCache(REACTION_NOTES, SECONDS_TO_REACT))
