"""Downloads from GroupLens: whole, checked, resumed, or not there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.load_movielens.downloads import (
    GROUPLENS,
    ChecksumMismatch,
    SourceUnreachable,
    fetch,
    open_client,
    read_checksum,
)

CONTENT = bytes(range(256)) * 40


class GroupLens:
    """The server, as far as downloads see it; `content` and `published` may be spoiled."""

    def __init__(self) -> None:
        self.content = CONTENT
        self.published = f"MD5 (ml-1m.zip) = {hashlib.md5(CONTENT).hexdigest()}\n"  # noqa: S324
        self.is_away = False
        self.breaks_after: list[int] = []  # a download each: how many bytes until the connection breaks
        self.knows_ranges = True
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.is_away:
            raise httpx.ConnectError("Name or service not known", request=request)
        if request.url.path.endswith(".md5"):
            return httpx.Response(200, text=self.published)
        self.asked.append(request.headers.get("Range", "all"))
        return self._send(request)

    def _send(self, request: httpx.Request) -> httpx.Response:
        start = int(request.headers.get("Range", "bytes=0-")[6:-1]) if self.knows_ranges else 0
        if start >= len(self.content):
            return httpx.Response(416)
        rest = self.content[start:]
        status = 206 if self.knows_ranges and start else 200
        headers = {"Content-Length": str(len(rest))}
        return httpx.Response(status, headers=headers, stream=_Stream(self._blocks(rest)))

    def _blocks(self, rest: bytes) -> Iterator[bytes]:
        if not self.breaks_after:
            yield rest
            return
        yield rest[: self.breaks_after.pop(0)]
        raise httpx.ReadError("connection reset")


class _Stream(httpx.SyncByteStream):
    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks

    def __iter__(self) -> Iterator[bytes]:
        return self._blocks


@pytest.fixture
def server() -> GroupLens:
    return GroupLens()


@pytest.fixture
def client(server: GroupLens) -> Iterator[httpx.Client]:
    with httpx.Client(transport=httpx.MockTransport(server), base_url=GROUPLENS) as client:
        yield client


def fetch_quickly(folder: Path, client: httpx.Client) -> Path:
    """Fetch without waiting between tries."""
    return fetch("ml-1m", folder, client, pause=lambda _seconds: None)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_real_client_speaks_to_grouplens() -> None:
    with open_client() as client:
        assert str(client.base_url) == "https://files.grouplens.org/datasets/movielens/"


def test_a_data_set_arrives_whole(tmp_path: Path, client: httpx.Client) -> None:
    path = fetch_quickly(tmp_path / "downloads", client)
    assert path.read_bytes() == CONTENT
    assert files(path.parent) == ["ml-1m.zip"]


def test_a_second_fetch_downloads_nothing(tmp_path: Path, client: httpx.Client, server: GroupLens) -> None:
    assert fetch_quickly(tmp_path, client) == fetch_quickly(tmp_path, client)
    assert server.asked == ["all"]


def test_a_new_edition_is_downloaded_again(tmp_path: Path, client: httpx.Client, server: GroupLens) -> None:
    fetch_quickly(tmp_path, client)
    server.content = b"a later edition"
    server.published = hashlib.md5(server.content).hexdigest() + "  ml-1m.zip"  # noqa: S324
    assert fetch_quickly(tmp_path, client).read_bytes() == b"a later edition"


def test_a_broken_download_is_taken_up_where_it_broke(
    tmp_path: Path, client: httpx.Client, server: GroupLens
) -> None:
    server.breaks_after = [1000, 500]
    assert fetch_quickly(tmp_path, client).read_bytes() == CONTENT
    assert server.asked == ["all", "bytes=1000-", "bytes=1500-"]


def test_a_server_that_knows_no_ranges_sends_everything_again(
    tmp_path: Path, client: httpx.Client, server: GroupLens
) -> None:
    server.breaks_after, server.knows_ranges = [1000], False
    assert fetch_quickly(tmp_path, client).read_bytes() == CONTENT


def test_a_download_that_keeps_breaking_leaves_no_zip_and_goes_on_next_time(
    tmp_path: Path, client: httpx.Client, server: GroupLens
) -> None:
    server.breaks_after = [10, 10, 10, 10]
    with pytest.raises(SourceUnreachable, match="connection reset"):
        fetch_quickly(tmp_path, client)
    assert files(tmp_path) == ["ml-1m.zip.part"]
    assert fetch_quickly(tmp_path, client).read_bytes() == CONTENT
    assert server.asked[-1] == "bytes=40-"


def test_an_interrupted_download_leaves_no_zip(
    tmp_path: Path, client: httpx.Client, server: GroupLens, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(rest: bytes) -> Iterator[bytes]:
        yield rest[:100]
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "_blocks", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fetch_quickly(tmp_path, client)
    assert files(tmp_path) == ["ml-1m.zip.part"]


@pytest.mark.parametrize("beginning", [b"of another edition", CONTENT[:-1] + b"?", CONTENT + b"and more"])
def test_a_part_of_something_else_is_thrown_away(
    tmp_path: Path, client: httpx.Client, beginning: bytes
) -> None:
    (tmp_path / "ml-1m.zip.part").write_bytes(beginning)
    assert fetch_quickly(tmp_path, client).read_bytes() == CONTENT
    assert files(tmp_path) == ["ml-1m.zip"]


def test_a_whole_part_only_needs_its_name(tmp_path: Path, client: httpx.Client) -> None:
    (tmp_path / "ml-1m.zip.part").write_bytes(CONTENT)
    assert fetch_quickly(tmp_path, client).read_bytes() == CONTENT


def test_a_file_with_another_checksum_is_refused_and_removed(
    tmp_path: Path, client: httpx.Client, server: GroupLens
) -> None:
    server.content = CONTENT[:-1] + b"?"
    with pytest.raises(ChecksumMismatch, match=r"ml-1m\.zip"):
        fetch_quickly(tmp_path, client)
    assert files(tmp_path) == []


def test_without_grouplens_there_is_no_data_set(
    tmp_path: Path, client: httpx.Client, server: GroupLens
) -> None:
    server.is_away = True
    with pytest.raises(SourceUnreachable, match="Name or service not known"):
        fetch_quickly(tmp_path, client)


def test_without_grouplens_a_checked_file_will_do(
    tmp_path: Path, client: httpx.Client, server: GroupLens
) -> None:
    fetch_quickly(tmp_path, client)
    server.is_away = True
    assert fetch_quickly(tmp_path, client).read_bytes() == CONTENT


def test_a_login_page_in_between_is_not_grouplens(
    tmp_path: Path, client: httpx.Client, server: GroupLens
) -> None:
    server.published = "<html>Please log in to this network</html>"
    with pytest.raises(SourceUnreachable, match="checksum"):
        fetch_quickly(tmp_path, client)


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_refusal_names_its_number(tmp_path: Path, status: int) -> None:
    transport = httpx.MockTransport(lambda _request: httpx.Response(status))
    with (
        httpx.Client(transport=transport, base_url=GROUPLENS) as client,
        pytest.raises(SourceUnreachable, match=str(status)),
    ):
        fetch_quickly(tmp_path, client)


@given(st.binary(), st.sampled_from(["MD5 (ml-1m.zip) = {}", "{}  ml-1m.zip\n", "{}", "\n{} *ml-1m.zip"]))
def test_checksums_are_read_in_every_spelling(content: bytes, spelling: str) -> None:
    checksum = hashlib.md5(content).hexdigest()  # noqa: S324
    assert read_checksum(spelling.format(checksum)) == checksum
    assert read_checksum(spelling.format(checksum.upper())) == checksum


@given(st.text(st.characters(codec="ascii", categories=["L", "P", "Z"], exclude_characters="abcdefABCDEF")))
def test_other_text_is_no_checksum(text: str) -> None:
    assert read_checksum(text) is None
