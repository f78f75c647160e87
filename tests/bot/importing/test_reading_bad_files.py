"""Files that are no such files, too large, badly encoded or dangerous."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing import errors
from bot.importing.cells import escape_formula, imdb_id_of, text_of, time_of
from bot.importing.limits import MAX_BYTES, MAX_ROWS
from bot.importing.reading import read_file
from bot.importing.records import ImportedFile
from tests.bot.importing.files import LETTERBOXD_RATINGS, csv_bytes, csv_text, json_bytes, zip_bytes

HEAT = ("2024-05-01", "Heat", "1995", "u", "4.5")
TABLE = csv_text(LETTERBOXD_RATINGS, HEAT, ("2024-05-01", "Amélie – «le film»", "2001", "v", "5"))


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("cp1252"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        ("sep=;\n" + TABLE.replace(",", ";")).encode(),
        TABLE.replace("\r\n", "\n").encode(),
        ("\n\n" + TABLE).encode(),
    ],
)
def test_encodings_and_separators_make_no_difference(content: bytes) -> None:
    assert [(entry.title, entry.stars) for entry in read_file(content).entries] == [
        ("Heat", 4.5),
        ("Amélie – «le film»", 5.0),
    ]


def test_quotes_and_line_breaks_in_cells_are_read() -> None:
    rows = (('He said "go",\nand went', 4), ("Heat", 5))
    read = read_file(csv_bytes(("title", "rating"), *rows))
    assert [entry.title for entry in read.entries] == ['He said "go", and went', "Heat"]
    assert [entry.line for entry in read.entries] == [3, 4]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["title,rating", '"Heat,4', "Casino,3"], 2),
        (["title,rating", "Heat,4", '"Casino', ""], 3),
        (["title,rating", '"one\ntitle",4', 'Heat,"4'], 4),
        (["title;rating", 'Heat;"4'], 2),
        (['"title,rating', "Heat,4"], 1),
        (["title", '"Heat'], 2),
    ],
)
def test_a_quote_that_is_never_closed_swallows_no_films(lines: list[str], line: int, line_end: str) -> None:
    with pytest.raises(errors.DamagedTable) as raised:
        read_file(line_end.join(lines).encode())
    assert raised.value.values == {"line": line}


def test_the_line_of_a_quote_is_counted_from_the_files_beginning() -> None:
    with pytest.raises(errors.DamagedTable) as raised:
        read_file(b'sep=;\ntitle;rating\nHeat;"')
    assert raised.value.values == {"line": 3}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("first", "separator"),
    [
        ("sep=;", ";"),
        ('"sep=;"', ";"),
        ("SEP=;;;", ";"),
        ("sep = ;", ";"),
        ("sep=;\t", ";"),
        ("sep=\t", "\t"),
        ("sep=\\t", "\t"),
        ("sep=|", "|"),
        ("sep=^", "^"),
        ("sep=", ";"),
        ("sep=,", ";"),  # of a file that was saved with another one
        ("\ufeffsep=;", ";"),
        ("sep=;LF\ufeff", ";"),
        ("LFsep=;LF", ";"),
    ],
)
def test_a_line_that_names_the_separator_is_no_row(first: str, separator: str, line_end: str) -> None:
    rows = [
        separator.join(cells) for cells in (("title", "rating"), ('"Heat; the, film"', "4"), ("Casino", "5"))
    ]
    text = line_end.join([first, *rows]).replace("LF", line_end).replace(f"\ufeff{line_end}", "\ufeff")
    for content in (text.encode(), text.encode("utf-16")):
        read = read_file(content).entries
        assert [(entry.title, entry.stars) for entry in read] == [("Heat; the, film", 4.0), ("Casino", 5.0)]
        assert read[-1].line == len(text.splitlines())


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\v", "\f", "\x1c"])
def test_only_line_ends_end_a_row(mark: str) -> None:
    read = read_file(f"title,year,rating\nHeat{mark}again,1995,4\nCasino,1995,5\n".encode())
    assert [(entry.title, entry.stars) for entry in read.entries] == [("Heat again", 4.0), ("Casino", 5.0)]
    assert read.problems == ()


def test_marks_of_old_terminals_end_no_table() -> None:
    rows = "".join(f"Film {number},4\n" for number in range(300))  # a file that begins so is no text
    read = read_file(f"title,rating\n{rows}\x1e\n\x1eend\n\x1eend,2\nRan,5\n".encode())
    assert {"Film 1", "Ran"} <= {entry.title for entry in read.entries}


def test_a_formula_is_a_title_and_nothing_else() -> None:
    rows = (("=1+1", 4), ("'=HYPERLINK(1)", 3), ("+1", 5))
    titles = [entry.title for entry in read_file(csv_bytes(("title", "rating"), *rows)).entries]
    assert titles == ["=1+1", "=HYPERLINK(1)", "+1"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.EmptyFile),
        (b" \n\t ", errors.EmptyFile),
        (b"\xef\xbb\xbf", errors.EmptyFile),
        (b"Heat\nCasino\n", errors.OneColumn),
        (b"Good, the Bad and the Ugly, The\nHeat\n", errors.UnknownColumns),
        (b"Rating\n4\n", errors.OneColumn),
        ("\ufeffМои фильмы\nHeat\n".encode(), errors.OneColumn),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", errors.HtmlPage),
        (b"<?xml version='1.0'?><films><film>Heat</film></films>", errors.UnknownFile),
        (b"<?xml version='1.0'?><html xmlns='x'><body>Sign in</body></html>", errors.HtmlPage),
        (b"\n <HTML>,title,rating", errors.HtmlPage),
        (b"<div>Sign in</div>\n<p>or not</p>", errors.HtmlPage),
        (b"%PDF-1.4\n1 0 obj\n", errors.NotText),
        (b"{\\rtf1 title,rating}", errors.NotText),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), errors.Spreadsheet),
        (gzip.compress(TABLE.encode()), errors.DamagedArchive),
        (b"Rar!\x1a\x07\0" + bytes(100), errors.DamagedArchive),
        (bytes(range(256)) * 8, errors.NotText),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", errors.NotText),
        (b"{not json", errors.DamagedJson),
        (b"[" * 100_000, errors.DamagedJson),
        (b"PK\x03\x04 and nothing more", errors.DamagedArchive),
        (b'title,rating\n"' + b"x" * 200_000, errors.DamagedTable),
        (zip_bytes({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), errors.Spreadsheet),
        (zip_bytes({"export.zip": zip_bytes({"ratings.csv": TABLE.encode()})}), errors.NestedArchive),
        (zip_bytes({"ratings.csv": zip_bytes({"ratings.csv": TABLE.encode()})}), errors.NestedArchive),
        (zip_bytes({"ratings.csv": b"0" * 3_000_000}), errors.ArchiveBomb),
        (zip_bytes({f"{number}.csv": b"" for number in range(2_001)}), errors.ArchiveBomb),
        (zip_bytes({}), errors.UnknownFile),
        (csv_bytes(("title", "rating"), ("Heat", "400"), ("Ran", "990")), errors.UnclearScale),
        (
            csv_bytes(("title", "rating"), ("Heat", "101"), ("Ran", "2000"), ("Tar", "80")),
            errors.UnclearScale,
        ),
    ],
)
def test_a_bad_file_has_a_named_error(content: bytes, refusal: type[errors.ImportRefused]) -> None:
    with pytest.raises(refusal) as raised:
        read_file(content)
    assert raised.value.code == refusal.code


@pytest.mark.parametrize(("given", "stars"), [("4 5 400", [4, 5, None]), ("80 90 999", [4, 4.5, None])])
def test_one_number_beyond_every_scale_is_no_rating(given: str, stars: list[float | None]) -> None:
    rows = [(f"Film {number}", number) for number in given.split()]
    assert [entry.stars for entry in read_file(csv_bytes(("title", "rating"), *rows)).entries] == stars


def test_every_error_has_a_code_of_its_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = [kind.code for kind in kinds if issubclass(kind, errors.ImportRefused)]
    assert len(codes) == len(set(codes)) > 15


def test_a_file_of_nineteen_megabytes_is_not_opened() -> None:
    with pytest.raises(errors.FileTooLarge) as raised:
        read_file(b"PK\x03\x04" + bytes(19 * 1024 * 1024))
    assert raised.value.values == {"limit": MAX_BYTES}


def test_rows_beyond_the_limit_import_nothing() -> None:
    rows = [(f"Film {number}", 4) for number in range(MAX_ROWS)]
    assert len(read_file(csv_bytes(("title", "rating"), *rows)).entries) == MAX_ROWS
    for content in (
        csv_bytes(("title", "rating"), *rows, ("One more", 4)),
        json_bytes(
            [{"rated_at": "2024-01-01", "rating": 4, "movie": {"title": title}} for title, _ in rows] * 2
        ),
        zip_bytes(
            {
                f"{name}.csv": csv_bytes(("title", "rating"), *((f"{name} {title}", 4) for title, _ in rows))
                for name in ("mine", "yours")
            }
        ),
        zip_bytes({f"{n}.csv": csv_bytes(("title", "rating"), *rows) for n in range(6)}),
    ):
        with pytest.raises(errors.TooManyRows) as raised:
            read_file(content)
        assert raised.value.values == {"limit": MAX_ROWS}


@pytest.mark.parametrize(
    ("damaged", "kind"),
    [
        (b'title,rating\n"Heat,4\n', errors.DamagedTable),
        (b"<!doctype html><title>Sign in</title>", errors.HtmlPage),
        (b"%PDF-1.7 a poster", errors.NotText),
        (b'{"movies": [', errors.DamagedJson),
        (b"title,rating\n" + b"".join(b"Film %d,%d\n" % (n, 900 + n) for n in range(9)), errors.UnclearScale),
        (
            csv_bytes(("title", "rating"), *((f"Film {n}", 4) for n in range(MAX_ROWS + 1))),
            errors.TooManyRows,
        ),
        (b"\xd0\xcf\x11\xe0 a workbook", errors.Spreadsheet),
    ],
)
def test_the_file_of_a_zip_that_cannot_be_read_is_named(
    damaged: bytes, kind: type[errors.ImportRefused]
) -> None:
    files = {"ratings.csv": TABLE.encode(), "my films/old.csv": damaged, "more.csv": TABLE.encode()}
    with pytest.raises(kind) as raised:
        read_file(zip_bytes(files))
    assert raised.value.file_name == "old.csv"
    with pytest.raises(kind) as raised:
        read_file(damaged, "old.csv")
    assert raised.value.file_name is None


def test_of_a_data_set_no_single_file_is_to_blame() -> None:
    files = {"ml/ratings.csv": b"userId,movieId,rating\n1,1,4\n", "ml/movies.csv": b"movieId,title,genres\n"}
    with pytest.raises(errors.DataSetFile) as raised:
        read_file(zip_bytes(files))
    assert raised.value.file_name is None


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(zip_bytes({"ratings.csv": b"title,rating\n" + b"x" * 20_000}))
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 10)
    with pytest.raises(errors.ImportRefused):
        read_file(bytes(content))


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(zip_bytes({"ratings.csv": TABLE.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    with pytest.raises(errors.DamagedArchive):
        read_file(bytes(content))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tt0113277", "tt0113277"),
        ("113277", "tt0113277"),
        (" 0113277 ", "tt0113277"),
        ("TT 113277", "tt0113277"),
        ("113277.0", "tt0113277"),
        ("tt10872600", "tt10872600"),
        ("https://www.imdb.com/title/tt0113277/", "tt0113277"),
        ("nm0000134", None),
        ("0", None),
        ("", None),
        ("Attt113277", None),
    ],
)
def test_imdb_ids_in_every_spelling(text: str, wanted: str | None) -> None:
    assert imdb_id_of(text) == wanted


@pytest.mark.parametrize(
    "text", ["0000-00-00", "yesterday", "31/02/2020", "9999999999", "0001-01-01T00:00:00+14:00"]
)
def test_a_time_that_cannot_be_is_none_or_a_time(text: str) -> None:
    moment = time_of(text)
    assert moment is None or moment.utcoffset() is not None


def _read(content: bytes, name: str = "") -> ImportedFile | errors.ImportRefused:
    try:
        return read_file(content, name)
    except errors.ImportRefused as refused:
        return refused


@given(st.binary(max_size=400), st.sampled_from(["", "watched.csv", "x.zip", "y.json"]))
def test_any_bytes_give_films_or_a_named_error(content: bytes, name: str) -> None:
    assert isinstance(_read(content, name), ImportedFile | errors.ImportRefused)


@given(st.data())
def test_any_damage_to_a_zip_gives_films_or_a_named_error(data: st.DataObject) -> None:
    content = bytearray(zip_bytes({"ratings.csv": TABLE.encode(), "watched.csv": TABLE.encode()}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for damaged in (bytes(content), bytes(content[:cut])):
        assert isinstance(_read(damaged), ImportedFile | errors.ImportRefused)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["movie", "movies", "ids", "imdb", "title", "year", "rating", "type", "format", "ratings"]
            )
            | st.text(max_size=4),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_gives_films_or_a_named_error(content: object) -> None:
    assert isinstance(_read(json_bytes(content)), ImportedFile | errors.ImportRefused)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5))
def test_any_table_gives_films_or_a_named_error(rows: list[tuple[str, str, str]]) -> None:
    for columns in (("title", "year", "rating"), ("imdb_id", "date", "score"), LETTERBOXD_RATINGS):
        assert isinstance(_read(csv_bytes(columns, *rows)), ImportedFile | errors.ImportRefused)


TITLE = CELL.map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(TITLE, min_size=1, max_size=6, unique_by=str.casefold))
def test_a_written_title_reads_back(titles: list[str]) -> None:
    rows = [(escape_formula(title), "1999", 4) for title in titles]
    read = read_file(csv_bytes(("title", "year", "rating"), *rows))
    assert [entry.title for entry in read.entries] == [text_of(escape_formula(title)) for title in titles]


@given(TITLE)
def test_an_escaped_cell_is_no_formula_and_reads_back(title: str) -> None:
    escaped = escape_formula(title)
    assert not escaped.startswith(("=", "+", "-", "@"))
    assert text_of(escaped) == title


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_with_a_compression_that_nobody_needs_is_refused(compression: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr("ratings.csv", TABLE)
    with pytest.raises(errors.DamagedArchive):
        read_file(out.getvalue())


def test_a_zip_with_an_unknown_compression_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ratings.csv", TABLE)
    content = bytearray(out.getvalue())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(mark) + offset] = 99
    with pytest.raises(errors.DamagedArchive):
        read_file(bytes(content))
