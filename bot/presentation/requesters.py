"""Who asked for a retrain: stored in one form, read in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.presentation.locale import Locale
from bot.presentation.markup import safe

SCHEDULE = "the nightly schedule"
_ADMIN = re.compile(r"admin (\d+)", re.ASCII)
_SHELL = re.compile(r"(.+) in a shell on (.+)")


NOBODY: Mapping[int, str] = MappingProxyType({})


def requester(locale: Locale, stored: str, names: Mapping[int, str] = NOBODY) -> str:
    """Return whom the stored form names (HTML), by first name where there is one."""
    return safe(plain_requester(locale, stored, names))


def plain_requester(locale: Locale, stored: str, names: Mapping[int, str] = NOBODY) -> str:
    """Return whom the stored form names (plain text); an unknown form is shown as it is."""
    if stored == SCHEDULE:
        return locale.gettext("the nightly schedule")
    admin = _ADMIN.fullmatch(stored)
    if admin and (name := names.get(int(admin[1]))):
        return name
    if admin:
        return locale.gettext("admin {user_id}", user_id=admin[1])
    if shell := _SHELL.fullmatch(stored):
        return locale.gettext("{user} in a shell on {machine}", user=shell[1], machine=shell[2])
    return stored
