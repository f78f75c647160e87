"""What is told of retrains as codes with values, as sentences (plain text)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.presentation.locale import ENGLISH, Locale
from bot.presentation.messages import N_
from bot.presentation.requesters import plain_requester
from bot.retraining.reasons import AS_IT_IS, CodedText, codes_and_values

SENTENCES = {
    "cancelled": N_("It was cancelled."),
    "nothing_new": N_("Nothing new was rated since the last model was trained."),
    "only_unknown_films": N_("None of the ratings is of a film in the catalogue: load MovieLens again."),
    "no_ratings": N_("There are no ratings to learn from yet: load MovieLens, or rate a few films."),
    "memory_ran_out": N_("Memory ran out while training."),
    "database_away": N_("The database cannot be reached."),
    "killed": N_(
        "The training process was killed; on a small machine that usually means that memory ran out."
    ),
    "ended_by_signal": N_("The training process was ended by signal {signal}."),
    "no_report": N_("The training process ended with code {exit_code} and no report; its log says why."),
    "interrupted": N_("The training process died before it ended."),
    "anew_other_sums": N_("Everything is learned anew: the kept sums are of other ratings or settings."),
    "anew_damaged": N_("Everything is learned anew: the kept sums are damaged or of another release."),
    "anew_due": N_("Everything is learned anew, as every week or when much has changed."),
    "summing_up": N_("adding up what people rated"),
    "better_than_popular": N_("Better than the popular list."),
    "better_than_popular_not_worse_than_live": N_(
        "Better than the popular list and not worse than the live model."
    ),
    "not_better_than_popular": N_("nDCG@10 {mine} is no better than the popular list's {popular}."),
    "worse_than_live": N_("nDCG@10 {mine} is worse than the live model's {live} beyond noise (±{slack})."),
    "rolled_back_cannot_be_compared": N_("The model that was rolled back from cannot be compared with."),
    "does_not_beat_rolled_back": N_(
        "nDCG@10 {mine} does not beat {live} of the model rolled back from beyond noise (±{slack})."
    ),
}
PARTS = {
    "star_model": N_("star model"),
    "ranking_model": N_("ranking model"),
    "popularity": N_("popular list"),
}


def sentence(locale: Locale, text: CodedText) -> str:
    """Return a code with its values as a sentence; one that nobody knows is shown as it is."""
    try:
        return _sentence(locale, text)
    except (LookupError, ValueError, TypeError):  # stored by another release
        return codes_and_values(text)


def in_english(text: CodedText) -> str:
    """Return the English sentence: what terminals and logs show."""
    return sentence(ENGLISH, text)


def _sentence(locale: Locale, text: CodedText) -> str:
    if text.code == AS_IT_IS:
        return _begun(str(text.values["text"]))
    if make := _OTHERS.get(text.code):
        return make(locale, text.values)
    return locale.gettext(SENTENCES[text.code], **_shown(locale, text.values))


def _begun(text: str) -> str:
    """Let a sentence begin with a capital letter."""
    return text[:1].upper() + text[1:]


def _shown(locale: Locale, values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: locale.number(value, 3) if isinstance(value, float) else value for name, value in values.items()
    }


def _training_already(locale: Locale, values: Mapping[str, object]) -> str:
    since = datetime.fromisoformat(str(values["since"]))
    said = locale.gettext(
        "{by} has been training since {date} {time} UTC.",
        by=plain_requester(locale, str(values["by"])),
        date=locale.short_date(since),
        time=locale.time(since),
    )
    return _begun(said)


def _not_finite(locale: Locale, values: Mapping[str, object]) -> str:
    parts = [locale.gettext(PARTS[part]) for part in str(values["parts"]).split()]
    return locale.gettext("Numbers that are not finite stand in: {parts}.", parts=locale.listing(parts))


def _too_few_people(locale: Locale, values: Mapping[str, object]) -> str:
    return locale.ngettext(
        "Only {n} of the {needed} people needed to compare models can be asked.",
        "Only {n} of the {needed} people needed to compare models can be asked.",
        int(str(values["people"])),
        needed=values["needed"],
    )


def _counts(locale: Locale, values: Mapping[str, object]) -> str:
    people = locale.ngettext("{n} person", "{n} people", int(str(values["people"])))
    return locale.ngettext(
        "{n} rating by {people}", "{n} ratings by {people}", int(str(values["ratings"])), people=people
    )


def _too_little_memory(locale: Locale, values: Mapping[str, object]) -> str:
    numbers = {name: locale.number(int(str(values[name])), 0) for name in ("ratings", "here", "least")}
    return locale.gettext(
        "Training on {ratings} ratings takes at least {least} MB of memory and may take {here} MB here: "
        "raise TRAINING_MEMORY_MB where more is free, use a larger machine, or load a smaller MovieLens.",
        **numbers,
    )


def _all_films_take_part(locale: Locale, values: Mapping[str, object]) -> str:
    said = locale.gettext(
        "{part} of {films} films take part in the ranking model", part=values["part"], films=values["films"]
    )
    return _within_memory(locale, said, values)


def _within_memory(locale: Locale, said: str, values: Mapping[str, object]) -> str:
    """Add to what is said how much memory training may take, where that is bounded."""
    if "memory_mb" not in values:
        return said
    memory = locale.number(int(str(values["memory_mb"])), 0)
    return locale.gettext("{said} (training may take {memory} MB)", said=said, memory=memory)


def _films_take_part(locale: Locale, values: Mapping[str, object]) -> str:
    said = locale.ngettext(
        "{part} of {films} films take part in the ranking model; the rest, with {n} rating or fewer, "
        "is left to the star model",
        "{part} of {films} films take part in the ranking model; the rest, with {n} ratings or fewer, "
        "is left to the star model",
        int(str(values["most"])),
        part=values["part"],
        films=values["films"],
    )
    return _within_memory(locale, said, values)


def _by_increments(locale: Locale, values: Mapping[str, object]) -> str:
    people = locale.ngettext("{n} person", "{n} people", int(str(values["people"])))
    return locale.ngettext(
        "Only what changed is learned: {n} rating of {people}",
        "Only what changed is learned: {n} ratings of {people}",
        int(str(values["ratings"])),
        people=people,
    )


def _anew_memory(locale: Locale, values: Mapping[str, object]) -> str:
    numbers = {name: locale.number(int(str(values[name])), 0) for name in ("here", "least")}
    return locale.gettext(
        "Everything is learned anew: with the kept sums a training takes {least} MB of memory and may take "
        "{here} MB here.",
        **numbers,
    )


def _learning_from(locale: Locale, values: Mapping[str, object]) -> str:
    return locale.ngettext(
        "learning from {n} rating a person", "learning from {n} ratings a person", int(str(values["ratings"]))
    )


_OTHERS: dict[str, Callable[[Locale, Mapping[str, object]], str]] = {
    "training_already": _training_already,
    "not_finite": _not_finite,
    "too_few_people": _too_few_people,
    "counts": _counts,
    "all_films_take_part": _all_films_take_part,
    "films_take_part": _films_take_part,
    "too_little_memory": _too_little_memory,
    "learning_from": _learning_from,
    "by_increments": _by_increments,
    "anew_memory": _anew_memory,
}
