"""What the engine writes as XML, made such that every parser reads the same from it."""

import io
import re
from typing import IO, Any

from ...data.errors import FormatError

# What no XML may hold; and a property or class whose IRI ends in no name: the engine writes an element without one.
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|<oxprefix:[ />]")
_LONGEST = 12


class XmlOut(io.RawIOBase):
    """Passes XML on to *out*; raises ``FormatError`` for what no XML can hold.

    A carriage return in a text is written as a reference: parsers read a bare one as the end of a line.
    """

    def __init__(self, out: IO[bytes]) -> None:
        super().__init__()
        self._out, self._seen = out, b""

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, content: Any) -> int:
        """Write some bytes."""
        content = bytes(content)
        if match := _NO_XML.search(self._seen + content):
            name = match[0].startswith(b"<")
            what = "a property or class whose IRI ends in no name" if name else f"the character {match[0]!r}"
            raise FormatError(f"the answer holds {what}, which XML cannot; ask for another format")
        self._seen = content[-_LONGEST:]
        self._out.write(content.replace(b"\r", b"&#13;"))
        return len(content)


def xml_text(content: bytes) -> bytes:
    """Write a whole document as ``XmlOut`` would write it."""
    out = io.BytesIO()
    XmlOut(out).write(content)
    return out.getvalue()
