"""The parts of a page: scripts, styles, addresses."""

import json
from html.parser import HTMLParser
from typing import Any


class Parts(HTMLParser):
    """Collect the scripts, styles and addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self._inside: tuple[str, dict[str, str | None]] | None = None
        self.policy = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.addresses += [str(found[name]) for name in ("src", "href", "action", "srcset") if name in found]
        assert not [name for name in found if name.startswith("on")], "no inline handlers"
        assert "style" not in found, "no inline styles"
        if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(found["content"])
        self._inside = (tag, found) if tag in ("script", "style") else None

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[0] == "script":
            self.scripts.append((self._inside[1], data))
        elif self._inside:
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def data(self, name: str) -> Any:
        return json.loads(next(text for attributes, text in self.scripts if attributes.get("id") == name))
