"""The outer door: odd addresses, what every answer carries, and what a fault inside tells."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from comity.publish.door import Door
from comity.publish.web.one_request import get

from .addresses import ODD_ADDRESSES
from .test_pages import BROWSER


@pytest.mark.parametrize("path", ODD_ADDRESSES)
def test_odd_addresses_are_refused(path: str, caplog: pytest.LogCaptureFixture) -> None:
    def app(_: object) -> PlainTextResponse:
        raise AssertionError("the application was asked")

    behind = Starlette(routes=[Route("/{path:path}", app)], middleware=[Middleware(Door)])
    for accept in ("text/turtle", "text/html"):
        reply = get(behind, path, accept)
        assert reply.status == 400
        assert reply.headers["content-type"].startswith("text/plain")
    assert caplog.records == []


@pytest.mark.parametrize("path", ["/", "/map", "/bomca/actor/osce.ttl", "/static/site.js", "/sparql?query=ASK{}", "/x"])
def test_every_answer_says_what_a_browser_may_do_with_it(path: str, served: TestClient) -> None:
    answer = served.get(path, headers=BROWSER)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert len(answer.headers.get_list("content-security-policy")) == 1


@pytest.fixture
def broken() -> Iterator[TestClient]:
    def fails(_: object) -> PlainTextResponse:
        raise ValueError("secret\nword")

    async def rows() -> object:
        yield b"a" * 2000
        await asyncio.sleep(0)
        raise OSError("disk")

    def begins(_: object) -> StreamingResponse:
        return StreamingResponse(rows())  # type: ignore[arg-type]

    routes = [Route("/fails", fails), Route("/begins", begins)]
    with TestClient(Starlette(routes=routes, middleware=[Middleware(Door)])) as client:
        yield client


def test_a_fault_inside_is_one_line_of_the_log(broken: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = broken.get("/fails")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    (line,) = caplog.records
    assert "GET '/fails' broke: ValueError: secret word (test_door.py, line " in line.getMessage()
    assert line.exc_info is None
    assert "\n" not in line.getMessage()
    assert line.levelno == logging.ERROR


def test_an_answer_that_breaks_off_has_no_end(broken: TestClient) -> None:
    sent = []

    async def ask() -> None:
        async def receive() -> dict[str, object]:
            await asyncio.Event().wait()
            return {}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/begins", "raw_path": b"/begins", "headers": []}
        await broken.app(scope, receive, send)  # type: ignore[arg-type]

    asyncio.run(ask())
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert sent[-1]["more_body"] is True


def test_a_long_name_of_a_file_is_not_found(served: TestClient) -> None:
    for folder in ("dumps", "static", "assets", "package/bomca"):
        assert served.get(f"/{folder}/{'a' * 300}").status_code == 404
