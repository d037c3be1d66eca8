"""What the command lines of bot, grader and lessons have in common: how they help, fail and end."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import errno
import importlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from common.fuzzy_match import find_nearest

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction["Parser"]

EXIT_USAGE = 2
"""The exit code after a mistake in what was typed, as argparse gives it."""

EXIT_INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells give it."""

_GRADER_PACKAGES = ("torch", "numpy", "safetensors", "matplotlib", "pyseccomp")

SHELLS = ("bash", "zsh", "fish")


class CommandError(Exception):
    """Why a command was not done, in one sentence that says what to do next."""


class Parser(argparse.ArgumentParser):
    """Shows help as it was written, and answers a mistake with one sentence and the next step."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*arguments, **options)
        self.set_defaults(parser=self)  # of the innermost command: it knows its own options

    def error(self, message: str) -> NoReturn:
        """Says what is wrong and where help is, and ends with EXIT_USAGE."""
        end = "" if message.endswith("?") else "."
        self.exit(EXIT_USAGE, f"{self.prog}: {message}{end} See: {self.prog} --help\n")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does; a word that means nothing here is answered with the nearest option."""
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            asked: Parser = options.parser
            means = find_nearest(unknown[0], asked._option_string_actions)
            hint = f"; did you mean {means}?" if means else ""
            asked.error(f"there is no {unknown[0]!r} here{hint}")
        return options

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        choices = [str(each) for each in action.choices]
        means = find_nearest(str(value), choices)
        hint = f"did you mean {means}?" if means else f"there are {', '.join(choices)}"
        raise argparse.ArgumentError(action, f"invalid choice: {str(value)!r}; {hint}")

    def add_standard_options(self, version: str, short_name: str) -> None:
        """Adds --version, and --print-completion for the program that is installed by that name."""
        self.add_argument("--version", action="version", version=f"Tensei {version}")
        self.add_argument(
            "--print-completion",
            action=_PrintCompletion,
            choices=SHELLS,
            metavar="SHELL",
            const=short_name,
            help=f"print what completes {short_name} in that shell: {', '.join(SHELLS)}",
        )


def complete_files(action: argparse.Action) -> None:
    """Shells complete files there."""
    action.complete = {"bash": "_shtab_compgen_files", "zsh": "_files"}  # type: ignore[attr-defined]


def complete_folders(action: argparse.Action) -> None:
    """Shells complete folders there."""
    action.complete = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/"}  # type: ignore[attr-defined]


class _PrintCompletion(argparse.Action):
    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: Any, option: Any = None
    ) -> NoReturn:
        from shtab import complete

        parser.prog = str(self.const)
        print(complete(parser, shell=values))
        parser.exit()


def epilog(
    *, examples: Mapping[str, str], codes: Mapping[int, str], read_on: str, also: str = ""
) -> str:
    """What stands below the options in a command's help: `also`, examples with what each of them
    does, exit codes, and where to read on."""
    width = max(len(each) for each in examples)
    lines = [*([also, ""] if also else []), "examples:"]
    lines += [f"  {command:{width}}  {does}" for command, does in examples.items()]
    lines += ["", "exit codes:", *(f"  {code:<3} {means}" for code, means in codes.items())]
    lines += ["", f"read on: {read_on}"]
    return "\n".join(lines)


def run_command(
    options: argparse.Namespace,
    command: Callable[[argparse.Namespace], int],
    *,
    failure_code: int,
    prefix: str = "",
) -> int:
    """Runs the command and returns its exit code.

    A CommandError is printed on standard error, after the speaker's name, and as {"error": …} on
    standard output where --json asks for it; the exit code is then `failure_code`. After Ctrl-C it is
    EXIT_INTERRUPTED.
    """
    try:
        code = command(options)
    except CommandError as problem:
        if getattr(options, "json", False):
            print(json.dumps({"error": str(problem)}))
        print_error(f"{prefix}{problem}")
        code = failure_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except ModuleNotFoundError as missing:
        if missing.name not in _GRADER_PACKAGES:
            raise
        print_error(
            f"{prefix}{missing.name} is not installed here. In Tensei's folder, type: make install"
        )
        return failure_code
    except OSError as problem:
        _discard_output(problem, prefix)
        return failure_code
    return code if _flush_output(prefix) else failure_code


def run_main_of(module: str) -> NoReturn:
    """Runs the `main` of a module as this process, and ends in order also where Ctrl-C comes while
    it is imported."""
    exit_with(lambda: importlib.import_module(module).main())


def exit_with(main: Callable[[], int]) -> NoReturn:
    """Ends this process with main's exit code. Ctrl-C, or an output that nobody reads, leave no
    trace of ours."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Letters that the terminal does not know must not end the program.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code: Any = main()
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    except SystemExit as end:  # argparse's: after help, or a mistake
        code = end.code
    except OSError as problem:
        _discard_output(problem)
        code = 1
    code = code if _flush_output() else 1
    if "torch" in sys.modules and isinstance(code, int):
        # Python would take torch apart object by object: a second or more, for nothing.
        atexit._run_exitfuncs()
        os._exit(code)
    sys.exit(code)


def print_error(text: str) -> None:
    """Says it on standard error, if anybody is there."""
    with contextlib.suppress(BrokenPipeError):
        print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def reading_settings() -> Iterator[None]:
    """Turn errors of settings, and of the file .env, into a CommandError."""
    from common.operations.settings import SettingsError  # pydantic takes time to load

    try:
        yield
    except SettingsError as wrong:
        raise CommandError(str(wrong)) from wrong
    except UnicodeDecodeError as wrong:
        raise CommandError("the file .env is not UTF-8; save it as UTF-8") from wrong
    except OSError as wrong:
        raise CommandError(f"the file .env cannot be read: {wrong.strerror}; mend it") from wrong


def read_stdin(description: str) -> bytes:
    """All of standard input. Somebody at a terminal is asked for `what`. Raises CommandError."""
    if sys.stdin is None:
        raise CommandError(f"standard input is closed; pipe {description} in, or name a file")
    if sys.stdin.isatty():
        print_error(f"Paste {description}, then press Ctrl-D on a line of its own.")
    return sys.stdin.buffer.read()


def _flush_output(prefix: str = "") -> bool:
    """Whether what was said has reached standard output, or a reader who had seen enough."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as problem:
        _discard_output(problem, prefix)
        return problem.errno == errno.EPIPE
    return True


def _discard_output(problem: OSError, prefix: str = "") -> None:
    """What is still to be written goes nowhere. Raises what is no problem of standard output."""
    if problem.errno not in (errno.EPIPE, errno.ENOSPC, errno.EIO) or problem.filename is not None:
        raise problem
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if problem.errno != errno.EPIPE:
        print_error(f"{prefix}the output could not be written: {problem.strerror}")
