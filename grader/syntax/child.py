"""The parser process: reads requests from stdin, and writes answers to stdout.

A request with `code` and `function` is answered with a summary, one with `text`, `function` and
the fingerprints of its `starters` with the program in that text.

CPython's parser needs seconds and gigabytes for some short texts. Here the kernel kills it, by a
limit of CPU time for each request, and of address space.
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
from typing import Any

from common.message_reader.program import assemble
from common.message_reader.reader import read_file_text
from grader.syntax.requirements import Rules
from grader.syntax.summary import summarize

CPU_SECONDS = 0.5
"""Limit for one request. 64 KiB of ordinary code take a tenth of it."""

ADDRESS_SPACE = 384 << 20
"""Limit of the address space, in bytes."""

LARGE_PEAK = 128 << 20
"""Peak of resident memory, in bytes, after which the process exits to free its memory."""

SHORT_REQUEST = 8192
"""Size in bytes up to which a request cannot reach LARGE_PEAK within its CPU time."""


def main() -> None:
    """Answer one request per line until stdin ends. The first line holds the settings."""
    for limit, value in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(limit, (value, value))
    gc.disable()  # syntax trees have no cycles, and a collection takes longer than parsing
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the default action ends the process
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    out_of_place = frozenset(json.loads(requests.readline())["out_of_place"])
    while line := requests.readline():
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        if "text" in request:
            function = request["function"]
            starters = {function: request["starters"]}
            paste = assemble(read_file_text(request["text"]), (function,), starters)
            answer: dict[str, Any] = {"code": paste.code, "is_attempt": not paste.not_attempted}
            peak = _peak_memory() if len(line) > SHORT_REQUEST else 0
        else:
            rules = Rules(**request["rules"]) if request["rules"] else None
            summary = summarize(request["code"], request["function"], out_of_place, rules)
            peak = _peak_memory() if len(line) > SHORT_REQUEST else 0
            ran_out = peak > LARGE_PEAK and summary.error is not None
            answer = {"summary": None if ran_out else dataclasses.asdict(summary)}
        answer["is_last"] = peak > LARGE_PEAK
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        signal.setitimer(signal.ITIMER_PROF, 0)
        if peak > LARGE_PEAK:
            os._exit(0)  # without finalization, because freeing the tree takes long


def _peak_memory() -> int:
    """Return the peak of resident memory in bytes.

    `getrusage` is not used: its value starts with the memory of the parent.
    """
    lines = Path("/proc/self/status").read_bytes().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(b"VmHWM:")) << 10
