"""The page that describes the API, in a real browser that knows no other host."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser, Route, expect

from tests.bot.web.conftest import client_of

pytest_plugins = ["tests.support.browser"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_page_lists_every_call_and_asks_no_other_host(
    chromium: Browser, shared_app: FastAPI
) -> None:
    asked: list[str] = []
    async with client_of(shared_app) as client:

        async def answer(route: Route) -> None:
            asked.append(route.request.url)
            found = await client.get(route.request.url, headers={"Accept-Encoding": "identity"})
            await route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)

        context = await chromium.new_context()
        await context.route("**/*", answer)
        page = await context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto("http://matinee.test/docs")
        operations = page.locator(".opblock-summary-path")
        await expect(operations.filter(has_text="/recommendations/{user_id}")).to_be_visible(timeout=20_000)
        await context.close()
    assert faults == []
    assert {urlsplit(url).hostname for url in asked} == {"matinee.test"}
    assert len(asked) >= 4  # the page, its script, its style, the description
