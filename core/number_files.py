"""Numbers in CSV, TSV, NPY and NPZ files.

No pickle, no object, no array that is larger than the file that holds it, no archive that unpacks
to more than it may. A number that is NaN or infinite is refused, with its place.
"""

from __future__ import annotations

import io
from pathlib import Path

from core.faults import InputError, shown
from core.messages import QT_TRANSLATE_NOOP, message
from core.number_faults import fault
from core.numpy_files import npy_array, npz_sheets, numbers
from core.reading import read_limited, shown_path
from core.sheet import Sheet
from core.text_tables import text_sheet

MOST_FILE = 200_000_000  # bytes; what is written as text takes up to 25 a number
SUFFIXES = (".csv", ".tsv", ".npy", ".npz")


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return every table of numbers in a file.

    Raises
    ------
    InputError : the file cannot be read, or holds no table of numbers; it is named.
    """
    data = read_limited(path, MOST_FILE)
    try:
        return sheets_of(data, path.suffix.lower(), path.stem)
    except InputError as error:
        raise error.inside(shown_path(path)) from None


def sheets_of(data: bytes, suffix: str, name: str) -> tuple[Sheet, ...]:
    """Return every table of numbers in the bytes of a file; see :func:`read_sheets`."""
    if suffix == ".npz":
        return npz_sheets(data)
    if suffix == ".npy":
        return (Sheet(name, numbers(npy_array(io.BytesIO(data), len(data)), "")),)
    if suffix in (".csv", ".tsv"):
        return (text_sheet(data, name, tab=suffix == ".tsv"),)
    raise fault(
        "",
        message(
            QT_TRANSLATE_NOOP("core", "files that end in {suffix} hold no numbers"),
            suffix=shown(suffix),
        ),
        message(QT_TRANSLATE_NOOP("core", "use one of {choices}"), choices=", ".join(SUFFIXES)),
    )
