"""Who is calling: an API key if keys are required, an address, and how often either may call."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.web.problems import RequestRefused

KEY_HEADER = "X-API-Key"
REMEMBERED_CALLERS = 10_000


class ApiKeys:
    """The keys that open the API; without any it is open to everybody."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._digests = tuple(_digest(key) for key in keys)

    @property
    def are_required(self) -> bool:
        """Return whether a caller needs a key at all."""
        return bool(self._digests)

    def name_of(self, given: str | None) -> str | None:
        """Return a name for the holder that does not give the key away; None when it is no key of ours."""
        if given is None:
            return None
        digest = _digest(given)
        # Digests have one length, and every one is compared: the time taken tells nothing about any key.
        matches = [hmac.compare_digest(digest, known) for known in self._digests]
        return digest.hex()[:12] if any(matches) else None


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class RequestLimit:
    """A token bucket a caller: a minute's worth may come at once, then one every 60/limit seconds."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def count(self, caller: str) -> float:
        """Count one request; return 0 when it may pass, otherwise the seconds to wait."""
        if not self._per_minute:
            return 0.0
        bucket = self._bucket(caller)
        if bucket.tokens < 1:
            return (1 - bucket.tokens) * 60 / self._per_minute
        bucket.tokens -= 1
        return 0.0

    def _bucket(self, caller: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.pop(caller, None) or _Bucket(float(self._per_minute), now)
        grown = (now - bucket.filled_at) * self._per_minute / 60
        bucket.tokens = min(bucket.tokens + grown, float(self._per_minute))
        bucket.filled_at = now
        self._buckets[caller] = bucket
        if len(self._buckets) > REMEMBERED_CALLERS:
            self._buckets.popitem(last=False)
        return bucket


@dataclass(frozen=True)
class AccessGuard:
    """Lets callers in, or says why not."""

    keys: ApiKeys
    limit: RequestLimit
    trusted_proxies: int

    def check(self, request: Request) -> None:
        """Return when the caller may go on; RequestRefused when the key is wrong or the caller too eager."""
        holder = self.keys.name_of(_given_key(request))
        # A wrong key counts against the address, so that keys cannot be guessed at full speed.
        self._count(f"key {holder}" if holder else f"address {address_of(request, self.trusted_proxies)}")
        if self.keys.are_required and holder is None:
            raise RequestRefused(
                HTTPStatus.UNAUTHORIZED,
                "key-required",
                f"Send an API key in the header {KEY_HEADER}, or as Authorization: Bearer …",
                headers={"WWW-Authenticate": "Bearer"},
            )

    def _count(self, caller: str) -> None:
        wait = self.limit.count(caller)
        if wait:
            seconds = math.ceil(wait)
            raise RequestRefused(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                f"Too many requests; try again in {seconds} s.",
                headers={"Retry-After": str(seconds)},
            )


def address_of(request: Request, trusted_proxies: int) -> str:
    """Return the caller's address: what the outermost proxy of ours saw, never what the caller claims.

    Every proxy appends the address it was called from to X-Forwarded-For: only the last ones can be believed.
    """
    seen = request.client.host if request.client else "unknown"
    if trusted_proxies:
        hops = [hop.strip() for hop in ",".join(request.headers.getlist("X-Forwarded-For")).split(",")]
        if len(hops) >= trusted_proxies and hops[-trusted_proxies]:
            seen = hops[-trusted_proxies]
    return network_of(seen)


def network_of(address: str) -> str:
    """Return an IPv4 address as it is, and an IPv6 address's /64, which is one household."""
    parsed = _parsed(address)
    if parsed is None:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped  # ::ffff:192.0.2.1, or all of IPv4 would be one household
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(ipaddress.ip_network((parsed.packed, 64), strict=False))


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Read an address, which some proxies write down with its port; None when it is none."""
    with suppress(ValueError):
        return ipaddress.ip_address(address)
    with suppress(ValueError):
        return ipaddress.ip_address(urlsplit(f"//{address}").hostname or "")
    return None


def _given_key(request: Request) -> str | None:
    key = request.headers.get(KEY_HEADER)
    if key is not None:
        return key
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    return credentials.strip() if scheme.lower() == "bearer" and credentials else None


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
