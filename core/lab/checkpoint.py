"""One trained model in one file: its parameters, what it is, how it was trained, what it reached.

The file is NumPy's ``.npz``: each parameter under the name that its specification gives it, and
``meta``, a JSON object as bytes. A file from elsewhere is held to its own description before a
single array is read: nothing is unpickled, and no number in it decides how much memory is taken.
Reading imports nothing of the training.
"""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Protocol, get_args

import numpy as np

from core.atomic import put_whole
from core.lab.archive import ArchiveError, packed, read_array
from core.numerics import FloatArray

FORMAT = 1
META = "meta"
MOST_META = 1 << 16  # bytes of the description
MOST_BYTES = 1 << 26  # of all parameters: a thousand times what the lab's own models take
LONGEST_NAME = 100

Kind = Literal["stack", "seq2seq"]


class CheckpointError(ValueError):
    """A file is no trained model, or one that cannot be used; the message is one line."""


class Spec(Protocol):
    """What a model is made of: :class:`core.lab.spec.ModelSpec`, or an encoder and decoder's."""

    @property
    def variant(self) -> str:
        """Key of the row of VARIANTS whose attention it has."""

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of every trained parameter, by name."""


@dataclass(frozen=True, slots=True)
class About:
    """All of a checkpoint but its numbers.

    Attributes
    ----------
    kind : ``stack`` (layers of self-attention) or ``seq2seq`` (encoder and decoder).
    task : key of the task that it was trained on.
    spec : what it is made of.
    seed, steps, batch, learning_rate : how it was trained.
    figures : what it reached on test samples, by name: ``loss``, and the task's measure.
    words : what its ids stand for, where the task does not say so: the characters of a language
        model; the last, "", stands for all others.
    """

    kind: Kind
    task: str
    spec: Spec
    seed: int
    steps: int
    batch: int
    learning_rate: float
    figures: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """A trained model.

    Attributes
    ----------
    about : what it is.
    parameters : name -> array, as ``about.spec.shapes()`` says, float32 as they were trained.
    """

    about: About
    parameters: Mapping[str, FloatArray]


def write(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint, whole or not at all; the same checkpoint gives the same bytes.

    Raises
    ------
    ValueError : the parameters are not those of the specification.
    OSError : it cannot be written.
    """
    shapes = checkpoint.about.spec.shapes()
    found = {name: array.shape for name, array in checkpoint.parameters.items()}
    if found != shapes:
        raise ValueError(f"parameters of shapes {found}; the specification says {shapes}")
    meta = np.frombuffer(_to_json(checkpoint.about), np.uint8)
    arrays = {name: np.asarray(checkpoint.parameters[name], np.float32) for name in shapes}
    path.parent.mkdir(parents=True, exist_ok=True)
    put_whole(path, packed({META: meta, **arrays}))


def read(path: Path) -> Checkpoint:
    """Read a checkpoint.

    Raises
    ------
    CheckpointError : it cannot be read, is no checkpoint, or holds what cannot be used.
    """
    with _opened(path) as archive:
        about = _about(path, archive)
        shapes = about.spec.shapes()
        size = 4 * sum(math.prod(shape) for shape in shapes.values())
        if size > MOST_BYTES:
            raise CheckpointError(f"{path}: the model takes {size} bytes; at most {MOST_BYTES}")
        parameters = {}
        for name, shape in shapes.items():
            array = _array(path, archive, name, shape)
            if not np.isfinite(array).all():
                raise CheckpointError(f"{path}: {name} holds numbers that are not finite")
            array.setflags(write=False)
            parameters[name] = array
    return Checkpoint(about, MappingProxyType(parameters))


def read_about(path: Path) -> About:
    """Read what a checkpoint is, without its parameters; errors as :func:`read`."""
    with _opened(path) as archive:
        return _about(path, archive)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except OSError as error:
        raise CheckpointError(f"{path}: {error.strerror or error}") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise CheckpointError(f"{path} is no trained model: no .npz file") from error


def _array(path: Path, archive: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> FloatArray:
    """Return one parameter as float32; its file must say float32 or float64 and this shape."""
    try:
        array = read_array(archive, name, shape, ("<f4", "<f8"))
    except ArchiveError as error:
        raise CheckpointError(f"{path}: {error}") from error
    with np.errstate(over="ignore"):
        return array.astype(np.float32)


def _about(path: Path, archive: zipfile.ZipFile) -> About:
    try:
        raw = read_array(archive, META, None, ("|u1",), most=MOST_META)
        return _from_json(raw.tobytes())
    except ArchiveError as error:
        raise CheckpointError(f"{path} is no trained model: {error}") from error
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        text = " ".join(str(error).split())[:200]
        raise CheckpointError(f"{path}: its description is damaged: {text}") from error


def _to_json(about: About) -> bytes:
    data = {
        "format": FORMAT,
        **{each.name: getattr(about, each.name) for each in fields(About)},
        "spec": asdict(about.spec),  # type: ignore[call-overload]  # every specification is one
        "figures": dict(about.figures),
    }
    return json.dumps(data, allow_nan=False, sort_keys=True).encode()


def _from_json(raw: bytes) -> About:
    data: Any = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    if not isinstance(data, dict):
        raise TypeError("it is no object")
    if data.get("format") != FORMAT:
        raise ValueError(f"format {data.get('format')!r}; this program reads {FORMAT}")
    missing = {each.name for each in fields(About)} - set(data)
    if missing:
        raise KeyError(f"{min(missing)} is missing")
    kind, task, words = data["kind"], data["task"], data["words"]
    if kind not in get_args(Kind):
        raise ValueError(f"kind {kind!r}")
    if not isinstance(task, str) or not 0 < len(task) <= LONGEST_NAME:
        raise ValueError(f"task {task!r}")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise TypeError("words are no list of texts")
    return About(
        kind=kind,
        task=task,
        spec=_spec(kind, data["spec"]),
        seed=_count("seed", data["seed"], 0),
        steps=_count("steps", data["steps"], 1),
        batch=_count("batch", data["batch"], 1),
        learning_rate=_number("learning_rate", data["learning_rate"]),
        figures=_figures(data["figures"]),
        words=tuple(words),
    )


def _spec(kind: Kind, values: object) -> Spec:
    """Return a checked specification of its kind."""
    if not isinstance(values, dict):
        raise TypeError("spec is no object")
    if kind == "stack":
        from core.lab.spec_check import checked_spec

        return checked_spec(values)
    from core.lab.seq2seq_spec import checked_seq2seq

    return checked_seq2seq(values)


def _figures(values: object) -> Mapping[str, float]:
    if not isinstance(values, dict) or not all(len(name) <= LONGEST_NAME for name in values):
        raise TypeError("figures are no object")
    return MappingProxyType({name: _number(name, value) for name, value in values.items()})


def _count(name: str, value: object, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 2**31:
        raise ValueError(f"{name} {value!r} is no whole number from {least}")
    return value


def _number(name: str, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"{name} {value!r} is no number")
    if not math.isfinite(value):
        raise ValueError(f"{name} {value!r} is not finite")
    return float(value)


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is no number")
