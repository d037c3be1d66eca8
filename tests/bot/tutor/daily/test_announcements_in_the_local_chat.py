"""Daily prompts and reminders on pages of the local chat, over the real websocket."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.platforms.local import LocalChat
from bot.storage import LocalMessages
from bot.storage.models import LearnerRow, LocalMessageRow
from tests.support.local_page_client import PageClient
from tests.support.study import Study


@pytest.fixture
async def url(study: Study) -> AsyncIterator[str]:
    history = LocalMessages(study.database, clock=lambda: study.now)
    chat = LocalChat(study.tutor, history, port=0, translations=study.words)
    yield await chat.start()
    await chat.stop()


async def test_a_daily_prompt_reaches_everyones_page_once(study: Study, url: str) -> None:
    async with PageClient(url, "Aki") as aki, PageClient(url, "Ben") as ben:
        await aki.say("/daily set 18 UTC", "0b0c6f1e-0001")
        await aki.receive_reply("0b0c6f1e-0001", "18:00")
        await aki.say("/daily now", "0b0c6f1e-0002")
        await aki.receive_reply("0b0c6f1e-0002", "in a moment")
        await study.tutor.scheduler.run_due()
        for page in (aki, ben):
            prompt = await page.receive(
                "message", author="tutor", id=f"daily-1-260401-{name(page)}"
            )
            assert "Question tensors/1?" in prompt["html"]
        await study.tutor.scheduler.run_due()
    async with study.database.read_session() as session:
        posted = await session.scalar(
            select(func.count()).where(LocalMessageRow.id.like("daily-%"))
        )
    assert posted == 2


def name(page: PageClient) -> str:
    return str(page.welcome["name"]).casefold()


async def test_a_reminder_reaches_one_learners_page_alone(study: Study, url: str) -> None:
    async with PageClient(url, "Aki") as aki, PageClient(url, "Ben") as ben:
        await aki.say("/review remind 20", "0b0c6f1e-0001")
        await aki.receive_reply("0b0c6f1e-0001", "20:00")
        await aki.send(
            kind="press", id="0b0c6f1e-0002", action="answer:tensors/1:a", label="a", text=""
        )
        await aki.receive_reply("0b0c6f1e-0002", "Not quite")
        study.now = study.now.replace(hour=20)
        await study.tutor.scheduler.run_due()
        # The learner's number is not always 1: Postgres skips one after a lost race.
        reminder = await aki.receive("message", author="tutor")
        while not reminder["id"].startswith("remind-"):
            reminder = await aki.receive("message", author="tutor")
        assert reminder["id"].endswith("-260401-aki")
        assert "due for review" in reminder["html"]
        assert not [id for id in ben.messages if id.startswith("remind-")]


async def test_deleting_everything_empties_the_page_and_says_so(study: Study, url: str) -> None:
    async with PageClient(url, "Aki") as aki:
        await aki.say("my secret thoughts", "0b0c6f1e-0001")
        await aki.receive_reply("0b0c6f1e-0001", "I did not understand")
        await aki.send(
            kind="press", id="0b0c6f1e-0002", action="privacy:delete-now", label="Yes", text=""
        )
        redrawn = await aki.receive("welcome")
        assert "my secret thoughts" not in str(redrawn["messages"])
        await aki.receive_reply("0b0c6f1e-0002", "is deleted")
    async with study.database.read_session() as session:
        assert await session.scalar(select(func.count()).select_from(LearnerRow)) == 0
        assert await session.scalar(select(func.count()).select_from(LocalMessageRow)) == 0


async def test_the_export_holds_the_conversation_but_not_the_exports_before_it(
    study: Study, url: str
) -> None:
    async with PageClient(url, "Aki") as aki:
        held = []
        for ask in ("0b0c6f1e-0001", "0b0c6f1e-0002"):
            await aki.say("/privacy export", ask)
            html = (await aki.receive_reply(ask, "everything that I keep"))["html"]
            digest = re.search(r"tensei-export\.json' data-content='([^']*)'", html)
            assert digest is not None
            address = url.replace("/?", f"/content/{digest[1]}?")
            async with aiohttp.ClientSession() as session, session.get(address) as response:
                held.append(await response.json(content_type=None))
        assert "Aki" in str(held[0]["messages"])
        files = [
            block["base64"]
            for message in held[1]["messages"]
            for block in message["said"].get("blocks", ())
            if block["type"] == "file"
        ]
        assert files == [""]


async def test_a_live_class_counts_along_on_everyones_page(study: Study, url: str) -> None:
    async with PageClient(url, "Aki") as aki, PageClient(url, "Ben") as ben:
        await aki.say("/live evens 30", "0b0c6f1e-0001")
        await aki.receive_reply("0b0c6f1e-0001", "is live")
        await ben.receive("message", author="tutor")  # the log exists
        assert await study.tutor.live_updates.update(1)
        for page in (aki, ben):
            await receive_live(page, "Nobody has sent anything yet")
        await study.say("def evens(x):\n    return x", "aki")
        await study.finish_undelivered()
        async with PageClient(url, "Carol") as carol:  # who came after it was posted
            await carol.receive("message", author="tutor")
            assert await study.tutor.live_updates.update(1)
            for page in (aki, ben, carol):
                await receive_live(page, "1 of 1 learner has passed")


async def receive_live(page: PageClient, containing: str) -> None:
    """Wait for a version of the live class's message that contains the text."""
    while True:
        message = await page.receive("message", author="tutor")
        if message["id"].startswith("live-") and containing in message["html"]:
            assert message["id"].endswith(f"-{name(page)}")
            return
