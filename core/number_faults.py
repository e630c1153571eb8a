"""What can be wrong with a file of numbers."""

from __future__ import annotations

from core.faults import InputError
from core.imported import MOST_NUMBERS
from core.messages import QT_TRANSLATE_NOOP, Message, message


def fault(where: str, wrong: Message, right: Message) -> InputError:
    """Return an error."""
    return InputError(where, wrong, right)


def damaged(where: str, error: Exception) -> InputError:
    """Return the refusal of a file that cannot be read to its end."""
    why = " ".join(str(error).split())[:80] or type(error).__name__
    return fault(
        where,
        message(QT_TRANSLATE_NOOP("core", "it is damaged: {reason}"), reason=why),
        message(QT_TRANSLATE_NOOP("core", "save it again")),
    )


def too_much(size: int) -> InputError:
    """Return the refusal of what would take too much memory."""
    return fault(
        "",
        message(QT_TRANSLATE_NOOP("core", "it would unpack to {size} bytes"), size=size),
        message(QT_TRANSLATE_NOOP("core", "use at most {most} numbers"), most=MOST_NUMBERS),
    )


def no_table(where: str) -> InputError:
    """Return the refusal of a file without numbers."""
    return fault(
        where,
        message(QT_TRANSLATE_NOOP("core", "there is no table of numbers in it")),
        message(
            QT_TRANSLATE_NOOP(
                "core", "use rows and columns of numbers, with up to one axis of heads"
            )
        ),
    )


def not_finite(where: str, value: str, head: int, row: int, col: int) -> InputError:
    """Return the refusal of NaN or an infinity; head, row and column count from 0."""
    return fault(
        where,
        message(
            QT_TRANSLATE_NOOP("core", "head {head}, row {row}, column {col} holds {value}"),
            head=head + 1,
            row=row + 1,
            col=col + 1,
            value=value[:20],
        ),
        message(
            QT_TRANSLATE_NOOP("core", "use finite numbers: attention over others means nothing")
        ),
    )
