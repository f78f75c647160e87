"""The files that other machines read: they agree with each other, with the settings and with the code."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import PROJECT_ROOT, Settings

VARIABLES = {name.upper() for name in Settings.model_fields}
NOT_OURS = {"POSTGRES_PASSWORD", "TELEGRAM_API_ID", "TELEGRAM_API_HASH"}
UNITS = sorted((PROJECT_ROOT / "deploy").glob("*.service"))
PAGES = sorted([*PROJECT_ROOT.glob("*.md"), *(PROJECT_ROOT / "docs").rglob("*.md")])


def procfile() -> dict[str, str]:
    lines = (PROJECT_ROOT / "Procfile").read_text().splitlines()
    pairs = (line.partition(": ") for line in lines)
    return {name: command for name, _, command in pairs}


def app_json() -> dict[str, Any]:
    described: dict[str, Any] = json.loads((PROJECT_ROOT / "app.json").read_text())
    return described


def compose() -> dict[str, Any]:
    described: dict[str, Any] = yaml.safe_load((PROJECT_ROOT / "compose.yaml").read_text())
    return described


def module_of(command: list[str]) -> str:
    command = command_and_settings(command)[0]
    assert Path(command[0]).name == "python"
    assert command[1] == "-m"
    return command[2]


def command_and_settings(command: list[str]) -> tuple[list[str], dict[str, str]]:
    """Split a command into what is run and what it gets from `env` in front of it."""
    if command[0] != "/usr/bin/env":
        return command, {}
    settings = [word for word in command[1:] if re.match(r"[A-Z_]+=", word)]
    return command[1 + len(settings) :], dict(word.split("=", 1) for word in settings)


def exists(module: str) -> bool:
    spec = importlib.util.find_spec(module)
    if spec is None:
        return False
    is_package = spec.submodule_search_locations is not None
    return not is_package or importlib.util.find_spec(f"{module}.__main__") is not None


def test_heroku_finds_its_three_processes() -> None:
    assert procfile() == {
        "release": "python -m scripts.migrate",
        "web": "python -m bot.web",
        "worker": "python -m bot",
    }


def test_every_command_of_every_file_names_a_module_that_can_be_run() -> None:
    commands = [shlex.split(command) for command in procfile().values()]
    commands += [shlex.split(command) for command in app_json()["scripts"].values()]
    commands += [service["command"] for service in compose()["services"].values() if "command" in service]
    commands += [shlex.split(command) for unit in UNITS for command in execs(unit)]
    commands.append(json.loads(re.findall(r"^CMD (.*)$", dockerfile(), re.M)[0]))
    assert len(commands) >= 10
    for command in commands:
        assert exists(module_of(command)), command


def execs(unit: Path) -> list[str]:
    return re.findall(r"^ExecStart=(.*)$", unit.read_text(), re.M)


def dockerfile() -> str:
    return (PROJECT_ROOT / "Dockerfile").read_text()


def test_the_button_sets_only_what_is_a_setting() -> None:
    app = app_json()
    assert app["env"].keys() <= VARIABLES | NOT_OURS
    assert all(variable["description"] for variable in app["env"].values())
    for secret in ("WEBHOOK_SECRET", "API_KEYS"):
        assert app["env"][secret]["generator"] == "secret"
    assert app["formation"].keys() == procfile().keys() - {"release"}
    assert any(addon["plan"].startswith("heroku-postgresql:") for addon in app["addons"])


def test_what_the_button_generates_is_accepted() -> None:
    generated = "0123456789abcdef" * 4
    values = {
        name.lower(): variable.get("value", generated if "generator" in variable else None)
        for name, variable in app_json()["env"].items()
    }
    given = {name: value for name, value in values.items() if value is not None}
    settings = Settings(telegram_bot_token="1:x", webhook_url="https://matinee.example", **given)
    assert settings.trusted_proxies == 1
    assert len(settings.api_keys) == 1


def test_the_image_holds_all_code_and_the_data_set_and_runs_as_nobody() -> None:
    text = dockerfile()
    final = text.split("FROM ")[-1]
    assert text.count("\nFROM ") == 2
    assert re.search(r"^USER 10001$", final, re.M)
    assert "apt-get" not in final
    for folder in ("recommender", "storage", "bot", "scripts", "data"):
        assert f"COPY {folder} {folder}\n" in final
        assert f"!{folder}" in (PROJECT_ROOT / ".dockerignore").read_text().splitlines()
    python = (PROJECT_ROOT / ".python-version").read_text().strip()
    assert len(set(re.findall(rf"^FROM (python:{re.escape(python)}\.\d+-slim)(?: AS .*)?$", text, re.M))) == 1
    assert "--require-hashes --requirement requirements.txt" in text


def test_every_image_is_pinned_by_version() -> None:
    images = [service["image"] for service in compose()["services"].values() if "build" not in service]
    assert len(images) == 2
    for image in images:
        assert re.search(r":\d+\.\d+", image), image


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-spark.txt"])
def test_every_package_is_pinned_by_version_and_hashes(name: str) -> None:
    text = (PROJECT_ROOT / name).read_text()
    packages = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]
    assert len(packages) > 40
    for package in packages:
        assert re.match(r"[A-Za-z0-9_.-]+(?:\[.*\])?==\S+", package), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package
    installs = (PROJECT_ROOT / "scripts" / "environment").read_text()
    assert "pip install --require-hashes" in installs


def test_nothing_outside_the_copied_folders_is_imported() -> None:
    imported = re.compile(r"^(?:from|import) (tests|docs)\b", re.M)
    for folder in ("recommender", "storage", "bot", "scripts"):
        for file in (PROJECT_ROOT / folder).rglob("*.py"):
            assert not imported.search(file.read_text()), file


def test_compose_has_the_bot_the_web_and_their_database() -> None:
    described = compose()
    services = described["services"]
    assert services.keys() == {"database", "prepare", "bot", "web", "telegram-bot-api"}
    for name in ("prepare", "bot", "web"):
        service = services[name]
        assert service["build"] == "."
        assert service["environment"].keys() <= VARIABLES | NOT_OURS
        assert service["environment"]["DATABASE_URL"].endswith("@database/matinee")
        assert service["cap_drop"] == ["ALL"]
        mounted = {volume.split(":")[0] for volume in service["volumes"]}
        assert mounted <= described["volumes"].keys()
    for name in ("bot", "web"):
        assert services[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
        assert all(port.startswith("127.0.0.1:") for port in services[name]["ports"])
    assert "ports" not in services["database"]
    assert services["telegram-bot-api"]["profiles"] == ["local-api"]


def test_compose_mixes_no_name_in_that_is_not_used() -> None:
    text = (PROJECT_ROOT / "compose.yaml").read_text()
    assert set(re.findall(r"&(\w+)", text)) == set(re.findall(r"[:\s]\*(\w+)", text))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_nothing_wrong_with_its_units(unit: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed here")
    copy = tmp_path / unit.name
    # The commands themselves are not installed here.
    copy.write_text(re.sub(r"/opt/matinee/\.venv/bin/python", sys.executable, unit.read_text()))
    checked = subprocess.run(  # noqa: S603  # a file of ours
        [analyze, "verify", "--man=no", str(copy)], capture_output=True, text=True, timeout=60, check=False
    )
    complaints = [line for line in checked.stderr.splitlines() if unit.name in line]
    assert complaints == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_give_up_on_wrong_settings_and_wait_as_long_as_heroku(unit: Path) -> None:
    text = unit.read_text()
    assert "RestartPreventExitStatus=2" in text
    assert "TimeoutStopSec=30" in text
    assert "User=matinee" in text


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_write_where_they_may_whatever_the_file_with_settings_says(unit: Path) -> None:
    text = unit.read_text()
    assert "ProtectSystem=strict" in text
    assert "DATA_DIR=" in (PROJECT_ROOT / ".env.example").read_text()  # it becomes that file, which wins
    assert "EnvironmentFile=" in text
    for command in execs(unit):
        assert command_and_settings(shlex.split(command))[1]["DATA_DIR"] == "/var/lib/matinee"
    assert "StateDirectory=matinee" in text


def test_what_the_docs_run_beside_the_units_writes_where_they_do() -> None:
    page = (PROJECT_ROOT / "docs" / "deploying.md").read_text()
    [command] = re.findall(r"systemd-run (?:.*\\\n)*.*", page)
    assert "EnvironmentFile=/etc/matinee.env" in command
    assert re.search(r"/usr/bin/env DATA_DIR=/var/lib/matinee \.venv/bin/python -m scripts", command)


def test_no_setting_of_a_person_moves_what_compose_publishes() -> None:
    services = compose()["services"]
    for name, setting, host in (("bot", "PLAYGROUND_PORT", "PLAYGROUND_HOST"), ("web", "PORT", "WEB_HOST")):
        environment = services[name]["environment"]
        assert services[name]["ports"][0].endswith(f":{environment[setting]}")
        assert environment[host] == "0.0.0.0"  # noqa: S104  # inside a container


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_python_command_in_the_docs_exists(page: Path) -> None:
    for module in re.findall(r"python3? -m ((?:bot|scripts)[\w.]*)", page.read_text()):
        assert exists(module.rstrip(".")), f"{page.name}: python -m {module}"


def test_the_readmes_commands_run_when_they_are_copied() -> None:
    commands = re.findall(r"\S*python3? -m \S+", (PROJECT_ROOT / "README.md").read_text())
    assert len(commands) >= 9
    assert [each for each in commands if not each.removeprefix("`").startswith(".venv/bin/python -m ")] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_named_in_the_docs_exists(page: Path) -> None:
    named = set(re.findall(r"heroku config:set ((?:[A-Z_]+=\S+ ?)+)", page.read_text()))
    for assignments in named:
        for assignment in assignments.split():
            assert assignment.partition("=")[0] in VARIABLES | NOT_OURS, assignment


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)", page.read_text()):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
