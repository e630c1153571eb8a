"""A lesson's Markdown as blocks that Qt shows: rich text, and formulas that stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from core.lessons.model import Template
from core.lessons.text import pieces
from gui.theme import Theme
from gui.widgets.tex_text import Run, runs

JOINER = "\u2060"  # no line ends between the letters of a formula
LINE_HEIGHT = 138  # per cent
_DISPLAYED = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<!\\)\$([^$\n]+?)\$")
_TEX_MARK = re.compile("\ue002([0-9]+)\ue003")
_NAMED = re.compile(r"\\(ln|log|max|min|dim)\s+(?=[A-Za-z|\\])")  # ln n, not lnn
_FIGURE = re.compile("\ue000([0-9]+)\ue001")
_OFF = ("image", "link", "autolink", "html_inline", "html_block", "reference", "code", "hr")
Figures = Callable[[int], str]
"""Number of a figure in its template -> how it is written now."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: rich text, or the TeX of a displayed formula."""

    html: str = ""
    tex: str = ""


def blocks(template: Template, figures: Figures, theme: Theme) -> tuple[Block, ...]:
    """Return a text's blocks, its figures filled in."""
    made: list[Block] = []
    for number, part in enumerate(_DISPLAYED.split(template.text)):
        if number % 2:
            made.append(Block(tex=filled_tex(part.strip(), figures)))
        elif part.strip():
            made.append(Block(html=_rich(part, figures, theme)))
    return tuple(made)


def html(template: Template, figures: Figures, theme: Theme) -> str:
    """Return a short text as one piece of rich text; displayed formulas stand in the line."""
    text = _DISPLAYED.sub(lambda match: f"${' '.join(match[1].split())}$", template.text)
    return _rich(text, figures, theme)


def line(template: Template, figures: Figures, theme: Theme) -> str:
    """Return a heading or an option as rich text without a paragraph around it."""
    text = html(template, figures, theme)
    paragraphs = re.fullmatch(r"<p[^>]*>(.*)</p>", text.strip(), re.DOTALL)
    inside = paragraphs[1] if paragraphs and "<p" not in paragraphs[1] else text
    return inside.strip()


def plain(template: Template, figures: Figures) -> str:
    """Return a heading as plain text."""
    filled = "".join(
        figures(part) if isinstance(part, int) else part for part in pieces(template.text)
    )
    return re.sub(r"[*$`]|\\(?:query|key|value|tied)(?=\{)", "", filled).strip()


def filled_tex(tex: str, figures: Figures) -> str:
    """Return TeX with its figures; a minus is the keyboard's there."""
    return _FIGURE.sub(lambda match: figures(int(match[1])).replace("−", "-"), tex)


def _rich(text: str, figures: Figures, theme: Theme) -> str:
    """Return Markdown as Qt's rich text."""
    formulas: list[str] = []

    def taken(match: re.Match[str]) -> str:
        formulas.append(match[1])
        return f"\ue002{len(formulas) - 1}\ue003"

    marked = _INLINE.sub(taken, text).replace("\\$", "$")
    made = _styled(rendered(marked), theme)
    made = _TEX_MARK.sub(
        lambda match: symbols_html(filled_tex(formulas[int(match[1])], figures), theme), made
    )
    made = made.replace(" = ", "\u00a0=\u00a0")  # K = V stays on one line
    return _FIGURE.sub(lambda match: f"<b>{escape(figures(int(match[1])))}</b>", made)


@lru_cache(maxsize=512)
def rendered(markdown: str) -> str:
    """Return Markdown as plain HTML: no pictures, no links, no HTML of its own."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(list(_OFF))
    made: str = reader.render(markdown)
    return made


def symbols_html(tex: str, theme: Theme) -> str:
    """Return inline TeX as rich text: italics, low and raised letters, colours by role."""
    return JOINER.join(_run_html(run, theme) for run in runs(_NAMED.sub(r"\\\1\\,", tex)))


def _run_html(run: Run, theme: Theme) -> str:
    text = escape(run.text).replace(" ", "&nbsp;")
    if not run.upright and text.strip():
        text = f"<i>{text}</i>"
    if run.roles:
        text = f'<span style="color:{theme.role(run.roles[0])}"><b>{text}</b></span>'
    if run.script:
        tag = "sub" if run.script < 0 else "sup"
        text = f"<{tag}>{text}</{tag}>"
    return text


def _styled(made: str, theme: Theme) -> str:
    """Give paragraphs, lists and tables the room that reading needs."""
    lines = f"line-height:{LINE_HEIGHT}%"
    cell = f"padding:3px 8px 3px 0; border-bottom:1px solid {theme.border}"
    for tag, style in (
        ("p", f"margin:0 0 8px 0; {lines}"),
        ("ul", "margin:0 0 8px 0; -qt-list-indent:0; margin-left:14px"),
        ("ol", "margin:0 0 8px 0; -qt-list-indent:0; margin-left:16px"),
        ("li", f"margin:0 0 3px 0; {lines}"),
        ("blockquote", f"margin:0 0 8px 12px; color:{theme.muted}"),
        ("table", "margin:2px 0 10px 0"),
        ("td", cell),
        ("th", cell),
    ):
        made = re.sub(rf"<{tag}(?=[ >])", f'<{tag} style="{style}"', made)
    return re.sub(r'(style="[^"]*") style="', r'\1 data-was="', made)
