"""What a paragraph of an explanation is true of, where it is not true of every run."""

from __future__ import annotations


class OfDrawn(str):
    """Said of drawn numbers, or of networks that no trained model has."""

    __slots__ = ()


class OfShared(str):
    """Said of matrices that two variants share: models that were trained one by one share none."""

    __slots__ = ()
