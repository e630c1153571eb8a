"""QKV Explorer: open the window; export pictures or train models without one."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.options import Options


def main(argv: list[str] | None = None) -> int:
    """Carry out a command line (without the program's name); return the exit status."""
    from core.parallel import claim_cores

    claim_cores()  # before anything imports NumPy
    from gui import system

    arguments = sys.argv[1:] if argv is None else argv
    try:
        if arguments[:1] == ["lab"]:
            from gui import lab_command

            return lab_command.main(arguments[1:])
        if arguments[:1] == ["handout"]:
            from gui import handout_command

            return handout_command.main(arguments[1:])
        from gui import cli

        options = cli.parse(arguments)
        if options.command == "export":
            return cli.run_export(options)
        return _open_window(options)
    except KeyboardInterrupt:
        return 130  # as shells count Ctrl+C
    except ImportError as error:
        sys.stderr.write(f"qkv-explorer: {system.advice(error, window=system.needs_x())}\n")
        return 1


def _open_window(options: Options) -> int:
    """Open the window, or say why there cannot be one: Qt would end the program without a word."""
    from gui import system

    if not system.has_display():
        sys.stderr.write(
            "qkv-explorer: there is no display to open a window on; "
            "pictures need none: python main.py export --out pictures\n"
        )
        return 1
    missing = system.missing_packages(window=True) if system.needs_x() else ()
    if missing:
        sys.stderr.write(
            "qkv-explorer: a window needs system libraries that are missing; install them with: "
            f"sudo apt-get install -y {' '.join(missing)}\n"
        )
        return 1
    gc.disable()  # nothing is garbage yet, and looking for it delays the start
    try:
        from gui import app

        return app.main(options)
    finally:
        gc.unfreeze()
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
