"""What the header of an NPY file says, read so that nothing it holds is obeyed or raised."""

from __future__ import annotations

from typing import IO, Any

import numpy as np
from numpy.lib import format as npy

MOST_HEADER = 4096  # bytes


def read_header(file: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Return shape, whether columns come first, and the type of the numbers that follow.

    Raises
    ------
    ValueError : it is damaged, of a version that NumPy does not write numbers in, or has a length
        below 0, by which reading would take all that there is.
    """
    try:
        version = npy.read_magic(file)
        if version == (1, 0):
            shape, column_major, dtype = npy.read_array_header_1_0(
                file, max_header_size=MOST_HEADER
            )
        elif version == (2, 0):
            shape, column_major, dtype = npy.read_array_header_2_0(
                file, max_header_size=MOST_HEADER
            )
        else:
            raise ValueError(f"its header has version {version}")
    except Exception as error:  # NumPy lets through whatever Python's parser raises
        raise ValueError(str(error)) from error
    if any(length < 0 for length in shape):
        raise ValueError(f"it has the shape {shape}")
    return shape, column_major, dtype
