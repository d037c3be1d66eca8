"""Answers questions like a child of the jail, in processes that hold no expected values.

Standard input: JSON {name: {"code", "entry", "question"}}, questions in base64. Standard output:
JSON {name: the answer in base64, or null if the process ended without one}.
"""

import base64
import json
import os
import sys
from typing import Any

from grader import probe

MAX_BYTES = 1 << 24


def compute_answer(code: str, entry: str, question: bytes) -> bytes:
    names: dict[str, Any] = {"__name__": "your_code"}
    exec(compile(code, probe.FILE_NAME, "exec"), names)
    # As in the child, the local names hold the function and the question, and no expected value.
    return probe.answer(names[entry], question, code)


def answer_in_child(code: str, entry: str, question: bytes) -> bytes:
    read_fd, write_fd = os.pipe()
    child = os.fork()
    if child == 0:
        sys.stdout = sys.stderr
        try:
            with os.fdopen(write_fd, "wb") as out:
                out.write(compute_answer(code, entry, question))
        finally:
            os._exit(0)
    os.close(write_fd)
    with os.fdopen(read_fd, "rb") as answers:
        answer = answers.read(MAX_BYTES)
    os.waitpid(child, 0)
    return answer


def main() -> None:
    answers = {}
    for name, task in json.load(sys.stdin).items():
        answer = answer_in_child(task["code"], task["entry"], base64.b64decode(task["question"]))
        answers[name] = base64.b64encode(answer).decode() if answer else None
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
