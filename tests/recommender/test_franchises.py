from __future__ import annotations

import numpy as np
import pytest

from recommender.franchises import find_franchises
from recommender.genres import pack_genres

ACTION = ("Action", "Adventure")


def groups_of(*films):
    """Which titles share a franchise; a film is a title, or (title, year, genres)."""
    full = [(film, 2000, ACTION) if isinstance(film, str) else film for film in films]
    numbers = find_franchises(
        [title for title, _, _ in full],
        np.array([year for _, year, _ in full], np.int16),
        np.array([pack_genres(genres) for _, _, genres in full], np.uint32),
    )
    return [[full[row][0] for row in np.flatnonzero(numbers == number)] for number in np.unique(numbers)]


@pytest.mark.parametrize(
    "titles",
    [
        ("Toy Story", "Toy Story 2", "Toy Story 3"),
        ("Rocky", "Rocky II", "Rocky IV", "Creed"),
        ("The Godfather", "The Godfather: Part II", "The Godfather: Part III"),
        ("Star Wars: Episode IV - A New Hope", "Star Wars: The Last Jedi", "Rogue One: A Star Wars Story"),
        ("Harry Potter and the Chamber of Secrets", "Harry Potter and the Goblet of Fire"),
        ("Kill Bill: Vol. 1", "Kill Bill: Vol. 2"),
        ("The Matrix", "The Matrix Reloaded", "The Matrix Revolutions"),
        ("Mission: Impossible", "Mission: Impossible II", "Mission: Impossible - Fallout"),
        ("The Lord of the Rings: The Two Towers", "The Lord of the Rings: The Return of the King"),
        ("Goldfinger", "Dr. No", "Skyfall"),
        ("Home Alone", "Home Alone 2: Lost in New York"),
        ("Back to the Future", "Back to the Future Part III"),
        ("The Karate Kid, Part II", "The Karate Kid, Part III"),
        ("War of the Worlds", "The War of the Worlds"),
        ("Pokémon: The First Movie (Pokemon 1)", "Pokémon: The Movie 2000"),
        ("Happy Feet", "Happy Feet Two"),
        ("Fast & Furious 6 (The Fast and the Furious 6)", "The Fast and the Furious", "Furious 7"),
    ],
)
def test_a_franchise_is_told_from_its_titles(titles):
    assert groups_of(*titles) == [list(titles)]


@pytest.mark.parametrize(
    "titles",
    [
        ("Apollo 13", "Apollo 18"),
        ("District 9", "District 13"),
        ("Star Wars: Episode IV - A New Hope", "Star Trek: Generations"),
        ("American Beauty", "American Pie"),
        ("The Mission", "Mission: Impossible"),
        ("Big", "The Big One"),
        ("The Game", "Game 6"),
        ("Malcolm X", "Malcolm"),
        ("Rocky", "The Rocky Horror Picture Show"),
        ("Solo", "Solo: A Star Wars Story"),
        ("The Ten", "The X-Files: Fight the Future"),
        ("Love and Death", "Love and Basketball"),
        ("", ""),
        ("The", "The 2"),
    ],
)
def test_films_that_only_sound_alike_stay_strangers(titles):
    films = [
        (title, 2000 - 5 * row, (("Drama",), ("Action", "Drama"))[row % 2])
        for row, title in enumerate(titles)
    ]
    assert len(groups_of(*films)) == len(titles)


def test_a_remake_belongs_to_its_film_and_a_namesake_does_not():
    psycho = ("Psycho", 1960, ("Crime", "Horror")), ("Psycho", 1998, ("Crime", "Horror", "Thriller"))
    babe = ("Babe", 1995, ("Children", "Drama")), ("The Babe", 1992, ("Drama",))
    assert len(groups_of(*psycho)) == 1
    assert len(groups_of(*babe)) == 2


def test_a_one_word_sequel_must_come_later_and_be_akin():
    first = ("Oblivion", 2013, ("Action", "Sci-Fi"))
    assert len(groups_of(first, ("Oblivion 2: Backlash", 1996, ("Sci-Fi",)))) == 2
    assert (
        len(groups_of(("Gremlins", 1984, ("Comedy",)), ("Gremlins 2: The New Batch", 1990, ("Comedy",)))) == 1
    )


def test_a_number_is_the_row_of_the_first_film():
    years, genres = np.array([2000] * 3, np.int16), np.array([1] * 3, np.uint32)
    assert find_franchises(["Solo Act", "Toy Story", "Toy Story 2"], years, genres).tolist() == [0, 1, 1]


def test_an_empty_catalogue_has_no_franchises():
    assert find_franchises([], np.array([], np.int16), np.array([], np.uint32)).tolist() == []
