"""The parser of python -m lessons [check | list | new | preview], and its entry point."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from common.cli_runner import Parser, complete_folders, epilog, run_command
from common.version import version
from lessons import scaffold
from lessons.check import SEEDS
from lessons.cli import handlers
from lessons.diagnostics import CatalogError

if TYPE_CHECKING:
    from common.cli_runner import Commands

CODES = {
    0: "all is well",
    1: "something is wrong in the lessons; each line names file and line",
    2: "it could not be done, or was not understood; standard error says what to do",
    130: "stopped by Ctrl-C",
}
MAX_SEEDS = 10_000
MAX_PORT = 65_535
GUIDE = "docs/writing-lessons.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; CODES lists them."""
    options = parser().parse_args(arguments)
    return run_command(options, _run, failure_code=handlers.UNABLE, prefix="lessons: ")


def _run(options: argparse.Namespace) -> int:
    try:
        code: int = options.command(options)
    except CatalogError as error:
        code = handlers.report_faults(options, error.faults)
    return code


def parser() -> Parser:
    """Return the parser of every command, with its options and its help."""
    root = Parser(
        prog="python -m lessons",
        description="Begins, checks and shows lessons: folders of text files that you can edit.",
        epilog=epilog(
            examples={
                "python -m lessons list": "what there is to learn",
                "python -m lessons new track our-lessons/our-track": "begin a track of your own",
                "python -m lessons check": "find what is wrong in any lesson",
                "python -m lessons preview tensors": "read a lesson as a learner does",
                "python -m lessons check --help": "more about one command",
            },
            codes=CODES,
            read_on=GUIDE,
        ),
    )
    root.add_standard_options(version(), "tensei-lessons")
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    folders = Parser(add_help=False)
    complete_folders(
        folders.add_argument(
            "--folder",
            type=Path,
            action="append",
            default=[],
            metavar="FOLDER",
            help="a folder of tracks beside the built-in ones (as well as the one in "
            "TENSEI_LESSONS)",
        )
    )
    folders.add_argument("--json", action="store_true", help="say it as JSON")
    _add_reading(commands, folders)
    _add_new(commands)
    _add_import(commands)
    return root


def _add_reading(commands: Commands, folders: Parser) -> None:
    check = commands.add_parser(
        "check",
        parents=[folders],
        help="find what is wrong, and run everything that claims to be true",
        description="Names file and line of everything that is wrong. Every snippet, reference,\n"
        "mistake, starter and answer is run.",
        epilog=epilog(
            examples={
                "python -m lessons check": "everything",
                "python -m lessons check tensors autograd": "two lessons",
                "python -m lessons check --folder our-lessons sums": "one of yours",
                "python -m lessons check --write sums": "writes what is computed, outputs too",
                "python -m lessons check --watch sums": "checks again what you change",
                "python -m lessons check --seeds 200 sums": "with inputs of 200 examinations",
            },
            codes=CODES,
            read_on=f'{GUIDE}, "What the check looks at"',
        ),
    )
    check.add_argument(
        "names", nargs="*", metavar="NAME", help="a lesson or a track; all of them if none is given"
    )
    check.add_argument(
        "--seeds",
        type=_seed_count,
        default=SEEDS,
        metavar="N",
        help="draw so many inputs for each exercise, and judge its own code on them "
        f"(by default {SEEDS}); 200 finds verdicts that depend on luck, and takes a minute or two",
    )
    check.add_argument(
        "--write",
        action="store_true",
        help="first write what is computed: pictures of formulas, the answers of quiz questions"
        " into quiz.computed.json, and what bugs that learners are to repair do into repairs.toml;"
        " then put the outputs of snippets into your Markdown, and show what that changed (in the"
        " built-in lessons only where you name them)",
    )
    check.add_argument(
        "--watch", action="store_true", help="check again what you change, until Ctrl-C"
    )
    check.set_defaults(command=handlers.check)

    listing = commands.add_parser(
        "list",
        parents=[folders],
        help="say what there is to learn",
        description="Says which tracks, lessons, exercises and questions there are.",
        epilog=epilog(
            examples={
                "python -m lessons list": "tracks and lessons",
                "python -m lessons list --json": "with every exercise's ID, for programs",
            },
            codes=CODES,
            read_on=GUIDE,
        ),
    )
    listing.set_defaults(command=handlers.list_all)

    preview = commands.add_parser(
        "preview",
        parents=[folders],
        help="open lessons in the local chat, as a learner sees them",
        description="Serves the local chat with a database of its own that is thrown away; Ctrl-C\n"
        "ends it. With a lesson, the chat shows it in both languages, side by side.",
        epilog=epilog(
            examples={
                "python -m lessons preview tensors": "prints its address, and opens it",
                "python -m lessons preview --folder our-lessons sums": "one of yours",
                "python -m lessons preview --watch --port 8766 sums": "with what you change",
            },
            codes={0: "ended by Ctrl-C", 1: CODES[1], 2: CODES[2]},
            read_on=GUIDE,
        ),
    )
    preview.add_argument("name", nargs="?", metavar="NAME", help="the lesson that you want to see")
    preview.add_argument(
        "--port",
        type=_port,
        default=0,
        metavar="PORT",
        help="the port of the chat (by default any free one)",
    )
    preview.add_argument(
        "--watch",
        action="store_true",
        help="take in what you change; what is wrong with it is printed",
    )
    preview.set_defaults(command=handlers.preview)


def _port(text: str) -> int:
    """Return a port. Raise ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"a port from 1 to {MAX_PORT}, or 0, not {text!r}")
    return int(text)


def _seed_count(text: str) -> int:
    """Return a number of seeds. Raise ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_SEEDS:
        message = f"a whole number from 1 to {MAX_SEEDS}, not {text!r}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _add_new(commands: Commands) -> None:
    new = commands.add_parser(
        "new",
        help="begin a track, a lesson or an exercise",
        description="Writes the files of a track, a lesson or an exercise, whole and with TODO\n"
        "where your words belong. It never writes over a file.",
        epilog=epilog(
            examples={
                "python -m lessons new track our-lessons/our-track": "first",
                "python -m lessons new lesson our-lessons/our-track/sums": "then",
                "python -m lessons new exercise our-lessons/our-track/sums/running-total": "then",
                "python -m lessons new class our-lessons/our-track/sums/running-mean": "or this",
                "python -m lessons new property our-lessons/our-track/sums/basis": "or this",
            },
            codes=CODES | {0: "written; each file is named"},
            read_on=f'{GUIDE}, "Ten minutes to a lesson"',
        ),
    )
    kinds = new.add_subparsers(title="kinds", metavar="KIND", required=True)
    lesson = "our-lessons/team-basics/batches"
    for name, make, example, what in (
        ("track", scaffold.new_track, "our-lessons/team-basics", "a track"),
        ("lesson", scaffold.new_lesson, lesson, "a lesson"),
        ("exercise", scaffold.new_exercise, f"{lesson}/first-half", "an exercise: a function"),
        ("class", scaffold.new_class, f"{lesson}/running-mean", "an exercise: a class"),
        (
            "property",
            scaffold.new_property,
            f"{lesson}/basis",
            "an exercise with many right answers, for @accepts",
        ),
    ):
        kind = kinds.add_parser(
            name,
            help=f"{what}, such as {example}",
            description=f"Begins {what}, in a folder beside the built-in lessons.",
            epilog=epilog(
                examples={f"python -m lessons new {name} {example}": "it ends in its name"},
                codes={0: "written; each file is named", 2: CODES[2]},
                read_on=f'{GUIDE}, "Ten minutes to a lesson"',
            ),
        )
        complete_folders(
            kind.add_argument("path", type=Path, metavar="PATH", help=f"such as {example}")
        )
        kind.set_defaults(command=handlers.new, make=make, json=False)


def _add_import(commands: Commands) -> None:
    parser = commands.add_parser(
        "import",
        help="make a lesson from a Jupyter notebook",
        description="Writes a lesson from a notebook: headings become pages, code snippets, and\n"
        "functions with a solution region of nbgrader or otter exercises. What cannot be taken\n"
        "over is a TODO with its cell, which the check names.",
        epilog=epilog(
            examples={
                "python -m lessons import sums.ipynb our-lessons/our-track/sums": "a new lesson"
            },
            codes=CODES | {0: "written; each file is named"},
            read_on=f'{GUIDE}, "From a notebook"',
        ),
    )
    parser.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="an .ipynb file")
    complete_folders(
        parser.add_argument(
            "path", type=Path, metavar="FOLDER", help="a new folder in that of a track"
        )
    )
    parser.set_defaults(command=handlers.import_lesson, json=False)
