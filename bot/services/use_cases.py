"""Everything a face can ask for, under one name."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.adding_films import AddingFilms
from bot.services.comparing import Comparing
from bot.services.daily import Daily
from bot.services.deck_acts import DeckActs
from bot.services.decks import Browsing
from bot.services.exporting import Exporting
from bot.services.film_pages import FilmPages
from bot.services.films import Films
from bot.services.first_films import AskingAboutSix
from bot.services.guest_mode import GuestMode
from bot.services.importing import Importing
from bot.services.inline_films import InlineFilms
from bot.services.interpreting.interpreting import Interpreting
from bot.services.library import Library
from bot.services.nights import MovieNights
from bot.services.onboarding import Onboarding
from bot.services.people import People
from bot.services.public_recommending import PublicRecommending
from bot.services.rating import RatingFilms
from bot.services.reactions import Reactions
from bot.services.searches import Searches
from bot.services.taste_profiles import TasteProfiles
from bot.services.title_search import TitleSearch
from bot.services.wanted_films import WantedFilms
from bot.services.wishes import Wishes


@dataclass(frozen=True)
class UseCases:
    """The use cases, constructed once by the composition root."""

    people: People
    rating: RatingFilms
    onboarding: Onboarding
    asking_about_six: AskingAboutSix
    library: Library
    searches: Searches
    title_search: TitleSearch
    interpreting: Interpreting
    decks: Browsing
    deck_acts: DeckActs
    wishes: Wishes
    film_pages: FilmPages
    films: Films
    adding_films: AddingFilms
    wanted_films: WantedFilms
    importing: Importing
    exporting: Exporting
    nights: MovieNights
    inline_films: InlineFilms
    reactions: Reactions
    guest_mode: GuestMode
    daily: Daily
    taste_profiles: TasteProfiles
    comparing: Comparing
    public_recommending: PublicRecommending
