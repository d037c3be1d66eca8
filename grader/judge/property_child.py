"""The process that runs the properties of exercises: requests on stdin, answers on stdout.

A request is a line of JSON, followed by two frames. An answer is a line of JSON: the keys, or the
line and the message of a PropertyError.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

import torch

from grader.judge.properties import PropertyQuestion, try_property
from lessons.exercise_loader import AuthoringError, ExerciseCode, load

MEMORY = 8 << 30
"""Limit of the address space, in bytes. torch alone maps some gigabytes."""

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Answer one request after another until stdin ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    torch.set_num_threads(1)
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a property prints is no answer
    codes: dict[tuple[str, str], ExerciseCode] = {}
    while line := requests.readline():
        request = json.loads(line)
        arguments = requests.read(request["arguments"])
        values = requests.read(request["values"])
        question = PropertyQuestion(tuple(request["numbers"]), arguments, values, request["seed"])
        answers.write(json.dumps(_answer(codes, request, question)).encode() + b"\n")
        answers.flush()


def _answer(
    codes: dict[tuple[str, str], ExerciseCode], request: dict[str, Any], question: PropertyQuestion
) -> dict[str, Any]:
    key = request["path"], request["version"]
    try:
        if key not in codes:
            codes[key] = load(Path(request["path"]))
        return {"keys": list(try_property(codes[key], question).items())}
    except AuthoringError as error:
        return {"line": error.line, "message": error.message}


if __name__ == "__main__":
    main()
