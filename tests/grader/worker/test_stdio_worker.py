"""A real grader with jobs on stdin and messages on stdout, as a bot starts it."""

from __future__ import annotations

import asyncio
import os
import sys

from grader.protocol import Grade, Graded, Heartbeat, Started, Status, parse_grader_message
from tests.support.few_lessons import EXERCISE, FEW_LESSONS, RIGHT

ENVIRONMENT = os.environ | FEW_LESSONS


async def test_a_grader_says_again_and_again_how_it_stands_and_ends_with_its_input() -> None:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "grader", "work", "--stdio"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=ENVIRONMENT,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        async with asyncio.timeout(120):
            first = parse_grader_message(await child.stdout.readline())
            assert isinstance(first, Heartbeat)
            assert first.grader.pid == child.pid
            assert first.grader.at_once >= 1
            spares = 0
            while not spares:
                again = parse_grader_message(await child.stdout.readline())
                assert isinstance(again, Heartbeat)
                assert again.grader.running == 0
                spares = again.grader.spares
            job = Grade(id="one", exercise=EXERCISE, code=RIGHT)
            child.stdin.write(job.model_dump_json().encode() + b"\n")
            child.stdin.close()
            output = [parse_grader_message(line) async for line in child.stdout]
            assert await child.wait() == 0
    finally:
        if child.returncode is None:
            child.kill()
    messages = [each for each in output if not isinstance(each, Heartbeat)]
    assert [type(each) for each in messages] == [Started, Graded]
    assert [each.verdict.status for each in messages if isinstance(each, Graded)] == [Status.PASSED]


async def test_a_grader_whose_bot_is_gone_ends_without_a_traceback() -> None:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "grader", "work", "--stdio"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=ENVIRONMENT,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    try:
        async with asyncio.timeout(120):
            assert isinstance(parse_grader_message(await child.stdout.readline()), Heartbeat)
            job = Grade(id="one", exercise=EXERCISE, code=RIGHT)
            child.stdout._transport.close()  # type: ignore[attr-defined] - as a death does
            child.stdin.write(job.model_dump_json().encode() + b"\n")
            child.stdin.close()
            output = await child.stderr.read()
            assert await child.wait() == 0
    finally:
        if child.returncode is None:
            child.kill()
    assert b"Traceback" not in output
    assert b"passed" in output
