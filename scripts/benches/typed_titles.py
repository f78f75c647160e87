"""Titles as people type them (with errors), as Letterboxd writes them, and made-up ones; all from a seed."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.search.titles import IndexedTitle

_BRACKETS = re.compile(r"\s+\([^()]*\)$")
_ARTICLE = re.compile(r"^(?:The|A|An|Le|La|Les|El|Los|Las|Der|Das|Il)\s+(?=\S)|^L'(?=\w)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MIN_LENGTH = 4  # an error in "Up" leaves nothing of it
_MIN_LENGTH_ELSEWHERE = 7  # a shorter one may be another film's title with an error
_SYLLABLES = [consonant + vowel for consonant in "bcdflmnrst" for vowel in "aeio"] + ["mu", "ru", "vi"]
_ENDINGS = ["", "", "", "n", "r", "s", "l", "st", "nd", "ng"]
_SMALL_WORDS = ["of", "the", "and", "in", "to", "a", "for", "on", "my", "you"]


@dataclass(frozen=True)
class TypedTitle:
    """What somebody typed, and the film that was meant; year is what an export says beside it."""

    text: str
    movie_id: int
    year: int | None = None


def corrupted_titles(films: Sequence[IndexedTitle], count: int, seed: int) -> list[TypedTitle]:
    """Return so many titles with one corruption each; a title that several films share gets its year."""
    rng = random.Random(seed)
    shared = Counter(_plain(main_title(film.title)) for film in films)
    long_enough = [film for film in films if len(main_title(film.title)) >= _MIN_LENGTH]
    chosen = rng.sample(long_enough, min(count, len(long_enough)))
    return [TypedTitle(_typed(film, shared, rng), film.movie_id) for film in chosen]


def mistyped_local_titles(films: Sequence[IndexedTitle], count: int, seed: int) -> list[TypedTitle]:
    """Return so many titles of other countries with a typing error each; none that two films share."""
    rng = random.Random(seed)
    known = [(title, film.movie_id) for film in films for title in film.local_titles]
    shared = Counter(_plain(title) for title, _ in known)
    long_enough = [each for each in known if len(_plain(each[0])) > _MIN_LENGTH_ELSEWHERE]
    clear = [each for each in long_enough if shared[_plain(each[0])] == 1]
    chosen = rng.sample(clear, min(count, len(clear)))
    return [TypedTitle(_typing_error(title, rng), movie_id) for title, movie_id in chosen]


def _typed(film: IndexedTitle, shared: Counter[str], rng: random.Random) -> str:
    title = main_title(film.title)
    year = f" {film.year}" if film.year and shared[_plain(title)] > 1 else ""
    return _corrupted(title, rng) + year


def main_title(title: str) -> str:
    """Return a title without the other titles in brackets behind it."""
    while match := _BRACKETS.search(title):
        title = title[: match.start()]
    return title


def _corrupted(title: str, rng: random.Random) -> str:
    """Return the title with a corruption that changes it; a typing error where no other can."""
    corruptions: list[Callable[[str, random.Random], str]]
    corruptions = [_typing_error, _without_article, _without_accents, _with_another_hyphen]
    return next(
        (
            text
            for corrupt in rng.sample(corruptions, len(corruptions))
            if (text := corrupt(title, rng)) != title
        ),
        title,
    )


def _typing_error(title: str, rng: random.Random) -> str:
    """Return the title in lower case with one letter wrong, missing, doubled or swapped with the next."""
    text = title.lower()
    places = [place for place in range(len(text) - 1) if text[place].isalpha()]
    if not places:
        return title
    place = rng.choice(places)
    before, letter, behind = text[:place], text[place], text[place + 1 :]
    return rng.choice(
        [
            before + rng.choice(_LETTERS.replace(letter, "")) + behind,
            before + behind,
            before + letter + rng.choice(_LETTERS) + behind,
            before + behind[:1] + letter + behind[1:],
        ]
    )


def _without_article(title: str, _: random.Random) -> str:
    return _ARTICLE.sub("", title)


def _without_accents(title: str, _: random.Random) -> str:
    apart = unicodedata.normalize("NFD", title)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _with_another_hyphen(title: str, rng: random.Random) -> str:
    """Return the title with a hyphen left out or made a space, or with a space made a hyphen."""
    hyphens = [match.start() for match in re.finditer(r"(?<=\w)-(?=\w)", title)]
    spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", title)]
    if hyphens:
        place = rng.choice(hyphens)
        return title[:place] + rng.choice(["", " "]) + title[place + 1 :]
    if not spaces:
        return title
    place = rng.choice(spaces)
    return f"{title[:place]}-{title[place + 1 :]}"


def _plain(title: str) -> str:
    """Return only the letters and digits of a title, without its article."""
    return "".join(letter for letter in _ARTICLE.sub("", title).lower() if letter.isalnum())


def letterboxd_titles(films: Sequence[IndexedTitle], seed: int) -> list[TypedTitle]:
    """Return all films by name and year as an export would write them.

    Names have no brackets; one film in eight has one of its other names, one in four other punctuation
    ("Part II" without its colon, a curly apostrophe, "and" for "&", no accents), one year in twenty is
    one off.
    """
    rng = random.Random(seed)
    return [_exported(film, rng) for film in films]


def _exported(film: IndexedTitle, rng: random.Random) -> TypedTitle:
    name = main_title(film.title)
    others = [re.sub(r"^a\.k\.a\.\s+", "", found) for found in re.findall(r"\s\(([^()]*)\)", film.title)]
    if others and rng.random() < 1 / 8:
        name = rng.choice(others)
    if rng.random() < 1 / 4:
        name = _with_other_punctuation(name)
    off_by = rng.choice([-1, 1]) if rng.random() < 1 / 20 else 0
    return TypedTitle(name, film.movie_id, film.year and film.year + off_by)


def _with_other_punctuation(name: str) -> str:
    for written, other in ((": ", " "), ("'", "’"), (" & ", " and "), (" - ", ": "), ("...", "…")):
        name = name.replace(written, other)
    return unicodedata.normalize("NFC", _without_accents(name, random.Random(0)))


def made_up_titles(count: int, seed: int) -> Iterator[IndexedTitle]:
    """Yield so many films: word and title lengths, common words and popularity as in a real catalogue."""
    rng = random.Random(seed)
    vocabulary = list(dict.fromkeys(_made_up_word(rng) for _ in range(40_000)))
    shares = [1 / (20 + rank) for rank in range(len(vocabulary))]  # Zipf's law, flattened at its top
    cumulative = _running_sums(shares)
    for movie_id in range(1, count + 1):
        title = _made_up_title(rng, vocabulary, cumulative)
        if rng.random() < 1 / 5:
            title += f" ({_made_up_title(rng, vocabulary, cumulative)})"
        yield IndexedTitle(movie_id, title, rng.randint(1920, 2024), int(rng.paretovariate(0.5)))


def _made_up_title(rng: random.Random, vocabulary: list[str], cumulative: list[float]) -> str:
    length = rng.choices(range(1, 9), [15, 27, 24, 15, 9, 5, 3, 2])[0]
    words = rng.choices(vocabulary, cum_weights=cumulative, k=length)
    for place in range(1, length - 1):
        if rng.random() < 0.4:
            words[place] = rng.choice(_SMALL_WORDS)
    title = " ".join(word if word in _SMALL_WORDS else word.title() for word in words)
    if length > 4 and rng.random() < 1 / 3:
        title = title.replace(" ", ": ", 1)
    return f"The {title}" if rng.random() < 1 / 4 else title


def _made_up_word(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.choice([1, 2, 2, 2, 3, 3, 4]))) + rng.choice(_ENDINGS)


def _running_sums(values: Iterable[float]) -> list[float]:
    total, sums = 0.0, []
    for value in values:
        total += value
        sums.append(total)
    return sums
