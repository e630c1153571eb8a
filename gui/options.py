"""What the command line says, as frozen data; checked before anything slow is imported."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, get_args

from core.faults import InputError
from core.objective import Objective
from core.scenario import Scenario
from core.trace import ALL_STEP_KEYS
from core.variants import VARIANTS
from gui.option_types import (
    as_cell,
    as_dots,
    as_folder,
    as_head,
    as_language,
    as_loss,
    as_size,
    in_order,
    list_of,
    number_in,
)
from gui.option_weights import WeightsError, scenario_of_options
from gui.page_keys import PAGE_KEYS
from gui.scenario_options import add_scenario
from gui.session_options import Opened, as_opened, picture_asked_for
from gui.state import MOST_BESIDE, STEPS, Cell, Lab

if TYPE_CHECKING:
    from gui.shot import Shot

FORMATS = ("png", "svg", "pdf", "csv", "npz")
DOCUMENTS = ("html",)  # what pages alone can be written as
ANIMATIONS = ("gif",)  # what all steps together can be written as
THEMES = ("light", "dark")
CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "i18n"

Parts = Literal["all", "panels", "plots"]


@dataclass(frozen=True, slots=True)
class Options:
    """One command, ready to be carried out.

    Attributes
    ----------
    command : ``window`` opens the window, ``export`` writes files.
    scenario : what the options choose; None when they choose nothing (the window then opens with
        what it showed last).
    page, beside : the page to begin with, and the variants that Compare shows beside the
        scenario's own; None as last.
    lab : what the page Lab shows; None as last.
    step, theme, lang, font_scale, head, pin : where to begin and how it looks; None leaves it as
        it was last. Head and pin count from 0 here, from 1 on the command line.
    loss : what the step of gradients goes back from; None as last.
    size : (width, height) of the window, or of the room for an exported panel's plots, in pixels.
    out : the folder to write into; always set when exporting.
    steps, pages, formats, dpi : what to write.
    parts : whole panels, each plot alone, or both.
    caption : whether a panel's picture has its title, formula and caption.
    seconds : how long an animation shows each step.
    carry : whether pictures carry the session that brings back what they show.
    opened : the file to show, or to export from, and what it holds.
    shot : the one picture to take again; None for whole steps and pages.
    """

    command: Literal["window", "export"]
    scenario: Scenario | None = None
    page: str | None = None
    beside: tuple[str, ...] | None = None
    lab: Lab | None = None
    step: str | None = None
    theme: Literal["light", "dark"] | None = None
    lang: str | None = None
    font_scale: float | None = None
    head: int | None = None
    pin: Cell | None = None
    loss: Objective | None = None
    size: tuple[int, int] | None = None
    out: Path = Path()
    steps: tuple[str, ...] = ALL_STEP_KEYS
    pages: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    dpi: int = 300
    parts: Parts = "all"
    caption: bool = True
    seconds: float = 2.5
    carry: bool = True
    opened: Opened | None = None
    shot: Shot | None = None


class Parser(argparse.ArgumentParser):
    """A parser whose every option of the scenario knows the scenario's field."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and leave with status 2."""
        self.exit(2, f"{self.prog}: error: {message}\n")

    def refuse(self, problem_field: str, text: str) -> NoReturn:
        """Say what is wrong with the choice of a field, by the name of its option."""
        for action in self._actions:
            if action.dest == problem_field and action.option_strings:
                text = f"argument {action.option_strings[0]}: {text}"
        self.error(text)


def parse(argv: list[str], prog: str = "main.py") -> Options:
    """Read a command line (without the program's name).

    Raises
    ------
    SystemExit : with status 2 and one line on stderr for what is wrong; with 0 after ``--help``.
    """
    exporting = argv[:1] == ["export"]
    parser = export_parser(prog) if exporting else window_parser(prog)
    given = vars(parser.parse_args(argv[1:] if exporting else argv))
    fields = {name: given.pop(name) for name in Scenario.__dataclass_fields__ if name in given}
    opened = given["opened"] = _opened(parser, given.get("opened"))
    base = opened.session.scenario if opened else Scenario()
    if "layer" in given:
        fields["layer"] = given.pop("layer")
    try:
        scenario = (
            scenario_of_options(_frozen(fields), base) if fields or exporting or opened else None
        )
    except WeightsError as error:
        parser.refuse(error.field, str(error))
    if "lab" in given:
        given["lab"] = _read_lab(parser, given["lab"])
        given.setdefault("pages" if exporting else "page", ("lab",) if exporting else "lab")
    for problem in scenario.validate() if scenario else ():
        parser.refuse(problem.field, problem.english())
    shot = _shot(parser, opened, given) if opened and exporting else None
    if shot is not None:
        given.setdefault("formats", (shot.format,))
        return Options("export", scenario, shot=shot, **given)
    if "pages" in given:
        given.setdefault("steps", ())
        given.setdefault("formats", (*FORMATS, *DOCUMENTS))
    if set(given.get("formats", FORMATS)) <= set(DOCUMENTS) and "pages" not in given:
        parser.refuse("formats", "steps are no documents; add --page verdict")
    return Options("export" if exporting else "window", scenario, **given)


def _opened(parser: Parser, name: str | None) -> Opened | None:
    """Return what a file holds, or leave with what is wrong about it; None where none is named."""
    try:
        return None if name is None else as_opened(name)
    except InputError as error:
        parser.error(error.english())


def _shot(parser: Parser, opened: Opened, given: dict[str, Any]) -> Shot | None:
    """Return the picture to take again, or leave with what is wrong about it."""
    try:
        return picture_asked_for(opened.session, given, languages())
    except InputError as error:
        parser.error(f"argument --session: {opened.path}: {error.english()}")


def window_parser(prog: str) -> Parser:
    """Return the parser of ``main.py [options]``."""
    parser = Parser(
        prog,
        usage=f"%(prog)s [options] [FILE]\n       {prog} export --out DIR [options]",
        description="Open the window. Without options it shows what it showed last.",
        epilog=f"Pictures and numbers without a window or a display: {prog} export --help",
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument(
        "opened",
        nargs="?",
        metavar="FILE",
        help="a session to open, or a picture that carries one",
    )
    look = parser.add_argument_group("what to look at")
    look.add_argument("--step", choices=ALL_STEP_KEYS, help="the step to begin with")
    look.add_argument("--page", choices=(STEPS, *PAGE_KEYS), help="the page to begin with")
    _add_look(look, "size of the window in pixels")
    add_scenario(parser)
    return parser


def export_parser(prog: str) -> Parser:
    """Return the parser of ``main.py export``."""
    parser = Parser(
        f"{prog} export",
        usage="%(prog)s --out DIR [options]",
        description="Write pictures and numbers into a folder. Needs no display.",
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    files = parser.add_argument_group("what to write")
    files.add_argument(
        "--out", type=as_folder, required=True, metavar="DIR", help="folder; made if it is missing"
    )
    files.add_argument(
        "--session",
        dest="opened",
        metavar="FILE",
        help="a session, or a picture that carries one: that very picture is then written again, "
        "unless steps, pages, parts or other formats are asked for",
    )
    files.add_argument(
        "--steps",
        "--step",
        type=list_of("step", ALL_STEP_KEYS),
        metavar="LIST",
        help=f"all, or some of {','.join(ALL_STEP_KEYS)} (all)",
    )
    files.add_argument(
        "--pages",
        "--page",
        type=list_of("page", PAGE_KEYS),
        metavar="LIST",
        help=f"all, or some of {','.join(PAGE_KEYS)} (none); no steps then, unless asked for",
    )
    files.add_argument(
        "--formats",
        type=list_of("format", (*FORMATS, *DOCUMENTS, *ANIMATIONS)),
        metavar="LIST",
        help=f"all, or some of {','.join((*FORMATS, *DOCUMENTS, *ANIMATIONS))}: html of the page "
        f"verdict, gif of the steps one after another ({','.join(FORMATS)})",
    )
    files.add_argument(
        "--seconds",
        type=number_in("a time from 0.2 to 60 seconds", 0.2, 60.0),
        metavar="X",
        help="how long a GIF shows each step (2.5)",
    )
    files.add_argument("--dpi", type=as_dots, metavar="N", help="resolution of the PNG files (300)")
    files.add_argument(
        "--parts",
        choices=get_args(Parts),
        help="whole panels, each plot alone, or both (all)",
    )
    files.add_argument(
        "--caption",
        action=argparse.BooleanOptionalAction,
        help="title, formula and caption around a panel (on)",
    )
    files.add_argument(
        "--carry",
        action=argparse.BooleanOptionalAction,
        help="whether pictures carry the session that brings back what they show (on)",
    )
    look = parser.add_argument_group("how it looks")
    _add_look(look, "room for a panel's plots in pixels (1000x760)")
    add_scenario(parser)
    return parser


def languages() -> tuple[str, ...]:
    """Codes of the languages, found by their catalogues; :mod:`gui.i18n` would import Qt."""
    codes = (path.stem.partition("_") for path in CATALOGUES.glob("qkv_explorer_*.qm"))
    return ("en", *sorted(code.removeprefix("explorer_") for _, _, code in codes))


def _add_look(group: Any, size_help: str) -> None:
    group.add_argument("--theme", choices=THEMES, help="colours")
    group.add_argument("--lang", choices=languages(), type=as_language, help="language")
    group.add_argument(
        "--font-scale",
        type=number_in("a scale from 0.5 to 4", 0.5, 4.0),
        metavar="X",
        help="size of the text, 1 is the ordinary one",
    )
    group.add_argument("--size", type=as_size, metavar="WxH", help=size_help)
    group.add_argument("--head", type=as_head, metavar="N", help="the focused head, from 1")
    group.add_argument(
        "--beside",
        type=in_order("variant", tuple(VARIANTS), MOST_BESIDE),
        metavar="LIST",
        help="one or two variants that the page compare shows beside --variant",
    )
    group.add_argument(
        "--experiment",
        dest="lab",
        type=as_folder,
        metavar="DIR",
        help="the folder of an experiment, whose results the page lab shows",
    )
    group.add_argument(
        "--pin",
        type=as_cell,
        metavar="GRID:HEAD:ROW:COL",
        help="the cell to hold, counted from 1: scores:1:8:2",
    )
    group.add_argument(
        "--loss",
        type=as_loss,
        metavar="WISH",
        help="of what the gradients are, counted from 1: larger:8:3 makes output 3 of token 8 "
        "larger, copy:8:2 lets token 8 copy the vector of token 2, copy:8:2:value its value",
    )


def _read_lab(parser: Parser, folder: Path) -> Lab:
    """Return what the page Lab is to show of a folder."""
    from core.lab.experiment import ExperimentError
    from core.lab.results import EXPERIMENT, read_experiment
    from gui.lab.choices import of_experiment

    if not (folder / EXPERIMENT).exists():
        parser.refuse("lab", f"there is no {EXPERIMENT} in {folder}")
    try:
        return of_experiment(read_experiment(folder / EXPERIMENT), str(folder.absolute()))
    except ExperimentError as error:
        parser.refuse("lab", " ".join(str(error).split()))


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with what argparse collected as a list made a tuple."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
