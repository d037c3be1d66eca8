"""A grader on a real queue that runs no code, to test how graders end.

Graders are forked from a process that has everything imported: cheap_grader.py reads the options
of each grader from its standard input, as lines of JSON, and reports on its standard output the
process ids of graders and how they exited.

A comment in the code of a job controls the grader: "# die" ends the process during the job, "# die
once" only if no grader did so before, "# nap 0.5" takes so many seconds, "# first naps 30" does so
only the first time, "# until FILE" waits for that file, "# trouble" fails the job; all other jobs
pass at once. The start and the end of jobs, and a grader's signal to stop, are logged to the file
NOTES, as lines of JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import select
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from grader.protocol import (
    Grade,
    Graded,
    GraderInfo,
    GraderMessage,
    Job,
    JobFailed,
    Ran,
    RunResult,
    Status,
    Verdict,
)
from grader.queues.postgres.grader_queue import GraderQueue
from lessons.catalog import load

VERSIONS = {each.id: each.version for each in load().exercises()}


@dataclass(frozen=True)
class GraderOptions:
    """Options of one grader."""

    url: str
    notes: str
    devices: str = "cpu"
    at_once: int = 2
    gpu_at_once: int = 0
    spoiled: str = ""  # an exercise of which the grader has an older version
    shutdown_s: float = 3


def main() -> None:
    """Fork a grader for every line, until the input ends."""
    wakeup_read, wakeup_write = os.pipe()
    os.set_blocking(wakeup_write, False)
    signal.set_wakeup_fd(wakeup_write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        readable, _, _ = select.select([sys.stdin, wakeup_read], [], [])
        if wakeup_read in readable:
            os.read(wakeup_read, 512)
            report_exits()
        if sys.stdin in readable:
            line = sys.stdin.readline()
            if not line:
                return
            fork_grader(GraderOptions(**json.loads(line)))


def report(**facts: int) -> None:
    print(json.dumps(facts), flush=True)


def report_exits() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            report(ended=pid, code=os.waitstatus_to_exitcode(status))


def fork_grader(options: GraderOptions) -> None:
    """Fork a grader. Never returns in the child."""
    pid = os.fork()
    if pid:
        report(started=pid)
        return
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 1
    try:
        log = os.open(
            Path(options.notes).with_suffix(".log"), os.O_WRONLY | os.O_APPEND | os.O_CREAT
        )
        os.dup2(log, 2)
        os.dup2(log, 1)
        asyncio.run(Grader(options).work())
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


class Grader:
    def __init__(self, options: GraderOptions) -> None:
        self._options = options
        self._notes = Path(options.notes)

    async def work(self) -> None:
        stop = asyncio.Event()

        def begin_to_stop() -> None:
            stop.set()
            self._log_event(stopping=True)

        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, begin_to_stop)
        await GraderQueue(
            self._options.url,
            self._describe,
            self._process_job,
            shutdown_s=self._options.shutdown_s,
        ).run(stop)

    def _log_event(self, **facts: object) -> None:
        line = json.dumps({"pid": os.getpid(), "at": time.time(), **facts}) + "\n"
        with self._notes.open("a") as file:
            file.write(line)

    def _describe(self, running: int) -> GraderInfo:
        spoiled = {self._options.spoiled: "older"} if self._options.spoiled else {}
        return GraderInfo(
            host="here",
            pid=os.getpid(),
            walls=("none",),
            devices=tuple(self._options.devices.split(",")),
            exercises={**VERSIONS, **spoiled},
            at_once=self._options.at_once,
            gpu_at_once=self._options.gpu_at_once,
            running=running,
            spares=1,
        )

    async def _process_job(self, job: Job) -> GraderMessage:
        code = getattr(job, "code", "")
        self._log_event(began=job.id)
        if delay := re.search(r"# nap ([\d.]+)", code):
            await asyncio.sleep(float(delay[1]))
        if awaited := re.search(r"# until (\S+)", code):
            while not Path(awaited[1]).exists():
                await asyncio.sleep(0.01)
        once = "# die once" in code
        if "# die" in code and not (once and '"died"' in self._notes.read_text()):
            self._log_event(died=job.id)
            os._exit(9)
        first = self._notes.read_text().count(job.id) == 1
        if first and (delay := re.search(r"# first naps ([\d.]+)", code)):
            await asyncio.sleep(float(delay[1]))
        self._log_event(ended=job.id)
        if "# trouble" in code:
            return JobFailed(id=job.id, why="as the code asks for")
        if isinstance(job, Grade):
            return Graded(id=job.id, verdict=Verdict(status=Status.PASSED, exercise=job.exercise))
        return Ran(id=job.id, result=RunResult(status=Status.PASSED, stdout="ran"))


if __name__ == "__main__":
    main()
