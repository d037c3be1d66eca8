"""The exam pool prepares exams while its grader goes on sending heartbeats."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import asyncio, sys, threading
from grader.jail.inside.block_compile import stub_compiler
from grader.judge import Judge
from grader.worker.exam_pool import SLOW_TO_IMPORT, ExamPool
from lessons.catalog import load_for

class Recorder:
    def find_spec(self, name, path=None, target=None):
        if name == SLOW_TO_IMPORT:
            print("in the main thread:", threading.current_thread() is threading.main_thread())

stub_compiler()
sys.meta_path.insert(0, Recorder())
asyncio.run(ExamPool(Judge(load_for("gpu/gram"))).warm_up(["gpu/gram"], "cpu"))
"""


def test_what_takes_long_to_import_does_not_hold_the_event_loop() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout == "in the main thread: False\n"
