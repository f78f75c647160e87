"""Files that older programs wrote: whose letters are read as they were meant."""

from __future__ import annotations

import pytest

from bot.importing.old_encodings import guess_encoding
from bot.importing.reading import read_file

RUSSIAN = "Название,Год,Оценка\nСталкер,1979,10\nИрония судьбы,1975,9\n"
TURKISH = "Film,Yıl,Puan\nKış Uykusu,2014,10\nAğır Roman,1997,8\n"
CZECH = "název,rok,hodnocení\nPelíšky,1999,10\nVesničko má středisková,1985,10\n"
POLISH = "tytuł,rok,ocena\nDług,1999,10\nŻona dla Australijczyka,1964,7\n"
BOSNIAN = "naslov,godina,ocjena\nKarađoz,2005,9\nOtac na službenom putu,1985,9\n"
HUNGARIAN = "cím,év,osztályzat\nŐrült űrhajós,1970,9\nA tanú,1969,8\n"
GERMAN = "Titel,Jahr,Note\nDas weiße Band,2009,9\n"
FRENCH = "titre,année,note\nLe fabuleux destin d’Amélie Poulain,2001,5\nIntouchables,2011,4\n"
SPANISH = "título,año,nota\nEl niño,2014,9\n"
PORTUGUESE = "título,ano\nTropa de Elite – Missão,2007\n"
SEVERAL = "title,year\nAmélie,2001\nDas weiße Band,2009\nEl niño,2014\nLa vita è bella,1997\nÅsa,1999\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        ("title\nСталкер\n", "cp1251"),
        (RUSSIAN, "koi8-r"),
        (TURKISH, "cp1254"),
        ("title\nKış Uykusu\n", "cp1254"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859-2"),
        (POLISH, "cp1250"),
        ("title\nDług\n", "cp1250"),
        (BOSNIAN, "cp1250"),
        (HUNGARIAN, "cp1250"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (SPANISH, "cp1252"),
        (PORTUGUESE, "cp1252"),
        (SEVERAL, "cp1252"),
        ("title\nAmélie\n", "cp1252"),
    ],
)
def test_letters_are_read_as_they_were_written(text: str, encoding: str) -> None:
    written = text.encode(encoding)
    guessed = guess_encoding(written)
    assert guessed is not None
    assert written.decode(guessed) == text


def test_what_no_encoding_has_letters_for_is_none() -> None:
    assert guess_encoding(b"title\nD\xb3ug\x81\x8d\x98\n") is None


@pytest.mark.parametrize("text", [RUSSIAN, TURKISH, POLISH, BOSNIAN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_nothing_is_guessed_where_the_file_says_it(text: str, encoding: str) -> None:
    read = read_file(text.encode(encoding), "watched.csv")
    assert read.encoding is None
    assert [entry.title for entry in read.entries] == [line.split(",")[0] for line in text.split("\n")[1:-1]]


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (TURKISH, "cp1254"), (CZECH, "cp1250")])
def test_a_file_says_how_its_letters_were_read(text: str, encoding: str) -> None:
    read = read_file(text.encode(encoding), "watched.csv")
    assert read.encoding == encoding
    assert read.entries[0].title == text.split("\n")[1].split(",", maxsplit=1)[0]
