"""Titles as MovieLens writes them, turned into comparable keys, alternatives and what people say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.search.folding import split_words
from bot.search.words import LOCAL_ARTICLES, comparable_words, is_part_word, split_article

MAX_TEXT_LENGTH = 1000  # a message may have 4,096 characters; the longest title has some 200
MAX_KEY_LENGTH = 250
_MAX_WORD_LENGTH = 50

_ARTICLES = (
    "The|A|An|Le|La|Les|L['’]|Un|Une|El|Los|Las|Una|Uno|Il|Lo|I|Gli|O|Os|As|Um|Uma"
    "|Der|Die|Das|Den|Det|De|Het|Een|Ein|Eine|En|Ett|Et"
)
_ARTICLE_BEHIND = re.compile(rf"^(?P<body>.*\S),\s*(?P<article>{_ARTICLES})$", re.IGNORECASE | re.DOTALL)
_YEAR_BEHIND = re.compile(r"\((?:18|19|20)\d\d(?:[-–]\d{0,4})?\)$")
_BRACKET_BEHIND = re.compile(r"(?<=\s)\((?P<inner>[^()]*)\)$")
_KNOWN_AS = re.compile(r"^(?:a\.?k\.?a\.?|also known as)[\s:]+", re.IGNORECASE)
_PART_IN_BRACKETS = re.compile(r"^(?:part|pt|vol|volume|chapter|episode)\b|^[ivx\d]+$", re.IGNORECASE)
_HALF = re.compile(r"(?<=\d)\s?(?:1/2|½)(?!\d)")
_SEGMENTS = re.compile(r":\s+|\s+[-–—]\s+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}(?=\s)")  # "E.T." is what people call the whole film
_MIN_SEGMENT_LENGTH = 4


@dataclass(frozen=True, slots=True)
class TitleKey:
    """A comparable title: the words, and the article that stood before them ("" when none did)."""

    article: str
    words: str

    @property
    def compact(self) -> str:
        """Return the words without spaces: "spider man" and "spiderman" are one."""
        return self.words.replace(" ", "")

    @property
    def full(self) -> str:
        """Return article and words without spaces."""
        return self.article + self.compact


def title_key(text: str) -> str:
    """Return the words by which titles are compared; "" for a text without letters and digits."""
    return split_key(text).words


def split_key(text: str) -> TitleKey:
    """Return the comparable words of a title and the article that stood before them."""
    text = _article_in_front(text[:MAX_TEXT_LENGTH].strip())
    words = [word[:_MAX_WORD_LENGTH] for word in split_words(text)]
    article, words = split_article(words)
    return TitleKey(article, _cut(comparable_words(words)))


def local_key(title: str) -> TitleKey:
    """Return the key of a title of another country, whose articles can be none of English's words."""
    key = split_key(title)
    first, _, rest = key.words.partition(" ")
    return TitleKey(first, rest) if rest and not key.article and first in LOCAL_ARTICLES else key


def alternative_titles(title: str) -> tuple[str, ...]:
    """Return the other titles in the brackets behind a title, each with its article in front."""
    _, brackets = _split_brackets(title)
    bare = (_article_in_front(_KNOWN_AS.sub("", inner).strip()) for inner in brackets)
    return tuple(dict.fromkeys(other for other in bare if other))


def original_title(title: str) -> str | None:
    """Return what a film is called where it was made, as far as the brackets behind its title tell.

    They hold it without "a.k.a."; one whose words all stand in the title says nothing new.
    """
    main, brackets = _split_brackets(title)
    known = set(title_key(main).split())
    others = (_article_in_front(each) for each in brackets if not _KNOWN_AS.match(each))
    return next((each for each in others if not known.issuperset(title_key(each).split())), None)


def spoken_title(title: str) -> str:
    """Return a title as people say it: no other titles behind it, its article in front, "8½"."""
    main, _ = _split_brackets(title)
    return _HALF.sub("½", _article_in_front(main))


def title_segments(title: str) -> tuple[TitleKey, ...]:
    """Return the first and last part of "Star Wars: Episode V - The Empire Strikes Back", if it has parts.

    Initials in front of a title are a part of it, too.
    """
    parts = [part.strip() for part in _SEGMENTS.split(title[:MAX_TEXT_LENGTH]) if part.strip()]
    initials = _INITIALS.match(title)
    called = (split_key(initials[0]),) if initials else ()
    if len(parts) < 2:
        return called
    keys = (split_key(part) for part in (parts[0], parts[-1]))
    return (*called, *(key for key in keys if _stands_alone(key)))


def _stands_alone(key: TitleKey) -> bool:
    """Return whether a part of a title is worth being found by: "Part II" is not."""
    return len(key.compact) >= _MIN_SEGMENT_LENGTH and not is_part_word(key.words.split(" ", 1)[0])


def _split_brackets(title: str) -> tuple[str, list[str]]:
    """Return the title without the brackets behind it (nor a year there), and what these hold."""
    main = title[:MAX_TEXT_LENGTH].strip()
    brackets: list[str] = []
    main = _YEAR_BEHIND.sub("", main).rstrip() or main
    while (match := _BRACKET_BEHIND.search(main)) and not _PART_IN_BRACKETS.match(match["inner"]):
        brackets.append(match["inner"].strip())
        main = main[: match.start()].rstrip()
    return main, brackets[::-1]


def _article_in_front(title: str) -> str:
    """Return "Matrix, The" as "The Matrix"."""
    match = _ARTICLE_BEHIND.match(title)
    if match is None:
        return title
    space = "" if match["article"][-1] in "'’" else " "
    return f"{match['article']}{space}{match['body']}"


def _cut(words: list[str]) -> str:
    """Return as many whole words as a key may hold, with a space between them."""
    kept, length = [], 0
    for word in words:
        length += len(word) + 1
        if length > MAX_KEY_LENGTH:
            break
        kept.append(word)
    return " ".join(kept)
