"""The picture of one person's taste: genres, decades, strictness, certainty, films."""

from __future__ import annotations

import io

from PIL import Image

from bot.pictures.charts import HEADING_HEIGHT, draw_bars, draw_columns, draw_gauges, write_heading
from bot.pictures.colours import COLOURS, Colours
from bot.pictures.page import GAP, INSIDE, LEFT, MARGIN, RIGHT, SMALL, TEXT, TITLE, WIDTH
from bot.pictures.pen import Pen, lines_of
from bot.posters.drawing.poster import drawn_poster
from bot.presentation.taste_sheet import PictureTheme, SheetFilm, TasteSheet

MAX_HEIGHT = 1640
FILM_TITLE = 33
FILM_STEP, FILM_GAP = 180, 40
POSTER_WIDTH, POSTER_HEIGHT = 104, 156


def taste_picture(sheet: TasteSheet, theme: PictureTheme) -> bytes:
    """Return the picture as a PNG, as high as there is something to show."""
    colours = COLOURS[theme]
    image = Image.new("RGB", (WIDTH, MAX_HEIGHT), colours.paper)
    foot = _draw(Pen(image), sheet, colours)
    written = io.BytesIO()
    image.crop((0, 0, WIDTH, round(foot + MARGIN))).save(written, "PNG", compress_level=6)
    return written.getvalue()


def _draw(pen: Pen, sheet: TasteSheet, colours: Colours) -> float:
    """Draw every section that there is, from the top; return where the last one ends."""
    foot = _write_head(pen, MARGIN, sheet, colours)
    if sheet.bars:
        foot = draw_bars(pen, foot + GAP - 12, sheet, colours)
    if sheet.columns:
        foot = draw_columns(pen, foot + GAP - 8, sheet, colours)
    foot = draw_gauges(pen, foot + GAP - 8, sheet.gauges, colours)
    return _draw_films(pen, foot + GAP - 8, sheet, colours) if sheet.films else foot


def _write_head(pen: Pen, top: float, sheet: TasteSheet, colours: Colours) -> float:
    foot = top + 56
    taken = pen.write(LEFT, foot, sheet.title, colours.ink, size=TITLE, weight="heavy", width=INSIDE * 0.62)
    room = INSIDE - taken - 32
    pen.write(RIGHT, foot, sheet.subtitle, colours.faint_ink, size=TEXT, side="right", width=room)
    return foot


def _draw_films(pen: Pen, top: float, sheet: TasteSheet, colours: Colours) -> float:
    """Draw up to four films, two in a row."""
    if not sheet.films[0].tag:
        write_heading(pen, top, sheet.films_title, colours)
        top += HEADING_HEIGHT
    wide = (INSIDE - FILM_GAP) // 2
    for place, film in enumerate(sheet.films):
        corner = LEFT + place % 2 * (wide + FILM_GAP), round(top) + place // 2 * FILM_STEP
        _draw_film(pen, film, corner, wide, colours)
    return top + (len(sheet.films) - 1) // 2 * FILM_STEP + POSTER_HEIGHT


def _draw_film(pen: Pen, film: SheetFilm, corner: tuple[int, int], wide: int, colours: Colours) -> None:
    left, top = corner
    pen.picture(_poster(film), left, top, radius=8)
    x, room = left + POSTER_WIDTH + 22, wide - POSTER_WIDTH - 22
    baseline = top + 32
    if film.tag:
        pen.write(x, baseline, film.tag, colours.less, size=SMALL, weight="bold", width=room)
        baseline += 40
    for line in lines_of(film.title, "bold", FILM_TITLE, room, 2):
        pen.write(x, baseline, line, colours.ink, size=FILM_TITLE, weight="bold")
        baseline += 40
    pen.write(x, baseline, film.words, colours.faint_ink, size=SMALL, width=room)


def _poster(film: SheetFilm) -> Image.Image:
    with Image.open(io.BytesIO(drawn_poster(film.catalogue_title, film.year, film.genres))) as poster:
        return poster.resize((POSTER_WIDTH, POSTER_HEIGHT), Image.Resampling.LANCZOS)
