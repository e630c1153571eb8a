"""Arrays in a ``.npz`` file, read with care: what a header says is checked before it is obeyed."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Collection, Mapping
from tokenize import TokenError
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

MOST_HEADER = 4096  # bytes of one array's header
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
            found, column_major, dtype = _header(member)
            if dtype.str not in dtypes:
                raise ArchiveError(f"{name} holds {_short(dtype)}, not {' or '.join(dtypes)}")
            if shape is None:
                # A negative length would make read() take all that the member unpacks to.
                if len(found) != 1 or not 0 <= found[0] * dtype.itemsize <= most:
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


def _header(member: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Return shape, whether columns come first, and type, as an array's header says."""
    try:
        version = npy.read_magic(member)
        if version == (1, 0):
            return npy.read_array_header_1_0(member, max_header_size=MOST_HEADER)
        if version == (2, 0):
            return npy.read_array_header_2_0(member, max_header_size=MOST_HEADER)
    except (TokenError, SyntaxError, TypeError) as error:  # of Python's parser: NumPy lets them by
        raise ValueError(str(error)) from error
    raise ArchiveError(f"its header has version {version}")
