"""Messages that must come once although no update asks for them: claimed at the last moment.

What is to be said stands in the database until its message is about to be written, as an update waits in the
inbox until its answer is (ADR 8): a process that dies before leaves it to the next round of a job, one that
dies afterwards has sent it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram.error import BadRequest, NetworkError, TimedOut

from bot.runtime.deliveries import Delivery, NotToBeSent, current_delivery


@dataclass(frozen=True)
class Claim:
    """What is written down just before a message goes out, and how that is taken back.

    `take` returns False when another process was quicker.
    """

    take: Callable[[], Awaitable[bool]]
    give_back: Callable[[], Awaitable[None]]


async def send_claimed(chat_id: int, claim: Claim, send: Callable[[], Awaitable[None]]) -> bool:
    """Send a message to a chat; return False when another process has sent it.

    What Telegram did not get, or has wait, is given back. A message that timed out may have come.
    """

    async def finish() -> None:
        if not await claim.take():
            raise NotToBeSent

    delivery = Delivery(finish, claim.give_back, chat_id=chat_id)
    token = current_delivery.set(delivery)
    try:
        await send()
    except NotToBeSent:
        return False
    except NetworkError as error:
        if not isinstance(error, BadRequest | TimedOut):
            await delivery.postpone(0)
        raise
    finally:
        current_delivery.reset(token)
    return True
