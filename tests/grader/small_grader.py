"""A grader that speaks the real protocol but runs nothing, so that a test can say how it ends.

A job's code tells it what to do: "pass" answers, "die" ends the process in the middle of the job,
"hang" never answers. Every life of the process notes its pid in the file named on the command line.
"""

import os
import sys
import time
from pathlib import Path

from grader.protocol import Announcement, Graded, Ready, Started, Status, Verdict, read_job


def say(answer: Ready | Started | Graded) -> None:
    print(answer.model_dump_json(), flush=True)


lives = Path(sys.argv[1])
with lives.open("a") as file:
    file.write(f"{os.getpid()}\n")
say(Ready(grader=Announcement(host="here", pid=os.getpid())))
for line in sys.stdin:
    job = read_job(line)
    say(Started(id=job.id))
    if job.code == "die":
        os._exit(9)
    if job.code == "die once" and len(lives.read_text().splitlines()) == 1:
        os._exit(9)
    if job.code == "hang":
        time.sleep(3600)
    if job.code == "babble":
        print("this is not an answer", flush=True)
    say(Graded(id=job.id, verdict=Verdict(status=Status.PASSED, exercise="tensors/to-float")))
