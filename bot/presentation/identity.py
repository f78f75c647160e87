"""Who the bot is on Telegram, as far as what people see depends on it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class BotIdentity:
    """What the bot is called ("" until Telegram has told), and whether it takes inline queries.

    Inline mode is switched on at BotFather; where it is not, a button that leads there would lead nowhere.
    The link key is a secret of the bot's: it seals links that name somebody.
    """

    username: str
    takes_inline_queries: bool = False
    link_key: str = field(default="", repr=False)
