"""What people call their files in English, and the names that are the same in every language."""

from __future__ import annotations

from bot.understanding.lexicon import FileWords
from bot.understanding.phrases import phrases

FILES = FileWords(
    brings=phrases("import, importing, upload, uploading, restore"),
    moves=phrases(
        "bring, move, transfer, add, sync, synchronise, synchronize, connect, link, take over, migrate"
    ),
    exports=phrases("export, exporting, download, downloading, back up, backup, copy, extract"),
    takes_back=phrases(
        "undo, revert, reverse, take back, take that back, roll back, rollback, undoing, unimport"
    ),
    calls_off=phrases("cancel, stop, abort, discard, quit, dont, forget, ignore, wrong"),
    wipes=phrases(
        "empty, delete, erase, wipe, remove, forget, clear, deleting, erasing, get rid of, trash, destroy"
    ),
    imports=phrases(
        "import, imports, imported, upload, uploaded, file, import of, what i imported, imported ratings"
    ),
    data=phrases("data, ratings, everything, information, account, profile, info, personal data, my stars"),
    lists=phrases(
        "watchlist, watch list, lists, list, history, diary, backup, export, rated films, rated movies, "
        "reviews"
    ),
    films=phrases("films, movies, watched films, watched movies"),
    mine=phrases("my, mine, i have, ive got, i got, i have got, ive, my own, i rated, i use"),
    sources=phrases(
        "letterboxd, letterbox, letterboxed, imdb, trakt, simkl, movielens, tmdb, kinopoisk, filmaffinity, "
        "filmweb, criticker, icheckmovies, csv, zip, json, csv file, zip file, a file, trakt tv, csfd"
    )
    | phrases(", ".join(f"{name} export" for name in ("letterboxd", "imdb", "trakt", "simkl", "movielens")))
    | phrases("filmtipset, mubi, moviebase, tv time, кинопоиск, кинопоиска"),
    around=phrases(
        "the, all, of, from, on, in, with, a, an, last, latest, to, is, are, there, that, this, here, again, "
        "back, into, out, off, at, for, and, i, it, you, me, can, could, how, do, want, need, would, like, "
        "please, was, just, now, previous, recent, newest, account, as, am, id, old, new, please can"
    ),
)
