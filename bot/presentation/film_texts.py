"""What a card says about a film, piece by piece (HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presentation import filter_texts
from bot.presentation.film_titles import original, spoken
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.services.views import (
    NO_FILTERS,
    Confidence,
    DeckPage,
    Film,
    FilmPage,
    LastAnswer,
    Notice,
    Prediction,
    Question,
    RatedFilm,
    Reason,
)

SURE: dict[Confidence, str] = {
    "sure": N_("<b>★ {stars} for you</b>, quite sure"),
    "fair": N_("<b>★ {stars} for you</b>, fairly sure"),
    "unsure": N_("<b>★ {stars} for you</b>, just a hunch"),
}

LIKED = 3.0  # stars; exactly these are neither praise nor blame
PRAISE = 3.3  # predicted stars from which the number speaks for itself
ORIGINAL_LENGTH = 40  # a line on a small phone
MAX_FOR = 3
MAX_LEFT_OUT = 40
MAX_AGAINST = 1

AS_FAR_AS_KNOWN = N_("<i>I don't know the cast and director of every film yet, so one may slip through.</i>")
NOTICES: dict[Notice, str] = {
    "order": N_("<i>The likeliest favourites come first, not the highest stars.</i>"),
    "held_back": N_("<i>I leave out films I showed you in the last 24 hours.</i>"),
}
STEERING = N_(
    "<i>Rather other films? <code>/rate horror</code>, <code>/rate newer</code>, <code>/rate heat</code>.</i>"
)
HIDDEN = N_("<i>Not for you: it won't be suggested again.</i>")
HOW_MANY_STARS = N_("<i>How many stars would you give it?</i>")
LINKED_STAY = N_(
    "<i>These stars are your MovieLens user's, I can't delete them. Stars you tap here count instead; "
    "/unlink lets all of theirs go.</i>"
)


def title(film: Film) -> str:
    """Return the headline of a card."""
    year = f" ({film.year})" if film.year else ""
    return f"<b>{safe(spoken(film.title), 200)}</b>{year}"


def original_title(film: Film) -> str | None:
    """Return the line that says what a film is called where it was made, if that is something else."""
    named = original(film.title)
    return f"<i>{safe(named, ORIGINAL_LENGTH)}</i>" if named else None


def called(film: Film) -> str | None:
    """Return the line that says by which title of another country a film was found."""
    return f"<i>{safe(film.called, ORIGINAL_LENGTH)}</i>" if film.called else None


def sent_by(locale: Locale, name: str) -> str:
    """Say which friend sent a film."""
    return locale.gettext("<i>{name} sends you this film.</i>", name=safe(name, 64))


def whose(locale: Locale, name: str) -> str:
    """Say for whom a list in a group is; the others' own is one command away."""
    return locale.gettext("<i>For {name}. Send /recommend for your own.</i>", name=safe(name, 64))


def added(locale: Locale) -> str:
    """Say why nothing can be said yet of how much somebody would like a film."""
    return locale.gettext("<i>I know it from OMDb; nobody has rated it here yet.</i>")


def saved(locale: Locale, last: RatedFilm | LastAnswer | None) -> str | None:
    """Say which stars were saved a moment ago; −½ and +½ change them."""
    if last is None or last.stars is None:
        return None
    return locale.gettext(
        "<i>✓ {stars} for {title}</i>",
        stars=locale.stars(last.stars),
        title=safe(spoken(last.film.title), 60),
    )


def genres(locale: Locale, film: Film) -> str | None:
    """Return the film's genres, those that are ones (MovieLens counts IMAX among them)."""
    named = (locale.genre(genre) for genre in film.genres if genre in GENRE_NAMES and genre != "IMAX")
    return " · ".join(named) or None


def prediction(locale: Locale, judged: Prediction) -> str:
    """Say how much somebody would like a film."""
    return locale.gettext(SURE[judged.confidence], stars=locale.number(judged.predicted_stars, 1))


def opinion(locale: Locale, page: DeckPage | FilmPage) -> str | None:
    """Say what somebody gave a film, or how much they would like it."""
    if page.own_stars is not None:
        return own_stars(locale, page.own_stars, page.prediction)
    if page.prediction is None:
        return None
    if isinstance(page, DeckPage) and page.source == "model" and page.prediction.predicted_stars < PRAISE:
        return _best_of_the_rest(locale, page.prediction.predicted_stars, page.usual_stars)
    return prediction(locale, page.prediction)


def _best_of_the_rest(locale: Locale, stars: float, usual: float | None) -> str:
    """Say why a film is on somebody's own list that stars alone would not praise."""
    shown = locale.number(stars, 1)
    if usual is not None and round(stars, 1) > round(usual, 1):
        return locale.gettext(
            "<b>★ {stars} for you</b>: more than your usual {usual}",
            stars=shown,
            usual=locale.number(usual, 1),
        )
    return locale.gettext("<b>★ {stars} for you</b>: one of the best that are left", stars=shown)


def notice(locale: Locale, page: DeckPage) -> str | None:
    """Say what is said once: what is not known, why the order is not that of the stars, what is held back."""
    if page.left_out:
        words = safe(page.left_out, MAX_LEFT_OUT)
        return locale.gettext("<i>I can't look for “{words}”, so I left that out.</i>", words=words)
    if page.notice is not None:
        return locale.gettext(NOTICES[page.notice])
    leaves_out = page.filters.excluded_directors or page.filters.excluded_actors
    return locale.gettext(AS_FAR_AS_KNOWN) if leaves_out and page.position == 0 else None


def own_stars(locale: Locale, given: float, judged: Prediction | None) -> str:
    """Say what somebody gave a film, beside what was expected."""
    if judged is None:
        return locale.gettext("<b>You gave it {stars}</b>", stars=locale.stars(given))
    return locale.gettext(
        "<b>You gave it {stars}</b> (my guess was {guess})",
        stars=locale.stars(given),
        guess=locale.number(judged.predicted_stars, 1),
    )


def stars_deleted(locale: Locale, given: float) -> str:
    """Say that a rating was taken back."""
    return locale.gettext("<i>Your {stars} is deleted.</i>", stars=locale.stars(given))


def asks_for_stars(locale: Locale, page: DeckPage | FilmPage) -> str | None:
    """Ask for the stars of a film that was seen and has none."""
    is_asked = page.shelves.is_seen and page.own_stars is None
    return locale.gettext(HOW_MANY_STARS) if is_asked else None


def imdb_rating(locale: Locale, rating: float) -> str:
    """Say what IMDb's users think."""
    return locale.gettext("IMDb {rating}", rating=locale.number(rating, 1))


def director(locale: Locale, names: str) -> str:
    """Say who made it."""
    return locale.gettext("Directed by {names}", names=safe(names, 100))


def actors(locale: Locale, names: str) -> str:
    """Say who is in it."""
    return locale.gettext("With {names}", names=safe(locale.listing(names.split(", ")[:3]), 100))


def progress(locale: Locale, asked: Question) -> str:
    """Say how far one has come with rating, honestly."""
    answered = asked.answered
    if answered == 0 and asked.enough:
        return locale.gettext("I can recommend by what you have seen; your stars make it better.")
    if answered == 0:
        return locale.gettext("Seen it? Tap your stars. After three films I can recommend.")
    rated = locale.number(answered)
    if not asked.enough:
        return locale.ngettext(
            "{rated} rated · {n} more and I can recommend",
            "{rated} rated · {n} more and I can recommend",
            3 - answered,
            rated=rated,
        )
    if answered < 10:
        return locale.gettext("{rated} rated · I can recommend now, and every new one helps", rated=rated)
    return locale.gettext("{rated} rated · I know your taste by now, stop whenever you like", rated=rated)


def asked_about(locale: Locale, asked: Question) -> str | None:
    """Say what the questions are narrowed to; at the first one, that they can be."""
    if asked.filters != NO_FILTERS:
        films = filter_texts.films(locale, asked.filters)
        return locale.gettext("<i>I ask about {films}; /rate asks about any again.</i>", films=films)
    if asked.answered or asked.last is not None:
        return None
    return locale.gettext(STEERING)


def reasons(locale: Locale, given: Sequence[Reason]) -> str | None:
    """Say why a film is recommended: what spoke for it, and what against.

    A film one liked can speak against another one; that is true but reads like a mistake, so it is left out.
    Films without stars are named where no rated one speaks for the film.
    """
    telling = [reason for reason in given if reason.stars not in (None, LIKED)]
    speak_for = [reason for reason in telling if reason.contribution > 0][:MAX_FOR]
    against = [reason for reason in telling if _speaks_against(reason)][:MAX_AGAINST]
    by_director = next((each for each in speak_for if each.director and _stars(each) > LIKED), None)
    others = [reason for reason in speak_for if reason is not by_director]
    said = [_director(locale, by_director), _because(locale, others, against)]
    if not speak_for:
        said = [_because_seen(locale, given), *said]
    return " ".join(filter(None, said)) or None


def _stars(reason: Reason) -> float:
    """Return what a rated film got."""
    return reason.stars or 0.0


def _speaks_against(reason: Reason) -> bool:
    return reason.contribution < 0 and _stars(reason) < LIKED


def _because_seen(locale: Locale, given: Sequence[Reason]) -> str | None:
    """Say which films that were seen, without stars, speak for a film."""
    seen = [reason for reason in given if reason.stars is None and reason.contribution > 0][:MAX_FOR]
    titles = locale.all_of([safe(spoken(reason.film.title), 50) for reason in seen])
    return locale.gettext("<i>Because you have seen {films}.</i>", films=titles) if seen else None


def _director(locale: Locale, reason: Reason | None) -> str | None:
    """Say that the person liked another film by the same director."""
    if reason is None or reason.director is None:
        return None
    return locale.gettext(
        "<i>Directed by {director}, whose {film} you gave {stars}.</i>",
        director=safe(reason.director, 50),
        film=safe(spoken(reason.film.title), 50),
        stars=locale.stars(_stars(reason)),
    )


def _because(locale: Locale, speak_for: Sequence[Reason], against: Sequence[Reason]) -> str | None:
    """Say which films spoke for a film and which against it."""
    films, others = _listed(locale, speak_for), _listed(locale, against)
    if films and others:
        return locale.gettext(
            "<i>Because you rated {films}, although you gave {others}.</i>", films=films, others=others
        )
    if films:
        return locale.gettext("<i>Because you rated {films}.</i>", films=films)
    return locale.gettext("<i>Even though you gave {films}.</i>", films=others) if others else None


def _listed(locale: Locale, given: Sequence[Reason]) -> str:
    return locale.all_of(
        [f"{safe(spoken(reason.film.title), 50)} {_given_stars(locale, reason)}" for reason in given]
    )


def _given_stars(locale: Locale, reason: Reason) -> str:
    stars = locale.stars(_stars(reason))
    speaks_for_by_being_disliked = reason.contribution > 0 and _stars(reason) < LIKED
    return locale.gettext("only {stars}", stars=stars) if speaks_for_by_being_disliked else stars
