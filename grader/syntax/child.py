"""The process that parses learners' code: requests in on standard input, summaries out.

CPython's parser needs seconds and gigabytes for some short texts. Here the kernel ends it: by CPU
time for each request, and by address space.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import resource
import signal
import sys
from pathlib import Path

from grader.syntax.summary import summarize

CPU_SECONDS = 0.5
"""For one request. 64 KiB of ordinary code take a tenth of this."""

ADDRESS_SPACE = 384 << 20
LARGE = 128 << 20
"""Peak of resident memory beyond which the process ends, so that its memory is freed."""

SHORT = 8192


def main() -> None:
    """Answer one request a line until standard input ends. The first line is the settings."""
    for limit, value in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(limit, (value, value))
    gc.disable()  # syntax trees have no cycles, and looking for some takes longer than parsing
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    out_of_place = frozenset(json.loads(requests.readline())["out_of_place"])
    while line := requests.readline():
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        summary = summarize(request["code"], request["function"], out_of_place)
        # Short code cannot need so much within its CPU time.
        peak = _peak_of_memory() if len(line) > SHORT else 0
        ran_out = peak > LARGE and summary.error is not None
        said = {
            "summary": None if ran_out else dataclasses.asdict(summary),
            "is_last": peak > LARGE,
        }
        answers.write(json.dumps(said).encode() + b"\n")
        answers.flush()
        signal.setitimer(signal.ITIMER_PROF, 0)
        if peak > LARGE:
            os._exit(0)  # at once: freeing it piece by piece takes long


def _peak_of_memory() -> int:
    """In bytes. Not `getrusage`: its figure begins with the memory of the parent."""
    lines = Path("/proc/self/status").read_bytes().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(b"VmHWM:")) << 10
