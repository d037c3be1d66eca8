"""Takes more of the processors than its share: priority, real time, affinity."""
import os

got = []
for attempt in (
    lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
    lambda: os.setpriority(os.PRIO_USER, 0, 5),
):
    try:
        attempt()
        got.append(attempt)
    except OSError:
        pass
got
