"""A grader that speaks the real protocol but runs no code, so that a test decides how it ends.

A job's code, or a comment at its end, decides what it does: "pass" answers, "die" ends the process
during the job, "hang" never answers, "until FILE" answers once that file exists. Each process
appends its pid to the file that is the first argument, and the ids of the jobs that it starts to
the file "begun" beside it. The second argument is the number of concurrent jobs, the third how many
of these may use its GPU; without it there is none.
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

HEARTBEAT_S = 0.05

pids_file = Path(sys.argv[1])
at_once = int(sys.argv[2]) if sys.argv[2:] else 1
gpu_at_once = int(sys.argv[3]) if sys.argv[3:] else 0
jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()  # in the order of their arrival
stdout_lock = threading.Lock()


def send(answer: GraderMessage) -> None:
    with stdout_lock:
        print(answer.model_dump_json(), flush=True)


def send_heartbeats() -> None:
    while True:
        info = GraderInfo(
            host="here",
            pid=os.getpid(),
            devices=("cpu", "cuda:0") if gpu_at_once else ("cpu",),
            at_once=at_once,
            gpu_at_once=gpu_at_once,
        )
        send(Heartbeat(grader=info))
        time.sleep(HEARTBEAT_S)


def process_jobs() -> None:
    while True:
        process(jobs.get())


def process(job: Job) -> None:
    send(Started(id=job.id))
    if not hasattr(job, "code"):
        result = Measurement(sizes=(1,), cpu_ms=(1.0,), cpu="small", threads=1, torch="none")
        send(Measured(id=job.id, result=result))
        return
    with (pids_file.parent / "begun").open("a") as begun:
        begun.write(f"{job.id}\n")
    perform(job.code.rpartition("# ")[2].strip())
    assert not isinstance(job, Run)
    send(Graded(id=job.id, verdict=Verdict(status=Status.PASSED, exercise="tensors/to-float")))


def perform(code: str) -> None:
    if code == "die" or (code == "die once" and len(pids_file.read_text().splitlines()) == 1):
        os._exit(9)
    if code == "hang":
        time.sleep(3600)
    if code == "babble":
        with stdout_lock:
            print("this is not an answer", flush=True)
    if code.startswith("until "):
        while not Path(code.removeprefix("until ")).exists():
            time.sleep(0.01)


if __name__ == "__main__":
    with pids_file.open("a") as file:
        file.write(f"{os.getpid()}\n")
    threading.Thread(target=send_heartbeats, daemon=True).start()
    for _ in range(at_once):
        threading.Thread(target=process_jobs, daemon=True).start()
    for line in sys.stdin:
        jobs.put(parse_job(line))
