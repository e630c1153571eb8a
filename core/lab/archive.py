"""Arrays in a ``.npz`` file, read with care: what a header says is checked before it is obeyed."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from core.npy_header import read_header

_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every member, so that equal arrays give equal files


class ArchiveError(ValueError):
    """A member of an archive is missing or is not what it should be."""


def packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as an uncompressed ``.npz``, in the order given."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", _MOMENT)
            with archive.open(member, "w") as into:
                npy.write_array(into, np.ascontiguousarray(array), allow_pickle=False)
    return content.getvalue()


def read_array(
    archive: zipfile.ZipFile,
    name: str,
    shape: tuple[int, ...] | None,
    dtypes: Collection[str],
    *,
    most: int = 0,
) -> NDArray[Any]:
    """Read one array.

    Parameters
    ----------
    shape : what it must be; None takes any vector of at most ``most`` bytes.
    dtypes : what its numbers may be, as NumPy writes them: ``<f4``.

    Raises
    ------
    ArchiveError : it is missing, damaged, or of another shape or type; names it.
    """
    try:
        with archive.open(f"{name}.npy") as member:
            found, column_major, dtype = read_header(member)
            if dtype.str not in dtypes:
                raise ArchiveError(f"{name} holds {_short(dtype)}, not {' or '.join(dtypes)}")
            if shape is None:
                if len(found) != 1 or found[0] * dtype.itemsize > most:
                    raise ArchiveError(f"{name} has the shape {_short(found)}; at most ({most},)")
            elif found != shape:
                raise ArchiveError(f"{name} has the shape {_short(found)}, not {shape}")
            size = math.prod(found) * dtype.itemsize
            raw = member.read(size + 1)  # a member that is longer is not what it says
    except KeyError:
        raise ArchiveError(f"it has no {name}") from None
    except ArchiveError:
        raise
    except (OSError, ValueError, EOFError, RuntimeError, NotImplementedError) as error:
        raise ArchiveError(f"{name} is damaged: {_short(error)}") from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise ArchiveError(f"{name} is damaged: {_short(error)}") from error
    if len(raw) != size:
        raise ArchiveError(f"{name} is cut off or too long")
    return np.frombuffer(raw, dtype).reshape(found, order="F" if column_major else "C")


def _short(found: object) -> str:
    """Return what a file says of itself, cut to what fits into a line."""
    return " ".join(str(found).split())[:100]
