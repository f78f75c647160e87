"""What /privacy says: docs/privacy.md in a few lines, for the person who asks (HTML)."""

from __future__ import annotations

from bot.presentation.locale import Locale
from bot.presentation.messages import N_

KEPT = N_(
    "Your Telegram id, first name and language, when you came and were last here, and whether you blocked "
    "me. Your ratings, your lists and what you chose: style, filters, hour and time zone of a daily film, a "
    "MovieLens user you linked."
)
SHOWN = N_(
    "Which films I showed you and when, for half a year; on which card, and how you reacted to it, for 30 "
    "days. That you are in for a movie night, and the film you refused, for 30 days."
)
FILES = N_("A file that you send for import stays for 7 days, so that the import can be undone.")
MESSAGES = N_("Your messages are not kept: what they ask for is done, then they are gone.")
IN_GROUPS = N_(
    "In a group nobody learns your ratings, but for stars that you give there. Joining a movie night makes "
    "you count in its list; leaving takes you out again. Of a vote only the counts are kept. A night is "
    "forgotten after 30 days."
)
COMPARED = N_(
    "A link to compare tastes shows nothing until one person opens it and agrees. Then both of you see how "
    "far you agree and up to three films with the stars that each gave. The link is kept for 7 days, for one "
    "day that you agreed, and nothing of what was shown."
)
ELSEWHERE = N_(
    "A film that you send to a chat tells your first name and nothing else about you. What you type behind "
    "my name there is not kept, and of chats where I am only a guest I keep nothing at all."
)
OTHERS = N_(
    "OMDb is asked about films, never about you. Nobody else is told anything, and nothing tracks you. "
    "Ratings train my model, and no person is in it."
)
WAY_OUT = N_("/export sends you everything as a file. /forget_me deletes it at once.")


def privacy(locale: Locale) -> str:
    """Say what is kept of a person, who learns of it, and how it goes away."""
    parts = (
        (N_("What I keep about you"), (KEPT, SHOWN, FILES, MESSAGES)),
        (N_("With others"), (IN_GROUPS, COMPARED, ELSEWHERE)),
        (N_("Who else learns something"), (OTHERS,)),
        (N_("In your hands"), (WAY_OUT,)),
    )
    return "\n\n".join(
        "\n".join([f"<b>{locale.gettext(heading)}</b>", *map(locale.gettext, sentences)])
        for heading, sentences in parts
    )
