from __future__ import annotations

import logging
from urllib.parse import unquote

import httpx
import pytest

from bot.runtime.logs import configure_logging

TOKEN = "123456:AAH-secret"
DATABASE = "postgres://me:hunter2@db.example/matinee"


@pytest.fixture(autouse=True)
def logging_as_it_was() -> object:
    root, chatty = logging.getLogger(), logging.getLogger("httpx")
    before = (root.handlers[:], root.level, chatty.level)
    yield
    root.handlers[:], root.level, chatty.level = before


def test_secrets_never_reach_a_line_not_even_in_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", [TOKEN, DATABASE])
    try:
        raise RuntimeError(f"POST https://api.telegram.org/bot{TOKEN}/getMe failed")
    except RuntimeError:
        logging.getLogger("bot").exception("connecting with %s", DATABASE)
    logging.getLogger("bot").warning("password hunter2, token AAH-secret")
    out = capsys.readouterr().out
    assert "connecting with" in out
    assert "Traceback" in out
    for secret in ("AAH-secret", "hunter2"):
        assert secret not in out


def test_request_lines_of_httpx_are_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", [])
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    with httpx.Client(transport=transport) as client:
        client.get("https://www.omdbapi.com/?apikey=deadbeef")
    assert "deadbeef" not in capsys.readouterr().out


@pytest.mark.parametrize("password", ["pa[ss", "p%40ss%2Fword", "pa℀ss", "p:a:s:s", "päss?"])
def test_a_password_in_an_address_is_hidden_whatever_it_is_made_of(
    password: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("INFO", [f"postgres://me:{password}@db.example/matinee"])
    logging.getLogger("bot").warning("refused: %s or %s", password, unquote(password))
    assert "refused: ••• or •••" in capsys.readouterr().out


def test_a_record_is_one_line_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", [])
    logging.getLogger("bot").warning("one\rtwo\n\nthree\u2028four\x85five")
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 1
    assert all(word in out for word in ("one", "two", "three", "four", "five"))
