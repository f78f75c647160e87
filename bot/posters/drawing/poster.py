"""The whole poster: backdrop, motif, title, small print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw

from bot.posters.drawing.canvas import HEIGHT, PICTURE_HEIGHT, WIDTH, Canvas
from bot.posters.drawing.lettering import DISPLAY, TEXT, drawable, fit_title, load, shorten, split_title
from bot.posters.drawing.motifs import MOTIFS, WITHOUT_GENRE
from bot.posters.drawing.palettes import Colour, Palette, brightest, leading_genre, mix, pick_palette

SCALE = 2  # drawn larger and shrunk, for smooth edges
QUALITIES = (80, 70, 55)  # the first that makes a file small enough
MAX_FILE_BYTES = 60_000  # bytes
MARGIN = 44
INSIDE = WIDTH - 2 * MARGIN
TITLE_TOP, TITLE_BOTTOM = 590, 796
SUBTITLE_HEIGHT = 42
FADE_HEIGHT = 140
BASELINE = 852  # of the small print


def drawn_poster(title: str, year: int | None, genres: Sequence[str]) -> bytes:
    """Return a JPEG of 600 × 900."""
    rng = Random(f"{title}|{year}".encode(errors="replace"))
    genre = leading_genre(genres)
    palette = pick_palette(genre, rng)
    poster = Image.new("RGB", (WIDTH, HEIGHT), palette.ground)
    poster.paste(_picture(genre, palette, rng))
    draw = ImageDraw.Draw(poster)
    top = _write_title(draw, palette, title, year)
    draw.rectangle((MARGIN, top - 18, MARGIN + 56, top - 13), brightest(palette))
    _write_small_print(draw, palette, year, genres)
    return _jpeg(poster)


def _picture(genre: str | None, palette: Palette, rng: Random) -> Image.Image:
    """Return the motif before its sky, fading into the ground at its foot."""
    dusk = mix(palette.sky, palette.ground, 0.4)
    column = Image.new("RGB", (1, 2))
    column.putdata([palette.sky, dusk])
    # Half a pixel from each colour's middle: the run begins and ends at the edges.
    sky = column.resize((1, PICTURE_HEIGHT * SCALE), Image.Resampling.BILINEAR, box=(0, 0.5, 1, 1.5))
    picture = sky.resize((WIDTH * SCALE, PICTURE_HEIGHT * SCALE), Image.Resampling.NEAREST)
    motif = rng.choice(MOTIFS.get(genre or "", WITHOUT_GENRE))
    motif(Canvas(ImageDraw.Draw(picture, "RGBA"), SCALE), palette, rng)
    picture = picture.reduce(SCALE)
    fade = Image.linear_gradient("L").resize((WIDTH, FADE_HEIGHT))
    picture.paste(palette.ground, (0, PICTURE_HEIGHT - FADE_HEIGHT), fade)
    return picture


def _write_title(draw: ImageDraw.ImageDraw, palette: Palette, title: str, year: int | None) -> int:
    """Write the title upwards from the small print; return where it begins."""
    main, other = split_title(title)
    face, words = drawable(other, (TEXT,))
    bottom = TITLE_BOTTOM - (SUBTITLE_HEIGHT if words else 0)
    small = load(face, 21)
    faint = mix(palette.light, palette.ground, 0.3)
    draw.text((MARGIN, bottom + 12), shorten(words, small, INSIDE), faint, small)
    room = bottom - TITLE_TOP
    # A title in letters that we do not have leaves the year to stand for it.
    lettering = fit_title(main, width=INSIDE, height=room) or fit_title(
        str(year or ""), width=INSIDE, height=room
    )
    if lettering is None:
        return bottom
    top = bottom - lettering.height
    for row, line in enumerate(lettering.lines):
        baseline = top + lettering.ascent + row * lettering.line_height
        draw.text((MARGIN, baseline), line, palette.light, lettering.typeface, anchor="ls")
    return top


def _write_small_print(
    draw: ImageDraw.ImageDraw, palette: Palette, year: int | None, genres: Sequence[str]
) -> None:
    draw.line(
        (MARGIN, BASELINE - 42, WIDTH - MARGIN, BASELINE - 42), mix(palette.light, palette.ground, 0.75)
    )
    right = WIDTH - MARGIN
    if year is not None:
        figures = load(DISPLAY, 34)
        draw.text((right, BASELINE), str(year), palette.light, figures, anchor="rs")
        right -= round(figures.getlength(str(year))) + 24
    _, words = drawable(" · ".join(genres[:3]).upper(), (TEXT,))
    _write_spaced(draw, words, palette.light, right)


def _write_spaced(draw: ImageDraw.ImageDraw, words: str, colour: Colour, right: float) -> None:
    """Write letterspaced capitals, as far as they fit."""
    typeface = load(TEXT, 17)
    x: float = MARGIN
    for letter in words:
        reach = typeface.getlength(letter) + 1.6
        if x + reach > right:
            return
        draw.text((x, BASELINE), letter, colour, typeface, anchor="ls")
        x += reach


def _jpeg(poster: Image.Image) -> bytes:
    for quality in QUALITIES:
        file = io.BytesIO()
        poster.save(file, "JPEG", quality=quality)
        if file.tell() <= MAX_FILE_BYTES:
            break
    return file.getvalue()
