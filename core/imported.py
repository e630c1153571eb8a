"""Numbers from files in a run: embeddings by token, matrices by name; the rest is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from core.inputs import RECURRENT_NAMES, Drawn
from core.kept import kept
from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message
from core.numerics import FloatArray
from core.resolve import Resolved, resolve
from core.scenario import DTypeName, Given, Imported, Scenario, Seeded
from core.source import Origin, Shape
from core.text import embed, tokenise
from core.variants import VARIANTS

TEXT, TARGET = "text", "target"
EMBEDDINGS = (TEXT, TARGET)
MATRICES: tuple[str, ...] = tuple(
    dict.fromkeys(
        row.name
        for variant in VARIANTS.values()
        for row in variant.parameters
        if row.solved is None
    )
) + tuple(RECURRENT_NAMES.values())
"""Names of all matrices that a file can give."""
MOST_NUMBERS = 4_000_000  # of one import: 32 MB


def given_of(name: str, values: FloatArray, labels: tuple[str, ...] = (), file: str = "") -> Given:
    """Return numbers [heads, rows, cols] as a scenario keeps them."""
    heads, rows, cols = values.shape
    numbers = np.ascontiguousarray(values, dtype="<f8").tobytes()
    return Given(name, (heads, rows, cols), numbers, labels, file)


@kept(32, lambda given, *_, **__: math.prod(given.shape))
def array_of(given: Given, dtype: DTypeName = "float64") -> FloatArray:
    """Return the numbers as an array [heads, rows, cols], read-only."""
    with np.errstate(over="ignore"):
        array: FloatArray = np.frombuffer(given.numbers, "<f8").reshape(given.shape).astype(dtype)
    array.setflags(write=False)
    return array


def with_given(scenario: Scenario, given: Given) -> Scenario:
    """Return a scenario in which a file gives some numbers, in place of what gave them before.

    Embeddings bring their tokens, as the text, and their width.
    """
    before = scenario.weights.given if isinstance(scenario.weights, Imported) else ()
    others = tuple(other for other in before if other.name != given.name)
    changed = replace(scenario, weights=Imported((*others, given)))
    if given.name not in EMBEDDINGS:
        return changed
    text = text_of(given)
    if given.name == TARGET:
        return replace(changed, target=text, d_model=given.shape[2])
    return replace(changed, text=text, d_model=given.shape[2])


def text_of(given: Given) -> str:
    """Return the text that has the tokens of embeddings."""
    return " ".join(given.labels)


def problems(weights: Imported) -> Iterator[Problem]:
    """Check what files gave, one by one."""
    seen: set[str] = set()
    for given in weights.given:
        name = given.name
        if name not in (*EMBEDDINGS, *MATRICES) or name in seen:
            text = QT_TRANSLATE_NOOP("core", "there is no second place for numbers called {name}")
            yield _problem(message(text, name=name), _names())
            return
        seen.add(name)
        if math.prod(given.shape) * 8 != len(given.numbers) or 0 in given.shape:
            text = QT_TRANSLATE_NOOP("core", "{name} does not have the numbers of its shape")
            yield _problem(message(text, name=name), _import_again())
            return
        if not np.isfinite(array_of(given)).all():
            text = QT_TRANSLATE_NOOP("core", "{name} holds NaN or an infinity")
            yield _problem(message(text, name=name), _import_again())
            return
        if name in EMBEDDINGS and (
            len(given.labels) != given.shape[1] or given.shape[0] != 1 or not all(given.labels)
        ):
            text = QT_TRANSLATE_NOOP("core", "the embeddings need one token a row")
            yield _problem(message(text), _import_again())
            return


def misfits(scenario: Scenario) -> Iterator[Problem]:
    """Check that what files gave fits the sizes of a scenario whose fields are right."""
    if not isinstance(scenario.weights, Imported):
        return
    resolved = resolve(replace(scenario, weights=Seeded()))
    needed = shapes(resolved)
    for given in scenario.weights.given:
        if given.name in EMBEDDINGS:
            width = given.shape[2]
            if width != scenario.d_model:
                text = QT_TRANSLATE_NOOP("core", "the imported embeddings have width {width}")
                right = QT_TRANSLATE_NOOP(
                    "core", "use d_model {width}, or reset the imported numbers"
                )
                yield Problem("d_model", message(text, width=width), message(right, width=width))
        elif given.name in needed and given.shape != needed[given.name]:
            text = QT_TRANSLATE_NOOP("core", "the imported {name} is {found}, and not {needed}")
            right = QT_TRANSLATE_NOOP(
                "core", "use the sizes that it was imported for, or reset the imported numbers"
            )
            wrong = message(
                text,
                name=given.name,
                found=written(given.shape),
                needed=written(needed[given.name]),
            )
            yield _problem(wrong, message(right))


def shapes(resolved: Resolved) -> Mapping[str, Shape]:
    """Return the shape of every matrix that a run takes from its source, by name."""
    found = {row.name: resolved.shape(row) for row in resolved.parameters if row.solved is None}
    if resolved.two_texts:
        d = resolved.d_model
        found |= dict.fromkeys(RECURRENT_NAMES.values(), (1, d, d))
    return MappingProxyType(found)


def written(shape: Shape) -> str:
    """Return a shape as a person writes it: ``4 × 16 × 4``; one head is not counted."""
    heads, rows, cols = shape
    return f"{rows} × {cols}" if heads == 1 else f"{heads} × {rows} × {cols}"


@dataclass(frozen=True, slots=True)
class ImportedSource(Drawn):
    """The source of a scenario with numbers from files; see :class:`core.source.Source`.

    Attributes
    ----------
    given : by name.
    whole : for each text, whether it is the one that came along with its embeddings: then its
        tokens are the rows, whatever they look like. Otherwise rows are found by their token.
    """

    given: Mapping[str, Given]
    whole: Mapping[str, bool]

    @classmethod
    def of(cls, scenario: Scenario) -> ImportedSource:
        """Return the source of a valid scenario."""
        assert isinstance(scenario.weights, Imported)
        given = {one.name: one for one in scenario.weights.given}
        texts = {TEXT: scenario.text, TARGET: scenario.target}
        whole = {
            name: name in given and text_of(given[name]) == text for name, text in texts.items()
        }
        return cls(scenario.seed, MappingProxyType(given), MappingProxyType(whole))

    def fitted(self, resolved: Resolved) -> Resolved:
        """Take the tokens of a text from its embeddings where they came along."""
        if self.whole[TEXT]:
            labels = self.given[TEXT].labels
            resolved = replace(resolved, key_tokens=labels)
            if not resolved.two_texts:
                resolved = replace(resolved, query_tokens=labels)
        if self.whole[TARGET] and resolved.two_texts:
            resolved = replace(resolved, query_tokens=self.given[TARGET].labels)
        return resolved

    def matrix(self, name: str, shape: Shape, dtype: DTypeName) -> FloatArray:
        """Return a matrix from its file, or draw it."""
        given = self.given.get(name)
        if given is None:
            return Drawn.matrix(self, name, shape, dtype)
        return array_of(given, dtype)

    def embedding(self, resolved: Resolved, tokens: tuple[str, ...], prefix: str) -> FloatArray:
        """Return the vectors of a text's tokens [n, d_model]: from the file, or drawn."""
        name = TARGET if prefix == "target_" else TEXT
        given = self.given.get(name)
        if given is None:
            return embed(tokens, resolved.d_model, self.seed, resolved.dtype)
        table: FloatArray = array_of(given, resolved.dtype)[
            0
        ]  # [1, rows, d_model] -> [rows, d_model]
        if self.whole[name]:
            return table
        drawn = embed(tokens, resolved.d_model, self.seed, resolved.dtype)
        for row, token in enumerate(tokens):
            if token in given.labels:
                drawn[row] = table[given.labels.index(token)]
        return drawn

    def origin(self, resolved: Resolved, name: str, head: int, row: int, col: int) -> Origin:
        """Tell which file a number was read from, or how it was drawn."""
        if name.endswith("embedding"):
            prefix = name.removesuffix("embedding")
            of_target = prefix == "target_"
            given = self.given.get(TARGET if of_target else TEXT)
            tokens = resolved.query_tokens if of_target else resolved.key_tokens
            if given is not None and (self.whole[given.name] or tokens[row] in given.labels):
                value = self.embedding(resolved, tokens, prefix)[row, col]
                return Origin(float(value), _read_from(given))
        elif name in self.given:
            given = self.given[name]
            value = array_of(given, resolved.dtype)[head, row, col]
            return Origin(float(value), _read_from(given))
        return Drawn.origin(self, resolved, name, head, row, col)

    def notes(self, resolved: Resolved) -> Iterator[Message]:
        """Say what is from files, and that the rest is random."""
        used = {*shapes(resolved), TEXT} | ({TARGET} if resolved.two_texts else set())
        named = ", ".join(
            f"{one.name} ({one.file})" if one.file else one.name
            for one in self.given.values()
            if one.name in used
        )
        if named:
            text = QT_TRANSLATE_NOOP("core", "Read from files: {names}. All else is drawn.")
            yield message(text, names=named)
        given = self.given.get(TEXT)
        if given is not None and not self.whole[TEXT]:
            there = sum(token in given.labels for token in resolved.key_tokens)
            text = QT_TRANSLATE_NOOP(
                "core", "{there} of {all} tokens have an imported vector; the others are drawn."
            )
            yield message(text, there=there, all=len(resolved.key_tokens))
        yield from Drawn.notes(self, resolved)


def tokens_expected(scenario: Scenario, name: str) -> tuple[str, ...]:
    """Return the tokens that embeddings without labels are for."""
    return tokenise(scenario.target if name == TARGET else scenario.text, scenario.split)


def _read_from(given: Given) -> Message:
    return message(QT_TRANSLATE_NOOP("core", "read from {file}"), file=given.file or given.name)


def _names() -> Message:
    names = ", ".join((*EMBEDDINGS, *MATRICES))
    return message(QT_TRANSLATE_NOOP("core", "use each of {names} at most once"), names=names)


def _import_again() -> Message:
    return message(QT_TRANSLATE_NOOP("core", "import them again"))


def _problem(wrong: Message, right: Message) -> Problem:
    return Problem("weights", wrong, right)
