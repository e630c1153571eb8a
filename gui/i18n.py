"""The language of the window: catalogues beside the sources, switched while it runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core.faults import InputError
from core.messages import Message, Problem

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"
PREFIX = "qkv_explorer_"
SOURCE = "en"
_OWN, _QT = "qkv translator", "qt translator"

NUMBERS = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
"""How numbers are written and read, whatever the language and the system: 4,096 and 0.5."""

translate = QCoreApplication.translate


def languages() -> tuple[tuple[str, str], ...]:
    """Return (code, name in that language) of the source language and of every catalogue."""
    codes = [path.stem.removeprefix(PREFIX) for path in sorted(FOLDER.glob(f"{PREFIX}*.qm"))]
    return ((SOURCE, "English"), *((code, _own_name(code)) for code in codes))


def _own_name(code: str) -> str:
    """Return a language's name for itself."""
    return QLocale(code).nativeLanguageName() or code


def system_language() -> str:
    """Return the code of the catalogue that suits the system best; English when none does."""
    codes = [code for code, _ in languages()]
    for wanted in QLocale.system().uiLanguages():
        name = wanted.replace("-", "_")
        for code in codes:
            if name == code or name.split("_")[0] == code.split("_")[0]:
                return code
    return SOURCE


def install(app: QCoreApplication, code: str) -> str:
    """Show the application in a language; every widget then gets a LanguageChange event.

    An unknown code means English. Returns the code in force.
    """
    for old in app.findChildren(QTranslator):
        if old.objectName() in (_OWN, _QT):
            app.removeTranslator(old)
            old.setObjectName("")  # it lives on for a moment
            old.deleteLater()
    known = code if code in dict(languages()) else SOURCE
    if known == SOURCE:
        return SOURCE
    qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for name, path in (
        (_QT, qt_folder / f"qtbase_{known}.qm"),
        (_OWN, FOLDER / f"{PREFIX}{known}.qm"),
    ):
        translator = QTranslator(app)
        translator.setObjectName(name)
        if translator.load(str(path)):
            app.installTranslator(translator)
    return known


def language() -> str:
    """Return the code of the language in force, as HTML writes it: ``en``, ``zh-CN``."""
    app = QCoreApplication.instance()
    for translator in [] if app is None else app.findChildren(QTranslator):
        if translator.objectName() == _OWN:
            return Path(translator.filePath()).stem.removeprefix(PREFIX).replace("_", "-")
    return SOURCE


def render(message: Message) -> str:
    """Return one of core's sentences in the reader's language, its placeholders filled."""
    values = {
        name: render(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return translate("core", message.text).format(**values)


def told(fault: InputError | Problem) -> str:
    """Return what is wrong and what would be right, on one line."""
    return translate("fields", "{wrong}; {right}").format(
        wrong=render(fault.wrong), right=render(fault.right)
    )
