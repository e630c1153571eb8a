"""What is said under the lab's figures: the verdict first, then what was expected."""

from __future__ import annotations

import re

from gui.lab.findings import Findings
from gui.lab.words import expected, failures, training_length, verdict
from gui.rich_text import indexed
from gui.theme import Theme

LARGE = 1.2  # letters of the verdict
LEAD, STRONG = re.compile("^([^:：]{1,40}[:：])"), r"<b>\1</b>"  # what a sentence is about


def notes_plain(found: Findings | None) -> tuple[str, ...]:
    """Return the notes, as files take them."""
    if found is None:
        return ()
    return (*verdict(found), *failures(found.failed), expected(found), training_length(found))


def notes_html(found: Findings | None, theme: Theme, points: float) -> str:
    """Return the notes as rich text: the verdict large, failures in red.

    Parameters
    ----------
    points : size of the window's letters.
    """
    if found is None:
        return ""
    large = f'<div style="color:{theme.text};font-size:{LARGE * points:.1f}pt">'
    said = [f"{large}{LEAD.sub(STRONG, indexed(line))}</div>" for line in verdict(found)]
    said += [
        f'<div style="color:{theme.error}">{indexed(line)}</div>' for line in failures(found.failed)
    ]
    rest = (expected(found), training_length(found))
    said += [f'<div style="color:{theme.muted}">{indexed(line)}</div>' for line in rest]
    return "".join(said)
