"""Every package and module of the project stands in the layers contract."""

from __future__ import annotations

import tomllib

from bot.settings import PROJECT_ROOT

MAX_TOP_LEVEL_MODULES = 6


def layers() -> set[str]:
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = [each for each in project["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]
    return {name.strip() for layer in contract["layers"] for name in layer.split("|")}


def rooms() -> set[str]:
    """Return what the contract has to name: three whole packages, and each part of bot/."""
    parts = {path.stem if path.is_file() else path.name for path in children()}
    return {"scripts", "recommender", "storage"} | {f"bot.{part}" for part in parts}


def children() -> list:
    return [
        path
        for path in (PROJECT_ROOT / "bot").iterdir()
        if (path.suffix == ".py" and path.name != "__init__.py") or (path / "__init__.py").exists()
    ]


def test_every_room_is_named_in_the_layers_contract() -> None:
    assert layers() == rooms()


def test_few_modules_stand_on_top_of_bot() -> None:
    assert len([path for path in children() if path.is_file()]) <= MAX_TOP_LEVEL_MODULES


def test_there_is_no_python_package_beside_the_known_ones() -> None:
    packages = {path.parent.name for path in PROJECT_ROOT.glob("*/__init__.py")}
    assert packages == {"bot", "recommender", "storage", "scripts", "tests"}
