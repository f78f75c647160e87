"""A text in, its readings out: small talk, a list, films like others, stars for a film, a title."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.understanding import narrowing
from bot.understanding.acts import bare_title, read_act, without_asides
from bot.understanding.comparisons import read_between, read_comparison
from bot.understanding.corrections import as_meant
from bot.understanding.files import read_about_files
from bot.understanding.given_stars import read_given_stars
from bot.understanding.leafing import read_step
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowing import Narrowing
from bot.understanding.own_list import read_own_list
from bot.understanding.people import read_people
from bot.understanding.phrases import comparable
from bot.understanding.pictograms import read_pictograms, with_mood
from bot.understanding.ratings import has_scale, read_no_stars, read_rating
from bot.understanding.requests import (
    CommandRequest,
    FilmRequest,
    Filters,
    ListRequest,
    NotUnderstood,
    PlaceRequest,
    RatingRequest,
    Reading,
    Request,
    SimilarRequest,
    SmallTalk,
    StepRequest,
    Talk,
)
from bot.understanding.series_places import read_place
from bot.understanding.surroundings import surroundings, whole_title, without_requests
from bot.understanding.unwanted import series_at
from bot.understanding.words import Words, split

SENTENCE_WORDS = 4  # of fewer words, whatever they begin with, there are many titles
_ENDING = re.compile(r"(?<=[^\W\d_])['’ʼ`´]([^\W\d_]{1,8})\b")
_TOO = re.compile(r"\b(not|nothing) 2 (?=[^\W\d_])", re.IGNORECASE)
_HELD = re.compile(r"([^\W\d_])\1{2,}")
MIN_LEFT_OUT = 3  # letters of a word that is told to be left out
LIST_SHARE = 0.5  # of the telling words: with fewer known ones it is rather a title


def understand(text: str, lexicon: Lexicon, this_year: int, *, is_about_stars: bool = False) -> Request:
    """Return what a text may mean, the likeliest reading first.

    `is_about_stars` says that it stands behind /rate, so that a number at its end may be stars.
    """
    typed = split(_without_endings(_TOO.sub(r"\1 too ", text), lexicon))
    if not any(mark.isalnum() for word in typed.words for mark in word.plain):
        return Request((read_pictograms(text) or NotUnderstood(),), text=text.strip())
    meant = as_meant(typed, lexicon)
    request = _read(meant, lexicon, this_year, is_about_stars=is_about_stars)
    readings = _with_moods(request.readings, text)
    return replace(request, readings=readings, text=text.strip() if meant is typed else meant.text)


def _with_moods(readings: Sequence[Reading], text: str) -> tuple[Reading, ...]:
    """Return readings with what emoji say beside a list: "😱 but not too long"."""
    first, *others = readings
    match first:
        case ListRequest():
            return (with_mood(text, first), *others)
        case SmallTalk("recommend") if (wished := with_mood(text, ListRequest())) != ListRequest():
            return (wished, *others)
        case _:
            return tuple(readings)


def _read(words: Words, lexicon: Lexicon, this_year: int, *, is_about_stars: bool) -> Request:
    if whole := _as_a_whole(words, lexicon):
        return Request((whole, *whole_title(words, lexicon)), covered_share=1.0)
    given = _rated(words, lexicon, is_about_stars=is_about_stars) or _rated(
        words.until(without_asides(words, lexicon, 0, len(words))[1]), lexicon, is_about_stars=is_about_stars
    )
    rated = [each for each in given if not _is_a_list(each.title, lexicon, this_year)]
    acted = _acted_on(words, lexicon, this_year)
    kept = None if rated else read_own_list(words, lexicon)
    if kept is not None and _is_wished(words, kept, lexicon, this_year, is_acted_on=bool(acted)):
        return Request((kept, *whole_title(words, lexicon)), covered_share=1.0)
    similar = None if _is_asked_of(words, lexicon, acted) else read_comparison(words, lexicon, this_year)
    if similar is not None:
        return replace(similar, place=_placed_likeness(similar, lexicon))
    read = narrowing.read(words, lexicon, this_year)
    uncovered, share = rest_of(read)
    readings = _in_order(read, rated or acted, share, has_rest=bool(uncovered))
    people = read_people(read, uncovered, _list(read, has_rest=False))
    is_sentence = len(words) >= SENTENCE_WORDS and bool(words.match(0, lexicon.openers))
    between = [] if share > LIST_SHARE else read_between(words, lexicon)
    unsure = words_of(read, uncovered or sorted(read.guessed))
    stars = [] if given else _perhaps_stars(words, lexicon) or _no_stars(words, lexicon)
    rest = [place for place in uncovered if place not in read.unwanted]
    left_out = words_of(read, [place for place in rest if len(words.plain(place)) >= MIN_LEFT_OUT])
    return Request(
        (*between, *readings, *stars, *([] if share else _bare_theme(words, lexicon))),
        unsure,
        share,
        people,
        is_sentence,
        is_wish=_is_wish(read),
        left_out=left_out,
        place=_placed(words, rated or acted, lexicon, this_year),
        beside_names=lexicon.beside_names if uncovered else frozenset(),
    )


def _is_wished(
    words: Words, kept: CommandRequest, lexicon: Lexicon, this_year: int, *, is_acted_on: bool
) -> bool:
    """Return whether films of the watchlist are wished for; "put it on my list and …" says something else."""
    says_films = bool(words.match(0, lexicon.list_words | lexicon.requests))
    return says_films or (not is_acted_on and _is_a_list(kept.words, lexicon, this_year))


def _placed(
    words: Words, said: Sequence[RatingRequest | FilmRequest], lexicon: Lexicon, this_year: int
) -> PlaceRequest | None:
    """Return the film of a series that is named by its place, and whether its title may be a list."""
    named = next((split(each.title) for each in said), words)
    place = read_place(named, lexicon)
    is_wish = place is not None and _is_a_list(place.title, lexicon, this_year)
    return place and replace(place, is_wish=is_wish, text=named.text)


def _placed_likeness(similar: Request, lexicon: Lexicon) -> PlaceRequest | None:
    """Return the film of a series that others are to be like: "something like the first Star Wars"."""
    match similar.best:
        case SimilarRequest(titles=(title,), unwanted=()):
            place = read_place(split(title), lexicon)
            return place and replace(place, text=title)
        case _:
            return None


def _is_wish(read: Narrowing) -> bool:
    """Return whether words say that films are wanted, or are one usual phrase for some."""
    is_phrase = read.phrase_count == 1 and len(read.covered) == len(read.words) and not read.guessed
    return is_phrase or _has(read, read.lexicon.list_words)


def _without_endings(text: str, lexicon: Lexicon) -> str:
    """Return a text without the endings that hang on names: "Heat'e 4 veriyorum", "Kubrick'ten".

    One that says "without" becomes a word: "Tom Cruise'suz" is "Tom Cruise hariç".
    """
    if not lexicon.name_endings:
        return text
    no = min(lexicon.not_after, key=len, default="")

    def bare(found: re.Match[str]) -> str:
        if (ending := comparable(found[1])) in lexicon.no_endings:
            return f" {no}"
        return "" if ending in lexicon.name_endings else found[0]

    return _ENDING.sub(bare, text)


def _bare_theme(words: Words, lexicon: Lexicon) -> list[Reading]:
    """Return the list about what one word says, should no film be called so: "samurai", "xmas"."""
    first, behind = without_requests(words, lexicon, 0, len(words))
    theme = lexicon.themes.get(words.plain(first)) if behind == first + 1 else None
    return [] if theme is None else [ListRequest(Filters(themes=frozenset({theme})))]


def _perhaps_stars(words: Words, lexicon: Lexicon) -> list[Reading]:
    """Return the film that a bare number at the end gives stars to: "heat 5" where no film is called so."""
    return [each for each in read_rating(words, lexicon, is_about_stars=True) if each.title]


def _no_stars(words: Words, lexicon: Lexicon) -> list[Reading]:
    """Return the film that a number is given to which is none of stars."""
    found = read_no_stars(words, lexicon)
    return [found] if found is not None and found.title else []


def _as_a_whole(words: Words, lexicon: Lexicon) -> Reading | None:
    """Return what the whole text says: small talk, a command in words, a step, something about a card."""
    if any(_refuses_series(words, lexicon, place) for place in range(len(words))):
        return None
    first, behind = without_asides(words, lexicon, 0, len(words))
    bare = words.phrase(first, behind - first)  # "ok, another one please"
    whole = words.phrase(0, len(words))
    for text in (whole, _bare(words, lexicon), bare, *_with_fewer_letters(whole)):
        if said := _phrase_alone(text, lexicon):
            return said
    if step := read_step(words, lexicon):
        return step
    talk, command = _small_talk(words, lexicon), read_about_files(words, lexicon)
    if found := (talk and SmallTalk(talk)) or (command and CommandRequest(command)):
        return found
    act = read_act(words, lexicon)
    if act is not None and not act.title:
        return act
    rated = next((rated for rated in read_rating(words, lexicon) if not rated.title), None)
    none = read_no_stars(words, lexicon) if rated is None else None
    is_about_card = none is not None and not none.title and not none.bare and len(words) > 1  # "8½" is a film
    return FilmRequest("no_stars") if is_about_card else rated


def _phrase_alone(text: str, lexicon: Lexicon) -> Reading | None:
    if text in lexicon.commands:
        return CommandRequest(lexicon.commands[text])
    if text in lexicon.steps:
        return StepRequest(lexicon.steps[text])
    if text in lexicon.acts_alone:
        return FilmRequest(lexicon.acts_alone[text])
    if text in lexicon.talk:
        return SmallTalk(lexicon.talk[text])
    return FilmRequest(lexicon.acts_of_this[text]) if text in lexicon.acts_of_this else None


def _with_fewer_letters(text: str) -> set[str]:
    """Return "hello" and "helloo" for "hellooo": what a text says however long its letters are held."""
    return {_HELD.sub(letters, text) for letters in (r"\1", r"\1\1")} - {text}


def _bare(words: Words, lexicon: Lexicon) -> str:
    """Return a text without what is said around it ("please", "show me"), as it is compared."""
    first, behind = without_requests(words, lexicon, 0, len(words))
    return words.phrase(first, behind - first)


def _rated(words: Words, lexicon: Lexicon, *, is_about_stars: bool) -> list[RatingRequest]:
    """Return the film that stars are given to; "I watched Heat, 4 stars" is about Heat."""
    if has_scale(words, lexicon):
        return [*read_rating(words, lexicon, is_about_stars=is_about_stars)]
    given = read_given_stars(words, lexicon, is_about_stars=is_about_stars)
    bare = [RatingRequest(bare_title(each.title, lexicon), each.stars) for each in given]
    return [*(bare or read_rating(words, lexicon, is_about_stars=is_about_stars))]


def _is_asked_of(words: Words, lexicon: Lexicon, acted: Sequence[FilmRequest]) -> bool:
    """Return whether a question of one film begins as a comparison does: "wie lang ist Heat"."""
    size = words.match(0, lexicon.likes)
    return size > 0 and any(len(words.text.partition(each.title)[0].split()) > size for each in acted)


def _acted_on(words: Words, lexicon: Lexicon, this_year: int) -> list[FilmRequest]:
    """Return what is to be done with a film; "I hate horror" names none."""
    act = read_act(words, lexicon)
    if act is None or (act.title and _is_a_list(act.title, lexicon, this_year)):
        return []
    return [act]


def _is_a_list(title: str, lexicon: Lexicon, this_year: int) -> bool:
    """Return whether what stands in a title's place is nothing but the words of a list."""
    read = narrowing.read(split(title), lexicon, this_year)
    return not rest_of(read)[0]


def words_of(read: Narrowing, places: list[int]) -> str:
    """Return the words at these places, as they were typed."""
    return " ".join(read.words.text_of(place, place + 1) for place in places)


def _in_order(read: Narrowing, rated: Sequence[Reading], share: float, *, has_rest: bool) -> list[Reading]:
    wanted = _list(read, has_rest=has_rest)
    titles = whole_title(read.words, read.lexicon)
    is_narrowed = wanted != ListRequest()
    if not is_narrowed and not has_rest:
        # Only small words: "It", "The One" are titles, "a good movie" is a wish for anything.
        says_list = bool(read.covered) or _has(read, read.lexicon.list_words | read.lexicon.requests)
        anything: list[Reading] = [SmallTalk("recommend")]
        return [*anything, *titles] if says_list or not titles else [*titles, *anything]
    if not is_narrowed:
        return [*rated, *titles] or [NotUnderstood()]
    is_list = share > LIST_SHARE or (share == LIST_SHARE and _has(read, read.lexicon.list_words))
    if is_list:
        return [wanted, *titles] if not has_rest else [wanted, *titles, *rated]
    return [*rated, *titles, wanted] if _says_what_about(wanted) else [*rated, *titles]


def _says_what_about(wanted: ListRequest) -> bool:
    """Return whether a list is about something of its own: "barbie 2023" is a title with its year."""
    filters = wanted.filters
    origins = filters.languages | filters.countries | filters.excluded_languages | filters.excluded_countries
    return bool(filters.genres | filters.any_genres | filters.themes | filters.excluded_genres | origins)


def _list(read: Narrowing, *, has_rest: bool) -> ListRequest:
    amounts = [] if has_rest else list(read.amounts.values())
    return ListRequest(read.filters, amounts[0] if amounts else None, read.is_popular)


def rest_of(read: Narrowing) -> tuple[list[int], float]:
    """Return the telling words that nothing covers, and the share of covered phrases among all."""
    places = set(range(len(read.words))) - read.covered
    around = surroundings(read.words, read.lexicon, read.covered)
    rest = sorted(places - around - read.amounts.keys())
    if rest:
        rest = sorted({*rest, *(read.amounts.keys() - read.covered - around)})
    total = read.phrase_count + len(rest)
    return rest, read.phrase_count / total if total else 1.0


def _has(read: Narrowing, phrases: Collection[str]) -> bool:
    return any(read.words.match(place, phrases) for place in range(len(read.words)))


def _small_talk(words: Words, lexicon: Lexicon) -> Talk | None:
    """Return what the whole text says if it is nothing but small talk; the last word of it counts."""
    place, said, is_first = 0, None, words.match(0, lexicon.talk) > 0
    while place < len(words):
        size = words.match(place, lexicon.talk)
        if size:
            talk = lexicon.talk[words.phrase(place, size)]
            said = talk if said is None or talk != "greeting" else said
        else:
            around = (lexicon.requests, lexicon.list_words, lexicon.fillers)
            size = max(words.match(place, each) for each in around)
        if not size:
            return None
        place += size
    return said if is_first or said in {"thanks", "greeting"} else None


def _refuses_series(words: Words, lexicon: Lexicon, place: int) -> bool:
    """Return whether "no series" stands there, which is a wish and asks for none."""
    size, whole = words.match(place, lexicon.negations), words.match(place, lexicon.marks)
    is_one_phrase = lexicon.marks.get(words.phrase(place, whole)) == ("features_only", True)
    return is_one_phrase or (size > 0 and series_at(words, lexicon, place + size) > 0)
