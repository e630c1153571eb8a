"""A lesson's Markdown: one heading a step, its sections, and the figures in them.

::

    # Title
    A line on what it is about.

    ## First step
    Text, with **Markdown**, $TeX$ and figures such as {max_kv_difference:.2f}; a figure inside
    TeX is written @{...}.

    ### question
    What is asked?

    ### options
    - the first
    - the second

    ### why
    - what is to be said of the first
    - and of the second
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.faults import InputError, shown
from core.lessons.expressions import Expression, parse
from core.lessons.figure_error import FigureError
from core.lessons.model import CLOSE, OPEN, LessonText, StepText, Template
from core.messages import QT_TRANSLATE_NOOP, message

SINGLE, LISTS = ("question", "right", "wrong", "hint"), ("options", "why")
# TeX between dollars, an escaped dollar, a figure, a doubled brace.
_PARTS = re.compile(r"\$\$.+?\$\$|\\\$|\$[^$\n]+?\$|\{\{|\}\}|\{[^{}\n]*\}", re.DOTALL)
_IN_TEX = re.compile(r"@\{([^{}\n]*)\}")
_ITEM = re.compile(r"^- ", re.MULTILINE)


def read_text(source: str) -> LessonText:
    """Read a lesson's text in one language.

    Raises
    ------
    InputError : there is no title, a section is unknown, or a figure is no expression.
    """
    clean = source.replace("\r\n", "\n").translate({ord(OPEN): None, ord(CLOSE): None})
    head, *parts = re.split(r"^## +", clean, flags=re.MULTILINE)
    match = re.match(r"\s*# +(.+)\n?", head)
    if match is None:
        raise InputError(
            "",
            message(QT_TRANSLATE_NOOP("core", "the title is missing")),
            message(QT_TRANSLATE_NOOP("core", "begin with a line such as “# Title”")),
        )
    summary = " ".join(head[match.end() :].split())
    steps = tuple(_step(part, f"## {number}") for number, part in enumerate(parts, 1))
    return LessonText(match[1].strip(), summary, steps)


def _step(part: str, place: str) -> StepText:
    title, _, rest = part.partition("\n")
    body, *sections = re.split(r"^### +", rest, flags=re.MULTILINE)
    single: dict[str, Template] = {}
    lists: dict[str, tuple[Template, ...]] = {}
    for section in sections:
        name, _, text = section.partition("\n")
        name = name.strip().lower()
        if name in SINGLE:
            single[name] = template(text, place)
        elif name in LISTS:
            lists[name] = tuple(template(item, place) for item in _ITEM.split("\n" + text)[1:])
        else:
            raise InputError(
                place,
                message(QT_TRANSLATE_NOOP("core", "{name} is not known here"), name=shown(name)),
                message(
                    QT_TRANSLATE_NOOP("core", "known are {names}"), names=", ".join(SINGLE + LISTS)
                ),
            )
    none = Template()
    return StepText(
        template(title, place),
        template(body, place),
        single.get("question", none),
        lists.get("options", ()),
        lists.get("why", ()),
        single.get("right", none),
        single.get("wrong", none),
        single.get("hint", none),
    )


def template(text: str, place: str = "") -> Template:
    """Take the figures out of a text.

    Raises
    ------
    InputError : one of them is no expression.
    """
    figures: list[Expression] = []

    def taken(source: str) -> str:
        try:
            figures.append(parse(source))
        except FigureError as error:
            right = message(QT_TRANSLATE_NOOP("core", "write a figure such as {example}"))
            filled = message(right.text, example="{max_kv_difference:.2f}")
            raise InputError(place, error.message, filled) from None
        return f"{OPEN}{len(figures) - 1}{CLOSE}"

    def replaced(match: re.Match[str]) -> str:
        found = match.group(0)
        if found in ("{{", "}}"):
            return found[0]
        if found.startswith("{"):
            return taken(found[1:-1])
        return _IN_TEX.sub(lambda inner: taken(inner[1]), found)

    return Template(_PARTS.sub(replaced, text.strip()), tuple(figures))


def pieces(text: str) -> Iterator[str | int]:
    """Yield the texts between figures, and the figures' numbers."""
    for number, part in enumerate(re.split(f"{OPEN}([0-9]+){CLOSE}", text)):
        yield int(part) if number % 2 else part
