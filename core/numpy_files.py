"""Arrays in NPY and NPZ files: what a header says is checked before any of it is obeyed."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from core.faults import InputError, shown
from core.imported import MOST_NUMBERS
from core.messages import QT_TRANSLATE_NOOP, message
from core.npy_header import read_header
from core.number_faults import damaged, fault, no_table, not_finite, too_much
from core.numerics import FloatArray
from core.sheet import Sheet

MOST_MEMBERS = 2000  # of an NPZ file
MOST_UNPACKED = 200_000_000  # bytes of all its members
MOST_LABELS = 10_000_000  # bytes of all labels of one axis
LABELS = "rows"  # what follows the name of an array whose rows have labels


def npz_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Return the arrays of an archive that are tables, each with its ``name.rows``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
                raise too_much(sum(member.file_size for member in members))
            arrays = dict(_members(archive, members))
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise damaged("", error) from None
    except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed in a rare way
        raise damaged("", error) from None
    sheets: list[Sheet] = []
    faults: list[InputError] = []
    for name, array in arrays.items():
        if array.dtype.kind in "fiu" and 1 <= array.ndim <= 3:
            try:
                values = numbers(array, name)
            except InputError as error:  # masked scores, say, beside what is wanted
                faults.append(error)
            else:
                labels = _labels(arrays.get(f"{name}.{LABELS}"), array)
                sheets.append(Sheet(name, values, labels))
    if not sheets:
        raise faults[0] if faults else no_table("")
    return tuple(sheets)


def _members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the arrays of an archive that can be tables or their labels."""
    for member in members:
        name = member.filename.removesuffix(".npy")
        if name == member.filename:
            continue
        with archive.open(member) as file:
            yield name, npy_array(file, member.file_size, name)


def npy_array(file: IO[bytes], size: int, where: str = "") -> NDArray[Any]:
    """Return the array in an NPY file of ``size`` bytes, its header checked first.

    Raises
    ------
    InputError : it is damaged, holds objects, or says that it is larger than it is.
    """
    try:
        shape, column_major, dtype = read_header(file)
    except ValueError as error:
        raise damaged(where, error) from None
    if dtype.hasobject or dtype.kind not in "fiuU" or dtype.itemsize == 0:
        raise fault(
            where,
            message(
                QT_TRANSLATE_NOOP("core", "it holds {kind}, not numbers"), kind=shown(str(dtype))
            ),
            message(QT_TRANSLATE_NOOP("core", "save an array of float64, float32 or integers")),
        )
    count = math.prod(shape)
    most = MOST_LABELS if dtype.kind == "U" else MOST_NUMBERS * 8
    if count * dtype.itemsize > min(size, most):
        raise fault(
            where,
            message(
                QT_TRANSLATE_NOOP("core", "its shape {shape} is too large"), shape=shown(shape)
            ),
            message(
                QT_TRANSLATE_NOOP("core", "use at most {most} numbers, all of them in the file"),
                most=MOST_NUMBERS,
            ),
        )
    try:
        raw = file.read(count * dtype.itemsize + 1)
    except (ValueError, EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
        raise damaged(where, error) from None
    if len(raw) != count * dtype.itemsize:
        raise damaged(where, ValueError(f"{len(raw)} bytes of numbers"))
    order = "F" if column_major else "C"
    return np.frombuffer(raw, dtype).reshape(shape, order=order)  # type: ignore[call-overload, no-any-return]


def _labels(array: NDArray[Any] | None, table: NDArray[Any]) -> tuple[str, ...]:
    """Return the labels of a table's rows, if they are one for each."""
    rows = table.shape[-2] if table.ndim > 1 else 1
    if array is None or array.dtype.kind != "U" or array.shape != (rows,):
        return ()
    try:
        return tuple(str(label) for label in array.tolist())
    except ValueError:  # what no Unicode character is
        return ()


def numbers(array: NDArray[Any], where: str) -> FloatArray:
    """Return an array as [heads, rows, cols] of float64.

    Raises
    ------
    InputError : it has no numbers, too many axes, or one that is NaN or infinite.
    """
    if array.dtype.kind not in "fiu" or not 1 <= array.ndim <= 3 or 0 in array.shape:
        raise no_table(where)
    with np.errstate(all="ignore"):
        values = array.astype(np.float64)
    values = values.reshape((1,) * (3 - array.ndim) + array.shape)  # [...] -> [heads, rows, cols]
    if not np.isfinite(values).all():
        head, row, col = (int(index[0]) for index in np.nonzero(~np.isfinite(values)))
        raise not_finite(where, str(values[head, row, col]), head, row, col)
    return values
