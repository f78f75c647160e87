"""Every program answers --help, and does nothing else then."""

from __future__ import annotations

import os
import re
import subprocess
import sys
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


def answer(program: str, argument: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    """Run a program where it could write nothing but into data_dir."""
    foreign = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return subprocess.run(  # noqa: S603  # our own modules
        [sys.executable, "-m", program, argument],
        env=kept | {"DATA_DIR": str(data_dir), "COLUMNS": "110"},
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_all_programs_are_found() -> None:
    assert {"scripts.migrate", "scripts.load_movielens", "scripts.bench", "scripts.prepare"} <= set(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_answers_help_and_does_nothing(program: str, tmp_path: Path) -> None:
    done = answer(program, "--help", tmp_path)
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


@pytest.mark.parametrize(
    "program", ["bot", "bot.web", "scripts.migrate", "scripts.prepare", "scripts.document"]
)
def test_an_argument_that_means_nothing_is_refused(program: str, tmp_path: Path) -> None:
    done = answer(program, "--dry-run", tmp_path)
    assert done.returncode == 2
    assert "unrecognized arguments: --dry-run" in done.stderr
    assert list(tmp_path.iterdir()) == []
