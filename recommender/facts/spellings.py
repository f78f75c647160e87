"""One spelling for each language and country, whatever a source calls it. Pure."""

from __future__ import annotations

import unicodedata

_OTHER_SPELLINGS = {
    "United States": "usa, us, united states of america, the united states",
    "United Kingdom": "uk, great britain, england, scotland, wales, northern ireland",
    "Germany": "west germany, east germany, federal republic of germany, deutschland",
    "Soviet Union": "ussr, union of soviet socialist republics",
    "Russia": "russian federation",
    "South Korea": "republic of korea, korea, korea south",
    "North Korea": "korea north, democratic peoples republic of korea",
    "Czech Republic": "czechia",
    "Netherlands": "the netherlands, holland",
    "China": "peoples republic of china, prc, mainland china",
    "Hong Kong": "hong kong sar, hong kong sar china",
    "Taiwan": "republic of china, taiwan province of china",
    "Iran": "islamic republic of iran",
    "Turkey": "turkiye",
    "Vietnam": "viet nam",
    "United Arab Emirates": "uae",
    "Chinese": "zhongwen",
    "Mandarin": "mandarin chinese, chinese mandarin, standard chinese, putonghua",
    "Cantonese": "yue, yue chinese, cantonese chinese",
    "Persian": "farsi",
    "Spanish": "castilian, espanol, castellano",
    "Dutch": "flemish, nederlands",
    "Portuguese": "brazilian portuguese, portugues",
    "French": "francais, canadian french",
    "German": "deutsch, swiss german",
    "Italian": "italiano",
    "Swedish": "svenska",
    "Danish": "dansk",
    "Norwegian": "norsk, norwegian bokmal, norwegian nynorsk",
    "Punjabi": "panjabi",
    "Bengali": "bangla",
    "Tagalog": "filipino, pilipino",
    "Romany": "romani",
    "Maori": "te reo maori",
    "Hebrew": "modern hebrew",
    "Greek": "modern greek",
}
_SPELLED = {
    other: name
    for name, others in _OTHER_SPELLINGS.items()
    for other in (name.casefold(), *others.split(", "))
}
_MAX_ABBREVIATION = 3
_SMALL_WORDS = frozenset({"and", "of", "the"})


def spelled(name: str) -> str:
    """Return a name as facts have it: "farsi" is Persian, "FRENCH" and "french" are French."""
    known = _SPELLED.get(_plain(name))
    if known is not None:
        return known
    is_shouted = name.isupper() and len(name) > _MAX_ABBREVIATION
    return _titled(name) if name.isascii() and (name.islower() or is_shouted) else name


def _plain(name: str) -> str:
    """Return a name in small letters without accents, dots and apostrophes."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each) and each not in ".,'’")


def _titled(name: str) -> str:
    words = name.casefold().split()
    return " ".join(word if at and word in _SMALL_WORDS else word.title() for at, word in enumerate(words))
