"""Russian titles in whatever case: "вроде крёстного отца" names what is called "Крёстный отец"."""

from __future__ import annotations

import re

from bot.search.sounds import is_cyrillic

# As folding leaves them: ё is е, й is и.
_ENDING = re.compile(
    r"(?<=\w\w)(?:(?<=\w{5})(?:ов|ев)|ыми|ими|ого|его|ому|ему|ами|ями|ием|ах|ях|ам|ям|ои|еи|ом|ем|ым|им|ых|их"
    r"|ыи|ии|ия|ию|ая|яя|ое|ее|ую|юю|ые|ие|а|я|о|е|у|ю|ы|и|ь)$"
)
_FLEETING = re.compile(r"(?<=\w)[ео](?=[кц]$)")  # "отец", "отца"


def stems_of(words: str) -> str:
    """Return the words of a comparable title without their endings; "" where it is in other letters."""
    if not is_cyrillic(words):
        return ""
    return " ".join(_FLEETING.sub("", _ENDING.sub("", word)) for word in words.split(" "))
