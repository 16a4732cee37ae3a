"""The application on a loopback port, and a browser that looks at it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from comity.publish.app import make_app
from comity.publish.sparql.limits import Limits

from ..viz.browser import AXE, CHROMIUM, NO_AXE, QUIET, Log, playwright


@contextmanager
def serving(store: Path, limits: Limits | None = None, root_path: str = "") -> Iterator[str]:
    """Serve *store* on a free port of this machine; gives the address."""
    from comity.publish.server import make_server

    server = make_server(make_app(store, limits, root_path=root_path), "127.0.0.1", 0, limits or Limits())
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until = time.monotonic() + 30
        while not server.started and time.monotonic() < until:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def browsing(width: int = 1440, height: int = 900, **options: Any) -> Iterator[tuple[Any, Log]]:
    """Open a window; what it asks for and what goes wrong on its pages is written down."""
    with playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            log = Log()
            context.on("request", lambda request: log.requests.append(request.url))
            context.on("weberror", lambda error: log.errors.append(str(error.error)))
            context.on(
                "console", lambda said: log.errors.append(said.text) if said.type in ("error", "warning") else None
            )
            yield context, log
        finally:
            browser.close()


needs_axe = pytest.mark.skipif(not AXE.is_file(), reason=NO_AXE)


def faults(page: Any) -> list[str]:
    """Give what axe-core finds on a page; nothing where it is absent, so that the rest of a test goes on."""
    if not AXE.is_file():
        return []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['html'][:120]} ({node['failureSummary'][:200]})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
