"""Whose request it is: what our own proxies saw, and never what a caller claims."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from bot.web.access import address_of

CALLER, CLAIM, PROXY = "203.0.113.7", "198.51.100.1", "10.0.0.9"


def request_from(seen: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    return Request({"type": "http", "client": (seen, 1234), "headers": headers})


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, (), PROXY),
        (0, (CALLER,), PROXY),
        (1, (), PROXY),
        (1, (CALLER,), CALLER),
        (1, (f"{CLAIM}, {CALLER}",), CALLER),
        (1, (CLAIM, CALLER), CALLER),  # two headers say what one with a comma says
        (2, (f"{CLAIM}, {CALLER}, {PROXY}",), CALLER),
        (2, (CALLER,), PROXY),  # fewer hops than proxies: nobody of ours wrote this
        (1, (f"{CALLER}, ",), PROXY),
    ],
)
def test_only_what_our_proxies_appended_is_believed(
    proxies: int, forwarded: tuple[str, ...], address: str
) -> None:
    assert address_of(request_from(PROXY, *forwarded), proxies) == address


@pytest.mark.parametrize(
    ("seen", "caller"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", CALLER),
        ("203.0.113.7:50123", CALLER),
        ("[2001:db8:1:2::5]:50123", "2001:db8:1:2::/64"),
        ("x" * 10_000, "unknown"),
        ("[::1", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_household_is_one_caller_however_its_address_is_written(seen: str, caller: str) -> None:
    assert address_of(request_from(seen), 0) == caller
