"""Characters of a title folded to what a person types: no case, accents, apostrophes or invisible marks."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = "'’‘‛ʼʻʹ`´′＇"
# Zero-width and direction marks, the soft hyphen: a phone or a copied text brings them along.
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_ELIDED_ARTICLE = re.compile(rf"^\W*l[{_APOSTROPHES}]\s*(?=\w)", re.IGNORECASE)
_DROPPED = re.compile(f"[{_APOSTROPHES}{_INVISIBLE}]")
_FRACTIONS = str.maketrans({"½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 ", "⅓": " 1/3 ", "⅔": " 2/3 "})
# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ß": "ss"}
)
_MARKS = ("Mn", "Me")
_DOLLAR_IN_WORD = re.compile(r"(?<=[^\W\d_])\$(?=[^\W\d_])")
_INITIALISM = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")
_NUMERAL = r"(?:[ivx]|ii|iii|iv|vi|vii|viii|ix|xi{1,3})\b"
_JOINING_MARK = re.compile(rf"(?<=[^\W\d_])[-‐‑–·•*](?!{_NUMERAL})(?=[^\W\d_])")  # not in "Fear-X"
_DIGIT_IN_WORD = re.compile(r"(?<=[^\W\d_])[013457](?=[^\W\d_])")
_DIGIT_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "v"}
_WORD = re.compile(r"\d+|[^\W\d_]+|&|(?<!\S)\+(?!\S)")


def fold(text: str) -> str:
    """Return the text in lower case, without accents, apostrophes and invisible characters."""
    text = _ELIDED_ARTICLE.sub("l ", text.translate(_FRACTIONS))
    text = _DROPPED.sub("", text)
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if unicodedata.category(letter) not in _MARKS)
    return _DROPPED.sub("", bare.translate(_LETTERS))


def split_words(text: str) -> list[str]:
    """Return the words of a title: "WALL·E" is one, "U.S." too, "Apollo 13" and "apollo13" are two."""
    folded = _DOLLAR_IN_WORD.sub("s", fold(text))
    joined = _JOINING_MARK.sub("", _INITIALISM.sub(r"\1", folded))
    spelled = _DIGIT_IN_WORD.sub(lambda digit: _DIGIT_LETTERS[digit[0]], joined)  # "Se7en"
    return _WORD.findall(spelled)
