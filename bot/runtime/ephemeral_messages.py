"""What a process knows of messages that one person of a group alone sees; a restart asks anew."""

from __future__ import annotations

from dataclasses import dataclass, field

from cachetools import TTLCache

REFUSED_SECONDS = 3600.0
SHOWN_SECONDS = 600.0
MAX_KNOWN = 1000


@dataclass(frozen=True)
class ShownAlone:
    """A message that somebody was shown alone, and a hash of what it says: nobody's stars stay in memory."""

    ephemeral_message_id: int
    text_hash: int


@dataclass
class EphemeralMessages:
    """Whether Telegram's server knows them (None: not asked yet), who refuses them, what is shown so."""

    is_supported: bool | None = None
    refused_by: TTLCache[int, bool] = field(default_factory=lambda: TTLCache(MAX_KNOWN, REFUSED_SECONDS))
    shown: TTLCache[tuple[int, int], ShownAlone] = field(
        default_factory=lambda: TTLCache(MAX_KNOWN, SHOWN_SECONDS)
    )

    def may_be_tried_in(self, chat_id: int) -> bool:
        """Return whether nothing is known against showing somebody a message alone there."""
        return self.is_supported is not False and chat_id not in self.refused_by
