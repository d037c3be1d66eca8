"""Text that is slow to process is given to a helper process, which is killed at a time limit."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.helper_process import HelperCallError, HelperOverrunError, HelperPool
from bot.i18n import Translations
from bot.platforms.local import highlighting
from bot.platforms.local.highlighting import highlight, prepare_highlighting
from bot.platforms.local.rendering import render_message
from bot.tutor.text.code_reader import INLINE, code_of_notebook, read_code, read_file
from common.message_reader.program import read_paste
from common.message_reader.syntax import MAX_CHARACTERS, defined_names
from tests.support.slow_functions import (
    A_LONG_IMPORT,
    MARKS,
    environment,
    never_ends,
    own_pid,
    raises,
)

LONG = "def double(x):\n    return 2 * x\n\n" * 100


@pytest.fixture(autouse=True)
def helpers_import_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let helper processes import the functions of `tests.support.slow_functions`."""
    path = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))


@pytest.fixture
def pool() -> Iterator[HelperPool]:
    pool = HelperPool(workers=1, cpu_s=0.2)
    yield pool
    pool.close()


async def test_a_helper_that_takes_too_long_is_ended_and_the_next_call_has_a_new_one(
    pool: HelperPool,
) -> None:
    first = await pool.call(own_pid, "")

    with pytest.raises(HelperOverrunError):
        await pool.call(never_ends, "")

    assert await pool.call(own_pid, "") != first
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


async def test_the_event_loop_goes_on_while_a_helper_reads(pool: HelperPool) -> None:
    call = asyncio.create_task(pool.call(never_ends, ""))
    iterations = 0
    while not call.done():
        await asyncio.sleep(0.005)
        iterations += 1

    with pytest.raises(HelperOverrunError):
        await call
    assert iterations > 1


async def test_a_helper_that_somebody_ended_is_replaced(pool: HelperPool) -> None:
    os.kill(await pool.call(own_pid, ""), signal.SIGKILL)

    with pytest.raises(HelperOverrunError):
        await pool.call(never_ends, "")
    assert await pool.call(defined_names, "def f(): ...") == ["f"]


async def test_a_helper_that_takes_too_much_memory_says_so_and_goes_on() -> None:
    pool = HelperPool(workers=1, cpu_s=30.0)
    before = await pool.call(own_pid, "")

    assert await pool.call(defined_names, A_LONG_IMPORT) == []  # as if it did not parse
    assert await pool.call(own_pid, "") == before
    pool.close()


async def test_what_a_function_raises_is_told(pool: HelperPool) -> None:
    with pytest.raises(HelperCallError, match="KeyError"):
        await pool.call(raises, "x")


async def test_any_text_comes_back_as_it_was(pool: HelperPool) -> None:
    for text in ("", "é\ud800\0\u2028😀\r\n", "x" * 2_000_000):
        assert await pool.call(str, text) == text


async def test_a_helper_sees_none_of_the_bots_secrets(
    pool: HelperPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")

    assert "secret" not in (await pool.call(environment, "")).values()


async def test_a_closed_pool_leaves_no_process(pool: HelperPool) -> None:
    pid = await pool.call(own_pid, "")

    pool.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    "text", ["x = 1", LONG, f"Look:\n```\n{LONG}```", "x" * (MAX_CHARACTERS + 1)]
)
async def test_a_paste_is_the_same_wherever_it_is_read(text: str) -> None:
    assert await read_code(text) == read_paste(text)
    assert await read_code(text) == read_paste(text)  # from the cache


@pytest.mark.usefixtures("impatient_helpers")
async def test_what_takes_too_long_to_parse_is_code_as_it_stands_with_its_names() -> None:
    text = f"def double(x): ...\na{MARKS}"

    paste = await read_code(text)

    assert (paste.code, paste.is_code, paste.names) == (text, True, ("double",))


@pytest.mark.usefixtures("impatient_helpers")
async def test_a_file_that_takes_too_long_to_parse_is_taken_as_it_stands() -> None:
    text = f"a{MARKS}"

    (part,) = await read_file(text.encode(), "a.py")

    assert (part.kind, part.text, part.name) == ("code", text, "a.py")


async def test_a_long_notebook_is_read_as_a_short_one_is() -> None:
    for lines in (1, INLINE):
        notebook = '{"cells": [{"cell_type": "code", "source": ["' + "x = 1\\n" * lines + '"]}]}'
        code = ("x = 1\n" * lines).strip("\n")

        assert await code_of_notebook(notebook) == code
        assert [part.text for part in await read_file(notebook.encode(), "a.ipynb")] == [code]


async def test_long_code_is_coloured_once_it_was_prepared(words: Translations) -> None:
    t = words.translator("en")
    assert "py-k" not in highlight(LONG)

    await read_code(LONG)
    await prepare_highlighting(LONG.strip("\n"))

    assert "py-k" in render_message(LONG, t)


@pytest.mark.usefixtures("impatient_helpers")
async def test_code_that_takes_too_long_to_colour_is_drawn_plain_and_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = "x = 1\n" + "\n " * 10_000 + "<b>"

    await prepare_highlighting(code)

    assert highlight(code).endswith("&lt;b&gt;")
    monkeypatch.delattr(highlighting, "_HELPERS")  # a second call would raise AttributeError
    await prepare_highlighting(code)
