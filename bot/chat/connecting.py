"""Making a connection to whichever of a host's addresses answers first (Happy Eyeballs, RFC 8305).

Of a host with addresses of both kinds, one kind may lead nowhere: trying them one after another would wait
for it until the time is over.
"""

from __future__ import annotations

import asyncio
import socket
from asyncio.staggered import staggered_race
from collections.abc import Sequence
from functools import partial
from itertools import chain, zip_longest
from typing import Any

ATTEMPT_DELAY_SECONDS = 0.25

Address = tuple[socket.AddressFamily, Any]


async def connected_socket(host: str, port: int) -> socket.socket:
    """Return a socket that is connected to a host; raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = in_turns([(family, address) for family, _, _, _, address in found])
    attempts = [partial(_attempt, family, address) for family, address in addresses]
    connected: socket.socket | None
    connected, _, errors = await staggered_race(attempts, ATTEMPT_DELAY_SECONDS)
    if connected is None:
        raise next((error for error in errors if error is not None), OSError(f"{host} has no address"))
    return connected


def in_turns(addresses: Sequence[Address]) -> list[Address]:
    """Return addresses of both kinds in turns, beginning with the kind of the first."""
    first = [each for each in addresses if each[0] == addresses[0][0]]
    others = [each for each in addresses if each[0] != addresses[0][0]]
    return [each for each in chain(*zip_longest(first, others)) if each is not None]


async def _attempt(family: socket.AddressFamily, address: Any) -> socket.socket:
    attempt = socket.socket(family, socket.SOCK_STREAM)
    try:
        attempt.setblocking(False)
        await asyncio.get_running_loop().sock_connect(attempt, address)
    except BaseException:
        attempt.close()
        raise
    return attempt
