"""What the table of actions is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MenuName = Literal["file", "edit", "view", "help"]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One entry of a menu.

    Attributes
    ----------
    key : its name; "" draws a line; a name in braces stands for a submenu.
    menu : where it stands.
    text, tip : marked text in the context ``actions``.
    calls : the method of :class:`gui.commands.Commands`.
    shortcuts : key sequences, the first is the one shown.
    keys : keys that work without a menu (the window's own), only shown.
    icon : name of a file in ``resources/icons``.
    page_text, page_tip : what it is called where a page is shown, no step; "" for the same.
    checkable : whether it switches something on and off.
    """

    key: str
    menu: MenuName
    text: str = ""
    tip: str = ""
    calls: str = ""
    shortcuts: tuple[str, ...] = ()
    keys: str = ""
    icon: str = ""
    page_text: str = ""
    page_tip: str = ""
    checkable: bool = False


def line(menu: MenuName) -> ActionRow:
    """Return a line between entries."""
    return ActionRow("", menu)
