"""Comparing tastes: the link, what its opener agrees to, and what both see (HTML)."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import deep_links
from bot.presentation.buttons import Payload
from bot.presentation.controls import button, keyboard, link
from bot.presentation.deep_links import CompareLink
from bot.presentation.film_titles import with_year
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.services.comparing import (
    MIN_COMMON,
    USUAL_AGREEMENT,
    Agreement,
    ArguedFilm,
    Comparison,
    Invitation,
    SharedPick,
)

NAME_LENGTH = 24
DECIMALS = 2

_SHOWN = N_(
    "• how far you agree about films you both rated\n"
    "• films that both of you would like\n"
    "• up to three films you argue about, with the stars that each of you gave"
)
_NOTHING_ELSE = N_("No other ratings are shown, and nothing of this is stored.")
_WITHDRAWN = N_("Withdrawn: that link opens nothing any more. /compare makes another.")
_WAS_GONE = N_("That link was used or had expired already. /compare makes another.")
_DECLINED = N_("All right. Nobody has learned anything about you.")
_ONLY_IN_PRIVATE = N_("Tastes are compared in our private chat: send me /compare there.")
_LIKE = N_("Films that both of you would like:")
_NO_LIKE = N_("I find no film that both of you would like.")
_ARGUE = N_("Films to argue about:")
_NO_ARGUE = N_("There is no film you both rated that you disagree about.")
_VERDICTS = {
    "more": N_("You seem to agree <b>more</b> than most people do."),
    "usual": N_("You agree <b>about as much</b> as most people do."),
    "less": N_("You seem to agree <b>less</b> than most people do."),
    "unclear": N_("Whether you agree more than most people do, I cannot tell yet."),
}


class WithdrawComparisonButton(Payload, wire="cpw"):
    """Let a link of one's own open nothing any more."""

    link_id: int


class AgreeToCompareButton(Payload, wire="cpa"):
    """Agree to compare tastes with whoever made the link."""

    link_id: int


class DeclineComparisonButton(Payload, wire="cpd"):
    """Show nobody anything."""


def made(locale: Locale, invitation: Invitation, owner: int, bot_username: str) -> Note:
    """Return a new link, what making it agrees to, and the ways to send and to withdraw it."""
    opens = CompareLink(invitation.link_id)
    parts = (
        locale.gettext("<b>Compare tastes with a friend.</b> Send this link to one person:"),
        deep_links.start_url(bot_username, opens),
        locale.gettext("Once they agree, both of you see:") + "\n" + locale.gettext(_SHOWN),
        locale.gettext(_NOTHING_ELSE),
        locale.gettext("It opens once, until {date}.", date=locale.date(invitation.expires_at)),
    )
    words = locale.gettext("How alike are our tastes in films? Let's compare.")
    share = link(locale.gettext("Send to a friend"), deep_links.share_url(bot_username, opens, words))
    withdraw = button(locale.gettext("Withdraw"), WithdrawComparisonButton(owner, invitation.link_id))
    return Note("\n\n".join(parts), keyboard([share, withdraw]))


def withdrawn(locale: Locale, *, was_open: bool) -> Note:
    """Say that a link opens nothing any more."""
    return Note(locale.gettext(_WITHDRAWN if was_open else _WAS_GONE))


def invitation(locale: Locale, invited: Invitation, owner: int) -> Note:
    """Ask whoever opened a link, and say what they agree to."""
    parts = (
        locale.gettext(
            "<b>{name}</b> would like to compare tastes with you.", name=_name(invited.first_name)
        ),
        locale.gettext("If you agree, both of you see:") + "\n" + locale.gettext(_SHOWN),
        locale.gettext(_NOTHING_ELSE),
    )
    return Note("\n\n".join(parts), _agree_or_not(locale, invited.link_id, owner))


def declined(locale: Locale) -> Note:
    """Say that nothing was shown."""
    return Note(locale.gettext(_DECLINED))


def only_in_private(locale: Locale) -> Note:
    """Say in a group where tastes are compared."""
    return Note(locale.gettext(_ONLY_IN_PRIVATE))


def compared(locale: Locale, comparison: Comparison, reader: int) -> Note:
    """Return what one of the two sees: the same as the other, from their side."""
    own = 0 if comparison.people[0].chat_user_id == reader else 1
    name = _name(comparison.people[1 - own].first_name)
    heading = locale.gettext("You and {name}", name=name)
    parts = (
        f"<b>{heading}</b>",
        _agreement(locale, comparison.agreement),
        _shared(locale, comparison.shared, own),
        _argued(locale, comparison, own, name),
    )
    return Note("\n\n".join(part for part in parts if part))


def _agreement(locale: Locale, agreed: Agreement) -> str:
    if agreed.distance is None:
        return locale.gettext("You have no rated film in common, so I cannot tell how far you agree.")
    apart = locale.ngettext(
        "You both rated {n} film; your stars are ★{stars} apart.",
        "You both rated {n} films; your stars are ★{stars} apart on average.",
        agreed.common_count,
        stars=locale.number(agreed.distance, 1),
    )
    verdict = locale.gettext(_VERDICTS[agreed.verdict])
    interval = [_interval(locale, agreed)] if agreed.common_count >= MIN_COMMON else []
    return "\n".join([apart, verdict, *interval])


def _interval(locale: Locale, agreed: Agreement) -> str:
    """Write the agreement with its interval; the fewer films, the wider."""
    return locale.gettext(
        "<i>Agreement {agreement}, in all likelihood between {low} and {high}; "
        "1 would be one taste, {usual} is usual.</i>",
        agreement=_signed(locale, agreed.correlation),
        low=_signed(locale, agreed.low),
        high=_signed(locale, agreed.high),
        usual=_signed(locale, USUAL_AGREEMENT),
    )


def _shared(locale: Locale, picks: tuple[SharedPick, ...], own: int) -> str:
    if not picks:
        return locale.gettext(_NO_LIKE)
    return "\n".join([locale.gettext(_LIKE), *(_pick_line(locale, pick, own) for pick in picks)])


def _pick_line(locale: Locale, pick: SharedPick, own: int) -> str:
    title, stars = safe(with_year(pick.film.title, pick.film.year)), pick.stars[own]
    if stars is None:
        return f"• <b>{title}</b>"
    expected = locale.gettext("★{stars} for you, I think", stars=locale.number(stars, 1))
    return f"• <b>{title}</b> · {expected}"


def _argued(locale: Locale, comparison: Comparison, own: int, name: str) -> str:
    if comparison.agreement.distance is None:
        return ""
    if not comparison.argued:
        return locale.gettext(_NO_ARGUE)
    lines = [_argued_line(locale, film, own, name) for film in comparison.argued]
    return "\n".join([locale.gettext(_ARGUE), *lines])


def _argued_line(locale: Locale, argued: ArguedFilm, own: int, name: str) -> str:
    line = locale.gettext(
        "<b>{title}</b>: you {yours}, {name} {theirs}",
        title=safe(with_year(argued.film.title, argued.film.year)),
        yours=locale.stars(argued.stars[own]),
        name=name,
        theirs=locale.stars(argued.stars[1 - own]),
    )
    return f"• {line}"


def _agree_or_not(locale: Locale, link_id: int, owner: int) -> InlineKeyboardMarkup:
    return keyboard(
        [
            button(locale.gettext("Compare"), AgreeToCompareButton(owner, link_id), style="primary"),
            button(locale.gettext("No, thanks"), DeclineComparisonButton(owner)),
        ]
    )


def _name(first_name: str) -> str:
    return safe(first_name or "?", NAME_LENGTH)


def _signed(locale: Locale, value: float) -> str:
    """Write a number from −1 to 1: "0.42", "−0.10"."""
    number = locale.number(abs(value), DECIMALS)
    return f"−{number}" if round(value, DECIMALS) < 0 else number
