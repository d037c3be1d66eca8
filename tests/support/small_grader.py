"""A grader that speaks the real protocol but runs nothing, so that a test can say how it ends.

A job's code, or a comment at its end, tells it what to do: "pass" answers, "die" ends the process
in the middle of the job, "hang" never answers, "until FILE" answers once there is that file. Every
life of the process notes its pid in the file named first on the command line, and the ids of the
jobs that it begins in the file "begun" beside it; the second is how many jobs it does at once.
"""

import os
import queue
import sys
import threading
import time
from pathlib import Path

from grader.protocol import (
    Graded,
    GraderInfo,
    GraderMessage,
    Heartbeat,
    Job,
    Measured,
    Measurement,
    Run,
    Started,
    Status,
    Verdict,
    parse_job,
)

BEAT_S = 0.05

lives = Path(sys.argv[1])
at_once = int(sys.argv[2]) if sys.argv[2:] else 1
jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()  # begun in the order of their arrival
one_line = threading.Lock()


def say(answer: GraderMessage) -> None:
    with one_line:
        print(answer.model_dump_json(), flush=True)


def beat() -> None:
    while True:
        say(Heartbeat(grader=GraderInfo(host="here", pid=os.getpid(), at_once=at_once)))
        time.sleep(BEAT_S)


def work() -> None:
    while True:
        do(jobs.get())


def do(job: Job) -> None:
    say(Started(id=job.id))
    if not hasattr(job, "code"):
        result = Measurement(sizes=(1,), cpu_ms=(1.0,), cpu="small", threads=1, torch="none")
        say(Measured(id=job.id, result=result))
        return
    with (lives.parent / "begun").open("a") as begun:
        begun.write(f"{job.id}\n")
    carry_out(job.code.rpartition("# ")[2].strip())
    assert not isinstance(job, Run)
    say(Graded(id=job.id, verdict=Verdict(status=Status.PASSED, exercise="tensors/to-float")))


def carry_out(code: str) -> None:
    if code == "die" or (code == "die once" and len(lives.read_text().splitlines()) == 1):
        os._exit(9)
    if code == "hang":
        time.sleep(3600)
    if code == "babble":
        with one_line:
            print("this is not an answer", flush=True)
    if code.startswith("until "):
        while not Path(code.removeprefix("until ")).exists():
            time.sleep(0.01)


if __name__ == "__main__":
    with lives.open("a") as file:
        file.write(f"{os.getpid()}\n")
    threading.Thread(target=beat, daemon=True).start()
    for _ in range(at_once):
        threading.Thread(target=work, daemon=True).start()
    for line in sys.stdin:
        jobs.put(parse_job(line))
