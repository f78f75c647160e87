"""Time zones that people can choose, by a place in each, and when an hour of the day comes next there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PLACES = (
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Denver",
    "America/Phoenix",
    "America/Chicago",
    "America/Mexico_City",
    "America/New_York",
    "America/Bogota",
    "America/Halifax",
    "America/Caracas",
    "America/Santiago",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Buenos_Aires",
    "America/Noronha",
    "Atlantic/Azores",
    "Atlantic/Cape_Verde",
    "Europe/London",
    "Europe/Lisbon",
    "Africa/Abidjan",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Sarajevo",
    "Africa/Lagos",
    "Europe/Athens",
    "Europe/Kiev",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Africa/Nairobi",
    "Asia/Tehran",
    "Asia/Dubai",
    "Europe/Samara",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Yekaterinburg",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Omsk",
    "Asia/Bangkok",
    "Asia/Novosibirsk",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Irkutsk",
    "Australia/Perth",
    "Asia/Tokyo",
    "Asia/Yakutsk",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Pacific/Auckland",
    "Pacific/Apia",
)
"""Zones by their names in the tz database; buttons carry their places here, so new ones come last."""

USUAL_ZONES: Mapping[str, str] = {
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "es": "Europe/Madrid",
    "pt": "America/Sao_Paulo",
    "it": "Europe/Rome",
    "tr": "Europe/Istanbul",
    "bs": "Europe/Sarajevo",
    "ru": "Europe/Moscow",
}
"""Where most people who speak a language are: a guess, to be confirmed by them."""

ANY_ZONE = "Europe/London"
SLOT_MINUTES = 15
FIRST_OFFSET_MINUTES = -12 * 60


def zone_of(name: str) -> ZoneInfo | None:
    """Return a zone by its name; None when this machine does not know it."""
    try:
        return _zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def guessed_zone(language_code: str) -> str:
    """Return where somebody who speaks a language may be."""
    return USUAL_ZONES.get(language_code.partition("_")[0], ANY_ZONE)


def city_of(name: str) -> str:
    """Return the place that a zone is named after."""
    return name.rpartition("/")[2].replace("_", " ")


def local_time(name: str, now: datetime) -> datetime:
    """Return what the clock shows in a zone; UTC's time where the zone is not known."""
    return now.astimezone(zone_of(name) or UTC)


def slot_of(name: str, now: datetime) -> int:
    """Return how far a zone is from UTC now, as a number of quarters of an hour that is never negative."""
    offset = local_time(name, now).utcoffset() or timedelta()
    return (int(offset.total_seconds()) // 60 - FIRST_OFFSET_MINUTES) // SLOT_MINUTES


def places_by_slot(now: datetime) -> dict[int, list[str]]:
    """Return the places whose clocks show the same time now, from west to east."""
    found: dict[int, list[str]] = {}
    for name in PLACES:
        if zone_of(name) is not None:
            found.setdefault(slot_of(name, now), []).append(name)
    return dict(sorted(found.items()))


def next_occurrence(hour: int, zone_name: str, now: datetime) -> datetime:
    """Return when it is this hour in a zone next, after now, in UTC.

    An hour that a clock put forward leaves out comes an hour later; of one that comes twice the first counts.
    """
    zone = zone_of(zone_name) or UTC
    today = now.astimezone(zone).date()
    for days in range(3):
        moment = datetime.combine(today + timedelta(days=days), time(hour), zone).astimezone(UTC)
        if moment > now:
            return moment
    raise AssertionError("an hour of the day comes within two days")


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
