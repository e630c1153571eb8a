"""Sessions inside pictures and pages: PNG text, SVG metadata, a PDF's XMP packet, an HTML script.

Whatever a file claims about itself, nothing is unpacked beyond :data:`core.reading.MOST_JSON`, and
no parser runs that could be led astray: a session is found by its marks.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from core.faults import InputError
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.reading import MOST_JSON, too_large

KEY = "qkv-explorer-session"
"""Keyword of the PNG text, and id of the elements."""
MOST_PICTURE = 512_000_000  # bytes; the largest image that this program writes takes less
MOST_CARRIED = 16_000_000  # bytes of a session that a picture still takes along

_PNG = b"\x89PNG\r\n\x1a\n"
_PDF = b"%PDF-"
_XMP_OPEN, _XMP_CLOSE = b"<qkv:session>", b"</qkv:session>"
_ELEMENT = re.compile(
    rb"""<(metadata|script)\b[^<>]{0,200}\bid=["']%s["'][^<>]{0,200}>""" % KEY.encode()
)
_BARE = re.compile(rb"""<(script)\b[^<>]{0,200}\bid=["']scenario["'][^<>]{0,200}>""")
_ESCAPES = (
    (b"&lt;", b"<"),
    (b"&gt;", b">"),
    (b"&quot;", b'"'),
    (b"&apos;", b"'"),
    (b"&amp;", b"&"),
)
_LONGEST_ESCAPE = max(len(name) for name, _ in _ESCAPES)  # bytes that may stand for one
_HEADER = 8  # bytes of a chunk's length and name


def svg_with(svg: bytes, session: bytes) -> bytes:
    """Return an SVG drawing with a session (ASCII) in its metadata, before what is drawn."""
    element = f'<metadata id="{KEY}">{escape(session.decode("ascii"))}</metadata>\n'.encode()
    at = svg.find(b"<defs")
    if at < 0:
        at = svg.find(b">", svg.find(b"<svg")) + 1
    return svg[:at] + element + svg[at:]


def html_with(page: bytes, session: bytes) -> bytes:
    """Return an HTML page with a session (ASCII) in a script that is data, not code."""
    # Inside a script nothing is escaped; "<" stands in JSON within texts only.
    data = session.replace(b"<", b"\\u003c")
    element = b'<script type="application/json" id="%s">%s</script>\n' % (KEY.encode(), data)
    at = page.rfind(b"</body>")
    return page[:at] + element + page[at:]


def xmp_with(title: str, creator: str, session: bytes) -> bytes:
    """Return the XMP packet (ISO 16684-1) of a PDF that holds a session (ASCII)."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:qkv="urn:qkv-explorer">\n'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li>'
        "</rdf:Alt></dc:title>\n"
        f"<xmp:CreatorTool>{escape(creator)}</xmp:CreatorTool>\n"
        f"<qkv:session>{escape(session.decode('ascii'))}</qkv:session>\n"
        '</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>\n'
    ).encode()


def escape(text: str) -> str:
    """Return a text as it stands between the tags of XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def is_carrier(data: bytes) -> bool:
    """Whether bytes look like a picture or a page rather than like a session."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return data.startswith((_PNG, _PDF)) or start.startswith(b"<")


def carried(data: bytes) -> bytes:
    """Return the session that a PNG, SVG, PDF or HTML file holds.

    Raises
    ------
    InputError : it holds none, or it is damaged.
    """
    found = _found(data)
    if found is None:
        raise InputError(
            "",
            message(QT_TRANSLATE_NOOP("core", "the picture carries no session")),
            message(QT_TRANSLATE_NOOP("core", "choose one that this program saved with its state")),
        )
    if len(found) > MOST_JSON:
        raise too_large("", len(found), MOST_JSON)
    return found


def _found(data: bytes) -> bytes | None:
    if data.startswith(_PNG):
        return next(_png_texts(data), None)
    if data.startswith(_PDF):
        return _between(data, data.find(_XMP_OPEN), _XMP_OPEN, _XMP_CLOSE)
    opened = _ELEMENT.search(data) or _BARE.search(data)
    if opened is None:
        return None
    return _between(data, opened.start(), opened[0], b"</%s>" % opened[1])


def _between(data: bytes, at: int, opening: bytes, close: bytes) -> bytes | None:
    """Return what stands between two marks, XML's escapes undone; None without the first."""
    if at < 0:
        return None
    start = at + len(opening)
    end = data.find(close, start)
    if end < 0:
        raise _damaged()
    if end - start > _LONGEST_ESCAPE * MOST_JSON:
        raise too_large("", end - start, MOST_JSON)
    inner = data[start:end]
    if opening.startswith(b"<script"):
        return inner
    for name, char in _ESCAPES:
        inner = inner.replace(name, char)
    return inner


def _png_texts(data: bytes) -> Iterator[bytes]:
    """Yield the texts of the chunks whose keyword is ours."""
    at, keyword = len(_PNG), KEY.encode()
    while at + _HEADER <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + _HEADER : at + _HEADER + length]
        crc = data[at + _HEADER + length : at + _HEADER + length + 4]
        if len(body) < length or len(crc) < 4:
            raise _damaged()
        if name in (b"tEXt", b"zTXt", b"iTXt") and body.startswith(keyword + b"\0"):
            if zlib.crc32(name + body) != int.from_bytes(crc, "big"):
                raise _damaged()
            yield _text(name, body[len(keyword) + 1 :])
        if name == b"IEND":
            return
        at += _HEADER + length + 4


def _text(name: bytes, body: bytes) -> bytes:
    """Return the text of a chunk, after its keyword (PNG specification, 11.3.4)."""
    if name == b"tEXt":
        return body
    if name == b"zTXt":
        return _unpacked(body[1:])
    packed, rest = body[:1] == b"\x01", body[2:]  # flag, method; then language and keyword
    parts = rest.split(b"\0", 2)
    if len(parts) < 3:
        raise _damaged()
    return _unpacked(parts[2]) if packed else parts[2]


def _unpacked(packed: bytes) -> bytes:
    """Return what deflate packed, as far as a session may reach."""
    try:
        reader = zlib.decompressobj()
        text = reader.decompress(packed, MOST_JSON + 1)
    except zlib.error:
        raise _damaged() from None
    if len(text) <= MOST_JSON and not reader.eof:
        raise _damaged()
    return text


def _damaged() -> InputError:
    wrong: Message = message(QT_TRANSLATE_NOOP("core", "the session in the picture is damaged"))
    return InputError(
        "", wrong, message(QT_TRANSLATE_NOOP("core", "choose the file that the program wrote"))
    )
