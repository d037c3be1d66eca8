"""Files with code that are dropped or chosen, and pasted notebooks."""

from __future__ import annotations

import base64
import json
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from bot.platforms.local.protocol import LARGEST_MESSAGE
from tests.support.local_page import drop, log, message_box
from tests.support.local_page_client import PageClient
from tests.support.ports import reserved
from tests.support.scripted_tutor import PASSED, ScriptedTutor

FUNCTION = "def ones(n):\n    return torch.ones(n)"
NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "cells": [
            {"cell_type": "markdown", "source": ["# My answer"]},
            {"cell_type": "code", "source": ["%time\n", "import torch"], "outputs": []},
            {"cell_type": "code", "source": FUNCTION, "execution_count": None},
        ],
    }
)
CELLS = f"# %time\nimport torch\n\n# %%\n{FUNCTION}"
ID = "0b0c6f1e-0001"


@pytest.mark.browser
async def test_a_file_that_is_dropped_or_chosen_is_graded(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies[FUNCTION] = PASSED
    page = await page_of(url)
    await message_box(page).fill("half a thought")
    await drop(page, "answer.py", FUNCTION.encode())
    await expect(log(page).get_by_text("Passed.")).to_have_count(1)
    await expect(log(page).get_by_role("group", name="answer.py")).to_contain_text("def ones")
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Send a file").press("Enter")
    notebook = {"name": "mine.ipynb", "mimeType": "", "buffer": NOTEBOOK.encode()}
    await (await chooser.value).set_files(notebook)
    await expect(log(page).get_by_role("group", name="mine.ipynb")).to_contain_text("def ones")
    await expect(log(page).get_by_text("You said: # %time")).to_be_visible()
    await expect(log(page).get_by_text("nbformat")).to_have_count(0)
    await expect(message_box(page)).to_have_value("half a thought")
    assert tutor.asked_messages() == [FUNCTION, CELLS]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cat.png", b"\x89PNG", "cannot read pictures"),
        ("answer.py", b"x = '\xff'", "not UTF-8"),
    ],
)
async def test_a_file_without_readable_code_is_refused_with_the_reason(
    url: str, page_of, tutor: ScriptedTutor, name: str, content: bytes, says: str
) -> None:
    page = await page_of(url)
    await drop(page, name, content)
    await expect(page.get_by_role("status")).to_contain_text(says)
    await expect(page.get_by_role("status")).to_contain_text(name)
    await expect(log(page).get_by_role("article")).to_have_count(1)
    assert tutor.asked_messages() == []


@pytest.mark.browser
async def test_a_file_too_large_to_send_is_told(url: str, page_of, tutor: ScriptedTutor) -> None:
    page = await page_of(url)
    await drop(page, "answer.py", b"#" * LARGEST_MESSAGE)
    await expect(page.get_by_role("status")).to_contain_text("too large")
    assert tutor.asked_messages() == []


@pytest.mark.browser
async def test_a_file_dropped_while_the_bot_is_away_is_graded_when_it_is_back(
    serve, page_of
) -> None:
    before, after = ScriptedTutor(), ScriptedTutor()
    async with serve(before) as url:
        page = await page_of(url)
    with reserved(urlsplit(url).port or 0) as port:
        await expect(page.get_by_role("status")).to_contain_text("Reconnecting")
        await drop(page, "answer.py", FUNCTION.encode())
        waiting = log(page).get_by_role("article").filter(has_text="Waiting to be sent")
        await expect(waiting).to_contain_text("answer.py")
        async with serve(after, port=port):
            answered = log(page).get_by_role("group", name="answer.py")
            await expect(answered).to_contain_text("def ones")
            await expect(waiting).to_have_count(0)
    assert after.asked_messages() == [FUNCTION]


async def test_a_pasted_notebook_is_read_as_its_code(url: str, tutor: ScriptedTutor) -> None:
    async with PageClient(url) as page:
        await page.say(NOTEBOOK, ID)
        await page.receive("message", id=f"{ID}-reply", pending=False)
    async with PageClient(url) as page:
        assert "My answer" not in page.messages[ID]["html"]
        assert "notebook.ipynb" in page.messages[ID]["html"]
    assert tutor.asked_messages() == [CELLS]


async def test_a_file_sent_again_after_a_restart_is_answered_once(serve) -> None:
    before, after = ScriptedTutor(), ScriptedTutor()
    async with serve(before) as url, PageClient(url) as page:
        content = base64.b64encode(FUNCTION.encode()).decode()
        await page.send(kind="upload", id=ID, name="answer.py", content=content)
        await page.receive("message", id=f"{ID}-reply", pending=False)
    async with serve(after) as url, PageClient(url) as page:
        await page.send(kind="upload", id=ID, name="answer.py", content=content)
        await page.receive("received", id=ID)
    assert before.asked_messages() == [FUNCTION]
    assert after.asked_messages() == []
