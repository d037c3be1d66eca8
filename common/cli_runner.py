"""The command lines' common behaviour: help, errors, suggestions and exit codes."""

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
"""The exit code of argparse for arguments that it cannot parse."""

EXIT_INTERRUPTED = 130
"""The exit code of shells after Ctrl-C."""

_GRADER_PACKAGES = ("torch", "numpy", "safetensors", "matplotlib", "pyseccomp")

SHELLS = ("bash", "zsh", "fish")


class CommandError(Exception):
    """A command failed. The message says in one sentence what to do."""


class Parser(argparse.ArgumentParser):
    """An argument parser that keeps the help's layout, and answers errors with a suggestion."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*arguments, **options)
        self.set_defaults(parser=self)  # the innermost command's, with its own options

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where help is, and exit with EXIT_USAGE."""
        end = "" if message.endswith("?") else "."
        self.exit(EXIT_USAGE, f"{self.prog}: {message}{end} See: {self.prog} --help\n")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse as argparse does; suggest the nearest option for an unknown argument."""
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            parser: Parser = options.parser
            suggestion = find_nearest(unknown[0], parser._option_string_actions)
            hint = f"; did you mean {suggestion}?" if suggestion else ""
            parser.error(f"there is no {unknown[0]!r} here{hint}")
        return options

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        choices = [str(each) for each in action.choices]
        suggestion = find_nearest(str(value), choices)
        hint = f"did you mean {suggestion}?" if suggestion else f"there are {', '.join(choices)}"
        raise argparse.ArgumentError(action, f"invalid choice: {str(value)!r}; {hint}")

    def add_standard_options(self, version: str, short_name: str) -> None:
        """Add --version, and --print-completion for the installed program `short_name`."""
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
    """Let shells complete files for this argument."""
    action.complete = {"bash": "_shtab_compgen_files", "zsh": "_files"}  # type: ignore[attr-defined]


def complete_folders(action: argparse.Action) -> None:
    """Let shells complete folders for this argument."""
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
    """Return the text below the options in a command's help.

    It has `also`, the examples with what each of them does, exit codes, and where to read on.
    """
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
    """Run the command and return its exit code.

    Print a CommandError on standard error, after `prefix`, and as {"error": …} on standard output
    if --json is set; the exit code is then `failure_code`. After Ctrl-C it is EXIT_INTERRUPTED.
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
    """Run the `main` of a module and exit, orderly also if Ctrl-C arrives during its import."""
    exit_with(lambda: importlib.import_module(module).main())


def exit_with(main: Callable[[], int]) -> NoReturn:
    """Exit with main's exit code.

    Print no traceback after Ctrl-C, and none if the reader of the output has closed it.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A character that the terminal cannot encode must not end the program.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code: Any = main()
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    except SystemExit as end:  # raised by argparse after help or an error
        code = end.code
    except OSError as problem:
        _discard_output(problem)
        code = 1
    code = code if _flush_output() else 1
    if "torch" in sys.modules and isinstance(code, int):
        # Skip the destruction of torch's objects, which takes a second or more.
        atexit._run_exitfuncs()
        os._exit(code)
    sys.exit(code)


def print_error(text: str) -> None:
    """Print on standard error, unless its reader has closed it."""
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
    """Return all of standard input. At a terminal, ask for what `description` names.

    Raise CommandError if standard input is closed.
    """
    if sys.stdin is None:
        raise CommandError(f"standard input is closed; pipe {description} in, or name a file")
    if sys.stdin.isatty():
        print_error(f"Paste {description}, then press Ctrl-D on a line of its own.")
    return sys.stdin.buffer.read()


def _flush_output(prefix: str = "") -> bool:
    """Return whether standard output was written, or closed by a reader who had enough."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as problem:
        _discard_output(problem, prefix)
        return problem.errno == errno.EPIPE
    return True


def _discard_output(problem: OSError, prefix: str = "") -> None:
    """Send further output to /dev/null. Raise errors that are not of standard output."""
    if problem.errno not in (errno.EPIPE, errno.ENOSPC, errno.EIO) or problem.filename is not None:
        raise problem
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if problem.errno != errno.EPIPE:
        print_error(f"{prefix}the output could not be written: {problem.strerror}")
