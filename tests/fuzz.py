"""A coverage-guided fuzzer over every reader: ``python tests/fuzz.py READER [-runs=N]``.

Needs the extra ``fuzz``. A find is written beside the command as ``crash-…``; committed in
``tests/data/finds/READER/`` it is tried by every test run.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SEEDS = ROOT / "tests" / "data"


def session_file(data: bytes) -> None:
    """Whatever reads a session: it is one, or it is refused."""
    from core import session
    from core.faults import InputError
    from gui.session_view import view_from_dict
    from gui.shot import shot_from_dict
    from gui.state import View

    try:
        found = session.read(data)
        view_from_dict(dict(found.view), View())
        shot_from_dict(found.picture, ("en", "zh_CN"))
    except InputError as error:
        one_line(error)


def picture(data: bytes) -> None:
    """A picture, of whatever kind it claims to be."""
    from core.carriers import carried, is_carrier
    from core.faults import InputError

    try:
        if is_carrier(data):
            session_file(carried(data))
    except InputError as error:
        one_line(error)


def _numbers(suffix: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        import numpy as np

        from core.faults import InputError
        from core.number_files import sheets_of

        try:
            sheets = sheets_of(data, suffix, "fuzz")
        except InputError as error:
            one_line(error)
            return
        assert all(np.isfinite(sheet.values).all() for sheet in sheets)

    return read


def archive(*members: tuple[str, bytes]) -> bytes:
    """Return an archive that is sound whatever its members are: no fuzzer finds a checksum."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, member in members:
            packed.writestr(name, member)
    return content.getvalue()


def member(data: bytes) -> None:
    """One member of an archive of numbers."""
    _numbers(".npz")(archive(("a.npy", data)))


def description(data: bytes) -> None:
    """What a trained model says of itself, its header sound."""
    header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (%d,), }" % len(data)
    padded = header.ljust(117) + b"\n"
    start = b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little")
    checkpoint(archive(("meta.npy", start + padded + data)))


def experiment(data: bytes) -> None:
    """An experiment of the lab."""
    from core.lab.experiment import ExperimentError, from_json

    try:
        made = from_json(data.decode("utf-8", "replace"))
    except ExperimentError as error:
        one_line(error)
        return
    assert made.runs()


def results(data: bytes) -> None:
    """What an experiment left, a line a run."""
    from core.lab.experiment import ExperimentError
    from core.lab.results import read_results

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(data)
        file.flush()
        try:
            found = read_results(Path(file.name))
        except ExperimentError as error:
            one_line(error)
            return
    assert all(one.measure is not None for one in found if one.state == "done")


def expression(data: bytes) -> None:
    """A figure in a lesson's text."""
    import contextlib

    from core.lessons.expressions import parse, written
    from core.lessons.figure_error import FigureError
    from core.lessons.figures import LiveFigures, run_of
    from core.scenario import Scenario

    with contextlib.suppress(FigureError):
        written(parse(data.decode("utf-8", "replace")), LiveFigures(run_of(Scenario(text="a b c"))))


def command_line(data: bytes) -> None:
    """Options: they are right, or one line on stderr and a status say that they are not."""
    import contextlib

    from gui.options import parse

    arguments = data.decode("utf-8", "replace").split("\n")[:12]
    said, status = io.StringIO(), 0
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            parse(arguments)
    except SystemExit as left:
        status = left.code
    assert status == 0 or (status == 2 and said.getvalue().strip())


def checkpoint(data: bytes) -> None:
    """A trained model."""
    from core.lab.checkpoint import CheckpointError, read

    with tempfile.NamedTemporaryFile(suffix=".npz") as file:
        file.write(data)
        file.flush()
        try:
            read(Path(file.name))
        except CheckpointError as error:
            one_line(error)


LESSON_PARTS = b"\x1e"
"""Between the files of a fuzzed lesson: ``lesson.json``, then its text in English."""


def lesson(data: bytes) -> None:
    """Read a folder with a lesson: it is one whose every step runs, or it is refused."""
    from gui.lessons.library import read_entry
    from gui.state import View

    content, _, text = data.partition(LESSON_PARTS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lesson.json").write_bytes(content)
        (folder / "en.md").write_bytes(text)
        entry = read_entry(folder, View())
    assert (entry.lesson is None) != (entry.fault is None)
    if entry.fault is not None:
        one_line(entry.fault)


def one_line(error: Exception) -> None:
    """What is wrong is said in one line that a person can read."""
    line = str(error)
    assert line, "nothing is said"
    assert "\n" not in line, line
    assert len(line) < 2000, line[:2000]


READERS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {
        "session": session_file,
        "picture": picture,
        "csv": _numbers(".csv"),
        "tsv": _numbers(".tsv"),
        "npy": _numbers(".npy"),
        "npz": _numbers(".npz"),
        "options": command_line,
        "checkpoint": checkpoint,
        "lesson": lesson,
        "member": member,
        "description": description,
        "experiment": experiment,
        "results": results,
        "expression": expression,
    }
)


def main() -> None:
    """Fuzz one reader; libFuzzer takes the options after its name."""
    import atheris

    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["core", "gui", "csv", "json", "zipfile", "argparse"]):
        READERS[name](b"")
    atheris.Setup([sys.argv[0], *options], READERS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
