import logging

import httpx
import pytest

from bot.logs import configure_logging

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
