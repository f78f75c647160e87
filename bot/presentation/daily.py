"""A film a day: the hour, the clocks it is counted by, and the way to stop it (HTML)."""

from __future__ import annotations

from datetime import datetime

from telegram import InlineKeyboardMarkup

from bot.presentation.buttons import Payload
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.locale import Locale
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.presentation.place_names import place_name
from bot.runtime.zones import PLACES, local_time, places_by_slot
from bot.services.daily import DailyPick

HOURS = (7, 9, 12, 15, 17, 18, 19, 20, 21, 22)
USUAL_HOUR = 19
HOURS_A_ROW, TIMES_A_ROW, PLACES_A_ROW = 5, 4, 2

_OFFER = N_(
    "<b>A film a day</b>, chosen for you. It stops by itself when you don't look in for two weeks.\n\n"
    "What time would you like it?"
)
_WHAT_TIME = N_("What time is it where you are?")
_WHICH_PLACE = N_("Which of these places has the same time as you?")
_STOPPED = N_("All right, no more daily films. /daily starts them again.")
_FADED = N_(
    "You haven't looked in for two weeks, so I stop sending you a film a day. If you miss it, I'll go on."
)
_ONLY_IN_PRIVATE = N_("A film a day comes to our private chat: send me /daily there.")
LEAD = N_("<i>Your film for today. /daily changes the hour or stops it.</i>")


class DailyHoursButton(Payload, wire="dyo"):
    """Show the hours to choose from."""


class DailyHourButton(Payload, wire="dyh", last_word="daily"):
    """Send a film every day at this hour."""

    hour: int


class DailyTimesButton(Payload, wire="dyt"):
    """Ask what time it is where the person is."""


class DailySlotButton(Payload, wire="dys"):
    """Show the places whose clocks are so far from UTC, in quarters of an hour."""

    slot: int


class DailyPlaceButton(Payload, wire="dyp", last_word="daily_zone"):
    """Count the hour by the clocks of this place."""

    place: int

    @property
    def zone(self) -> str | None:
        """The zone of the tz database; None for a place that is not known."""
        return PLACES[self.place] if self.place < len(PLACES) else None


class DailyStopButton(Payload, wire="dyx", last_word="daily"):
    """Send nothing any more."""


def offer(locale: Locale, owner: int) -> Note:
    """Say what a film a day is, and ask for the hour."""
    labels = [(locale.time(datetime(2000, 1, 1, hour)), hour) for hour in HOURS]  # noqa: DTZ001 - any day
    buttons = [button(label, DailyHourButton(owner, hour)) for label, hour in labels]
    return Note(locale.gettext(_OFFER), keyboard(*_rows(buttons, HOURS_A_ROW)))


def chosen(locale: Locale, pick: DailyPick, now: datetime, owner: int) -> Note:
    """Say when films come, by whose clocks, and how to change it."""
    there = local_time(pick.zone, now)
    text = locale.gettext(
        "<b>A film a day</b> at {time}.\n\n"
        "I go by the clocks of {place}, where it is {now} now. Not your time? Change it below.",
        time=locale.time(there.replace(hour=pick.hour, minute=0)),
        place=place_name(locale, pick.zone),
        now=locale.time(there),
    )
    return Note(text, _changes(locale, owner))


def times(locale: Locale, now: datetime, owner: int) -> Note:
    """Ask what time it is where the person is, with every time that a clock shows now."""
    buttons = [
        button(locale.time(local_time(places[0], now)), DailySlotButton(owner, slot))
        for slot, places in places_by_slot(now).items()
    ]
    return Note(locale.gettext(_WHAT_TIME), keyboard(*_rows(buttons, TIMES_A_ROW)))


def places(locale: Locale, slot: int, now: datetime, owner: int) -> Note:
    """Ask which place has the same clocks, for not all are put forward; the times again, if none has."""
    found = places_by_slot(now).get(slot, [])
    if not found:
        return times(locale, now, owner)
    buttons = [
        button(place_name(locale, name), DailyPlaceButton(owner, PLACES.index(name))) for name in found
    ]
    return Note(
        locale.gettext(_WHICH_PLACE),
        keyboard(*_rows(buttons, PLACES_A_ROW), [button("◀", DailyTimesButton(owner))]),
    )


def stopped(locale: Locale) -> Note:
    """Say that nothing comes any more."""
    return Note(locale.gettext(_STOPPED))


def faded(locale: Locale, owner: int) -> Note:
    """Say that it stops because nobody looks, with the way to go on."""
    return Note(locale.gettext(_FADED), keyboard([button(locale.gettext("Go on"), DailyHoursButton(owner))]))


def only_in_private(locale: Locale) -> Note:
    """Say in a group where it can be asked for."""
    return Note(locale.gettext(_ONLY_IN_PRIVATE))


def _changes(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    return keyboard(
        [
            button(locale.gettext("🕗 Another hour"), DailyHoursButton(owner)),
            button(locale.gettext("🌍 Another time zone"), DailyTimesButton(owner)),
        ],
        [button(locale.gettext("Stop it"), DailyStopButton(owner))],
    )


def _rows(buttons: Row, length: int) -> list[Row]:
    return [buttons[start : start + length] for start in range(0, len(buttons), length)]
