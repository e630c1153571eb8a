"""``handout``: a lesson as a sheet for the class, written without a display."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from core.faults import InputError
from gui import system
from gui.headless import application, dress
from gui.options import Parser, languages
from gui.terminal import FAILED, INTERRUPTED, WRONG, complain, say

if TYPE_CHECKING:
    from core.lessons.model import Lesson

PROGRAM = "main.py handout"
ENDINGS = (".pdf", ".html")
NO_MEMORY = "the memory does not suffice for the lesson's plots"


def main(argv: list[str]) -> int:
    """Carry out ``handout LESSON --out FILE``; return the exit status.

    Returns
    -------
    status : 0 when the file was written, 1 when it could not be, 2 for a lesson or an option that
        makes no sense, 130 after Ctrl+C; what is wrong stands in one line on stderr.
    """
    options = _parser().parse_args(argv)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        with application() as app:
            dress(app, options.lang)
            return _written(options.lesson, options.out)
    except ImportError as error:
        return complain(PROGRAM, system.advice(error, window=False), FAILED)
    except KeyboardInterrupt:
        return complain(PROGRAM, "interrupted", INTERRUPTED)


def _written(name: str, out: Path) -> int:
    from core.atomic import write_whole
    from gui.lessons.handout import handout_of
    from gui.lessons.handout_files import html_bytes, pdf_bytes
    from gui.pictures import ExportError

    try:
        lesson = _lesson(name)
    except InputError as error:
        return complain(PROGRAM, error.english(), WRONG)
    try:
        handout = handout_of(lesson)
        write_whole(
            out, pdf_bytes(handout) if out.suffix.lower() == ".pdf" else html_bytes(handout)
        )
    except InputError as error:
        return complain(PROGRAM, error.english(), FAILED)
    except ExportError as error:
        return complain(PROGRAM, str(error), FAILED)
    except MemoryError:
        return complain(PROGRAM, NO_MEMORY, FAILED)
    say(str(out))
    return 0


def _lesson(name: str) -> Lesson:
    """Return a lesson by its number, the name of its folder, or a folder anywhere."""
    from core.lessons.read import read_lesson
    from gui.lessons.formulas import check_formulas
    from gui.lessons.library import shipped_folders

    for folder in shipped_folders():
        number = folder.name.split("-")[0]
        if name in (folder.name, number, number.lstrip("0")):
            return read_lesson(folder)
    lesson = read_lesson(Path(name))
    check_formulas(lesson)
    return lesson


def _parser() -> Parser:
    parser = Parser(prog=PROGRAM, description="Write a lesson as a sheet to hand out.")
    parser.add_argument("lesson", help="number or name of a lesson (4, 04-tie-them), or its folder")
    parser.add_argument("--out", type=_file, required=True, metavar="FILE", help=".pdf or .html")
    parser.add_argument("--lang", choices=languages(), default="en", help="the language (en)")
    return parser


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(f"{text!r} does not end in {' or '.join(ENDINGS)}")
    return path
