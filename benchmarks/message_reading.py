"""python -m benchmarks.message_reading: how long reading messages of 4,000 characters takes.

Each message is read as the tutor reads it: split into parts, then assembled to a program for an
exercise. Python's parser is included, though the bot calls it in a helper process for messages of
this length. The figures are times of the processor, which other load does not change.
"""

from __future__ import annotations

import argparse
import functools
import json
import statistics
import time
from collections.abc import Callable, Sequence

from common.cli_runner import Parser, epilog, run_command, run_main_of
from common.message_reader.program import assemble
from common.message_reader.reader import read_parts

LENGTH = 4000
"""Characters of each message; the longest on Discord."""

REPEATS = 200

_FUNCTION = """\
def helper_{n}(values, step=2):
    # 値を一つおきに取り出す
    result = torch.tensor(values, dtype=torch.float32)
    if result.dim() > 1 and step > {n}:
        result = result.reshape(-1)[::step] * 2.0 - {n}
    return result / (result.abs().max() + 1e-8)


"""
_EVENS = "import torch\n\n\ndef evens(stop):\n    return torch.arange(0, stop, 2)\n\n\n"
_TRACEBACK = """\
Traceback (most recent call last):
  File "answer.py", line {n}, in <module>
    print(helper_{n}([[1, 2], [3, 4]]))
RuntimeError: mat1 and mat2 shapes cannot be multiplied ({n}x3 and 4x5)

"""


def _program(length: int) -> str:
    functions: list[str] = [_EVENS]
    while sum(map(len, functions)) < length:
        functions.append(_FUNCTION.format(n=len(functions)))
    code = "".join(functions)[:length]
    return code[: code.rindex("\n\n\n")]  # whole functions


def _repeated(unit: str, length: int) -> str:
    texts: list[str] = []
    while sum(map(len, texts)) < length:
        texts.append(unit.replace("{n}", str(len(texts) + 1)))
    return "".join(texts)[:length]


MESSAGES: dict[str, Callable[[int], str]] = {
    "code": _program,
    "code in a fence": lambda n: f"これで合っていますか？\n```python\n{_program(n - 40)}\n```",
    "code between sentences": lambda n: f"先生、できました！\n\n{_program(n - 40)}\n\nどう？",
    "code in three fences": lambda n: "\nそして\n".join(
        f"```python\n{_program(n // 3 - 30)}\n```" for _ in range(3)
    ),
    "code with full-width signs": lambda n: _program(n).replace("(", "（").replace(")", "）"),
    "code with a mistake": lambda n: _program(n - 20) + "\n\n\nprint(evens(3)",
    "a session with outputs": lambda n: _repeated(
        ">>> x = torch.arange({n})\n>>> x\ntensor([0, 1, 2])\n", n
    ),
    "code and a traceback": lambda n: f"{_program(n // 2)}\n\n{_repeated(_TRACEBACK, n // 2)}",
    "tracebacks": lambda n: _repeated(_TRACEBACK, n),
    "English prose": lambda n: _repeated("I do not see why the shape is (2, 3) here. Is it? ", n),
    "Japanese prose": lambda n: _repeated(
        "ブロードキャストがよくわかりません。x.sum() は何ですか？\n", n
    ),
}


def measure(length: int = LENGTH, repeats: int = REPEATS) -> dict[str, tuple[float, float]]:
    """Return the p50 in ms of reading the parts and of assembling the program, by kind."""
    found = {}
    for kind, make in MESSAGES.items():
        message = make(length)
        parts = read_parts(message)
        found[kind] = (
            _median_ms(functools.partial(read_parts, message), repeats),
            _median_ms(functools.partial(assemble, parts, ("evens",)), repeats),
        )
    return found


def _median_ms(function: Callable[[], object], repeats: int) -> float:
    durations = []
    for _ in range(repeats):
        start = time.process_time()
        function()
        durations.append((time.process_time() - start) * 1000)
    return statistics.median(durations)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark, and return the exit code."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.message_reading",
        description="Measures how long reading a message takes: the parts in it, and the program.",
        epilog=epilog(
            examples={
                "python -m benchmarks.message_reading": "messages of 4,000 characters",
                "python -m benchmarks.message_reading --length 8000": "twice as long",
            },
            codes={0: "measured", 2: "wrong usage"},
            read_on='README.md, "How fast"',
        ),
    )
    root.add_argument("--length", type=int, default=LENGTH, help="characters of each message")
    root.add_argument("--json", action="store_true", help="print the figures as JSON")
    return root


def _run(options: argparse.Namespace) -> int:
    results = measure(options.length)
    if options.json:
        print(json.dumps(results, indent=2))
        return 0
    for kind, (parts, program) in results.items():
        print(f"  {kind:<32} parts p50 {parts:6.2f} ms   program p50 {program:6.2f} ms")
    return 0


if __name__ == "__main__":
    run_main_of("benchmarks.message_reading")
