"""The words of one language, as data: adding a language is one module with one Lexicon.

Phrases are lower-case words with a single space between them, without accents, apostrophes and hyphens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from bot.understanding.phrases import phrases
from bot.understanding.requests import Act, Talk

Pattern = tuple[list[str], list[str], Act]
"""The words before a title, those behind it, and what they want done with the film."""
Span = tuple[int | None, int | None]
"""The lowest and the highest value, None where there is no bound."""
_BY_IN_ANY_LANGUAGE = phrases(
    "s, von, mit, de, du, des, avec, con, del, di, da, dei, degli, delle, della, do, dos, das, com, od, sa, "
    "от, с"
)
"""What stands before names, whatever language somebody has chosen; the "s" is that of "Hitchcock's"."""


@dataclass(frozen=True)
class FileWords:
    """What people call their files and what they have here, by what each word is for; one may be for several.

    brings and moves take something in, moves only what is named as somebody's own; imports is what was taken
    in; wipes, of data only, is the end of all; sources are other services and kinds of files.
    """

    brings: frozenset[str]
    moves: frozenset[str]
    exports: frozenset[str]
    takes_back: frozenset[str]
    calls_off: frozenset[str]
    wipes: frozenset[str]
    imports: frozenset[str]
    data: frozenset[str]
    lists: frozenset[str]
    films: frozenset[str]
    mine: frozenset[str]
    sources: frozenset[str]
    around: frozenset[str]
    """Small words that say nothing here."""

    def also(self, others: Mapping[str, frozenset[str]]) -> FileWords:
        """Return these words and those of another language."""
        words = {field.name: getattr(self, field.name) for field in fields(self)}
        return FileWords(**{name: known | others.get(name, frozenset()) for name, known in words.items()})


@dataclass(frozen=True)
class Lexicon:
    """Everything that the rules know of one language."""

    code: str
    genres: Mapping[str, tuple[str, ...]]
    """Genres and moods: which genres a word stands for, all of them together."""
    genre_forms: Mapping[str, tuple[str, ...]]
    """Other forms of these words, which nothing that is only nearly so is taken for."""
    not_genres: Mapping[str, tuple[str, ...]]
    """Words that keep genres away ("family friendly": no horror)."""
    decades: Mapping[str, int]
    periods: Mapping[str, Span]
    """Words for years ("silent", "classic")."""
    recent: frozenset[str]
    last: frozenset[str]
    """What stands before a number of years that end now ("last")."""
    years: frozenset[str]
    ages: frozenset[str]
    """What stands behind how old a child is ("6 year old")."""
    lengths: Mapping[str, Span]
    """Words for minutes ("short")."""
    languages: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, tuple[str, ...]]
    collections: Mapping[str, str]
    """Films that belong together, in every form in which they are typed ("Pixar", "oscar winners")."""
    themes: Mapping[str, str]
    """What films may be about, in every form: the theme."""
    theme_names: Mapping[str, str]
    """What each theme is called."""
    about_before: frozenset[str]
    """What stands before what a film is about ("about", "with")."""
    about_behind: frozenset[str]
    """… and what stands behind it, where a language has it so."""
    numbers: Mapping[str, float]
    negations: frozenset[str]
    not_after: frozenset[str]
    """What says "no" behind what is not wanted, where a language has it so ("olmasın")."""
    too: frozenset[str]
    """What stands before that of which there is too much ("too long"), said of a card."""
    conjunctions: frozenset[str]
    no_more: frozenset[str]
    """All that stands behind /filters when nothing is to be kept any more ("off")."""
    early: frozenset[str]
    middle: frozenset[str]
    late: frozenset[str]
    after: frozenset[str]
    since: frozenset[str]
    before: frozenset[str]
    until: frozenset[str]
    between: frozenset[str]
    or_later: frozenset[str]
    or_earlier: frozenset[str]
    at_most: frozenset[str]
    at_least: frozenset[str]
    about: frozenset[str]
    or_less: frozenset[str]
    or_more: frozenset[str]
    hours: frozenset[str]
    and_a_half: frozenset[str]
    minutes: frozenset[str]
    stars: frozenset[str]
    popular: frozenset[str]
    marks: Mapping[str, tuple[str, bool | int | float | frozenset[str]]]
    """Phrases that set a filter by themselves ("series too"): its field and the value."""
    likes: frozenset[str]
    """What stands before the title of a film that others should be like."""
    likes_behind: frozenset[str]
    """… and what stands behind it, where a language has it so."""
    rating_verbs: frozenset[str]
    """What says that stars are given, before or behind both."""
    rated: frozenset[str]
    """What stands between the stars and the title that gets them ("to", "to the film")."""
    rated_with: frozenset[str]
    """What stands before the stars ("with", "un")."""
    those: frozenset[str]
    """What stands for films before the name of who made them ("like those of Tarantino")."""
    name_endings: frozenset[str]
    """What hangs on a name behind an apostrophe, where a language has it so ("Heat'i")."""
    no_endings: frozenset[str]
    """… and what leaves out whoever it hangs on ("Tom Cruise'suz")."""
    but: frozenset[str]
    """What stands between a film and how others should differ from it ("like Inception but funnier")."""
    either: frozenset[str]
    """What stands between two films of which one is to be chosen ("Matrix or Inception")."""
    openers: frozenset[str]
    """What a sentence begins with, and hardly a title ("can i")."""
    out_of: frozenset[str]
    made_by: frozenset[str]
    """What stands before a director's name."""
    played_by: frozenset[str]
    """What stands before an actor's name."""
    behind_names: frozenset[str]
    """What may stand behind somebody's name and says nothing ("what did Tarantino direct")."""
    acts: Mapping[tuple[str, str], Act]
    """What stands before and behind the title of a film, and what it wants done with the film."""
    acts_alone: Mapping[str, Act]
    """Whole texts about the film of the card last seen ("not interested")."""
    asides: frozenset[str]
    """What is said around a wish about one film ("please", "yesterday")."""
    lead_ins: frozenset[str]
    """What a text begins with and says nothing of what is wanted ("maybe", "and what about")."""
    corrections: frozenset[str]
    """What takes back all that stands before it ("i meant", "no wait")."""
    these: frozenset[str]
    """What stands for the film of the card last seen ("it", "this one")."""
    commands: Mapping[str, str]
    """Whole texts that ask for what a command does: the command's name."""
    on_watchlist: frozenset[str]
    """What says that films are wanted of those kept for later ("from my watchlist")."""
    steps: Mapping[str, int]
    """Whole texts that ask for the next card of a list (1), or for the one before (-1)."""
    places: Mapping[str, int]
    """What stands before or behind a title for one of several films: its number, or one of SeriesPlace."""
    one_film: frozenset[str]
    """What stands for one film beside these ("movie", "one")."""
    files: FileWords
    requests: frozenset[str]
    """What surrounds a wish and is no part of a title ("show me", "please")."""
    list_words: frozenset[str]
    """What says that a list is wanted ("movies", "something")."""
    fillers: frozenset[str]
    """Small words that say nothing by themselves, but stand in titles."""
    talk: Mapping[str, Talk]

    @cached_property
    def acts_of_this(self) -> Mapping[str, Act]:
        """Return whole texts about the film of the card last seen: those, and patterns without a title.

        Many languages leave "it" out: "me gustó", "nerede izlenir". A bare "… the film" names none.
        """
        bare = {" ".join(filter(None, parts)): act for parts, act in self.acts.items()}
        small = self.fillers | self.list_words | self.requests | self.these
        said = {
            text: act
            for text, act in bare.items()
            if (" " in text and act in {"open", "seen"}) or act == "stars"
            if not all(word in small for word in text.split())
        }
        return {**said, **self.acts_alone}

    @cached_property
    def joints(self) -> frozenset[str]:
        """Return the words between things that are all meant ("and"), none of them left out ("nor")."""
        between = self.conjunctions | self.either
        return frozenset(each for each in between if not self.negations.intersection(each.split()))

    @cached_property
    def around_names(self) -> frozenset[str]:
        """Return the words that may stand between a title and the name of who made the film."""
        known = self.made_by | self.played_by | self.one_film
        return _BY_IN_ANY_LANGUAGE.union(*(phrase.split() for phrase in known))

    @cached_property
    def beside_names(self) -> frozenset[str]:
        """Return these and the words between names ("and"), but none that leaves somebody out ("nor")."""
        between = {word for word in self.conjunctions - self.negations if " " not in word}
        return self.around_names | between

    @cached_property
    def act_patterns(self) -> Mapping[tuple[bool, str], tuple[Pattern, ...]]:
        """Return acts by the first word before a title, or else (True) by the last word behind it."""
        patterns: dict[tuple[bool, str], list[Pattern]] = {}
        for (before, behind), act in self.acts.items():
            head, tail = before.split(), behind.split()
            key = (False, head[0]) if head else (True, tail[-1])
            patterns.setdefault(key, []).append((head, tail, act))
        return {key: tuple(those) for key, those in patterns.items()}

    @cached_property
    def genre_words(self) -> Mapping[str, tuple[str, ...]]:
        """Return the words for genres by their first letter, for a look at those that are nearly so."""
        words: dict[str, list[str]] = {}
        for word in self.genres:
            words.setdefault(word[0], []).append(word)
        return {letter: tuple(those) for letter, those in words.items()}
