"""Measures how fast the fork server forks: no jail can run more tasks a second than that."""

from __future__ import annotations

import os
import sys
import time
from collections import deque

from . import syscalls


def measure_forks(count: int) -> tuple[float, float]:
    """Fork children that exit at once, as many at a time as there are processors.

    Return how many that makes a second, and the CPU time of a fork and an exit, in seconds. Raise
    OSError if it cannot fork.
    """
    running: deque[int] = deque()
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    cpu, began = -time.process_time(), time.perf_counter()
    for number in range(count + processors):
        if number >= processors:
            _, _, used = os.wait4(running.popleft(), 0)
            cpu += used.ru_utime + used.ru_stime
        if number < count:
            pid = syscalls.bare_fork()
            if pid == 0:
                os._exit(0)
            running.append(pid)
    took = time.perf_counter() - began
    return count / took, (cpu + time.process_time()) / count
