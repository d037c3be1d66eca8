"""The options of python -m grader [work | grade | replay | run | doctor | …]."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from common.cli_runner import Parser, complete_files, complete_folders, epilog, run_command
from common.version import version
from grader.cli import handlers

if TYPE_CHECKING:
    from common.cli_runner import Commands

CODES = {
    0: "passed, or done",
    1: "not passed",
    2: "could not be graded, or the usage is wrong; standard error says what to do",
    130: "stopped by Ctrl-C",
}
DOES = {0: "done", 2: CODES[2], 130: CODES[130]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return its exit code (see CODES)."""
    options = parser().parse_args(arguments)
    return run_command(options, _with_logs, failure_code=handlers.NOT_GRADED, prefix="grader: ")


def _with_logs(options: argparse.Namespace) -> int:
    handlers.configure_logging(options)
    code: int = options.command(options)
    return code


def parser() -> Parser:
    """Return the parser of all commands."""
    root = Parser(
        prog="python -m grader",
        description="Runs learners' code in a jail and judges it against reference solutions.",
        epilog=epilog(
            examples={
                "python -m grader grade answer.py --exercise tensors/to-float": "passed or not",
                "python -m grader run try.ipynb": "run any code in the sandbox",
                "python -m grader doctor": "which sandbox layers are active",
                "python -m grader work": "grade for bots, on any machine",
                "python -m grader grade --help": "more about one command",
            },
            codes=CODES,
            read_on="docs/judging.md (what a pass proves), docs/security.md (the sandbox layers)",
        ),
    )
    root.add_standard_options(version(), "tensei-grader")
    root.add_argument(
        "--log-level",
        type=str.upper,
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        help="what is logged to standard error (WARNING; for work as TENSEI_LOG_LEVEL says)",
    )
    complete_folders(
        root.add_argument(
            "--lessons",
            type=Path,
            action="append",
            default=[],
            metavar="FOLDER",
            help="a folder with tracks of your own, beside the built-in ones (or: TENSEI_LESSONS)",
        )
    )
    root.add_argument(
        "--no-built-in",
        action="store_true",
        help="without the built-in tracks (or: TENSEI_BUILT_IN_LESSONS=false)",
    )
    commands = root.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_work(commands)
    _add_grade(commands)
    _add_replay(commands)
    _add_run(commands)
    _add_machine(commands)
    return root


def _add_work(commands: Commands) -> None:
    work = commands.add_parser(
        "work",
        help="take jobs from bots and answer them",
        description="Takes jobs from bots and answers them until it is stopped (Ctrl-C or\n"
        "SIGTERM). Running jobs are then finished, or returned to the queue.",
        epilog=epilog(
            examples={
                "python -m grader work": "from the Postgres that TENSEI_DATABASE_URL names",
                "python -m bot grader-role NAME": "on the bot's side: print that address",
            },
            codes={0: "stopped", 2: "could not start; standard error says what to do"},
            read_on='README.md, "Three ways on"; docs/operating.md',
        ),
    )
    work.add_argument(
        "--stdio",
        action="store_true",
        help="take jobs from the parent process, as JSON lines; else from TENSEI_DATABASE_URL",
    )
    work.add_argument("--spares", type=_child_count, default=2, help="idle children kept ready (2)")
    _add_unsafe(work)
    work.set_defaults(command=handlers.work)

    ready = commands.add_parser(
        "ready",
        help="exit 0 if a grader that works for many bots is ready here",
        description="Asks the grader on this machine whether it is ready, as a container's health\n"
        "check does.",
        epilog=epilog(
            examples={"python -m grader ready && echo yes": "go on when the grader is ready"},
            codes={0: "ready", 1: "not ready, and it says why", 2: "no grader responds here"},
            read_on="docs/operating.md",
        ),
    )
    ready.set_defaults(command=handlers.ready)

    reload = commands.add_parser(
        "reload",
        help="make the running grader take changed lessons in",
        description="Makes the grader on this machine that works for many bots load its lessons\n"
        "again, as SIGHUP does. Of lessons with a fault, the old ones stay, and its log says why.",
        epilog=epilog(
            examples={"python -m grader reload": "after a change in your folder of lessons"},
            codes={0: "asked for", 2: "no grader responds here"},
            read_on='docs/operating.md, "Change the lessons"',
        ),
    )
    reload.set_defaults(command=handlers.reload)


def _add_grade(commands: Commands) -> None:
    grade = commands.add_parser(
        "grade",
        help="grade a file as a submission, or many submissions",
        description="Grades a file as if a learner had pasted it, or with --batch many of them,\n"
        "as many at a time as there are cores.",
        epilog=epilog(
            also="""\
a batch:
  FILE has one JSON object a line, with "id" (a string or an integer, unique), "exercise" and
  "code"; other keys are ignored, and so are blank lines. Each line is answered with one line, in
  the same order: the JSON of --json with "id" before it. A line that cannot be graded is answered
  with "id" (null if unknown), "line" (its number) and "error" (what to do), and the rest is graded
  all the same. Code that is too large for learners has its verdict, "line" and "error".""",
            examples={
                "python -m grader grade answer.py --exercise tensors/to-float": "as text",
                "python -m grader grade nb.ipynb --exercise tensors/evens --json": "for programs",
                "cat answer.py | python -m grader grade - --exercise tensors/evens": "from a pipe",
                "python -m grader grade --batch answers.jsonl --json": "many, one verdict a line",
                "python -m lessons list --json": "every exercise's ID",
            },
            codes={
                **CODES,
                0: "passed; of a batch: every line was graded, whatever its verdict",
                1: "not passed; of a batch: some lines could not be graded, see their error",
            },
            read_on="docs/judging.md",
        ),
    )
    complete_files(
        grade.add_argument(
            "file", metavar="FILE", nargs="?", help=".py or .ipynb; - reads standard input"
        )
    )
    grade.add_argument("--exercise", metavar="ID", help="such as tensors/to-float")
    complete_files(
        grade.add_argument(
            "--batch", metavar="FILE", help="JSON lines, each a submission; - reads standard input"
        )
    )
    grade.add_argument(
        "--json", action="store_true", help="print the verdict as JSON (a batch always does)"
    )
    _add_unsafe(grade)
    grade.set_defaults(command=handlers.grade)


def _add_replay(commands: Commands) -> None:
    replay = commands.add_parser(
        "replay",
        help="grade a stored submission again, on the same inputs",
        description="Grades a stored submission again with the inputs of its former exam. Shows\n"
        "the verdict, and says whether it is the same as before, and whether the exercise has\n"
        "changed since.",
        epilog=epilog(
            also="""\
a stored submission:
  FILE is a JSON object with "exercise" (its ID), "code", "seed" and "version" (those of "exam" in
  a verdict), "device" ("cpu" if missing) and "verdict" (the former one, or null). `python -m bot
  disputes` writes it. The same code on the same inputs has the same verdict, unless it draws
  random numbers itself, reads the clock, or is close to a limit.""",
            examples={
                "python -m bot disputes --export 3 case.json": "write what dispute 3 is about",
                "python -m grader replay case.json": "as text",
                "python -m grader replay case.json --json": "for programs",
                "cat case.json | python -m grader replay -": "from a pipe",
            },
            codes={
                0: "graded, with the same verdict",
                1: "graded, with another verdict",
                2: CODES[2],
                130: CODES[130],
            },
            read_on='docs/judging.md, "Replay a verdict"',
        ),
    )
    complete_files(
        replay.add_argument("file", metavar="FILE", help="the JSON file; - reads standard input")
    )
    replay.add_argument("--json", action="store_true", help="print the result as JSON")
    _add_unsafe(replay)
    replay.set_defaults(command=handlers.replay)


def _add_run(commands: Commands) -> None:
    run = commands.add_parser(
        "run",
        help="run a file in the jail, as a notebook cell",
        description="Runs a file in the jail and shows what a notebook would: what is printed,\n"
        "the last expression's value, errors and figures.",
        epilog=epilog(
            examples={
                "python -m grader run try.py": "output here, errors on standard error",
                "echo 'torch.arange(3)' | python -m grader run -": "from a pipe",
                "python -m grader run plot.py --json": "with figures, as base64 of PNG",
            },
            codes={
                0: "ran to its end",
                1: "raised, or broke a limit",
                2: "could not be run; standard error says what to do",
                130: CODES[130],
            },
            read_on="docs/security.md (what code may do there)",
        ),
    )
    complete_files(
        run.add_argument("file", metavar="FILE", help=".py or .ipynb; - reads standard input")
    )
    run.add_argument("--json", action="store_true", help="print the result as JSON")
    _add_unsafe(run)
    run.set_defaults(command=handlers.run)


def _add_machine(commands: Commands) -> None:
    doctor = commands.add_parser(
        "doctor",
        help="show which sandbox layers are active, and how to enable the rest",
        description="Sets up every sandbox layer and tests it, and shows which are active, how to\n"
        "enable the rest, and which devices there are.",
        epilog=epilog(
            examples={
                "python -m grader doctor": "as text",
                "python -m grader doctor --json": "for programs, and for a report about security",
            },
            codes={0: "learners' code can be graded here", 1: "it cannot", 2: CODES[2]},
            read_on="docs/security.md",
        ),
    )
    doctor.add_argument("--json", action="store_true", help="print it as JSON")
    doctor.set_defaults(command=handlers.doctor)

    bench = commands.add_parser(
        "bench",
        help="measure warm and cold verdicts in one run",
        description="Measures verdicts with torch already imported, and with a fresh Python for\n"
        "each, alternating in one run. It takes about a minute.",
        epilog=epilog(
            examples={"python -m grader bench --json": "the keys in README.md's table"},
            codes=DOES,
            read_on='README.md, "How fast"',
        ),
    )
    bench.add_argument("--json", action="store_true", help="print the figures as JSON")
    bench.set_defaults(command=handlers.bench)

    measure = commands.add_parser(
        "measure",
        help="time matrix products on the CPU and the GPU",
        description="Times matrix products of growing sizes on the CPU and, where there is one,\n"
        "on the GPU. It takes a few seconds. The chat's /bench shows the same.",
        epilog=epilog(
            examples={"python -m grader measure": "a table, in milliseconds"},
            codes=DOES,
            read_on='the lesson "gpu"',
        ),
    )
    measure.add_argument("--json", action="store_true", help="print the measurement as JSON")
    measure.set_defaults(command=handlers.measure)


def _add_unsafe(parser: Parser) -> None:
    parser.add_argument(
        "--unsafe-no-jail",
        action="store_true",
        help="run without a sandbox: for your own code only, where no jail can be opened (macOS)",
    )


def _child_count(text: str) -> int:
    """Parse a number of children. Raise argparse.ArgumentTypeError if it is not one."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of children, such as 2")
    return int(text)
