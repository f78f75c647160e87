"""The files that GitHub and pre-commit read: where they are looked for, and naming what exists."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import PROJECT_ROOT

GITHUB = PROJECT_ROOT / ".github"
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yaml"))
FORM_ELEMENTS = {"markdown", "textarea", "input", "dropdown", "checkboxes"}


def read(path: Path) -> dict[Any, Any]:
    described: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return described


def hooks() -> list[dict[str, Any]]:
    return [
        hook for repo in read(PROJECT_ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]
    ]


def test_the_workflow_runs_every_check_on_the_pythons_of_the_ci() -> None:
    job = read(GITHUB / "workflows" / "checks.yaml")["jobs"]["test"]
    versions = re.findall(r"for version in (.*);", (PROJECT_ROOT / ".ci" / "run").read_text())
    assert [job["strategy"]["matrix"]["python"]] == [line.split() for line in versions]
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands == ["./scripts/test"]
    assert os.access(PROJECT_ROOT / commands[0], os.X_OK)


def test_the_workflow_tests_pull_requests_and_main_and_may_only_read() -> None:
    workflow = read(GITHUB / "workflows" / "checks.yaml")
    events = workflow[True]  # YAML reads the key `on` as a truth value
    assert events["push"] == {"branches": ["main"]}
    assert "pull_request" in events
    assert workflow["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_that_exists_on_files_that_exist(hook: dict[str, Any]) -> None:
    program, *arguments = shlex.split(hook["entry"])
    assert hook["language"] == "system"
    assert Path(program).parent == Path(".venv/bin")
    assert (Path(sys.executable).parent / Path(program).name).exists()
    for path in (argument for argument in arguments if "/" in argument):
        assert (PROJECT_ROOT / path).exists()


def test_the_hooks_check_what_the_script_checks_before_its_tests() -> None:
    checks = re.findall(r'"\$VENV/bin/([^\n]*)', (PROJECT_ROOT / "scripts" / "test").read_text())
    static = [check.replace('"', "").removesuffix(" .") for check in checks if "pytest" not in check]
    assert static
    entries = [hook["entry"].removeprefix(".venv/bin/") for hook in hooks()]
    assert set(static) <= set(entries)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_an_issue_form_is_one_that_github_takes(form: Path) -> None:
    described = read(form)
    assert {"name", "description", "body"} <= described.keys()
    elements = [element for element in described["body"] if element["type"] != "markdown"]
    assert {element["type"] for element in described["body"]} <= FORM_ELEMENTS
    assert all(element["attributes"]["label"] for element in elements)
    identifiers = [element["id"] for element in elements]
    assert len(set(identifiers)) == len(identifiers)


def test_there_are_forms_for_bugs_and_ideas_and_one_for_pull_requests() -> None:
    assert [form.stem for form in FORMS] == ["bug", "idea"]
    template = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    for program in re.findall(r"scripts\.(\w+)", template):
        assert (PROJECT_ROOT / "scripts" / f"{program}.py").exists()
    for command in re.findall(r"`\./(\S+)`", template):
        assert os.access(PROJECT_ROOT / command, os.X_OK)


def test_security_says_where_to_report() -> None:
    page = (PROJECT_ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "Report a vulnerability" in page


PICTURES = sorted((PROJECT_ROOT / "docs" / "images").iterdir())


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_every_picture_is_small_and_shown_on_a_page(picture: Path) -> None:
    pages = [PROJECT_ROOT / "README.md", *(PROJECT_ROOT / "docs").rglob("*.md")]
    assert any(f"images/{picture.name})" in page.read_text(encoding="utf-8") for page in pages)
    assert picture.stat().st_size < 100_000
