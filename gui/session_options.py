"""What the command line takes from a session, or from a picture that carries one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.session import Session
    from gui.shot import Shot

_LOOKS: Mapping[str, str] = {"dpi": "dpi", "theme": "theme", "lang": "language"}
PICTURES = ("png", "svg", "pdf")
_WHAT = ("steps", "pages", "parts")  # whoever asks for these wants more than the one picture


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, and the session that it holds."""

    path: Path
    session: Session


def as_opened(text: str) -> Opened:
    """Return a file's session.

    Raises
    ------
    InputError : the file cannot be read, or it holds none.
    """
    from core import session  # NumPy comes along, which --help does without

    return Opened(Path(text), session.load(Path(text)))


def picture_asked_for(
    found: Session, given: Mapping[str, Any], languages: tuple[str, ...]
) -> Shot | None:
    """Return the picture to take again; None where whole steps or pages are asked for.

    Parameters
    ----------
    found : what the session file holds.
    given : the options of the command line by name; they count more than the session's.
    languages : codes that there are.

    Raises
    ------
    InputError : what the session says of its picture makes no sense.
    """
    from gui.shot import shot_from_dict

    shot = shot_from_dict(found.picture, languages)
    if shot is None or any(name in given for name in _WHAT):
        return None
    if not set(given.get("formats", ())) <= {*PICTURES, shot.format}:
        return None
    changes = {field: given[option] for option, field in _LOOKS.items() if option in given}
    if "font_scale" in given:
        changes["scale"] = given["font_scale"]
    if "caption" in given:
        changes["caption"] = given["caption"]
    if "size" in given:
        changes["width"], changes["height"] = given["size"]
    return replace(shot, **changes)
