"""What people call the places that time zones are named after."""

from __future__ import annotations

from bot.presentation.locale import Locale
from bot.presentation.messages import NP_
from bot.runtime.zones import city_of

PLACE_NAMES = {
    "Pacific/Honolulu": NP_("place", "Honolulu"),
    "America/Anchorage": NP_("place", "Anchorage"),
    "America/Los_Angeles": NP_("place", "Los Angeles"),
    "America/Denver": NP_("place", "Denver"),
    "America/Phoenix": NP_("place", "Phoenix"),
    "America/Chicago": NP_("place", "Chicago"),
    "America/Mexico_City": NP_("place", "Mexico City"),
    "America/New_York": NP_("place", "New York"),
    "America/Bogota": NP_("place", "Bogotá"),
    "America/Halifax": NP_("place", "Halifax"),
    "America/Caracas": NP_("place", "Caracas"),
    "America/Santiago": NP_("place", "Santiago"),
    "America/St_Johns": NP_("place", "St. John's"),
    "America/Sao_Paulo": NP_("place", "São Paulo"),
    "America/Buenos_Aires": NP_("place", "Buenos Aires"),
    "America/Noronha": NP_("place", "Noronha"),
    "Atlantic/Azores": NP_("place", "Azores"),
    "Atlantic/Cape_Verde": NP_("place", "Cape Verde"),
    "Europe/London": NP_("place", "London"),
    "Europe/Lisbon": NP_("place", "Lisbon"),
    "Africa/Abidjan": NP_("place", "Abidjan"),
    "Europe/Berlin": NP_("place", "Berlin"),
    "Europe/Paris": NP_("place", "Paris"),
    "Europe/Madrid": NP_("place", "Madrid"),
    "Europe/Rome": NP_("place", "Rome"),
    "Europe/Sarajevo": NP_("place", "Sarajevo"),
    "Africa/Lagos": NP_("place", "Lagos"),
    "Europe/Athens": NP_("place", "Athens"),
    "Europe/Kiev": NP_("place", "Kyiv"),
    "Africa/Cairo": NP_("place", "Cairo"),
    "Africa/Johannesburg": NP_("place", "Johannesburg"),
    "Europe/Istanbul": NP_("place", "Istanbul"),
    "Europe/Moscow": NP_("place", "Moscow"),
    "Africa/Nairobi": NP_("place", "Nairobi"),
    "Asia/Tehran": NP_("place", "Tehran"),
    "Asia/Dubai": NP_("place", "Dubai"),
    "Europe/Samara": NP_("place", "Samara"),
    "Asia/Kabul": NP_("place", "Kabul"),
    "Asia/Karachi": NP_("place", "Karachi"),
    "Asia/Yekaterinburg": NP_("place", "Yekaterinburg"),
    "Asia/Kolkata": NP_("place", "Kolkata"),
    "Asia/Kathmandu": NP_("place", "Kathmandu"),
    "Asia/Dhaka": NP_("place", "Dhaka"),
    "Asia/Omsk": NP_("place", "Omsk"),
    "Asia/Bangkok": NP_("place", "Bangkok"),
    "Asia/Novosibirsk": NP_("place", "Novosibirsk"),
    "Asia/Shanghai": NP_("place", "Shanghai"),
    "Asia/Singapore": NP_("place", "Singapore"),
    "Asia/Irkutsk": NP_("place", "Irkutsk"),
    "Australia/Perth": NP_("place", "Perth"),
    "Asia/Tokyo": NP_("place", "Tokyo"),
    "Asia/Yakutsk": NP_("place", "Yakutsk"),
    "Australia/Adelaide": NP_("place", "Adelaide"),
    "Australia/Brisbane": NP_("place", "Brisbane"),
    "Australia/Sydney": NP_("place", "Sydney"),
    "Asia/Vladivostok": NP_("place", "Vladivostok"),
    "Asia/Magadan": NP_("place", "Magadan"),
    "Pacific/Auckland": NP_("place", "Auckland"),
    "Pacific/Apia": NP_("place", "Apia"),
}


def place_name(locale: Locale, zone: str) -> str:
    """Return what people call the place of a zone; its name in the tz database where nobody said."""
    name = PLACE_NAMES.get(zone)
    return city_of(zone) if name is None else locale.pgettext("place", name)
