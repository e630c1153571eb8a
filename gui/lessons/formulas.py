"""Whether the formulas of a lesson's texts can be set, before somebody meets one that cannot."""

from __future__ import annotations

from core.faults import InputError, shown
from core.lessons.model import Lesson
from core.messages import QT_TRANSLATE_NOOP, message
from gui.lessons.writing import blocks
from gui.theme import LIGHT

FIGURE = "1.5"  # stands for every figure
PIXELS = 20


def check_formulas(lesson: Lesson) -> None:
    """Set every displayed formula of a lesson.

    Raises
    ------
    InputError : one cannot be set.
    """
    for language, text in lesson.texts.items():
        for number, step in enumerate(text.steps, 1):
            for template in step.templates():
                for block in blocks(template, lambda _: FIGURE, LIGHT):
                    if block.tex:
                        _check(block.tex, f"{language}.md: ## {number}")


def _check(tex: str, where: str) -> None:
    from gui.widgets.formula import formula_svg

    try:
        formula_svg(tex, LIGHT, PIXELS)
    except Exception:  # a typesetter that meets nonsense raises what it likes
        raise InputError(
            where,
            message(QT_TRANSLATE_NOOP("core", "the formula {tex} cannot be set"), tex=shown(tex)),
            message(QT_TRANSLATE_NOOP("core", "close every brace, and use no & outside a matrix")),
        ) from None
