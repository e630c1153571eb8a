"""A session goes into pictures and pages and comes back; what is none is refused."""

from __future__ import annotations

import tracemalloc

import pytest

from core import carriers
from core.carriers import KEY, carried, html_with, svg_with, xmp_with
from core.faults import InputError

SESSION = rb'{"text": "a < b && \"c\" > \u00e9"}'


@pytest.mark.parametrize(
    "content",
    [
        svg_with(b'<svg xmlns="http://www.w3.org/2000/svg"><defs/></svg>', SESSION),
        svg_with(b'<svg xmlns="http://www.w3.org/2000/svg"/>', SESSION),
        b"%PDF-1.7\n" + xmp_with("a < b", "QKV Explorer", SESSION),
    ],
)
def test_what_was_put_in_comes_out(content: bytes) -> None:
    assert carried(content) == SESSION


def test_a_page_holds_it_as_data_that_ends_no_script() -> None:
    page = html_with(b"<html><body></body></html>", b'{"text": "</script>"}')
    assert page.count(b"</script>") == 1
    assert carried(page) == rb'{"text": "\u003c/script>"}'


def test_what_is_longer_than_any_session_is_not_unescaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carriers, "MOST_JSON", 1_000_000)
    content = b'<svg><metadata id="%s">%s</metadata></svg>' % (KEY.encode(), b"&amp;" * 4_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="at most 1 MB"):
            carried(content)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
