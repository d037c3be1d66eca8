"""The language of the page: the browser's, until its learner chooses one."""

from __future__ import annotations

from tests.support.local_page_client import PageClient
from tests.support.scripted_tutor import ScriptedTutor

ID = "0b0c6f1e-0001"


async def test_another_language_changes_the_whole_page(url: str, tutor: ScriptedTutor) -> None:
    async with PageClient(url) as page:
        assert page.welcome["words"]["send"] == "Send"
        await page.send(kind="speak", id=ID, language="ja")
        again = await page.receive("welcome")
        assert again["language"] == "ja"
        assert again["words"]["send"] == "送信"
        assert again["commands"][1]["description"] == "レッスンを読む"
    assert tutor.asked[-1] == ("command", "aiko", "language", "ja")


async def test_the_language_command_changes_the_page_as_well(url: str) -> None:
    async with PageClient(url) as page:
        await page.say("/language ja", ID)
        assert (await page.receive("welcome"))["language"] == "ja"


async def test_a_browser_in_japanese_is_greeted_in_japanese(url: str) -> None:
    async with PageClient(url, learner=None, locale="ja-JP") as page:
        assert page.welcome["language"] == "ja"
        assert page.welcome["name"] == "ゲスト"
