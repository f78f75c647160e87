"""What importing returns: frozen records for messages and buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.importing.records import EntryKind, FileSource, PassedOver, ProblemCode
from bot.services.brought_settings import BroughtSettings
from bot.services.views import Film


@dataclass(frozen=True)
class FilmChoice:
    """A row that may mean several films; chosen is None while nothing was said, 0 for none of them."""

    number: int
    title: str
    year: int | None
    films: tuple[Film, ...]
    chosen: int | None


@dataclass(frozen=True)
class StarConflict:
    """A film with other stars in the file than here."""

    film: Film
    mine: float
    theirs: float


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do. `changes` counts films by what would be new of them, the file's stars winning.

    scale is what the file's ratings are out of (None without ratings); matched counts films, each once.
    encoding is what its letters were taken to be in, if that was guessed; passed_over is what an archive has
    besides.
    """

    import_id: int
    source: FileSource
    scale: int | None
    scale_is_guessed: bool
    matched: int
    changes: Mapping[EntryKind, int]
    choices: tuple[FilmChoice, ...]
    conflicts: tuple[StarConflict, ...]
    unmatched: tuple[tuple[str, int | None], ...]
    left_out: Mapping[ProblemCode, int]
    encoding: str | None = None
    passed_over: tuple[PassedOver, ...] = ()
    settings: BroughtSettings = field(default_factory=BroughtSettings)

    @property
    def changes_nothing(self) -> bool:
        """Return whether everything in the file is known already."""
        return not any(self.changes.values()) and not self.settings.new.names


@dataclass(frozen=True)
class ImportResult:
    """What an import did: films by what is new of them, and how many have other stars than the file's.

    settings names what else was chosen by it.
    """

    import_id: int
    changes: Mapping[EntryKind, int]
    conflicts: int
    settings: tuple[str, ...] = ()

    @property
    def changed_nothing(self) -> bool:
        """Return whether everything was known already."""
        return not any(self.changes.values()) and not self.settings


@dataclass(frozen=True)
class UndoResult:
    """How many films are as they were before the import, and how many were changed since and stay.

    The same of settings.
    """

    restored: int
    kept: int
    settings_restored: int = 0
    settings_kept: int = 0
