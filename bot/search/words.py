"""Words of a title made comparable: numerals, "&", "Part" before a number, articles."""

from __future__ import annotations

# A leading one of these is dropped. "Die", "I", "O", "As", "Den" … are left: they begin English titles.
LEADING_ARTICLES = frozenset(
    {
        *("the", "a", "an", "le", "la", "les", "l", "un", "une", "el", "los", "las", "una", "il", "gli"),
        *("der", "das", "ein", "eine", "het", "een"),
    }
)
# Articles only in a title that is known not to be English.
LOCAL_ARTICLES = frozenset({"die", "lo", "i", "uno", "o", "os", "as", "um", "uma"})
_NUMBERS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_ROMAN = (
    *("ii", "iii", "iv", "vi", "vii", "viii", "ix"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
_ROMAN_VALUES = (2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
_AS_WORDS = {str(value): name for value, name in enumerate(_NUMBERS)} | {
    roman: _NUMBERS[value] for roman, value in zip(_ROMAN, _ROMAN_VALUES, strict=True)
}
_ROMAN_LETTERS = {"i": "one", "v": "five", "x": "ten"}
_SPELLINGS = {"&": "and", "+": "and", "doctor": "dr", "mister": "mr", "saint": "st", "versus": "vs"}
_BETWEEN = {"n": "and", "v": "vs"}  # "Rock 'n' Roll", "Batman v Superman"
_PARTS = frozenset(
    [
        *("part", "pt", "vol", "volume", "chapter", "episode", "ep"),
        *("parte", "partie", "teil", "часть", "bolum"),
        *("episodio", "эпизод"),
    ]
)
_NUMBER_WORDS = frozenset(_NUMBERS)


def comparable_words(words: list[str]) -> list[str]:
    """Return the words with numbers spelled out ("II", "2" -> "two") and "Part" before them left out."""
    kept: list[str] = []
    last = len(words) - 1
    for position, word in enumerate(words):
        after_part = position > 0 and words[position - 1] in _PARTS
        comparable = _comparable(
            word, is_first=position == 0, is_last=position == last, after_part=after_part
        )
        if is_number(comparable):
            while len(kept) > 1 and kept[-1] in _PARTS:
                kept.pop()
        kept.append(comparable)
    return kept


def split_article(words: list[str]) -> tuple[str, list[str]]:
    """Return the leading article ("" when there is none) and the words behind it.

    An article before another one stays: otherwise "La La Land" would be "Land". Of several ("The 39 the")
    the first that is found is returned and all are left out, so that a key's key is itself.
    """
    article, rest = _split_one_article(words)
    another = article
    while another:
        another, rest = _split_one_article(rest)
    return article, rest


def _split_one_article(words: list[str]) -> tuple[str, list[str]]:
    if len(words) > 2 and words[-1] == "the":
        return "the", words[:-1]  # "matrix reloaded the", typed without its comma
    if len(words) == 2 and words[1] == "the" and words[0] not in LEADING_ARTICLES:
        return "the", words[:1]
    if len(words) > 1 and words[0] in LEADING_ARTICLES and words[1] not in LEADING_ARTICLES:
        return words[0], words[1:]
    return "", words


def is_number(word: str) -> bool:
    """Return whether a comparable word is a number."""
    return word in _NUMBER_WORDS or word.isdigit()


def number_of(word: str) -> int | None:
    """Return the number that a comparable word says, None for another word."""
    if word in _NUMBER_WORDS:
        return _NUMBERS.index(word)
    return int(word) if word.isdecimal() and len(word) < len("1900") else None


def is_part_word(word: str) -> bool:
    """Return whether the word announces a number: "part", "vol", "episode"."""
    return word in _PARTS


def _comparable(word: str, *, is_first: bool, is_last: bool, after_part: bool) -> str:
    if word in _ROMAN_LETTERS and not is_first and (is_last or after_part):
        return _ROMAN_LETTERS[word]
    if word in _BETWEEN and not is_first and not is_last:
        return _BETWEEN[word]
    return _AS_WORDS.get(word) or _SPELLINGS.get(word, word)
