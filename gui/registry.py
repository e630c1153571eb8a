"""The panels of the steps and the pages, in the order of the rail."""

from __future__ import annotations

from gui.pages.base import Page
from gui.pages.bench import BenchPage
from gui.pages.compare import ComparePage
from gui.pages.lab import LabPage
from gui.pages.lessons import LessonsPage
from gui.pages.verdict import VerdictPage
from gui.step_panels import PANELS

__all__ = ["PAGES", "PANELS"]

PAGES: tuple[type[Page], ...] = (ComparePage, BenchPage, LabPage, VerdictPage, LessonsPage)
