"""The trained models that there are: those shipped, and those that a sweep left beside each other.

A file is read when it is asked for, and again when it has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from core.lab.checkpoint import About, Checkpoint, CheckpointError, read, read_about
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.reading import shown_path
from core.trained.problem import ModelError
from core.variants import VARIANTS

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "trained"
SUFFIX = ".npz"
MOST_BESIDE = 500  # files of a folder that are looked at
LONGEST_NAME = 4096

Stamp: TypeAlias = tuple[int, int]
"""Time and size of a file: another stamp, another content."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model that can be opened.

    Attributes
    ----------
    name : what a scenario calls it.
    about : what it is.
    """

    name: str
    about: About


def path_of(name: str) -> Path:
    """Return the file of a model: a name without folder and ending is a shipped one's."""
    path = Path(name)
    if path.suffix == SUFFIX or len(path.parts) > 1:
        try:
            return path.expanduser()
        except RuntimeError:  # there is no such user
            return path
    return FOLDER / f"{name}{SUFFIX}"


def load(name: str) -> Checkpoint:
    """Return a model.

    Raises
    ------
    ModelError : there is none of that name, or its file cannot be used; the field is ``weights``.
    """
    path = _checked(name)
    try:
        return _read(path, stamp_of(path))
    except CheckpointError as error:
        raise _unusable(error) from error


def about(name: str) -> About:
    """Return what a model is; errors as :func:`load`."""
    path = _checked(name)
    try:
        return _read_about(path, stamp_of(path))
    except CheckpointError as error:
        raise _unusable(error) from error


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of a file; zeros where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return found.st_mtime_ns, found.st_size


def shipped() -> tuple[Model, ...]:
    """Return the models that come with the program, by name; what cannot be read is left out."""
    return _models(FOLDER, bare=True)


def beside(name: str) -> tuple[Model, ...]:
    """Return the models in the folder of one: the shipped ones, or those of its sweep."""
    path = path_of(name)
    return shipped() if path.parent == FOLDER else _models(path.parent, bare=False)


def counterpart(name: str, variant: str) -> str | None:
    """Return the model nearest to one that has the attention of a variant; None without any.

    It stands in the same folder and has the same task; where there are several, the nearest width
    of heads, then the same length of training and the same seed, decide.

    Raises
    ------
    ModelError : as :func:`load`.
    """
    mine = about(name)
    if mine.spec.variant == variant:
        return name
    found = [
        model
        for model in beside(name)
        if model.about.spec.variant == variant and model.about.task == mine.task
    ]
    own = VARIANTS[mine.spec.variant]

    def distance(model: Model) -> tuple[int, bool, bool, str]:
        same_width = _width(model.about) - _width(mine) if own.splits else 0
        other = model.about
        return (
            abs(same_width),
            other.steps != mine.steps,
            other.seed != mine.seed,
            model.name,
        )

    return min(found, key=distance).name if found else None


def of_variant(variant: str) -> tuple[Model, ...]:
    """Return the shipped models with the attention of a variant."""
    return tuple(model for model in shipped() if model.about.spec.variant == variant)


def _width(model: About) -> int:
    width: int = getattr(model.spec, "d_head", 0)
    return width


def _checked(name: str) -> Path:
    if not name or "\0" in name or len(name) > LONGEST_NAME:
        raise ModelError(
            "weights",
            message(QT_TRANSLATE_NOOP("core", "no trained model is named")),
            _known(),
        )
    path = path_of(name)
    try:
        there = path.is_file()
    except OSError:  # a name longer than the disk takes, or a folder that may not be looked into
        there = False
    if not there:
        text = QT_TRANSLATE_NOOP("core", "there is no trained model {name}")
        raise ModelError("weights", message(text, name=shown_path(Path(name))), _known())
    return path


def _known() -> Message:
    names = ", ".join(model.name for model in shipped())
    if not names:
        return message(QT_TRANSLATE_NOOP("core", "use random vectors, or a file of the lab"))
    return message(
        QT_TRANSLATE_NOOP("core", "use one of {names}, a file of the lab, or random vectors"),
        names=names,
    )


def _unusable(error: CheckpointError) -> ModelError:
    text = QT_TRANSLATE_NOOP("core", "the trained model cannot be used: {reason}")
    return ModelError("weights", message(text, reason=str(error)), _known())


def _models(folder: Path, *, bare: bool) -> tuple[Model, ...]:
    try:
        files = sorted(islice(folder.glob(f"*{SUFFIX}"), MOST_BESIDE))
    except OSError:
        return ()
    found = []
    for path in files:
        try:
            what = _read_about(path, stamp_of(path))
        except CheckpointError:
            continue
        found.append(Model(path.stem if bare else str(path), what))
    return tuple(found)


@lru_cache(maxsize=8)
def _read(path: Path, stamp: Stamp) -> Checkpoint:  # noqa: ARG001 (another stamp, another entry)
    return read(path)


@lru_cache(maxsize=2 * MOST_BESIDE)
def _read_about(path: Path, stamp: Stamp) -> About:  # noqa: ARG001
    return read_about(path)
