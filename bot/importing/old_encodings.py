"""Encodings from before UTF-8: told apart by the letters that a text would then be written in.

A list of films is short, too short for what statistics of a language's letters can say. Cyrillic is known by
words in which every letter is above ASCII; of the Latin encodings the one counts in which most letters
belong to the alphabet of one language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

_SAMPLE = 100_000  # bytes
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{3,}")
_CONTROLS = re.compile("[\x80-\x9f]")  # stand in no list of films, but for any byte in some encodings
_CYRILLIC = ("cp1251", "koi8-r")
_ALPHABETS: Mapping[str, tuple[str, ...]] = {
    "cp1252": (
        "äöüß",
        "àâæçèéêëîïôœùûü",
        "áéíñóúü¿¡",
        "àáâãçéêíóôõú",
        "àèéìòù",
        "åäöæø",
    ),
    "cp1254": ("çğıöşüâîû",),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "čćđšž", "áéíóöőúüű", "ăâîşţ"),
    "iso8859-2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "čćđšž"),
}
_SEVERAL_LANGUAGES = 0.9  # what a letter counts that belongs to any Western language: lists mix them
_MARKS = "«»“”„‘’–—…°ªº½×·™©®€"


def guess_encoding(content: bytes) -> str | None:
    """Return the likeliest encoding that all of a text can be read in; None for what is in none of them."""
    sample = content[:_SAMPLE]
    ranked = _cyrillic(sample) if _is_cyrillic(sample) else _latin(sample)
    return next((encoding for encoding in ranked if _is_readable(content, encoding)), None)


def _is_readable(content: bytes, encoding: str) -> bool:
    try:
        return _CONTROLS.search(content.decode(encoding)) is None
    except UnicodeDecodeError:
        return False


def _is_cyrillic(sample: bytes) -> bool:
    """Return whether most words with a letter above ASCII are of nothing else."""
    words: list[bytes] = [word for word in _WORD.findall(sample) if not word.isascii()]
    return 2 * sum(min(word) >= 0x80 for word in words) > len(words)


def _cyrillic(sample: bytes) -> list[str]:
    """Return the Cyrillic encodings, that first in which fewer words have capitals behind small letters."""
    return sorted(_CYRILLIC, key=lambda encoding: _inner_capitals(sample.decode(encoding, "replace")))


def _inner_capitals(text: str) -> int:
    return sum(first.islower() and second.isupper() for first, second in pairwise(text))


def _latin(sample: bytes) -> list[str]:
    """Return the Latin encodings, the one first whose letters fit best."""
    letters = Counter(byte for byte in sample if byte >= 0x80)
    return sorted(_ALPHABETS, key=lambda encoding: -max(_scores(letters, encoding)))


def _scores(letters: Mapping[int, int], encoding: str) -> Iterator[float]:
    """Yield how many letters belong to each language of an encoding."""
    read = [(bytes([byte]).decode(encoding, "replace").lower(), count) for byte, count in letters.items()]
    for alphabet in _ALPHABETS[encoding]:
        yield sum(count for letter, count in read if letter in alphabet or letter in _MARKS)
    if encoding == "cp1252":
        every = "".join(_ALPHABETS[encoding]) + _MARKS
        yield _SEVERAL_LANGUAGES * sum(count for letter, count in read if letter in every)
