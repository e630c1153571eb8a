"""The rules of the project that no linter knows."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = sorted((ROOT / "core").rglob("*.py"))
GUI = sorted((ROOT / "gui").rglob("*.py"))
SHIPPED = [ROOT / "main.py", *CORE, *GUI, *sorted((ROOT / "resources").rglob("*.py"))]
MAX_LINES = 350

PARALLEL = {
    "QThread",
    "QThreadPool",
    "QRunnable",
    "QProcess",
    "QtConcurrent",
    "asyncio",
    "concurrent",
    "multiprocessing",
    "subprocess",
    "threading",
}
HEAVY = ("pyqtgraph", "ziamath", "scipy", "matplotlib", "torch", "core.lab")
LATER = (  # loaded when first asked for: the pages, and what saving and copying need
    "gui.registry",
    "gui.pages.compare",
    "gui.pages.bench",
    "gui.pages.lab",
    "gui.pages.verdict",
    "gui.report",
    "gui.exporter",
    "gui.export",
    "gui.save_dialog",
    "gui.pictures",
    "gui.help_texts",
    "core.claims",
    "core.lessons",
    "core.literature",
    "core.expressivity",
    "gui.lessons",
    "gui.pages.lessons",
    "markdown_it",
    "PySide6.QtPrintSupport",
    "urllib.request",
    "gui.teacher.countdown",
    "gui.teacher.dialog",
)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def mentioned(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name, attribute and imported module, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").partition(".")[0]
            for alias in node.names:
                yield node.lineno, alias.name


def read_only(annotation: ast.expr) -> bool:
    """Tell whether mypy would refuse to change a value of this type."""
    return ast.unparse(annotation).startswith(("Mapping[", "Sequence[", "Collection["))


def run_python(code: str, home: Path | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | ({"XDG_CONFIG_HOME": str(home)} if home else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", SHIPPED, ids=short)
def test_a_file_has_one_job(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"{lines} lines: a second job moved in"


@pytest.mark.parametrize("path", [path for path in GUI if path.name != "jobs.py"], ids=short)
def test_only_jobs_starts_threads_or_processes(path: Path) -> None:
    found = [f"line {line}: {name}" for line, name in mentioned(parse(path)) if name in PARALLEL]
    assert not found


@pytest.mark.parametrize("path", [path for path in GUI if path.name != "store.py"], ids=short)
def test_only_the_store_makes_states(path: Path) -> None:
    made = [
        f"line {call.lineno}: {call.func.id}"
        for call in ast.walk(parse(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("State", "View")
    ]
    assert not made


@pytest.mark.parametrize("path", GUI, ids=short)
def test_an_error_while_qt_paints_is_told(path: Path) -> None:
    """Through Qt's own calls it would end the process; see ``gui.widgets.painting``."""
    untold = [
        f"line {method.lineno}"
        for owner in ast.walk(parse(path))
        if isinstance(owner, ast.ClassDef)
        for method in owner.body
        if isinstance(method, ast.FunctionDef)
        and (method.name == "paintEvent" or (method.name == "paint" and called_by_qt(method)))
        and "told" not in map(ast.unparse, method.decorator_list)
    ]
    assert not untold


def called_by_qt(paint: ast.FunctionDef) -> bool:
    """Whether a method has what Qt hands to items and delegates."""
    return bool(paint.args.vararg) or "option" in [each.arg for each in paint.args.args]


@pytest.mark.parametrize("path", [*CORE, *GUI], ids=short)
def test_a_module_holds_no_mutable_state(path: Path) -> None:
    """A table at module level is frozen, or typed as what has no way to change it."""
    containers = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    found = [
        f"line {statement.lineno}"
        for statement in parse(path).body
        if isinstance(statement, (ast.Assign, ast.AnnAssign))
        and isinstance(statement.value, containers)
        and not ast.unparse(statement).startswith("__all__")
        and not (isinstance(statement, ast.AnnAssign) and read_only(statement.annotation))
    ]
    assert not found


@pytest.mark.parametrize("path", [*CORE, *GUI], ids=short)
def test_importing_a_module_does_nothing(path: Path) -> None:
    """No bare call, loop or assignment to another object's attribute stands at module level."""
    effects = [
        f"line {statement.lineno}: {ast.unparse(statement).splitlines()[0]}"
        for statement in parse(path).body
        if (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call))
        or isinstance(statement, (ast.For, ast.While, ast.With, ast.Delete, ast.AugAssign))
        or (
            isinstance(statement, ast.Assign)
            and any(
                isinstance(target, (ast.Attribute, ast.Subscript)) for target in statement.targets
            )
        )
    ]
    assert not effects


def test_core_runs_without_qt() -> None:
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in CORE]
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name.removesuffix('.__init__'))\n"
        "print(*(name for name in ('PySide6', 'pyqtgraph', 'gui') if name in sys.modules))"
    )
    assert run_python(code).strip() == ""


def test_the_first_window_imports_nothing_heavy() -> None:
    code = (
        "import sys, gui.app, gui.window\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules))"
    )
    assert run_python(code).strip() == ""


def test_a_window_with_the_first_step_loads_no_page_and_no_exporter(tmp_path: Path) -> None:
    """What the first paint waits for: the program as main() starts it, until it is painted."""
    code = (
        "import sys, main\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "QTimer.singleShot(300, app.closeAllWindows)\n"
        "assert main.main([]) == 0\n"
        f"print(*(name for name in {LATER!r} if name in sys.modules))"
    )
    assert run_python(code, home=tmp_path).strip() == ""


def test_every_catalogue_is_current_and_complete() -> None:
    spec = importlib.util.spec_from_file_location(
        "rebuild", ROOT / "resources" / "i18n" / "rebuild.py"
    )
    assert spec is not None
    assert spec.loader is not None
    rebuild = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rebuild)
    assert rebuild.check() == []


def test_the_readme_says_what_ci_runs() -> None:
    """The test command is one: the README's is the one that .ci/run executes."""
    command = "bash run.sh test"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^{command}$", readme, re.MULTILINE)
    assert re.search(rf"^check .* {command}\b", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_links_inside_the_project_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("script", ["run.sh", ".ci/run"])
@pytest.mark.skipif(os.name == "nt", reason="bash scripts")
def test_scripts_are_sound(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    done = subprocess.run(["bash", "-n", ROOT / script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
