"""A task of several rounds: each question is sent only after the answer to the one before."""

import pytest

from grader.jail import ExitKind, Limits, Task

pytestmark = pytest.mark.asyncio(loop_scope="session")

COUNTS = """
seen = []
def f(question):
    seen.append(question.decode())
    return list(seen)
"""

FIND_SOCKET = """
import json, os, stat, struct
def frame(answer):
    head = json.dumps({"ending": "answered", "blobs": [len(answer)]}).encode()
    return struct.pack(">4sIQ", b"TSJ1", len(head), len(answer)) + head + answer
def socket_fd():
    for fd in range(3, 1024):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                return fd
        except OSError:
            pass
    raise RuntimeError("no socket")
"""


async def converse(jail, code, *questions, **limits):
    first, *later = questions
    task = Task(
        code,
        entry="f",
        question=first,
        conversation=True,
        later=tuple(later),
        limits=Limits(**limits),
    )
    return await jail.run(task)


async def test_the_same_function_answers_one_question_after_the_other(each_jail):
    outcome = await converse(each_jail, COUNTS, b"a", b"b", b"c")
    assert outcome.ending is ExitKind.ANSWERED
    assert outcome.answers == (b"['a']", b"['a', 'b']", b"['a', 'b', 'c']")


async def test_a_task_with_one_question_has_one_answer(jail):
    outcome = await converse(jail, COUNTS, b"a")
    assert outcome.answers == (b"['a']",)


async def test_no_later_question_is_in_the_child_before_the_answer(jail):
    code = """
import gc, os
def f(question):
    if question == b"first":
        os.set_blocking(FD, False)
        try:
            return os.read(FD, 1)
        except BlockingIOError:
            return "nothing"
        finally:
            os.set_blocking(FD, True)
    return "second"
"""
    outcome = await converse(jail, f"{FIND_SOCKET}\nFD = socket_fd()\n{code}", b"first", b"second")
    assert outcome.answers == (b"'nothing'", b"'second'")


async def test_an_answer_that_comes_before_its_question_is_no_answer(jail):
    code = """
def f(question):
    os.write(socket_fd(), frame(b"early") + frame(b"earlier"))
    return "late"
"""
    outcome = await converse(jail, FIND_SOCKET + code, b"a", b"b")
    assert (outcome.ending, outcome.answers) == (ExitKind.VANISHED, (b"",))


async def test_an_answer_to_the_last_question_that_comes_early_is_no_answer(jail):
    code = """
def f(question):
    if question == b"b":
        os.write(socket_fd(), frame(b"second") + frame(b"third"))
    return "late"
"""
    outcome = await converse(jail, FIND_SOCKET + code, b"a", b"b", b"c")
    assert (outcome.ending, outcome.answers) == (ExitKind.VANISHED, (b"",))


@pytest.mark.parametrize("question", [b"a", b"b"], ids=["the first", "the last"])
async def test_bytes_beyond_a_frame_make_a_conversation_invalid(jail, question):
    code = f"""
def f(question):
    if question == {question!r}:
        os.write(socket_fd(), frame(b"mine") + b"more")
    return "honest"
"""
    outcome = await converse(jail, FIND_SOCKET + code, b"a", b"b")
    assert (outcome.ending, outcome.answers) == (ExitKind.VANISHED, (b"",))


async def test_a_second_round_that_never_ends_is_stopped_at_the_limit_of_the_whole(jail):
    code = """
def f(question):
    while question == b"b":
        pass
"""
    outcome = await converse(jail, code, b"a", b"b", wall_seconds=0.6)
    assert (outcome.ending, outcome.reason) == (ExitKind.TIMEOUT, "wall")


async def test_the_time_of_all_rounds_counts_together(jail):
    code = """
import time
def f(question):
    time.sleep(0.3)
"""
    outcome = await converse(jail, code, *[b"again"] * 50, wall_seconds=0.8)
    assert (outcome.ending, outcome.reason) == (ExitKind.TIMEOUT, "wall")


@pytest.mark.parametrize("ending", ["os._exit(0)", "sys.exit(3)", "os.close(socket_fd())"])
async def test_code_that_ends_in_the_second_round_gives_no_answer(jail, ending):
    code = f"""
import sys
def f(question):
    if question == b"b":
        {ending}
"""
    outcome = await converse(jail, FIND_SOCKET + code, b"a", b"b")
    assert outcome.ending in {ExitKind.VANISHED, ExitKind.RAISED}
    assert outcome.answers == (b"",)


async def test_code_that_exits_with_its_next_question_unread_is_no_failure_of_the_jail(jail):
    code = """
import time
def f(question):
    if question == b"a":
        os.write(socket_fd(), frame(b"mine"))
        time.sleep(0.2)
        os._exit(0)
"""
    outcome = await converse(jail, FIND_SOCKET + code, b"a", b"b", b"c")
    assert (outcome.ending, outcome.answers) == (ExitKind.VANISHED, (b"",))


async def test_the_cap_of_answers_is_for_all_rounds_together(jail):
    code = """
def f(question):
    return "x" * 700_000
"""
    one = await converse(jail, code, b"a", answer_mib=1)
    assert one.ending is ExitKind.ANSWERED
    two = await converse(jail, code, b"a", b"b", answer_mib=1)
    assert (two.ending, two.reason, two.answers) == (ExitKind.OUTPUT_LIMIT, "answer", (b"",))


async def test_what_the_second_round_raises_ends_the_conversation(jail):
    code = """
def f(question):
    if question == b"b":
        raise ValueError("no")
"""
    outcome = await converse(jail, code, b"a", b"b", b"c")
    assert outcome.ending is ExitKind.RAISED
    assert (outcome.raised or {}).get("message") == "no"
    assert outcome.answers == (b"",)
