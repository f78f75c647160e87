"""A small world of films and people in clear taste groups, and MovieLens folders written from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.movielens.records import MovieLensMovie

GROUPS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("space", ("Action", "Sci-Fi"), ("Star Harbour", "Orbit", "The Silent Comet", "Nebula & Sons")),
    (
        "love",
        ("Comedy", "Romance"),
        ("Letters to Amélie", "A Kiss in June", "Two Tickets", "The Baker's Heart"),
    ),
    ("fear", ("Horror", "Thriller"), ("The Cellar", "Night Shift", "Don't Blink", "<Red> Door")),
    ("family", ("Animation", "Children"), ("Paper Dragon", "Biscuit", "Tiny Giants", "The Moon's Pajamas")),
    (
        "crime",
        ("Crime", "Film-Noir"),
        ("Cold Ledger", "Harbor Street", "The Last Witness", 'Ace of "Spades"'),
    ),
)
SUFFIXES = ("", " 2", " III", ": The Return", " in Winter", " Tonight")
FILMS_A_GROUP = len(SUFFIXES) * 4
PEOPLE = 150
FIRST_RATING_AT = 1_500_000_000


@dataclass(frozen=True, eq=False)
class SmallWorld:
    """Ratings as parallel arrays, the films they are about, and each person's taste group."""

    user_ids: NDArray[np.int32]
    movie_ids: NDArray[np.int32]
    stars: NDArray[np.float32]
    rated_at: NDArray[np.int64]
    movies: tuple[MovieLensMovie, ...]
    group_of_user: dict[int, str]
    group_of_movie: dict[int, str]

    def movie_ids_of(self, group: str) -> list[int]:
        """Return the films of one taste group, the best known first."""
        return [movie_id for movie_id, name in self.group_of_movie.items() if name == group]


def small_world(seed: int = 0) -> SmallWorld:
    """Build 120 films in five groups and 150 people who love one group, like another, dislike the rest."""
    rng = np.random.default_rng(seed)
    movies, group_of_movie = _films()
    names = [name for name, _, _ in GROUPS]
    movie_ids = np.array([movie.movie_id for movie in movies], dtype=np.int32)
    group_numbers = np.array([names.index(group_of_movie[int(movie_id)]) for movie_id in movie_ids])
    fame = np.tile(1.0 / (3.0 + np.arange(FILMS_A_GROUP)), len(GROUPS))
    quality = rng.normal(0.0, 0.3, len(movies))
    users, items, stars = [], [], []
    group_of_user: dict[int, str] = {}
    for person in range(PEOPLE):
        loved = person % len(GROUPS)
        group_of_user[person + 1] = names[loved]
        liking = _liking(group_numbers, loved)
        chances = fame * np.choose(liking, [0.35, 1.0, 3.0])
        seen = rng.choice(
            len(movies), size=int(rng.integers(20, 45)), replace=False, p=chances / chances.sum()
        )
        mood = rng.normal(0.0, 0.3)
        raw = (
            np.choose(liking[seen], [2.0, 3.4, 4.4]) + quality[seen] + mood + rng.normal(0.0, 0.4, len(seen))
        )
        users.append(np.full(len(seen), person + 1))
        items.append(movie_ids[seen])
        stars.append(np.clip(np.rint(raw * 2) / 2, 0.5, 5.0))
    count = sum(map(len, users))
    return SmallWorld(
        user_ids=np.concatenate(users).astype(np.int32),
        movie_ids=np.concatenate(items).astype(np.int32),
        stars=np.concatenate(stars).astype(np.float32),
        rated_at=FIRST_RATING_AT + 60 * np.arange(count, dtype=np.int64),
        movies=movies,
        group_of_user=group_of_user,
        group_of_movie=group_of_movie,
    )


def write_movielens_folder(path: Path, world: SmallWorld, layout: str = "csv") -> Path:
    """Write the world as GroupLens would: layout "csv" (ml-latest), "dat" (ml-1m) or "u.data" (ml-100k)."""
    path.mkdir(parents=True, exist_ok=True)
    {"csv": _write_csv, "dat": _write_dat, "u.data": _write_u_data}[layout](path, world)
    return path


def title_in_movielens_form(movie: MovieLensMovie) -> str:
    """Return the title as GroupLens spells it: article behind, year in brackets."""
    title = movie.title
    for article in ("The", "A"):
        if title.startswith(f"{article} "):
            title = f"{title[len(article) + 1 :]}, {article}"
    return title if movie.year is None else f"{title} ({movie.year})"


def _films() -> tuple[tuple[MovieLensMovie, ...], dict[int, str]]:
    """Build 24 films a group: four series of six, ids with gaps as in MovieLens."""
    movies, group_of_movie = [], {}
    for name, genres, series in GROUPS:
        for suffix_number, suffix in enumerate(SUFFIXES):
            for title in series:
                number = len(movies)
                movie_id = 10 + 7 * number
                group_of_movie[movie_id] = name
                movies.append(
                    MovieLensMovie(
                        movie_id=movie_id,
                        title=title + suffix,
                        year=1970 + 9 * suffix_number + number % 5,
                        genres=tuple(sorted((*genres, "Drama") if number % 3 == 0 else genres)),
                        imdb_id=f"tt{100_000 + number:07d}",
                        tmdb_id=None if number % 11 == 0 else 500 + number,
                    )
                )
    return tuple(movies), group_of_movie


def _liking(group_numbers: NDArray[np.int64], loved: int) -> NDArray[np.int64]:
    """Return 2 for the loved group, 1 for its neighbour, 0 for the rest."""
    neighbour = (loved + 1) % len(GROUPS)
    return np.where(group_numbers == loved, 2, np.where(group_numbers == neighbour, 1, 0))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"') else text


def _write_csv(path: Path, world: SmallWorld) -> None:
    movies = [
        f"{movie.movie_id},{_quoted(title_in_movielens_form(movie))},{'|'.join(movie.genres)}"
        for movie in world.movies
    ]
    links = [f"{movie.movie_id},{(movie.imdb_id or '')[2:]},{movie.tmdb_id or ''}" for movie in world.movies]
    ratings = [
        f"{user},{movie},{stars},{moment}"
        for user, movie, stars, moment in zip(
            world.user_ids, world.movie_ids, world.stars, world.rated_at, strict=True
        )
    ]
    _write_lines(path / "movies.csv", ["movieId,title,genres", *movies], "utf-8")
    _write_lines(path / "links.csv", ["movieId,imdbId,tmdbId", *links], "utf-8")
    _write_lines(path / "ratings.csv", ["userId,movieId,rating,timestamp", *ratings], "utf-8")


def _write_dat(path: Path, world: SmallWorld) -> None:
    movies = [
        f"{movie.movie_id}::{title_in_movielens_form(movie)}::{'|'.join(_old_genres(movie))}"
        for movie in world.movies
    ]
    ratings = [
        f"{user}::{movie}::{stars:g}::{moment}"
        for user, movie, stars, moment in zip(
            world.user_ids, world.movie_ids, world.stars, world.rated_at, strict=True
        )
    ]
    _write_lines(path / "movies.dat", movies, "latin-1")
    _write_lines(path / "ratings.dat", ratings, "latin-1")


def _write_u_data(path: Path, world: SmallWorld) -> None:
    flags = (
        "unknown",
        "Action",
        "Adventure",
        "Animation",
        "Children's",
        "Comedy",
        "Crime",
        "Documentary",
        "Drama",
        "Fantasy",
        "Film-Noir",
        "Horror",
        "Musical",
        "Mystery",
        "Romance",
        "Sci-Fi",
        "Thriller",
        "War",
        "Western",
    )
    movies = []
    for movie in world.movies:
        marks = "|".join(str(int(flag in _old_genres(movie))) for flag in flags)
        movies.append(
            f"{movie.movie_id}|{title_in_movielens_form(movie)}|01-Jan-{movie.year}||http://example/|{marks}"
        )
    ratings = [
        f"{user}\t{movie}\t{stars:g}\t{moment}"
        for user, movie, stars, moment in zip(
            world.user_ids, world.movie_ids, world.stars, world.rated_at, strict=True
        )
    ]
    _write_lines(path / "u.item", movies, "latin-1")
    _write_lines(path / "u.data", ratings, "latin-1")


def _old_genres(movie: MovieLensMovie) -> list[str]:
    return ["Children's" if genre == "Children" else genre for genre in movie.genres]


def _write_lines(path: Path, lines: list[str], encoding: str) -> None:
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
