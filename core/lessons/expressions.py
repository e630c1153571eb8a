"""The language of a lesson's figures: a closed set of names and functions, and arithmetic.

``{max_kv_difference:.2f}``, ``{cell("weights", "it", "cat") * 100:.0f}``,
``{when(row_max("weights", "it"), temperature=4):.2f}``. Python's parser reads the text; what is not
listed here is refused, and nothing of it is ever run as Python.
"""

from __future__ import annotations

import ast
import math
import operator
import re
import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

import numpy as np

from core.lessons.figure_error import FigureError, fault
from core.messages import QT_TRANSLATE_NOOP

Value = float | str
LONGEST, DEEPEST = 300, 12
CONDITIONAL = "when"
"""The one form that is no function: its first argument is computed in another scenario."""

_PARSING = threading.Lock()  # lessons are read in a worker, and their figures written beside it
_FORMAT = re.compile(r"\+?,?(?:(?:\.[0-9])?[fge%]?|d)")  # whole numbers have no decimals
_BINARY: Mapping[type, Callable[[float, float], float]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.Pow: operator.pow,
    }
)
_COMPARE: Mapping[type, Callable[[Value, Value], bool]] = MappingProxyType(
    {
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
    }
)


class Environment(Protocol):
    """What an expression is computed over."""

    def name(self, name: str) -> Value:
        """Return a figure; FigureError where it has no value here."""

    def call(self, name: str, arguments: tuple[Value, ...]) -> Value:
        """Return a function's value; FigureError where the arguments make no sense here."""

    def knows(self, name: str) -> bool:
        """Whether there is a figure of that name."""

    def arity(self, name: str) -> tuple[int, int] | None:
        """Return the least and the largest number of a function's arguments; None: no such."""

    def elsewhere(self, fields: Mapping[str, Value]) -> Environment:
        """Return the same over another scenario: these fields replaced."""


@dataclass(frozen=True)
class Expression:
    """A parsed expression.

    Attributes
    ----------
    text : as it was written, its format included.
    spec : how a number is written, as Python's format does; "" takes four digits.
    tree : what Python's parser made of it; only what is listed in this module.
    """

    text: str
    spec: str
    tree: ast.expr = field(repr=False, compare=False)


def parse(text: str) -> Expression:
    """Read an expression, perhaps with ``:format`` at its end.

    Raises
    ------
    FigureError : it is too long, no expression, or uses what the language does not have.
    """
    body, spec = _split_format(text)
    if len(text) > LONGEST:
        raise fault(
            QT_TRANSLATE_NOOP("core", "{text} is longer than {most} characters"),
            text=text,
            most=LONGEST,
        )
    if not _FORMAT.fullmatch(spec):
        raise fault(
            QT_TRANSLATE_NOOP("core", "{text} has the format {spec}; use one such as .2f"),
            text=text,
            spec=spec,
        )
    try:
        tree = _tree(body.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise fault(QT_TRANSLATE_NOOP("core", "{text} is no expression"), text=text) from None
    _allow(tree, text, DEEPEST)
    return Expression(text, spec, tree)


def _tree(body: str) -> ast.expr:
    """Return the syntax of an expression, one thread at a time.

    Up to Python 3.12 all threads count the depth of a syntax tree in one place, and the one that
    is interrupted may take it for an error (CPython, gh-106905).
    """
    with _PARSING, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(body, mode="eval").body
        except SystemError:  # somebody else's parsing came in between
            return ast.parse(body, mode="eval").body


@np.errstate(all="ignore")  # numbers may be as large as there are
def evaluate(expression: Expression, environment: Environment) -> Value:
    """Compute an expression: a number or a word; yes and no are 1 and 0.

    Raises
    ------
    FigureError : a name or function is unknown, or has no value in this run.
    """
    try:
        return _some(_value(expression.tree, environment))
    except FigureError as error:
        raise fault(
            QT_TRANSLATE_NOOP("core", "{text} has no value: {why}"),
            text=expression.text,
            why=error.message,
        ) from None
    except (ArithmeticError, ValueError, TypeError) as error:
        raise fault(
            QT_TRANSLATE_NOOP("core", "{text} has no value: {why}"),
            text=expression.text,
            why=str(error),
        ) from None


def _some(value: Value) -> Value:
    if isinstance(value, float) and math.isnan(value):
        raise fault(QT_TRANSLATE_NOOP("core", "it is no number"))
    return value


def number(expression: Expression, environment: Environment) -> float:
    """Compute an expression that must give a number; FigureError where it gives a word."""
    value = evaluate(expression, environment)
    if isinstance(value, str):
        raise fault(QT_TRANSLATE_NOOP("core", "{text} is a word, no number"), text=expression.text)
    return value


def written(expression: Expression, environment: Environment) -> str:
    """Return the value as it stands in a text: its format, and a true minus sign."""
    value = evaluate(expression, environment)
    if isinstance(value, str):
        return value
    return write_number(value, expression.spec)


def write_number(value: float, spec: str = "") -> str:
    """Write a number: whole ones plainly, others with four digits unless ``spec`` says."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if spec.endswith("d"):
        value_text = format(round(value), spec)
    elif spec:
        value_text = format(value, spec)
    else:
        whole = abs(value) < 1e15 and abs(value - round(value)) < 1e-9
        value_text = f"{value:.0f}" if whole else f"{value:.4g}"
    if value_text.startswith("-") and not value_text.strip("-0.%"):
        value_text = value_text[1:]  # no minus before a zero
    return value_text.replace("-", "−")


def _split_format(text: str) -> tuple[str, str]:
    """Return (expression, format): the format follows the last colon outside quotes."""
    quote = ""
    for place, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == ":":
            return text[:place], text[place + 1 :].strip()
    return text, ""


def _allow(node: ast.expr, text: str, depth: int) -> None:
    """Refuse what the language does not have."""
    if depth <= 0:
        raise fault(QT_TRANSLATE_NOOP("core", "{text} is nested too deeply"), text=text)
    if isinstance(node, ast.Constant):
        if not isinstance(node.value, (int, float, str)):
            raise _refused(node, text)
        return
    if isinstance(node, ast.Name):
        return
    for part in _parts(node, text):
        _allow(part, text, depth - 1)


def _parts(node: ast.expr, text: str) -> list[ast.expr]:
    """Return what a node is made of; FigureError where the language has no such node."""
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return [node.left, node.right]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        return [node.operand]
    if isinstance(node, ast.BoolOp):
        return node.values
    if isinstance(node, ast.IfExp):
        return [node.test, node.body, node.orelse]
    if isinstance(node, ast.Compare):
        if all(type(sign) in _COMPARE for sign in node.ops):
            return [node.left, *node.comparators]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        named = [keyword.value for keyword in node.keywords if keyword.arg is not None]
        conditional = node.func.id == CONDITIONAL
        fits = len(named) == len(node.keywords) and bool(named) == conditional
        if fits and (not conditional or len(node.args) == 1):
            return [*node.args, *named]
    raise _refused(node, text)


def _refused(node: ast.expr, text: str) -> FigureError:
    return fault(
        QT_TRANSLATE_NOOP("core", "{text} uses {part}, which figures cannot"),
        text=text,
        part=ast.unparse(node),
    )


def _value(node: ast.expr, environment: Environment) -> Value:
    if isinstance(node, ast.Constant):
        return _constant(node.value)
    if isinstance(node, ast.Name):
        return _named(node.id, environment)
    if isinstance(node, ast.Call):
        return _call(node, environment)
    if isinstance(node, ast.IfExp):
        chosen = node.body if _truth(node.test, environment) else node.orelse
        return _value(chosen, environment)
    if isinstance(node, (ast.BoolOp, ast.UnaryOp)):
        return _signed(node, environment)
    if isinstance(node, ast.Compare):
        return _compared(node, environment)
    if isinstance(node, ast.BinOp):
        return _computed(node, environment)
    raise _refused(node, ast.unparse(node))


def _computed(node: ast.BinOp, environment: Environment) -> float:
    sides = _number(node.left, environment), _number(node.right, environment)
    result = _BINARY[type(node.op)](*sides)
    if isinstance(result, complex):
        raise fault(QT_TRANSLATE_NOOP("core", "it is no real number"))
    return result


def _constant(value: object) -> Value:
    if isinstance(value, (int, float)):
        return float(value)
    return str(value)


def _signed(node: ast.BoolOp | ast.UnaryOp, environment: Environment) -> float:
    if isinstance(node, ast.BoolOp):
        truths = (_truth(part, environment) for part in node.values)
        return float(all(truths) if isinstance(node.op, ast.And) else any(truths))
    inner = _number(node.operand, environment)
    return float(not inner) if isinstance(node.op, ast.Not) else -inner


def _named(name: str, environment: Environment) -> Value:
    if not environment.knows(name):
        raise fault(QT_TRANSLATE_NOOP("core", "there is no figure {name}"), name=name)
    return environment.name(name)


def _compared(node: ast.Compare, environment: Environment) -> float:
    values = [_value(part, environment) for part in (node.left, *node.comparators)]
    pairs = zip(values, node.ops, values[1:], strict=False)
    return float(all(_COMPARE[type(sign)](first, second) for first, sign, second in pairs))


def _call(node: ast.Call, environment: Environment) -> Value:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name == CONDITIONAL:
        fields = {word.arg or "": _value(word.value, environment) for word in node.keywords}
        return _value(node.args[0], environment.elsewhere(fields))
    arity = environment.arity(name)
    if arity is None:
        raise fault(QT_TRANSLATE_NOOP("core", "there is no function {name}"), name=name)
    if not arity[0] <= len(node.args) <= arity[1]:
        raise fault(
            QT_TRANSLATE_NOOP("core", "{name} takes {least} to {most} arguments, not {count}"),
            name=name,
            least=arity[0],
            most=arity[1],
            count=len(node.args),
        )
    return environment.call(name, tuple(_value(part, environment) for part in node.args))


def _number(node: ast.expr, environment: Environment) -> float:
    value = _value(node, environment)
    if isinstance(value, str):
        raise fault(QT_TRANSLATE_NOOP("core", "{text} is a word, no number"), text=value)
    return value


def _truth(node: ast.expr, environment: Environment) -> bool:
    return bool(_number(node, environment))
