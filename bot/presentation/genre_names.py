"""What MovieLens's genres are called when people read them."""

from __future__ import annotations

from bot.presentation.messages import N_

GENRE_NAMES = {
    "Action": N_("Action"),
    "Adventure": N_("Adventure"),
    "Animation": N_("Animation"),
    "Children": N_("Children's"),
    "Comedy": N_("Comedy"),
    "Crime": N_("Crime"),
    "Documentary": N_("Documentary"),
    "Drama": N_("Drama"),
    "Fantasy": N_("Fantasy"),
    "Film-Noir": N_("Film noir"),
    "Horror": N_("Horror"),
    "IMAX": N_("IMAX"),
    "Musical": N_("Musical"),
    "Mystery": N_("Mystery"),
    "Romance": N_("Romance"),
    "Sci-Fi": N_("Sci-Fi"),
    "Thriller": N_("Thriller"),
    "War": N_("War"),
    "Western": N_("Western"),
}
GENRES = tuple(GENRE_NAMES)
"""Buttons carry a genre's place here, which is its place in the recommender's GENRES."""
