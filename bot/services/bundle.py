"""Everything a face can ask for, under one name."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.films import Films
from bot.services.model_holder import ModelHolder
from bot.services.onboarding import Onboarding
from bot.services.people import People
from bot.services.rating import Rating
from bot.services.recommending import Recommending


@dataclass(frozen=True)
class Services:
    """The use cases, constructed once by the composition root."""

    people: People
    rating: Rating
    onboarding: Onboarding
    recommending: Recommending
    films: Films
    models: ModelHolder
