"""Workers beside the window: how often they hand over is put back when the last has ended."""

from __future__ import annotations

import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from gui.jobs import SWITCH_SECONDS, Jobs


def test_a_worker_that_ends_takes_nothing_from_another(qtbot: QtBot) -> None:
    usual = sys.getswitchinterval()
    gates = [threading.Event(), threading.Event()]

    def wait(gate: threading.Event, *_: object) -> None:
        gate.wait(10)

    first = Jobs(compute=wait)
    first.start(gates[0])
    second = Jobs(compute=wait)  # made, as a page is, while another works
    second.start(gates[1])
    try:
        with qtbot.waitSignal(first.finished, timeout=10_000):
            gates[0].set()
        assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
        with qtbot.waitSignal(second.finished, timeout=10_000):
            gates[1].set()
        assert sys.getswitchinterval() == pytest.approx(usual)
    finally:
        for gate, jobs in zip(gates, (first, second), strict=True):
            gate.set()
            jobs.close()
