"""Every program answers --help, and does nothing else then."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT, Settings

SCRIPTS = PROJECT_ROOT / "scripts"
PROGRAMS = [
    "bot",
    "bot.web",
    "bot.retraining",
    *sorted(f"scripts.{path.stem}" for path in SCRIPTS.glob("[a-z]*.py")),
    *sorted(f"scripts.{path.parent.name}" for path in SCRIPTS.glob("*/__main__.py")),
]
# As a module that another test has imported: it is executed once more all the same.
IMPORTED_BEFORE = pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")


@dataclass(frozen=True)
class Answer:
    """What a program wrote and how it ended."""

    returncode: int
    stdout: str
    stderr: str


Ask = Callable[[str, str], Answer]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Ask:
    """Return what runs a program as `python -m` does, in this process: thirty new ones take a minute."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "110")

    def run(program: str, argument: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["program", argument])
        with pytest.raises(SystemExit) as ended:
            runpy.run_module(program, run_name="__main__")
        return Answer(int(ended.value.code or 0), *capsys.readouterr())

    return run


def test_all_programs_are_found() -> None:
    assert {"scripts.migrate", "scripts.load_movielens", "scripts.bench", "scripts.prepare"} <= set(PROGRAMS)


@IMPORTED_BEFORE
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_answers_help_and_does_nothing(program: str, ask: Ask, tmp_path: Path) -> None:
    done = ask(program, "--help")
    assert done.returncode == 0, done.stderr
    usage, _, rest = done.stdout.partition("\n\n")
    called = "scripts.retrain" if program == "bot.retraining" else program
    assert usage.startswith(f"usage: python -m {called} ")
    assert len(rest.splitlines()) >= 4
    assert re.match("[A-Z][a-z]+ ", rest), "it begins with a verb"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("script", ["start", "test", "pin"])
@pytest.mark.parametrize("argument", ["--help", "-h"])
def test_a_shell_script_answers_help_and_installs_nothing(script: str, argument: str, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    done = subprocess.run(  # noqa: S603  # our own scripts
        [SCRIPTS / script, argument],
        env=os.environ | {"MATINEE_VENV": str(venv)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"[A-Z].+\.\n", done.stdout)
    assert not venv.exists()


@IMPORTED_BEFORE
@pytest.mark.parametrize(
    "program", ["bot", "bot.web", "scripts.migrate", "scripts.prepare", "scripts.document"]
)
def test_an_argument_that_means_nothing_is_refused(program: str, ask: Ask, tmp_path: Path) -> None:
    done = ask(program, "--dry-run")
    assert done.returncode == 2
    assert "unrecognized arguments: --dry-run" in done.stderr
    assert list(tmp_path.iterdir()) == []
