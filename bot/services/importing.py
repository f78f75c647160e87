"""Bringing ratings from elsewhere: preview, choose, import or discard, undo.

One import waits for each person, beside the last few that were made. What it changes is worked out anew when
it is made, so that nothing said since the preview is lost; undoing it touches no film about which something
was said since the import.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from bot.importing.matching import KnownIds, TitleMatcher, match_entries
from bot.importing.planning import Conflicts, Plan, plan_import
from bot.importing.reading import read_file
from bot.importing.records import EntryKind, ImportedFile, InTurns
from bot.importing.stored_plans import (
    MatchedFile,
    matched_file,
    plan_from_json,
    plan_to_json,
    states_from_json,
    states_to_json,
)
from bot.runtime.clock import Clock
from bot.runtime.giving_way import SHORT_HOLD_SECONDS, SHORT_REST_SECONDS, giving_way
from bot.services.brought_settings import (
    BroughtSettings,
    beside,
    choose,
    chosen_by,
    read_settings,
    take_back,
)
from bot.services.errors import ImportGone
from bot.services.films import films_of
from bot.services.import_views import FilmChoice, ImportPreview, ImportResult, StarConflict, UndoResult
from storage.records.people import FilmState, ImportState, StoredImport
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

REST_SECONDS = 0.004  # while others are at work
# A tap asks for the interpreter dozens of times: what holds it shortly is hardly noticed.
short_turns: InTurns = partial(
    giving_way, hold=SHORT_HOLD_SECONDS, rest=SHORT_REST_SECONDS, rest_beside_others=REST_SECONDS
)

KEPT = timedelta(days=7)
JUST_SENT = timedelta(hours=1)
NONE_OF_THEM = 0
_NOT_STORED = 0

TitlesFor = Callable[[Collection[str]], TitleMatcher]  # given the names that are looked for
OnProgress = Callable[[int, int], None]


class Importing:
    """Imports files in two steps, so that nothing is written before a person has seen what it would be."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, titles_for: TitlesFor, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._titles_for = titles_for
        self._clock = clock

    def preview(
        self,
        chat_user_id: int,
        content: bytes,
        file_name: str = "",
        *,
        kind: EntryKind | None = None,
        on_progress: OnProgress = lambda _done, _of: None,
    ) -> ImportPreview:
        """Read and match a file and keep it in the place of a pending one; ImportRefused when it is none.

        kind is the person's answer to what films without stars are (after UnclearKind). A file that can
        change nothing is not kept, so that the one before it can still be imported.
        """
        file = read_file(content, file_name, kind, short_turns)
        with self._unit_of_work() as work:
            known = _known_ids(work, file)
            settings, unknown = read_settings(work, file.settings)
        entries = short_turns(file.entries)
        titles = self._titles_for({entry.title for entry in entries if known.find(entry) is None})
        found = match_entries(file.entries, known, titles, on_progress, short_turns)
        matched = matched_file(file, found, settings.to_json(), unknown)
        stored = plan_to_json(matched, short_turns)
        with self._unit_of_work() as work:
            preview = self._preview(work, chat_user_id, _NOT_STORED, matched, short_turns)
            if preview.changes_nothing and not preview.choices:
                return preview
            # Written at the very end: whoever else writes waits from here on.
            work.chat_users.touch(chat_user_id, self._clock())
            import_id = work.imports.put(chat_user_id, stored, self._clock())
            work.commit()
        return replace(preview, import_id=import_id)

    def is_pending(self, chat_user_id: int) -> bool:
        """Return whether a person's last file was neither imported nor discarded yet."""
        with self._unit_of_work() as work:
            return work.imports.has_pending(chat_user_id)

    def discard(self, chat_user_id: int, import_id: int) -> ImportResult | None:
        """Forget an import that is still pending; return what it did when it was made already."""
        with self._unit_of_work() as work:
            stored = self._stored(work, chat_user_id, import_id)
            if stored.state == "imported" and stored.undo is not None:
                return _result(import_id, stored.undo)
            work.imports.delete(import_id)
            work.commit()
        return None

    def discard_pending(self, chat_user_id: int, *, within: timedelta = KEPT) -> bool:
        """Forget the file that waits; return whether one did that was sent so lately."""
        with self._unit_of_work() as work:
            stored = _newest(work, chat_user_id, "pending")
            if stored is None or stored.created_at < self._clock() - within:
                return False
            work.imports.delete(stored.import_id)
            work.commit()
        return True

    def just_sent(self, chat_user_id: int) -> ImportPreview | None:
        """Return what importing the file would do that was sent lately and waits; None where none does."""
        with self._unit_of_work() as work:
            stored = _newest(work, chat_user_id, "pending")
            if stored is None or stored.created_at < self._clock() - JUST_SENT:
                return None
            return self._preview(work, chat_user_id, stored.import_id, plan_from_json(stored.plan))

    def last_made(self, chat_user_id: int, *, within: timedelta = KEPT) -> ImportResult | None:
        """Return what the newest import did that can still be undone; None where none was made so lately."""
        with self._unit_of_work() as work:
            stored = _newest(work, chat_user_id, "imported")
        if stored is None or stored.undo is None or stored.created_at < self._clock() - within:
            return None
        return _result(stored.import_id, stored.undo)

    def choose(self, chat_user_id: int, import_id: int, number: int, movie_id: int) -> ImportPreview:
        """Say which film a row means (NONE_OF_THEM for none) and return what the import would do now."""
        with self._unit_of_work() as work:
            stored = self._stored(work, chat_user_id, import_id)
            matched = plan_from_json(stored.plan)
            if stored.state == "imported" or not 0 <= number < len(matched.choices):
                raise ImportGone
            if movie_id not in {NONE_OF_THEM, *matched.choices[number].movie_ids}:
                raise ImportGone
            matched = matched.with_choice(number, movie_id)
            work.imports.set_plan(import_id, plan_to_json(matched))
            preview = self._preview(work, chat_user_id, import_id, matched)
            work.commit()
        return preview

    def pending(self, chat_user_id: int, import_id: int) -> ImportPreview:
        """Return what an import would do now; ImportGone when another has taken its place."""
        with self._unit_of_work() as work:
            stored = self._stored(work, chat_user_id, import_id)
            return self._preview(work, chat_user_id, import_id, plan_from_json(stored.plan))

    def apply(self, chat_user_id: int, import_id: int, *, conflicts: Conflicts = "mine") -> ImportResult:
        """Write everything in one transaction; a second time answers what the first one did."""
        with self._unit_of_work() as work:
            stored = self._stored(work, chat_user_id, import_id)
            if stored.state == "imported" and stored.undo is not None:
                return _result(import_id, stored.undo)
            before = work.film_states.of(chat_user_id)
            matched = plan_from_json(stored.plan)
            plan = self._plan(matched, before, conflicts)
            work.film_states.write(chat_user_id, plan.after)
            settings = _brought(work, chat_user_id, matched).new
            choose(work, chat_user_id, settings, self._clock())
            undo = _undo_of(plan, before) | {"settings": settings.to_json()}
            work.imports.set_state(import_id, "imported", undo)
            work.imports.forget_oldest(chat_user_id)
            work.commit()
        return _result(import_id, undo)

    def undo(self, chat_user_id: int, import_id: int) -> UndoResult:
        """Restore what was before an import; a second time nothing is left to be restored."""
        with self._unit_of_work() as work:
            stored = self._stored(work, chat_user_id, import_id)
            if stored.state == "pending":
                raise ImportGone
            if stored.undo is None:
                return UndoResult(0, 0)
            before, after = (states_from_json(stored.undo[name]) for name in ("before", "after"))
            now = work.film_states.of(chat_user_id)
            untouched = {movie_id for movie_id in after if now.get(movie_id, FilmState()) == after[movie_id]}
            work.film_states.write(chat_user_id, {movie_id: before[movie_id] for movie_id in untouched})
            brought, _ = read_settings(work, stored.undo.get("settings", {}))
            settings = take_back(work, chat_user_id, brought, self._clock())
            work.imports.set_state(import_id, "undone", None)
            work.commit()
        return UndoResult(len(untouched), len(after) - len(untouched), *settings)

    def prune(self) -> int:
        """Delete imports that are older than KEPT; return how many."""
        with self._unit_of_work() as work:
            count = work.imports.prune(self._clock() - KEPT)
            work.commit()
        return count

    def _stored(self, work: UnitOfWork, chat_user_id: int, import_id: int) -> StoredImport:
        """Return a person's import; whoever else writes for this person waits until the unit of work ends."""
        work.chat_users.touch(chat_user_id, self._clock())
        stored = work.imports.get(chat_user_id, import_id)
        if stored is None:
            raise ImportGone
        return stored

    def _plan(
        self,
        file: MatchedFile,
        before: Mapping[int, FilmState],
        conflicts: Conflicts,
        in_turns: InTurns = iter,
    ) -> Plan:
        return plan_import(
            file.decided,
            before,
            conflicts=conflicts,
            is_own_export=file.source == "matinee",
            now=self._clock(),
            in_turns=in_turns,
        )

    def _preview(
        self,
        work: UnitOfWork,
        chat_user_id: int,
        import_id: int,
        file: MatchedFile,
        in_turns: InTurns = iter,
    ) -> ImportPreview:
        plan = self._plan(file, work.film_states.of(chat_user_id), "file", in_turns)
        named = [movie_id for choice in file.choices for movie_id in choice.movie_ids]
        films = films_of(work, [*named, *(conflict.movie_id for conflict in plan.conflicts)])
        return ImportPreview(
            import_id=import_id,
            source=file.source,
            scale=file.scale,
            scale_is_guessed=file.scale_is_guessed,
            matched=len({movie_id for _, movie_id in file.decided}),
            changes=plan.changes,
            choices=tuple(
                FilmChoice(
                    number,
                    choice.entry.title,
                    choice.entry.year,
                    tuple(films[movie_id] for movie_id in choice.movie_ids if movie_id in films),
                    choice.chosen,
                )
                for number, choice in enumerate(file.choices)
            ),
            conflicts=tuple(
                StarConflict(films[conflict.movie_id], conflict.mine, conflict.theirs)
                for conflict in plan.conflicts
                if conflict.movie_id in films
            ),
            unmatched=file.unmatched,
            left_out=file.left_out,
            encoding=file.encoding,
            passed_over=file.passed_over,
            settings=_brought(work, chat_user_id, file),
        )


def _newest(work: UnitOfWork, chat_user_id: int, state: ImportState) -> StoredImport | None:
    import_id = work.imports.newest(chat_user_id, state)
    return None if import_id is None else work.imports.get(chat_user_id, import_id)


def _known_ids(work: UnitOfWork, file: ImportedFile) -> KnownIds:
    """Look all ids of a file up at once; TMDB's only where IMDb's do not do."""
    by_imdb_id = work.movies.with_imdb_ids({entry.imdb_id for entry in file.entries if entry.imdb_id})
    others = [entry for entry in file.entries if entry.imdb_id not in by_imdb_id]
    by_tmdb_id = work.movies.with_tmdb_ids({entry.tmdb_id for entry in others if entry.tmdb_id})
    movies = work.movies.get_many({entry.movie_id for entry in others if entry.movie_id})
    return KnownIds(
        by_imdb_id, by_tmdb_id, {movie_id: (movie.title, movie.year) for movie_id, movie in movies.items()}
    )


def _brought(work: UnitOfWork, chat_user_id: int, file: MatchedFile) -> BroughtSettings:
    """Return what else a file would choose; what has gone since it was read, is not known either."""
    theirs, gone = read_settings(work, file.settings)
    unknown = tuple(dict.fromkeys((*file.unknown_settings, *gone)))
    return beside(chosen_by(work, chat_user_id), theirs, unknown)


def _undo_of(plan: Plan, before: Mapping[int, FilmState]) -> dict[str, Any]:
    return {
        "changes": dict(plan.changes),
        "conflicts": len(plan.conflicts),
        "before": states_to_json({movie_id: before.get(movie_id, FilmState()) for movie_id in plan.after}),
        "after": states_to_json(plan.after),
    }


def _result(import_id: int, undo: Mapping[str, Any]) -> ImportResult:
    return ImportResult(import_id, undo["changes"], undo["conflicts"], tuple(undo.get("settings", ())))
