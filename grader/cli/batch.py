"""`python -m grader grade --batch`: reads submissions as JSON lines, and prints their verdicts."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import os
import stat
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

from common.cli_runner import CommandError, print_error
from common.progress_line import ProgressLine, progress
from grader.jail import Limits
from grader.worker.batch import MAX_LINE_BYTES, Batch, BatchResult
from grader.worker.gpu import GpuSettings
from grader.worker.grader import Grader
from grader.worker.stdio_worker import default_concurrency
from lessons.curriculum import Catalog

READ_AHEAD = 16
"""Lines that are read before they are asked for."""


async def grade_batch(
    options: argparse.Namespace, catalog: Catalog, limits: Limits, gpu: GpuSettings
) -> int:
    """Print one JSON object for each line of `options.batch`; return how many are errors.

    Raise CommandError if the lines cannot be read, and JailError if no jail can be opened.
    """
    concurrency = default_concurrency()
    done = errors = 0
    with contextlib.ExitStack() as stack:
        source = _open(options.batch)
        if options.batch != "-":  # closing standard input would wait for a line
            stack.enter_context(source)
        # Verdicts on the same terminal show the progress themselves.
        quiet = sys.stdout is None or sys.stdout.isatty()
        line = stack.enter_context(progress("starting torch in the sandbox", quiet=quiet))
        async with Grader.open(
            catalog,
            spares=concurrency + 1,
            limits=limits,
            unsafe_no_jail=options.unsafe_no_jail,
            gpu=gpu,
        ) as grader:
            await grader.jails.until_opened()  # so that all of them are graded on the same device
            reader = LineReader(source, options.batch)
            batch = Batch(grader, catalog, concurrency)
            async with contextlib.aclosing(batch.grade(reader.lines())) as results:
                async for result in results:
                    await asyncio.to_thread(_print, result)
                    done, errors = done + 1, errors + result.is_error
                    _show(line, done, errors, reader)
    if errors:
        print_error(f'grader: {errors} of {done} lines could not be graded; see their "error"')
    return errors


class LineReader:
    """Reads lines in a thread, because reading from a pipe or a terminal blocks."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        self._source = source
        self._name = name
        self.bytes_read = 0
        self.size = _size(source)  # in bytes; None if it is not known

    async def lines(self) -> AsyncIterator[bytes]:
        """Yield each line, cut if it is longer than MAX_LINE_BYTES.

        Raise CommandError if the lines cannot be read.
        """
        arrived: asyncio.Queue[bytes | OSError] = asyncio.Queue()
        free = threading.Semaphore(READ_AHEAD)
        loop = asyncio.get_running_loop()

        def read() -> None:
            # After Ctrl-C the event loop has ended (RuntimeError), or the file is closed.
            with contextlib.suppress(RuntimeError, ValueError):
                line: bytes | OSError = b" "
                while line and isinstance(line, bytes):
                    free.acquire()
                    try:
                        line = self._read_line()
                    except OSError as problem:
                        line = problem
                    loop.call_soon_threadsafe(arrived.put_nowait, line)

        # Nothing waits for a daemon: after Ctrl-C it may still wait for input that never arrives.
        threading.Thread(target=read, daemon=True).start()
        while line := await arrived.get():
            free.release()
            if isinstance(line, OSError):
                raise _cannot_read(self._name, line)
            self.bytes_read += len(line)
            yield line

    def _read_line(self) -> bytes:
        line = self._source.readline(MAX_LINE_BYTES + 3)
        rest = line
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = self._source.readline(MAX_LINE_BYTES + 3)
        return line


def _open(file: str) -> BinaryIO:
    try:
        if file != "-":
            return Path(file).open("rb")
        if sys.stdin is None:
            raise CommandError("standard input is closed; pipe the lines in, or name a file")
        if sys.stdin.isatty():
            print_error("Type one JSON object a line; Ctrl-D on an empty line ends it.")
        # A buffer of its own: the thread that reads may hold its lock when Python exits.
        return io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
    except (OSError, ValueError) as problem:
        raise _cannot_read(file, problem) from problem


def _cannot_read(file: str, problem: Exception) -> CommandError:
    why = getattr(problem, "strerror", None) or str(problem)
    return CommandError(
        f"cannot read {file}: {why}. Name a file of JSON lines, or - for standard input."
    )


def _size(source: BinaryIO) -> int | None:
    status = os.fstat(source.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _print(result: BatchResult) -> None:
    if sys.stdout is not None:
        sys.stdout.buffer.write(result.text.encode() + b"\n")
        sys.stdout.buffer.flush()


def _show(line: ProgressLine, done: int, errors: int, reader: LineReader) -> None:
    line.set_text(f"{done} graded" + (f", {errors} of them errors" if errors else ""))
    if reader.size:
        line.set_progress(reader.bytes_read, reader.size)
