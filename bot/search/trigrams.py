"""Which keys share runs of three letters with a text: the first, coarse look at all titles.

An inverted index (hashed trigram -> keys) in two arrays. Spaces do not count, so "spider man" and "spiderman"
share all of theirs; the beginning and the end of a key count as a letter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.key_block import ARTICLE_BEHIND, SEPARATOR, KeyBlock

_BITS = 32  # of a packed (trigram, key)
_MAX_TRIGRAM_BITS = 16
_MULTIPLIER = np.uint32(2_654_435_761)  # Knuth's, for multiplicative hashing
_KEYS_AT_ONCE = 2_048  # bounds what building needs beside its result
_FLOOR = 0.25  # keys that share less than this of the best one's are not looked at again
_SPACE, _BREAK = b" "[0], SEPARATOR[0]


@dataclass(frozen=True)
class TrigramIndex:
    """Postings of hashed trigrams.

    ends: (n_trigrams + 1,) uint32, where each trigram's postings begin and end.
    keys: (n_postings,) uint32, key numbers, ascending for each trigram; twice where a key has it twice.
    lengths: (n_keys,) uint16, how many trigrams a key has.
    """

    ends: NDArray[np.uint32]
    keys: NDArray[np.uint32]
    lengths: NDArray[np.uint16]

    @property
    def trigram_bits(self) -> int:
        """Return the size of a hashed trigram."""
        return (len(self.ends) - 1).bit_length() - 1

    def closest(self, compact: str, count: int) -> NDArray[np.int64]:
        """Return the numbers of the count keys that share most with a text, rare trigrams counting more.

        Half of a key's score is how much of the text it has, half how much of it the text has.
        """
        trigrams = np.unique(_trigrams_of(compact, self.trigram_bits))
        postings = [self.keys[self.ends[one] : self.ends[one + 1]] for one in trigrams.tolist()]
        sizes = np.array([len(posting) for posting in postings])
        if not sizes.any():
            return np.empty(0, dtype=np.int64)
        weights = np.log1p(len(self.lengths) / np.maximum(sizes, 1))
        shared = np.bincount(
            np.concatenate(postings), weights=np.repeat(weights, sizes), minlength=len(self.lengths)
        ).astype(np.float32)
        found = np.flatnonzero(shared > _FLOOR * shared.max())
        longer = len(trigrams) / np.maximum(self.lengths[found], len(trigrams)).astype(np.float32)
        score = shared[found] * (0.5 + 0.5 * longer)
        if len(found) <= count:
            return found
        return found[np.argpartition(score, len(found) - count)[-count:]]


def build_trigrams(block: KeyBlock) -> TrigramIndex:
    """Return the index of all keys of a block."""
    key_bits = max(len(block), 1).bit_length()
    bits = min(_MAX_TRIGRAM_BITS, _BITS - key_bits)
    packed = np.empty(int(block.lengths.sum(dtype=np.int64)), dtype=np.uint32)  # as many trigrams as letters
    for begin in range(0, len(block), _KEYS_AT_ONCE):
        end = min(begin + _KEYS_AT_ONCE, len(block))
        first, behind = (int(block.lengths[:to].sum(dtype=np.int64)) for to in (begin, end))
        text = block.text[int(block.starts[begin]) - 1 : int(block.starts[end])]
        trigrams, keys = _trigrams_and_keys(text, bits)
        packed[first:behind] = (trigrams << np.uint32(key_bits)) | (keys + np.uint32(begin))
    packed.sort()
    begins = np.arange(1 << bits, dtype=np.uint32) << np.uint32(key_bits)
    ends = np.append(np.searchsorted(packed, begins), len(packed)).astype(np.uint32)
    packed &= np.uint32((1 << key_bits) - 1)
    return TrigramIndex(ends, packed, block.lengths)


def _trigrams_and_keys(text: bytes, bits: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the hashed trigrams of lines of keys, and the number of each one's line."""
    letters = np.frombuffer(_without_articles(text), dtype=np.uint8)
    letters = letters[letters != _SPACE]
    middles = letters[1:-1] != _BREAK
    lines = (np.cumsum(letters == _BREAK) - 1).astype(np.uint32)[1:-1]
    return _hashed(letters, bits)[middles], lines[middles]


def _without_articles(text: bytes) -> bytes:
    return SEPARATOR.join(line.split(ARTICLE_BEHIND, 1)[0] for line in text.split(SEPARATOR))


def _trigrams_of(compact: str, bits: int) -> NDArray[np.uint32]:
    return _hashed(np.frombuffer(SEPARATOR + compact.encode() + SEPARATOR, dtype=np.uint8), bits)


def _hashed(letters: NDArray[np.uint8], bits: int) -> NDArray[np.uint32]:
    """Return the hash of each run of three bytes, of so many bits."""
    wide = letters.astype(np.uint32)
    runs = wide[:-2] | (wide[1:-1] << np.uint32(8)) | (wide[2:] << np.uint32(16))
    return np.asarray((runs * _MULTIPLIER) >> np.uint32(_BITS - bits), dtype=np.uint32)
