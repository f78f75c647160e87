"""Names by how they sound: as they are written in Cyrillic letters, in whatever case of a Slavic language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LATIN = str.maketrans(
    {"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
    | dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufie", strict=True))
    | {"ё": "e", "й": "i", "ђ": "dj", "ј": "i", "љ": "l", "њ": "n", "ћ": "ch", "џ": "j"}
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ENDING = re.compile("(?<=...)(?:om|em|a|u|ом|ым|ем|ого|а|у|е|ы|я|ю)$")
_ALIKE = (
    ("dzh", "j"),
    ("sch", "sh"),
    ("ch", "sh"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("w", "v"),
    ("z", "s"),
    ("ie", "i"),
    ("ei", "i"),
    ("ee", "i"),
    ("oo", "u"),
    ("y", "i"),
)
_DOUBLED = re.compile(r"(.)\1+")


def is_cyrillic(text: str) -> bool:
    """Return whether a name is written in Cyrillic letters."""
    return _CYRILLIC.search(text) is not None


def sound_of(spelling: str) -> str:
    """Return how a spelling without spaces sounds, roughly: "скорсезе" as "scorsese"."""
    sound = spelling.translate(_LATIN)
    for letters, alike in _ALIKE:
        sound = sound.replace(letters, alike)
    return _DOUBLED.sub(r"\1", sound).removesuffix("e")  # nobody hears that of "Cruise"


def undeclined(words: Sequence[str]) -> Iterator[str]:
    """Yield the spellings that a name may have where it is in no case: "томом хэнксом" is "томхэнкс"."""
    bare = [_ENDING.sub("", word) for word in words]
    for spelling in ("".join([*words[:-1], *bare[-1:]]), "".join(bare)):
        if spelling != "".join(words):
            yield spelling
