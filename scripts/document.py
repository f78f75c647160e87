"""Write what the documents repeat from the code, settings and commands: python -m scripts.document."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic.fields import FieldInfo

from bot.handlers.commands import COMMANDS
from bot.settings import PROJECT_ROOT, Settings

EXAMPLE = PROJECT_ROOT / ".env.example"
REFERENCE = PROJECT_ROOT / "docs" / "settings.md"
README = PROJECT_ROOT / "README.md"
COMMANDS_BEGIN = "<!-- commands: begin (a test holds this list equal to the bot's own) -->\n"
COMMANDS_END = "<!-- commands: end -->"


def env_example() -> str:
    """Return the text of .env.example: every variable, with what it means and its default."""
    blocks = ["# Copy to .env and fill in what you have; everything is optional.\n"]
    for variable, field in _variables():
        blocks.append(f"# {field.description}\n{variable}={_default(field)}\n")
    return "\n".join(blocks)


def settings_reference() -> str:
    """Return the text of docs/settings.md: the same as a table."""
    rows = [
        f"| `{variable}` | {f'`{_default(field)}`' if _default(field) else '–'} | {field.description} |"
        for variable, field in _variables()
    ]
    head = (
        "# Settings\n\n"
        "Read once at the start from the environment and from `.env`; the environment wins.\n"
        "All mistakes are reported together.\n"
        "This page and `.env.example` are written by `python -m scripts.document`.\n\n"
        "| variable | default | meaning |\n| --- | --- | --- |\n"
    )
    return head + "\n".join(rows) + "\n"


def commands_table() -> str:
    """Return the README's table of the bot's commands."""
    rows = [
        f"| `{command.usage()}` | {command.description}{' (admins only)' if command.for_admins else ''} |"
        for command in COMMANDS
    ]
    return "| in the chat | does |\n| --- | --- |\n" + "\n".join(rows) + "\n"


def readme(text: str) -> str:
    """Return the README with its table of commands brought up to date."""
    before, _, rest = text.partition(COMMANDS_BEGIN)
    _, _, after = rest.partition(COMMANDS_END)
    return f"{before}{COMMANDS_BEGIN}{commands_table()}{COMMANDS_END}{after}"


def _variables() -> Iterator[tuple[str, FieldInfo]]:
    for name, field in Settings.model_fields.items():
        yield name.upper(), field


def _default(field: FieldInfo) -> str:
    if field.default in (None, ()):
        return ""
    if isinstance(field.default, Path):
        return str(field.default.relative_to(PROJECT_ROOT))
    return str(field.default)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write all of them."""
    argparse.ArgumentParser(prog="python -m scripts.document", description=__doc__).parse_args(arguments)
    EXAMPLE.write_text(env_example(), encoding="utf-8")
    REFERENCE.write_text(settings_reference(), encoding="utf-8")
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
