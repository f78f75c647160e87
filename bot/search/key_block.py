"""Comparable titles in one block of bytes, found again by number or by an equal spelling."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.normalising import TitleKey

SEPARATOR = b"\n"
ARTICLE_BEHIND = b"\t"


@dataclass(frozen=True)
class KeyBlock:
    """Keys as bytes: a Python string each would take four times the memory.

    text: all keys, "words" or "words<TAB>article", with a line break before and after each.
    starts: (n_keys + 1,) uint32, where each key begins.
    lengths: (n_keys,) uint16, bytes of a key without spaces and article.
    """

    text: bytes
    starts: NDArray[np.uint32]
    lengths: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, number: int) -> TitleKey:
        start, end = int(self.starts[number]), int(self.starts[number + 1]) - 1
        words, _, article = self.text[start:end].partition(ARTICLE_BEHIND)
        return TitleKey(article.decode(), words.decode())

    def of_about_this_spelling(
        self, compact: str, fame: NDArray[np.float32], count: int
    ) -> NDArray[np.int64]:
        """Return the count keys whose letters stand nearly where a short text has them, the best known first.

        fame: (n_keys,), 0 to 1. Letters may be one place off; the length may differ by one.
        """
        wanted = np.frombuffer(compact.encode(), dtype=np.uint8)
        size = len(wanted)
        near = np.flatnonzero((self.lengths >= max(size - 1, 1)) & (self.lengths <= size + 1))
        letters = np.frombuffer(self.text, dtype=np.uint8)
        fitting = np.zeros(len(near), dtype=np.float32)
        around = np.pad(wanted, 1)
        for place in range(size):
            there = letters[np.minimum(self.starts[near] + np.uint32(place), len(letters) - 1)]
            fitting += (there == around[place]) | (there == around[place + 1]) | (there == around[place + 2])
        near, fitting = near[fitting >= size - 2], fitting[fitting >= size - 2]
        order = np.lexsort((-fame[near], -fitting))
        return near[order[:count]]


@dataclass(frozen=True)
class SpellingTable:
    """Key numbers by the hash of a spelling; whoever asks compares the keys, so a collision does no harm.

    hashes: (n,) int64, ascending; numbers: (n,) uint32, the key of each.
    """

    hashes: NDArray[np.int64]
    numbers: NDArray[np.uint32]

    def find(self, spelling: str) -> list[int]:
        """Return the numbers of the keys that may have this spelling, ascending."""
        wanted = hash(spelling)
        begin = int(np.searchsorted(self.hashes, wanted, side="left"))
        end = int(np.searchsorted(self.hashes, wanted, side="right"))
        return sorted(set(self.numbers[begin:end].tolist()))


class KeyBlockBuilder:
    """Collects keys for a KeyBlock and the table of their spellings, with and without the article."""

    def __init__(self) -> None:
        self._text = bytearray(SEPARATOR)
        self._starts = array("I", [1])
        self._lengths = array("H")
        self._spellings = SpellingTableBuilder()

    def add(self, key: TitleKey) -> int:
        """Store a key and return its number."""
        number = len(self._lengths)
        self._text += key.words.encode()
        if key.article:
            self._text += ARTICLE_BEHIND + key.article.encode()
            self._spellings.add(key.full, number)
        self._text += SEPARATOR
        self._starts.append(len(self._text))
        self._lengths.append(len(key.compact.encode()))
        self._spellings.add(key.compact, number)
        return number

    def build(self) -> tuple[KeyBlock, SpellingTable]:
        """Return all keys added so far."""
        starts = np.array(self._starts, dtype=np.uint32)
        lengths = np.array(self._lengths, dtype=np.uint16)
        return KeyBlock(bytes(self._text), starts, lengths), self._spellings.build()


class SpellingTableBuilder:
    """Collects (spelling, key number) for a SpellingTable."""

    def __init__(self) -> None:
        self._hashes, self._numbers = array("q"), array("I")

    def add(self, spelling: str, number: int) -> None:
        """Note that a key has this spelling."""
        self._hashes.append(hash(spelling))
        self._numbers.append(number)

    def build(self) -> SpellingTable:
        """Return the table of all spellings added so far."""
        hashes = np.array(self._hashes, dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        return SpellingTable(hashes[order], np.array(self._numbers, dtype=np.uint32)[order])
