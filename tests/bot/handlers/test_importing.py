"""Files that people send, from the update to the messages: preview, choose, import, undo, export."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import zipfile
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.handlers.import_progress import ImportProgress
from bot.importing.limits import MAX_BYTES, MAX_ROWS
from bot.playground.errors import bad_request
from bot.playground.people import PEOPLE
from bot.presentation import import_texts, texts
from bot.presentation.catalogues import Catalogues
from bot.presentation.import_refusals import DOWNLOAD_FAILED
from bot.services.importing import KEPT, Importing
from bot.services.views import Filters
from storage.records.catalogue import Movie
from storage.records.people import FilmState
from tests.bot.conftest import Backstage, Scene
from tests.bot.importing.files import LETTERBOXD_FILMS, LETTERBOXD_RATINGS, csv_bytes, csv_text, zip_bytes
from tests.support.chat import Chat, talking
from tests.support.stocked import FakeClock
from tests.support.waiting import PATIENCE_SECONDS

ADA, BEN = PEOPLE[1], PEOPLE[2]


def ratings_of(films: Sequence[Movie], stars: float = 4, *further: tuple[object, ...]) -> bytes:
    """Return a Letterboxd file of ratings."""
    rows = (("2024-01-01", film.title, film.year, "u", stars) for film in films)
    return csv_bytes(LETTERBOXD_RATINGS, *rows, *further)


def films_of(films: Sequence[Movie]) -> bytes:
    """Return a Letterboxd file without stars, which may be of watched films or a watchlist."""
    return csv_bytes(LETTERBOXD_FILMS, *(("2024-01-01", film.title, film.year, "u") for film in films))


def states(scene: Scene, chat: Chat) -> dict[int, FilmState]:
    with scene.unit_of_work() as work:
        return work.film_states.of(chat.person.person_id)


def menu_of(scene: Scene, chat: Chat) -> list[str]:
    """Return what somebody reads in their menu of commands."""
    state, person = scene.bot_api.state, chat.person
    own = state.chat(person.person_id)
    shown = state.profile.commands_for(own, person.person_id, person.language_code, is_owner=False)
    return [str(each["description"]) for each in shown]


def make_remake(scene: Scene) -> tuple[Movie, Movie]:
    """Let a film join that has another one's title and year."""
    one = scene.world.movies[0]
    with scene.unit_of_work() as work:
        two = work.movies.add(one.title, one.year, one.genres, "tt7777777")
        work.commit()
    return one, two


def nothing_is_left_of(chat: Chat, scene: Scene) -> bool:
    return states(scene, chat) == {} and not scene.toolbox.services.importing.is_pending(
        chat.person.person_id
    )


async def test_a_file_is_previewed_imported_and_undone_in_one_message(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies[:3]
    await ada.sends_document("ratings.csv", ratings_of(films, 4, ("2024-01-01", "Unheard of", 1999, "u", 2)))
    assert ada.last.text == (
        "Letterboxd: 4 films, 3 found, 1 not found.\n\nNew: 3 ratings.\n\nNot found: Unheard of (1999)."
    )
    assert ada.last.buttons == [["Import", "Cancel"]]
    assert states(scene, ada) == {}
    await ada.taps("Import")
    assert ada.last.text == "Imported. Yours now: 3 ratings."
    assert scene.ratings_of(ada.person) == {film.movie_id: 4.0 for film in films}
    await ada.taps("↩ Undo")
    assert ada.last.text == "Undone: 3 films are as they were before."
    assert ada.last.buttons == []
    assert scene.ratings_of(ada.person) == {}
    assert len(ada.answers) == 1
    assert scene.calls("sendChatAction") == ["sendChatAction"]


async def test_of_other_stars_the_person_chooses_whose_count(scene: Scene) -> None:
    ada, (film, other) = scene.chat(), scene.world.movies[:2]
    scene.toolbox.services.rating.rate(ada.person.person_id, film.movie_id, 2.0)
    await ada.sends_document("ratings.csv", ratings_of([film, other], 4.5))
    assert f"Other stars: {film.title} (★2 here, ★4.5 in the file)." in ada.last.text
    assert "New: 1 rating." in ada.last.text
    assert ada.last.buttons == [["✓ Keep my stars", "Take the file's"], ["Import", "Cancel"]]
    await ada.taps("Take the file's")
    assert "New: 2 ratings." in ada.last.text
    assert ada.last.buttons[0] == ["Keep my stars", "✓ Take the file's"]
    await ada.taps("Import")
    assert scene.ratings_of(ada.person)[film.movie_id] == 4.5
    await ada.taps("↩ Undo")
    assert scene.ratings_of(ada.person) == {film.movie_id: 2.0}


async def test_ones_own_stars_stay_unless_asked_otherwise(scene: Scene) -> None:
    ada, (film, other) = scene.chat(), scene.world.movies[:2]
    scene.toolbox.services.rating.rate(ada.person.person_id, film.movie_id, 2.0)
    await ada.sends_document("ratings.csv", ratings_of([film, other], 4.5))
    await ada.taps("Import")
    assert ada.last.text == ("Imported. Yours now: 1 rating.\n1 film kept the stars you gave it here.")
    assert scene.ratings_of(ada.person) == {film.movie_id: 2.0, other.movie_id: 4.5}


async def test_unclear_titles_are_chosen_one_by_one(scene: Scene) -> None:
    one, two = make_remake(scene)
    ada = scene.chat()
    rows = [("2024-01-01", one.title, one.year, "u", 4), ("2024-01-02", one.title, "", "u", 3)]
    await ada.sends_document("ratings.csv", csv_bytes(LETTERBOXD_RATINGS, *rows))
    assert ada.last.buttons == [["Choose 2 films"], ["Cancel"]]
    await ada.taps("Choose 2 films")
    assert ada.last.text == f"Which film is {one.title} ({one.year}) in your file?\n\n1 more after this one."
    *films, none, back = ada.last.buttons
    assert len({label for row in films for label in row}) == len(films) == 2
    assert (none, back) == (["None of them"], ["◀ Back"])
    assert two.imdb_id
    await ada.taps(two.imdb_id)
    assert ada.last.text == f"Which film is {one.title} in your file?"
    await ada.taps("None of them")
    assert "New: 1 rating." in ada.last.text
    assert ada.last.buttons == [["Import", "Cancel"]]
    await ada.taps("Import")
    assert scene.ratings_of(ada.person) == {two.movie_id: 4.0}


async def test_a_file_of_which_nothing_is_known_says_so(scene: Scene) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of([], 4, ("2024-01-01", "Unheard of", 1999, "u", 2)))
    assert import_texts.NOTHING_FOUND in ada.last.text
    assert import_texts.NOTHING_NEW not in ada.last.text
    assert ada.last.buttons == [["Show my films", "★ Rate films"]]


async def test_a_file_of_unclear_films_alone_asks_for_the_choice_first(scene: Scene) -> None:
    one, _ = make_remake(scene)
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of([one]))
    assert import_texts.FIRST_CHOOSE in ada.last.text
    assert ada.last.buttons == [["Choose 1 film"], ["Cancel"]]


async def test_choosing_may_be_left_for_later(scene: Scene) -> None:
    one, _ = make_remake(scene)
    ada, other = scene.chat(), scene.world.movies[1]
    await ada.sends_document("ratings.csv", ratings_of([one, other]))
    await ada.taps("Choose 1 film")
    await ada.taps("◀ Back")
    assert ada.last.buttons == [["Choose 1 film"], ["Import", "Cancel"]]
    await ada.taps("Import")
    assert scene.ratings_of(ada.person) == {other.movie_id: 4.0}


@pytest.mark.parametrize(("answer", "moment"), [("Seen", "seen_at"), ("To watch", "listed_at")])
async def test_films_without_stars_are_asked_about(scene: Scene, answer: str, moment: str) -> None:
    ada, films = scene.chat(), scene.world.movies[:2]
    await ada.sends_document("document.csv", films_of(films))
    assert ada.last.text == import_texts.KIND_QUESTION
    await ada.taps(answer)
    assert "Letterboxd: 2 films, 2 found." in ada.last.text
    await ada.taps("Import")
    kept = states(scene, ada)
    assert set(kept) == {film.movie_id for film in films}
    assert all(getattr(state, moment) and state.stars is None for state in kept.values())
    assert len(ada.answers) == 1


async def test_a_question_about_a_file_that_is_gone_asks_for_it_again(scene: Scene) -> None:
    ada = scene.chat()
    await ada.sends_document("document.csv", films_of(scene.world.movies[:2]))
    question = ada.last
    await ada.presses(
        str(question.button("Seen")["callback_data"]),
        on=type(question)({k: v for k, v in question.raw.items() if k != "reply_to_message"}),
    )
    assert ada.last.text == "I no longer have what was in that file. Send it again."
    assert nothing_is_left_of(ada, scene)


async def test_cancelling_imports_nothing(scene: Scene) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ada.taps("Cancel")
    assert (ada.last.text, ada.last.buttons) == (import_texts.DISCARDED, [])
    assert nothing_is_left_of(ada, scene)


async def test_a_second_file_takes_the_place_of_a_pending_one_and_says_so(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies
    await ada.sends_document("ratings.csv", ratings_of(films[:2]))
    first = ada.last
    assert "takes the place" not in first.text
    await ada.sends_document("ratings.csv", ratings_of(films[3:4]))
    second = ada.last
    assert second.text.endswith(import_texts.REPLACED.removeprefix("<i>").removesuffix("</i>"))
    await ada.taps("Import", on=second)
    assert set(states(scene, ada)) == {films[3].movie_id}


async def test_of_files_sent_at_once_each_is_imported_by_its_own_button(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies
    for begin in (0, 2, 4):
        await ada.sends_document(f"ratings{begin}.csv", ratings_of(films[begin : begin + 2]))
    shown = ada.answers[-3:]
    await ada.taps("Import", on=shown[2])
    for message in shown[:2]:
        await ada.taps("Import", on=message)
        assert ada.now(message).text == "Imported. Yours now: 2 ratings."
    assert set(states(scene, ada)) == {film.movie_id for film in films[:6]}
    assert len(ada.answers) == 3
    await ada.taps("↩ Undo", on=ada.now(shown[0]))
    assert set(states(scene, ada)) == {film.movie_id for film in films[2:6]}


async def test_a_file_read_again_is_shown_first_where_a_film_is_unclear(scene: Scene) -> None:
    one, _ = make_remake(scene)
    ada, films = scene.chat(), scene.world.movies
    await ada.sends_document("ratings.csv", ratings_of([one, films[5]]))
    first = ada.last
    await ada.sends_document("ratings.csv", ratings_of(films[3:4]))
    await ada.taps("Import", on=first)
    assert states(scene, ada) == {}
    assert ada.now(first).buttons == [["Choose 1 film"], ["Import", "Cancel"]]
    await ada.taps("Import", on=ada.now(first))
    assert set(states(scene, ada)) == {films[5].movie_id}


async def test_a_file_that_telegram_no_longer_has_is_asked_for_again(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies
    await ada.sends_document("ratings.csv", ratings_of(films[:2]))
    first = ada.last
    await ada.sends_document("ratings.csv", ratings_of(films[3:4]))
    await ada.presses(
        str(first.button("Import")["callback_data"]),
        on=type(first)({k: v for k, v in first.raw.items() if k != "reply_to_message"}),
    )
    assert ada.last.text == "I no longer have what was in that file. Send it again."
    assert states(scene, ada) == {}


async def test_the_same_file_twice_changes_nothing_and_keeps_the_undo(scene: Scene) -> None:
    ada, content = scene.chat(), ratings_of(scene.world.movies[:2])
    await ada.sends_document("ratings.csv", content)
    await ada.taps("Import")
    imported = ada.last
    await ada.sends_document("ratings.csv", content)
    assert import_texts.NOTHING_NEW in ada.last.text
    assert ada.last.buttons == [["Show my films", "★ Rate films"]]
    await ada.taps("↩ Undo", on=imported)
    assert states(scene, ada) == {}


async def test_doubled_and_old_buttons_get_one_kind_answer(scene: Scene) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    shown = ada.last
    for label in ("Import", "Import", "Cancel"):
        await ada.taps(label, on=shown)
        assert ada.last.text == "Imported. Yours now: 2 ratings."
    done = ada.last
    await ada.taps("↩ Undo", on=done)
    await ada.taps("↩ Undo", on=done)
    assert ada.last.text == import_texts.ALREADY_UNDONE


async def test_undo_holds_though_another_file_came_and_was_cancelled(scene: Scene) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ada.taps("Import")
    done = ada.last
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[4:5]))
    await ada.taps("Cancel")
    await ada.taps("↩ Undo", on=done)
    assert ada.now(done).text == "Undone: 2 films are as they were before."
    assert nothing_is_left_of(ada, scene)


async def test_undo_holds_though_the_same_file_came_again_with_a_film_to_choose(scene: Scene) -> None:
    one, _ = make_remake(scene)
    ada, content = scene.chat(), ratings_of([one, scene.world.movies[1]])
    await ada.sends_document("ratings.csv", content)
    await ada.taps("Import")
    done = ada.last
    await ada.sends_document("ratings.csv", content)
    assert ada.last.buttons == [["Choose 1 film"], ["Cancel"]]
    assert "takes the place" not in ada.last.text
    await ada.taps("↩ Undo", on=done)
    assert states(scene, ada) == {}


async def test_an_import_whose_way_back_is_gone_says_why_and_loses_the_button(
    scene: Scene, clock: FakeClock
) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ada.taps("Import")
    done = ada.last
    clock.now += KEPT + timedelta(seconds=1)
    scene.toolbox.services.importing.prune()
    await ada.taps("↩ Undo", on=done)
    assert ada.last.text == import_texts.UNDO_GONE
    assert ada.now(done).buttons == []
    assert len(states(scene, ada)) == 2


async def test_what_was_changed_since_an_import_survives_its_undo(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies[:3]
    await ada.sends_document("ratings.csv", ratings_of(films))
    await ada.taps("Import")
    scene.toolbox.services.rating.rate(ada.person.person_id, films[0].movie_id, 1.0)
    await ada.taps("↩ Undo")
    assert ada.last.text == (
        "Undone: 2 films are as they were before. 1 film stays as you have since changed it."
    )
    assert scene.ratings_of(ada.person) == {films[0].movie_id: 1.0}


async def test_buttons_work_after_a_restart(backstage: Backstage) -> None:
    before = backstage(True)
    ada = before.chat()
    async with talking(before.application):
        await ada.sends_document("document.csv", films_of(before.world.movies[:2]))
    after = backstage(True, bot_api=before.bot_api)
    ada = after.chat()
    async with talking(after.application):
        await ada.taps("Seen")
        await ada.taps("Import")
        assert len(states(after, ada)) == 2
        await ada.taps("↩ Undo")
        assert states(after, ada) == {}


async def test_two_people_at_once_are_independent(scene: Scene) -> None:
    ada, ben, films = scene.chat(ADA), scene.chat(BEN), scene.world.movies
    await asyncio.gather(
        ada.sends_document("ratings.csv", ratings_of(films[:2])),
        ben.sends_document("ratings.csv", ratings_of(films[2:5], 3)),
    )
    await asyncio.gather(ada.taps("Import"), ben.taps("Import"))
    assert scene.ratings_of(ADA) == {film.movie_id: 4.0 for film in films[:2]}
    await ada.taps("↩ Undo")
    assert scene.ratings_of(BEN) == {film.movie_id: 3.0 for film in films[2:5]}
    assert scene.ratings_of(ADA) == {}


async def test_somebody_elses_import_cannot_be_taken(scene: Scene) -> None:
    ada, ben = scene.chat(ADA), scene.chat(BEN)
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ben.says("/help")
    payload = str(ada.last.button("Import")["callback_data"])
    notice = await ben.presses(payload)
    assert notice is not None
    assert "somebody else's" in notice.text
    assert (states(scene, ada), states(scene, ben)) == ({}, {})


BAD_FILES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("ratings.csv", b"", "That file is empty."),
    "a web page": ("ratings.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", "That is a web page"),
    "one column": ("ratings.csv", b"Heat\nCasino\n", "only one column"),
    "no letters": ("ratings.csv", bytes(range(256)) * 8, "can't read the letters"),
    "too many rows": (
        "ratings.csv",
        csv_text(("title", "rating"), *((f"Film {n}", 1) for n in range(MAX_ROWS + 1))).encode(),
        "more than 20,000 rows",
    ),
    "a zip in a zip": ("a.zip", zip_bytes({"b.zip": zip_bytes({"ratings.csv": b"x"})}), "a zip in that zip"),
    "a bomb": ("a.zip", zip_bytes({"ratings.csv": b"0" * 30_000_000}), "far too large"),
    "a broken zip": ("a.zip", zip_bytes({"ratings.csv": b"title,rating\n"})[:-30], "can't open that zip"),
    "unknown columns": ("x.csv", b"colour,size\nred,2\n", "its columns are colour and size"),
    "unknown JSON": ("x.json", b'{"a": 1}', "I found no films in that file."),
    "cut JSON": ("x.json", b'[{"movie": ', "damaged or cut off"),
    "a data set": ("links.csv", b"movieId,imdbId,tmdbId\n1,0114709,862\n", "MovieLens data set"),
    "series only": (
        "ratings.csv",
        csv_bytes(("Const", "Your Rating", "Title", "Title Type"), ("tt1", 9, "Lost", "TV Series")),
        "only 1 series",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
async def test_every_bad_file_gets_one_clear_sentence_and_imports_nothing(scene: Scene, name: str) -> None:
    ada = scene.chat()
    file_name, content, said = BAD_FILES[name]
    await ada.sends_document(file_name, content)
    assert said in ada.last.text
    assert len(ada.answers) == 1
    assert ada.last.buttons == []
    assert nothing_is_left_of(ada, scene)


async def test_a_large_file_is_refused_before_it_is_fetched(scene: Scene) -> None:
    ada = scene.chat()
    document = {"file_id": "BQAC1", "file_unique_id": "1", "file_size": MAX_BYTES + 1}
    await ada.sends({"document": document})
    assert ada.last.text.startswith("That file is larger than 5 MB.")
    assert scene.calls("getFile") == []


async def test_a_file_that_telegram_does_not_hand_over_is_asked_for_again(scene: Scene) -> None:
    ada = scene.chat()
    scene.bot_api.state.faults.plan(
        "getFile", bad_request("wrong file_id or the file is temporarily unavailable")
    )
    content = ratings_of(scene.world.movies[:1])
    await ada.sends_document("ratings.csv", content)
    assert ada.last.text == DOWNLOAD_FAILED
    await ada.sends_document("ratings.csv", content)
    assert "New: 1 rating." in ada.last.text


async def test_progress_is_shown_while_a_long_file_is_read(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportProgress, "pause", 0.01)
    seen, preview = threading.Event(), Importing.preview

    def slowly(self: Importing, *args: object, **kwargs: object) -> object:
        kwargs["on_progress"](100, 212)  # type: ignore[operator]
        assert seen.wait(PATIENCE_SECONDS)
        return preview(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Importing, "preview", slowly)
    ada = scene.chat()
    sending = asyncio.create_task(ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:1])))
    await ada.sees("Looking for your films: 100 of 212…")
    seen.set()
    await sending
    assert "New: 1 rating." in ada.last.text
    assert len(ada.answers) == 1


async def test_an_error_takes_the_progress_message_away(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(Importing, "preview", fail)
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:1]))
    assert [message.text for message in ada.answers] == [texts.UNEXPECTED]


async def test_files_in_a_group_are_ignored_unless_they_answer_the_bot(scene: Scene) -> None:
    ada, content = scene.chat(in_group=True), ratings_of(scene.world.movies[:1])
    await ada.says("/help")
    greeted = ada.last
    await ada.sends_document("ratings.csv", content)
    assert ada.last == greeted
    await ada.sends_document("ratings.csv", content, reply_to=greeted)
    assert ada.last.text == import_texts.ONLY_IN_PRIVATE
    assert nothing_is_left_of(ada, scene)


async def test_import_says_how(scene: Scene) -> None:
    ada = scene.chat()
    await ada.says("/import")
    assert "Letterboxd: Settings → Data → Export your data" in ada.last.text


async def test_an_export_comes_as_a_file_and_brings_everything_back(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies[:3]
    await ada.sends_document("ratings.csv", ratings_of(films, 4.5))
    await ada.taps("Import")
    await ada.says("/export")
    document = ada.last.raw["document"]
    assert document["file_name"] == "matinee.zip"
    assert ada.last.text.startswith("Everything I know about you")
    content = await scene.bot_api.state.files.content(document["file_id"])
    assert content is not None
    assert "ratings.csv" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    await ada.says("/forget_me")
    await ada.taps("Yes, forget me")
    assert states(scene, ada) == {}
    await ada.sends_document("matinee.zip", content, "application/zip")
    await ada.taps("Import")
    assert scene.ratings_of(ada.person) == {film.movie_id: 4.5 for film in films}


@pytest.mark.parametrize(
    "said", ["undo import", "undo the last import", "remove the import", "cancel import"]
)
async def test_the_last_import_is_undone_in_words_and_by_a_tap(scene: Scene, said: str) -> None:
    ada, (first, second) = scene.chat(), scene.world.movies[:2]
    await ada.says(said)
    assert ada.last.text == import_texts.NO_IMPORT
    for film in (first, second):
        await ada.sends_document("ratings.csv", ratings_of([film]))
        await ada.taps("Import")
    await ada.says(said)
    assert ada.last.text == "Your last import brought 1 rating. Shall I undo it?"
    assert len(scene.ratings_of(ada.person)) == 2, "nothing is undone by words alone"
    await ada.taps("↩ Undo")
    assert ada.last.text == "Undone: 1 film is as it was before."
    assert set(scene.ratings_of(ada.person)) == {first.movie_id}
    await ada.says(said)
    await ada.taps("↩ Undo")
    assert scene.ratings_of(ada.person) == {}
    await ada.says(said)
    assert ada.last.text == import_texts.NO_IMPORT


async def test_a_file_that_waits_is_dropped_in_words(scene: Scene) -> None:
    ada, ben = scene.chat(ADA), scene.chat(BEN)
    for chat in (ada, ben):
        await chat.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ada.says("cancel the import please")
    assert ada.last.text == import_texts.DISCARDED
    assert nothing_is_left_of(ada, scene)
    assert scene.toolbox.services.importing.is_pending(ben.person.person_id)
    await ben.says("undo import")
    assert ben.last.text == import_texts.DISCARDED
    assert nothing_is_left_of(ben, scene)


@pytest.mark.parametrize("said", ["/cancel", "cancel", "stop"])
async def test_cancel_drops_a_file_that_was_just_sent(scene: Scene, clock: FakeClock, said: str) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ada.says(said)
    assert ada.last.text == import_texts.DISCARDED
    assert nothing_is_left_of(ada, scene)
    await ada.says(said)
    assert ada.last.text != import_texts.DISCARDED
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    clock.now += timedelta(hours=2)
    await ada.says(said)
    assert ada.last.text != import_texts.DISCARDED
    assert scene.toolbox.services.importing.is_pending(ada.person.person_id)


async def test_cancelling_drops_the_file_and_undoing_asks_about_what_was_imported(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies
    await ada.sends_document("ratings.csv", ratings_of(films[:1]))
    await ada.taps("Import")
    await ada.sends_document("more.csv", ratings_of(films[1:3]))
    await ada.says("undo the import")
    assert ada.last.text == "Your last import brought 1 rating. Shall I undo it?"
    await ada.says("cancel the import")
    assert ada.last.text == import_texts.DISCARDED
    assert len(scene.ratings_of(ada.person)) == 1


async def test_in_a_group_nothing_is_told_of_imports(scene: Scene) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ada.taps("Import")
    in_group = scene.chat(ada.person, in_group=True)
    await in_group.says("@matinee_playground_bot undo the import")
    assert in_group.last.text == import_texts.ONLY_IN_PRIVATE


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("import my letterboxd", "Send me a file with your ratings"),
        ("i have imdb ratings", "Send me a file with your ratings"),
        ("export all my data", "Everything I know about you"),
        ("wipe my data", "Shall I forget you?"),
    ],
)
async def test_what_is_said_of_files_is_done_as_by_the_command(scene: Scene, said: str, begins: str) -> None:
    ada = scene.chat()
    scene.toolbox.services.rating.rate(ada.person.person_id, scene.world.movies[0].movie_id, 4)
    await ada.says(said)
    assert ada.last.text.startswith(begins)
    assert len(scene.ratings_of(ada.person)) == 1


async def test_settings_come_back_with_an_export_and_the_bot_speaks_as_chosen(
    backstage: Backstage,
) -> None:
    scene = backstage(True, catalogues=Catalogues())
    async with talking(scene.application):
        ada, services = scene.chat(ADA), scene.toolbox.services
        person_id = ada.person.person_id
        services.people.link(person_id, 1)
        services.people.choose_language(person_id, "it")
        services.people.set_boldness(person_id, 0.5)
        services.daily.choose_hour(person_id, 20, "Europe/Rome")
        services.wishes.keep(person_id, Filters(genres=frozenset({"Comedy"}), first_year=1990))
        exported = services.exporting.export(person_id)
        services.people.forget(person_id)
        await ada.sends_document("matinee.zip", exported)
        preview = ada.last
        told = menu_of(scene, ada)
        assert preview.text.splitlines()[-1].count(",") == 4
        assert all(each in preview.text for each in ("1", "Italiano", "20:00", "1990"))
        await ada.presses(preview.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
        assert ada.last.text == "Importato. Ora è tuo: 5 impostazioni."
        assert menu_of(scene, ada)[0].startswith("film per te")
        await ada.taps("↩ Annulla")
        assert ada.last.text[0] == "5"
        assert "impostazioni" not in ada.last.text
        assert menu_of(scene, ada) == told


async def test_what_was_set_here_stays_and_what_is_unknown_is_named(scene: Scene) -> None:
    ada = scene.chat()
    await ada.says("/filters horror")
    person = {"filters": {"genres": ["Comedy"]}, "chosen_language": "<b>tlh", "boldness": -0.5}
    content = json.dumps({"format": "matinee", "stored": {"chat_users": [person]}}).encode()
    await ada.sends_document("everything.json", content)
    assert ada.last.text == (
        "Matinee: 0 films.\n\nNew: 1 setting.\n\nYour settings: style: Safer.\n\n"
        "I keep what you chose here: filters.\n\nSettings I can't bring over: language."
    )
    await ada.taps("Import")
    assert ada.last.text == "Imported. Yours now: 1 setting."
    await ada.says("/style")
    await ada.taps("Bolder")
    await ada.taps("↩ Undo", on=ada.answers[-2])
    assert ada.answers[-2].text == "1 setting stays as you have since changed it."


async def test_an_export_is_never_sent_to_a_group(scene: Scene) -> None:
    ada = scene.chat(in_group=True)
    await ada.says("/export")
    assert ada.last.text == import_texts.EXPORT_ONLY_IN_PRIVATE
    assert scene.calls("sendDocument") == []


async def test_a_preview_names_what_of_a_zip_was_left_out_and_why(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies[:4]
    content = zip_bytes(
        {
            "ratings.csv": ratings_of(films[:2]),
            "best.csv": films_of(films[2:]),
            "profile.csv": csv_bytes(("Date Joined", "Username"), ("2020-01-01", "somebody")),
            "likes/films.csv": films_of(films),
        }
    )
    await ada.sends_document("letterboxd.zip", content)
    assert "New: 2 ratings." in ada.last.text
    assert "No films found in profile.csv." in ada.last.text
    assert "Not read: likes/. Likes and lists don't say what you watched." in ada.last.text
    assert "Not yet in it: best.csv." in ada.last.text
    assert ada.last.buttons == [["Seen", "To watch"], ["Import", "Cancel"]]
    await ada.taps("To watch")
    assert "New: 2 ratings and 2 films to watch." in ada.last.text
    assert "best.csv" not in ada.last.text
    await ada.taps("Import")
    assert ada.last.text.startswith("Imported. Yours now: 2 ratings and 2 films to watch.")


async def test_a_zip_of_which_all_but_the_unclear_is_known_still_asks(scene: Scene) -> None:
    ada, films = scene.chat(), scene.world.movies[:2]
    for film in films:
        scene.toolbox.services.rating.rate(ada.person.person_id, film.movie_id, 4.0)
    content = zip_bytes({"ratings.csv": ratings_of(films), "best.csv": films_of(scene.world.movies[2:3])})
    await ada.sends_document("films.zip", content)
    assert ada.last.buttons == [["Seen", "To watch"]]
    await ada.taps("Seen")
    assert "New: 1 film seen." in ada.last.text


async def test_a_preview_says_how_letters_were_read_where_it_had_to_guess(scene: Scene) -> None:
    ada, film = scene.chat(), scene.world.movies[0]
    content = csv_text(("title", "year", "rating"), (film.title, film.year, 4), ("Сталкер", 1979, 5))
    await ada.sends_document("ratings.csv", content.encode("cp1251"))
    assert "Not found: Сталкер (1979)." in ada.last.text
    assert "I took the letters to be Windows-1251." in ada.last.text


@pytest.mark.parametrize("typed", ["yes", "ok", "import it", "yes please", "go ahead", "import"])
async def test_a_word_for_yes_shows_the_file_that_waits_for_it(scene: Scene, typed: str) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    shown = ada.last
    await ada.says(typed)
    assert ada.last.message_id != shown.message_id
    assert (ada.last.text, ada.last.buttons) == (shown.text, shown.buttons)
    await ada.taps("Import")
    assert len(scene.ratings_of(ada.person)) == 2


async def test_a_yes_without_a_file_that_was_just_sent_is_talk(scene: Scene, clock: FakeClock) -> None:
    ada = scene.chat()
    await ada.says("yes")
    talk = ada.last.text
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    clock.now += timedelta(hours=2)
    await ada.says("yes")
    assert ada.last.text == talk
    in_group = scene.chat(in_group=True)
    await in_group.says("@matinee_playground_bot yes")
    assert in_group.last.text == talk


@pytest.mark.parametrize("typed", ["undo", "undo that", "take it back"])
async def test_undo_alone_offers_to_undo_an_import_that_was_just_made(scene: Scene, typed: str) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ada.taps("Import")
    await ada.says(typed)
    await ada.taps("↩ Undo")
    assert ada.last.text == "Undone: 2 films are as they were before."


async def test_undo_alone_is_about_cards_once_an_import_is_long_done(scene: Scene, clock: FakeClock) -> None:
    ada = scene.chat()
    await ada.sends_document("ratings.csv", ratings_of(scene.world.movies[:2]))
    await ada.taps("Import")
    clock.now += timedelta(hours=2)
    await ada.says("undo")
    assert ada.last.text.startswith("Each card takes back what was done on it.")
