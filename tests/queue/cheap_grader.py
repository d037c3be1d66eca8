"""A grader at the real queue that runs nothing, so that a test can say how it ends.

    cheap_grader.py URL NOTES

A comment in a job's code tells it what to do: "# die" ends the process in the middle of the job,
"# die once" only if no life did so before, "# nap 0.5" takes so many seconds, "# first naps 30"
does so only the first time, "# trouble" fails on our side; anything else passes at once. What it
begins and ends is noted in the file NOTES, as lines of JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import time
from pathlib import Path

from grader.protocol import (
    Announcement,
    Answer,
    Grade,
    Graded,
    Job,
    Ran,
    RunResult,
    Status,
    Trouble,
    Verdict,
)
from grader.queues.postgres.pulling import Pulling
from lessons.catalog import load

URL, NOTES = sys.argv[1], Path(sys.argv[2])
DEVICES = tuple(os.environ.get("CHEAP_DEVICES", "cpu").split(","))
AT_ONCE = int(os.environ.get("CHEAP_AT_ONCE", "2"))
SPOILED = os.environ.get("CHEAP_SPOILED", "")
EXERCISES = {
    each.id: "older" if each.id == SPOILED else each.version for each in load().exercises()
}


def note(**facts: object) -> None:
    line = json.dumps({"pid": os.getpid(), "at": time.time(), **facts}) + "\n"
    with NOTES.open("a") as file:
        file.write(line)


def announce(running: int) -> Announcement:
    return Announcement(
        host="here",
        pid=os.getpid(),
        walls=("none",),
        devices=DEVICES,
        exercises=EXERCISES,
        at_once=AT_ONCE,
        running=running,
        spares=1,
    )


async def do(job: Job) -> Answer:
    code = getattr(job, "code", "")
    note(began=job.id)
    if "# die once" in code:
        if NOTES.read_text().count('"died"') == 0:
            note(died=job.id)
            os._exit(9)
    elif "# die" in code:
        note(died=job.id)
        os._exit(9)
    if nap := re.search(r"# nap ([\d.]+)", code):
        await asyncio.sleep(float(nap[1]))
    if (nap := re.search(r"# first naps ([\d.]+)", code)) and NOTES.read_text().count(job.id) == 1:
        await asyncio.sleep(float(nap[1]))
    note(ended=job.id)
    if "# trouble" in code:
        return Trouble(id=job.id, why="as it was told to")
    if isinstance(job, Grade):
        return Graded(id=job.id, verdict=Verdict(status=Status.PASSED, exercise=job.exercise))
    return Ran(id=job.id, result=RunResult(status=Status.PASSED, stdout="ran"))


async def main() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await Pulling(URL, announce, do, ending_s=3).until(stop)


asyncio.run(main())
