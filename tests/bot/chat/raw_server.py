"""A server on this machine that answers every request with the same bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

YES = b'{"ok": true, "result": true}'


class Server:
    """Answers every request the same way, and notes what has come."""

    def __init__(self, status: str = "200 OK", body: bytes = YES, *, raw: bytes | None = None) -> None:
        """Answer with this status and body, or with raw bytes after which the connection ends."""
        self.connections = self.heads = self.bodies = 0
        self._serving: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._hangs_up = raw is not None
        self._answer = raw or f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._serving[task] = writer
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                self.heads += 1
                length = head.partition("content-length: ")[2].partition("\r\n")[0]
                await reader.readexactly(int(length or 0))
                self.bodies += 1
                writer.write(self._answer)
                if self._hangs_up:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def aclose(self) -> None:
        """Hang up and wait until that is done: before Python 3.12 asyncio's server does not."""
        for writer in self._serving.values():
            writer.close()
        await asyncio.gather(*self._serving)
        for writer in self._serving.values():
            with suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def served(server: Server) -> AsyncIterator[str]:
    listening = await asyncio.start_server(server, "127.0.0.1", 0)
    async with listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot"
        await server.aclose()
