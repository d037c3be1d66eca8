"""A grader at the real queue that runs nothing, so that a test can say how it ends.

Graders are forked from a process that has everything imported: cheap_grader.py reads what to start
from its standard input, as lines of JSON, and says on its standard output which process it became,
and how that ended.

A comment in a job's code tells it what to do: "# die" ends the process in the middle of the job,
"# die once" only if no life did so before, "# nap 0.5" takes so many seconds, "# first naps 30"
does so only the first time, "# trouble" fails on our side; anything else passes at once. What it
begins and ends is noted in the file NOTES, as lines of JSON.
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
class Wanted:
    """What is wanted of a grader."""

    url: str
    notes: str
    devices: str = "cpu"
    at_once: int = 2
    spoiled: str = ""  # an exercise of which it has an older version


def main() -> None:
    """Forks a grader for every line, until there are no more."""
    waking, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        readable, _, _ = select.select([sys.stdin, waking], [], [])
        if waking in readable:
            os.read(waking, 512)
            say_who_ended()
        if sys.stdin in readable:
            line = sys.stdin.readline()
            if not line:
                return
            become_grader(Wanted(**json.loads(line)))


def say(**facts: int) -> None:
    print(json.dumps(facts), flush=True)


def say_who_ended() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            say(ended=pid, code=os.waitstatus_to_exitcode(status))


def become_grader(wanted: Wanted) -> None:
    """In the child, never returns."""
    pid = os.fork()
    if pid:
        say(started=pid)
        return
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 1
    try:
        log = os.open(
            Path(wanted.notes).with_suffix(".log"), os.O_WRONLY | os.O_APPEND | os.O_CREAT
        )
        os.dup2(log, 2)
        os.dup2(log, 1)
        asyncio.run(Grader(wanted).work())
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


class Grader:
    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._notes = Path(wanted.notes)

    async def work(self) -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        await GraderQueue(self._wanted.url, self._announce, self._do, shutdown_s=3).run(stop)

    def _note(self, **facts: object) -> None:
        line = json.dumps({"pid": os.getpid(), "at": time.time(), **facts}) + "\n"
        with self._notes.open("a") as file:
            file.write(line)

    def _announce(self, running: int) -> GraderInfo:
        spoiled = {self._wanted.spoiled: "older"} if self._wanted.spoiled else {}
        return GraderInfo(
            host="here",
            pid=os.getpid(),
            walls=("none",),
            devices=tuple(self._wanted.devices.split(",")),
            exercises={**VERSIONS, **spoiled},
            at_once=self._wanted.at_once,
            running=running,
            spares=1,
        )

    async def _do(self, job: Job) -> GraderMessage:
        code = getattr(job, "code", "")
        self._note(began=job.id)
        if nap := re.search(r"# nap ([\d.]+)", code):
            await asyncio.sleep(float(nap[1]))
        once = "# die once" in code
        if "# die" in code and not (once and '"died"' in self._notes.read_text()):
            self._note(died=job.id)
            os._exit(9)
        first = self._notes.read_text().count(job.id) == 1
        if first and (nap := re.search(r"# first naps ([\d.]+)", code)):
            await asyncio.sleep(float(nap[1]))
        self._note(ended=job.id)
        if "# trouble" in code:
            return JobFailed(id=job.id, why="as it was told to")
        if isinstance(job, Grade):
            return Graded(id=job.id, verdict=Verdict(status=Status.PASSED, exercise=job.exercise))
        return Ran(id=job.id, result=RunResult(status=Status.PASSED, stdout="ran"))


if __name__ == "__main__":
    main()
