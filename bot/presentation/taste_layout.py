"""What the picture of one's own taste shows, in the person's language; drawn in bot/pictures."""

from __future__ import annotations

from bot.presentation import taste
from bot.presentation.film_titles import spoken
from bot.presentation.locale import Locale
from bot.presentation.taste_sheet import SheetBar, SheetColumn, SheetFilm, SheetGauge, TasteSheet
from bot.services.taste_profiles import GenreTaste, OwnTaste, TasteProfile, ToldFilm

BARS_A_SIDE = 3
FULL_BAR = 0.2  # stars that fill a bar, unless somebody has a longer one
SCALE_END = 1.5  # stars more or less than everybody


def sheet(locale: Locale, own: OwnTaste) -> TasteSheet:
    """Lay out the whole picture."""
    return TasteSheet(
        title=locale.gettext("Your taste"),
        subtitle=taste.rated(locale, own.profile.rated_count),
        bars_title=locale.gettext("Genres"),
        bars_note=locale.gettext("★ more or less than most people give"),
        bars=_bars(locale, own.profile),
        columns_title=locale.gettext("Decades"),
        own_label=locale.pgettext("share of films, in a picture", "you"),
        usual_label=locale.pgettext("share of films, in a picture", "most people"),
        columns=tuple(
            SheetColumn(str(each.decade), each.share, each.usual_share) for each in own.profile.decades
        ),
        gauges=_gauges(locale, own.profile),
        films_title=locale.gettext("Most yours"),
        films=_films(locale, own),
    )


def _bars(locale: Locale, profile: TasteProfile) -> tuple[SheetBar, ...]:
    genres = tuple(each for each in profile.genres if round(each.liking, 2))
    if len(genres) > 2 * BARS_A_SIDE:
        genres = (*genres[:BARS_A_SIDE], *genres[-BARS_A_SIDE:])
    full = max([FULL_BAR, *(abs(each.liking) for each in genres)])
    return tuple(_bar(locale, each, full) for each in genres)


def _bar(locale: Locale, genre: GenreTaste, full: float) -> SheetBar:
    return SheetBar(locale.genre(genre.genre), genre.liking / full, _signed(locale, genre.liking, 2))


def _signed(locale: Locale, value: float, decimals: int) -> str:
    """Write a difference: "+0.4", "−0.4", "±0.0"."""
    rounded = round(value, decimals)
    sign = "±" if rounded == 0 else "+" if rounded > 0 else "−"
    return f"{sign}{locale.number(abs(rounded), decimals)}"


def _gauges(locale: Locale, profile: TasteProfile) -> tuple[SheetGauge, ...]:
    share = (profile.leniency + SCALE_END) / (2 * SCALE_END)
    strictness = SheetGauge(
        locale.gettext("Your stars"),
        f"{_signed(locale, profile.leniency, 1)} ★",
        min(max(share, 0.0), 1.0),
        profile.leniency_deviation / (2 * SCALE_END),
        (locale.gettext("stricter"), locale.gettext("kinder")),
    )
    if profile.certainty is None:
        return (strictness,)
    known = SheetGauge(
        locale.gettext("How well I know you"), locale.percent(profile.certainty), profile.certainty
    )
    return strictness, known


def _films(locale: Locale, own: OwnTaste) -> tuple[SheetFilm, ...]:
    theirs = [_film(locale, each, "") for each in own.most_theirs]
    if own.not_theirs is not None:
        theirs.append(_film(locale, own.not_theirs, locale.gettext("Others love it more")))
    return tuple(theirs)


def _film(locale: Locale, told: ToldFilm, tag: str) -> SheetFilm:
    film = told.film
    return SheetFilm(
        spoken(film.title), film.title, film.year, film.genres, taste.compared(locale, told), tag
    )
