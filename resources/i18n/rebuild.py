"""Rebuild every translation catalogue, or check that none is stale or unfinished.

    python resources/i18n/rebuild.py              after changing a text or a translation
    python resources/i18n/rebuild.py --check      what CI runs; changes nothing
    python resources/i18n/rebuild.py --add de     start a language

The English texts stand in the sources. lupdate collects them into one ``.ts`` file a language,
people translate there, and lrelease packs each into the ``.qm`` that the program loads. Languages
are found by listing the ``.ts`` files.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import PySide6

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PREFIX = "qkv_explorer_"
MARKERS = ("translate", "QT_TRANSLATE_NOOP")
# A name in braces, perhaps with a conversion and a format: {count}, {value:.3f}, {name!r}.
PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*)(?:![rsa])?(?::[^{}]*)?\}")
EMPTY_CATALOGUE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="{language}">
</TS>
"""


def sources() -> list[Path]:
    """Return the files whose texts are shown, in an order that does not change."""
    return [
        ROOT / "main.py",
        *sorted((ROOT / "core").rglob("*.py")),
        *sorted((ROOT / "gui").rglob("*.py")),
    ]


def catalogues() -> list[Path]:
    """Return one ``.ts`` file per language."""
    return sorted(HERE.glob(f"{PREFIX}*.ts"))


def run_tool(name: str, *arguments: str | Path) -> None:
    """Run lupdate or lrelease of the installed PySide6; exit with its words when it fails."""
    tool = Path(PySide6.__file__).parent / (name + (".exe" if sys.platform == "win32" else ""))
    done = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stdout}{done.stderr}")


def update(ts: Path) -> None:
    """Bring a catalogue up to date with the sources.

    Sorted and without line numbers, so that moving code changes nothing here.
    """
    run_tool(
        "lupdate", "-silent", "-no-obsolete", "-sort-messages", "-locations", "none",
        *sources(), "-ts", ts,
    )  # fmt: skip


def release(ts: Path, qm: Path) -> None:
    """Pack a catalogue into the form that the program loads."""
    fresh = qm.with_suffix(".new")
    run_tool("lrelease", "-silent", ts, "-qm", fresh)
    fresh.replace(qm)  # a running program has the old file mapped, and would crash on a changed one


def lost_texts(path: Path) -> Iterator[str]:
    """Name the marked texts of a source that lupdate passes over in silence.

    It takes calls of ``translate`` and ``QT_TRANSLATE_NOOP`` whose context and text are plain
    literals by position; adjacent literals are joined. A text that is no literal at all, such as
    ``translate("core", problem.text)``, is fine: it was marked elsewhere.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    in_f_string = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.JoinedStr)
        for inner in ast.walk(outer)
    }
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or called_name(call.func) not in MARKERS:
            continue
        if isinstance(call.func, ast.Attribute) and not any(map(is_literal, ast.walk(call))):
            continue  # painter.translate(x, y) moves, and str.translate(table) replaces
        where = f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
        if call.keywords:
            yield f"{where}: give context and text by position, lupdate knows no keywords"
        elif len(call.args) > 1 and not readable(*call.args[:2]):
            yield f"{where}: context and text must be plain literals, with .format() after"
        elif id(call) in in_f_string and any(map(is_literal, call.args[1:2])):
            yield f"{where}: call it outside the f-string, lupdate does not look inside"


def marked_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the context and text of every marked literal, as Python reads them."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(call, ast.Call) and called_name(call.func) in MARKERS:
            match call.args[:2]:
                case [ast.Constant(value=str(context)), ast.Constant(value=str(text))]:
                    yield context, text


def readable(context: ast.expr, text: ast.expr) -> bool:
    """Tell whether lupdate finds this text, or has nothing to find because it stands elsewhere."""
    if is_literal(text):
        return is_literal(context)
    if isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute):
        return not is_literal(text.func.value)  # "literal".format() comes too early
    if isinstance(text, ast.IfExp):  # one of two marked texts, never of two literals
        return not any(map(is_literal, (text.body, text.orelse)))
    return isinstance(text, (ast.Name, ast.Attribute, ast.Subscript, ast.Call))


def called_name(function: ast.expr) -> str:
    """Return the last part of the name that is called, "" where there is none."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def is_literal(node: ast.AST) -> bool:
    """Tell a string literal from anything else."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def unseen(ts: Path) -> Iterator[str]:
    """Name the marked texts that an updated catalogue lacks: lupdate did not read them alike."""
    known = {
        (context.findtext("name"), message.findtext("source"))
        for context in ET.parse(ts).getroot().iter("context")
        for message in context.iter("message")
    }
    for path in sources():
        for context, text in marked_texts(path):
            if (context, text) not in known:
                yield (
                    f"{path.relative_to(ROOT).as_posix()}: lupdate does not see {text!r}; "
                    "are there parentheses round it, or a \\N escape in it?"
                )


def untranslated(ts: Path) -> Iterator[str]:
    """Name the entries of a catalogue that are missing, unfinished or lack a placeholder."""
    for context in ET.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source", "")
            where = f"{ts.name}: {context.findtext('name')}: {source!r}"
            translation = message.find("translation")
            text = "" if translation is None else "".join(translation.itertext())
            unfinished = translation is not None and translation.get("type") == "unfinished"
            if unfinished or not text.strip():
                yield f"{where} is not translated"
                continue
            expected, found = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(text))
            if missing := expected - found:
                yield f"{where}: its translation lacks {', '.join(sorted(missing))}"
            if unknown := found - expected:
                yield f"{where}: its translation invents {', '.join(sorted(unknown))}"


def problems_of(ts: Path, scratch: Path) -> Iterator[str]:
    """Name what is wrong with one catalogue, working on a copy."""
    copy, packed = scratch / ts.name, scratch / ts.with_suffix(".qm").name
    copy.write_bytes(ts.read_bytes())
    update(copy)
    if copy.read_bytes() != ts.read_bytes():
        yield f"{ts.name} is stale: the sources have other texts"
    yield from unseen(copy)
    yield from untranslated(copy)
    release(ts, packed)
    qm = ts.with_suffix(".qm")
    if not qm.exists() or qm.read_bytes() != packed.read_bytes():
        yield f"{qm.name} was not made from {ts.name}"


def check() -> list[str]:
    """Return everything that is wrong with the catalogues, leaving the tree untouched."""
    problems = [problem for path in sources() for problem in lost_texts(path)]
    if not catalogues():
        problems.append("there is no catalogue: start one with --add")
    with tempfile.TemporaryDirectory() as scratch:
        for ts in catalogues():
            problems += problems_of(ts, Path(scratch))
    return problems


def rebuild() -> list[str]:
    """Bring every catalogue up to date and pack it; return what is still to be translated."""
    problems = [problem for path in sources() for problem in lost_texts(path)]
    for ts in catalogues():
        update(ts)
        release(ts, ts.with_suffix(".qm"))
        problems += [*unseen(ts), *untranslated(ts)]
    return problems


def main() -> int:
    """Run the command line; the status is 1 where something is left to be done."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="change nothing, fail on any problem")
    choice.add_argument("--add", metavar="LANGUAGE", help="start a catalogue, such as de or pt_BR")
    options = parser.parse_args()
    if options.add:
        new = HERE / f"{PREFIX}{options.add}.ts"
        if new.exists():
            parser.error(f"{new.name} exists already")
        new.write_text(EMPTY_CATALOGUE.format(language=options.add), encoding="utf-8")
    problems = check() if options.check else rebuild()
    for problem in problems:
        print(problem)
    names = ", ".join(ts.stem.removeprefix(PREFIX) for ts in catalogues()) or "none"
    print(f"catalogues: {names}; {len(problems)} problem(s)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
