"""Messages, replies, verdicts and completions of the local chat, over the real websocket."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

import pytest

from bot.i18n import Translations
from bot.platforms.local import LocalChat
from bot.platforms.local.memory import MOST_PER_LEARNER, MOST_SHOWN
from bot.storage import Database
from bot.storage.local_chat.messages import LocalMessages
from bot.tutor.service import Tutor
from bot.tutor.text.commands import command_help
from tests.support.local_page_client import PageClient
from tests.support.scripted_tutor import PASSED, PENDING, ScriptedTutor, text

ID = "0b0c6f1e-0001"
OTHER = "0b0c6f1e-0002"


@pytest.mark.parametrize("method", ["command", "message", "act", "language", "commands", "connect"])
def test_the_scripted_tutor_is_spoken_to_as_the_real_one_is(method: str) -> None:
    scripted = inspect.signature(getattr(ScriptedTutor, method)).parameters
    real = inspect.signature(getattr(Tutor, method)).parameters
    assert list(scripted) == list(real)


async def test_an_empty_log_opens_with_the_first_step(url: str, tutor: ScriptedTutor) -> None:
    async with PageClient(url) as page:
        opening = await page.receive("message", author="tutor")
        assert "Begin with the first lesson" in opening["html"]
    async with PageClient(url) as page:
        assert len(page.welcome["messages"]) == 1
    assert tutor.asked == [("command", "aiko", "start", "")]


async def test_the_examples_on_offer_are_commands_that_there_are(
    url: str, words: Translations
) -> None:
    there_are = {command.name for command in command_help(words.translator("en"))}
    async with PageClient(url) as page:
        offered = page.welcome["examples"]
    assert len(offered) >= 3
    assert {each["text"].split("\n")[0].removeprefix("/") for each in offered} <= there_are


async def test_a_slash_begins_a_command_and_anything_else_is_a_message(
    url: str, tutor: ScriptedTutor
) -> None:
    async with PageClient(url) as page:
        await page.say("/lesson  tensors ", ID)
        await page.receive_reply(ID, "A <strong>tensor</strong> holds numbers")
        await page.say("x = 4 / 2", OTHER)
        await page.receive_reply(OTHER, "You said: x = 4 / 2")
    assert tutor.asked[1:] == [
        ("command", "aiko", "lesson", "tensors"),
        ("message", "aiko", "x = 4 / 2"),
    ]


async def test_a_command_carries_code_on_the_lines_below_it(url: str, tutor: ScriptedTutor) -> None:
    async with PageClient(url) as page:
        await page.say("/submit\n```python\nx = 1\n```", ID)
        await page.receive("received", id=ID)
        await page.receive("message", id=f"{ID}-reply", pending=False)
    assert tutor.asked[-1] == ("command", "aiko", "submit", "```python\nx = 1\n```")


async def test_a_pressed_button_and_a_sent_form_act(url: str, tutor: ScriptedTutor) -> None:
    async with PageClient(url) as page:
        await page.send(kind="press", id=ID, action="answer:1", label="Answer", text="tensor(2)")
        await page.receive("received", id=ID)
        await page.receive("message", id=f"{ID}-reply", pending=False)
        assert "Answer" in page.messages[ID]["html"]
        assert "tensor(2)" in page.messages[ID]["html"]
    assert tutor.asked[-1] == ("act", "aiko", "answer:1", "tensor(2)")


async def test_a_verdict_takes_the_place_of_the_reply_that_announced_it(
    url: str, tutor: ScriptedTutor
) -> None:
    tutor.replies["def f(): ..."] = PENDING
    async with PageClient(url) as page:
        await page.say("def f(): ...", ID)
        assert (await page.receive_reply(ID, "Grading"))["pending"]
        await tutor.deliver(f"{ID}-reply", PASSED)
        assert not (await page.receive_reply(ID, "Passed."))["pending"]
    async with PageClient(url) as page:
        assert [m["id"] for m in page.welcome["messages"]][-2:] == [ID, f"{ID}-reply"]
        assert "Passed." in page.messages[f"{ID}-reply"]["html"]


async def test_a_verdict_that_is_quicker_than_its_announcement_stays(
    url: str, tutor: ScriptedTutor
) -> None:
    tutor.replies["def f(): ..."] = PENDING

    async def quick(reply_to: str) -> None:
        if reply_to == f"{ID}-reply":
            await tutor.deliver(reply_to, PASSED)

    tutor.before_answering = quick
    async with PageClient(url) as page:
        await page.say("def f(): ...", ID)
        await page.receive_reply(ID, "Passed.")
        await tutor.deliver(f"{ID}-reply", PENDING)
        await page.say("and now?", OTHER)
        await page.receive_reply(OTHER, "You said")
        assert "Passed." in page.messages[f"{ID}-reply"]["html"]
    async with PageClient(url) as page:
        assert "Passed." in page.messages[f"{ID}-reply"]["html"]


async def test_news_that_is_quicker_than_its_announcement_is_not_taken_back(
    url: str, tutor: ScriptedTutor
) -> None:
    tutor.replies["def f(): ..."] = PENDING

    async def quick(reply_to: str) -> None:
        if reply_to == f"{ID}-reply":
            await tutor.deliver(reply_to, text("Running now…").model_copy(update={"pending": True}))

    tutor.before_answering = quick
    async with PageClient(url) as page:
        await page.say("def f(): ...", ID)
        await page.receive_reply(ID, "Running now…")
        await page.say("and now?", OTHER)
        await page.receive_reply(OTHER, "You said")
        assert "Running now…" in page.messages[f"{ID}-reply"]["html"]


async def test_a_message_sent_twice_is_answered_once(url: str, tutor: ScriptedTutor) -> None:
    async with PageClient(url) as page:
        await page.say("once", ID)
        await page.receive_reply(ID, "You said: once")
        await page.say("once", ID)
        await page.receive("received", id=ID)
    async with PageClient(url) as page:
        await page.say("once", ID)
        await page.receive("received", id=ID)
        ids = [message["id"] for message in page.welcome["messages"]]
        assert ids.count(ID) == ids.count(f"{ID}-reply") == 1
    assert tutor.asked_messages() == ["once"]


async def test_an_answer_to_a_question_takes_its_place(url: str, tutor: ScriptedTutor) -> None:
    tutor.replies["quiz"] = text("What is printed?")
    tutor.replies["answer:tensors/1:a"] = text("Not quite: it prints 3.")
    turn = {"kind": "press", "label": "A", "action": "answer:tensors/1:a", "message": f"{ID}-reply"}
    async with PageClient(url) as page:
        await page.say("quiz", ID)
        await page.receive_reply(ID, "What is printed?")
        for _ in range(2):  # the page sends it again where the connection was lost
            await page.send(**turn, id="b" * 32)
            await page.receive("received", id="b" * 32)
        assert "it prints 3" in page.messages[f"{ID}-reply"]["html"]
        assert not {"b" * 32, f"{'b' * 32}-reply"} & set(page.messages)
    assert tutor.asked.count(("act", "aiko", "answer:tensors/1:a", "")) == 1


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ("page:tensors:2", f"{ID}-reply"),  # what was run stands below the page
        ("answer:tensors/1:a", "another-learners-reply"),
    ],
)
async def test_what_takes_no_place_is_a_message_of_its_own(
    url: str, tutor: ScriptedTutor, action: str, message: str
) -> None:
    press = {"kind": "press", "label": "A", "action": action, "message": message, "id": "b" * 32}
    async with PageClient(url) as page:
        await page.say("quiz", ID)
        await page.receive_reply(ID, "What is printed?")
        shown = page.messages[f"{ID}-reply"]
        await page.send(**press)
        await page.receive_reply("b" * 32, action)
        assert page.messages[f"{ID}-reply"] == shown


async def test_where_an_answer_fails_the_question_stays_and_can_be_answered_again(
    url: str, tutor: ScriptedTutor
) -> None:
    turn = {"kind": "press", "label": "A", "action": "answer:tensors/1:a", "message": f"{ID}-reply"}
    async with PageClient(url) as page:
        await page.say("hello", ID)
        await page.receive_reply(ID, "You said: hello")

        async def fail(said: str) -> None:
            raise RuntimeError(said)

        tutor.before_answering = fail
        await page.send(**turn, id="b" * 32)
        await page.receive_reply("b" * 32, "went wrong")
        assert "You said: hello" in page.messages[f"{ID}-reply"]["html"]
        tutor.before_answering = None
        await page.send(**turn, id="c" * 32)
        await page.receive_reply(ID, "answer:tensors/1:a")


async def test_a_message_sent_again_after_a_restart_is_answered_once(serve) -> None:
    before, after = ScriptedTutor(), ScriptedTutor()
    async with serve(before) as url, PageClient(url) as page:
        await page.say("once", ID)
        await page.receive_reply(ID, "You said: once")
    async with serve(after) as url, PageClient(url) as page:
        await page.say("once", ID)
        await page.receive("received", id=ID)
    assert after.asked == []


async def test_who_opens_the_chat_on_another_day_is_greeted_below_the_log(
    serve, tutor: ScriptedTutor
) -> None:
    async with serve(tutor) as url:
        async with PageClient(url) as page:
            await page.say("hello", ID)
            await page.receive_reply(ID, "You said: hello")
        tutor.greeting = text("Welcome back, Aiko!")
        async with PageClient(url) as page:
            greeting = await page.receive("message", author="tutor")
            assert "Welcome back, Aiko!" in greeting["html"]
            assert greeting["id"] not in {each["id"] for each in page.welcome["messages"]}


@pytest.mark.parametrize("died", ["before answering", "while answering"])
async def test_what_a_bot_left_unanswered_is_answered_by_the_next_one(
    serve, history: LocalMessages, died: str
) -> None:
    await history.append("aiko", "learner", f'{{"kind":"say","id":"{ID}","text":"hello?"}}', ID)
    if died == "while answering":
        await history.append("aiko", "tutor", '{"blocks":[],"pending":true}', f"{ID}-reply")
    tutor = ScriptedTutor()
    async with serve(tutor) as url, PageClient(url) as page:
        await page.receive_reply(ID, "You said: hello?")
    assert tutor.asked == [("message", "aiko", "hello?")]


async def test_a_verdict_that_comes_before_any_page_is_open_is_found_there(
    serve, history: LocalMessages
) -> None:
    await history.append("aiko", "learner", f'{{"kind":"say","id":"{ID}","text":"def f"}}', ID)
    await history.append("aiko", "tutor", PENDING.model_dump_json(), f"{ID}-reply")
    tutor = ScriptedTutor()
    async with serve(tutor) as url:
        await tutor.deliver(f"{ID}-reply", PASSED)
        async with PageClient(url) as page:
            assert "Passed." in page.messages[f"{ID}-reply"]["html"]


async def test_a_tutor_that_fails_is_excused_without_a_traceback(
    url: str, tutor: ScriptedTutor, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(reply_to: str) -> None:
        raise RuntimeError("a secret of ours")

    async with PageClient(url) as page:
        await page.receive("message", author="tutor")
        tutor.before_answering = fail
        await page.say("hello", ID)
        reply = await page.receive_reply(ID, "on our side")
        assert "secret" not in reply["html"]
        tutor.before_answering = None
        await page.say("still there?", OTHER)
        await page.receive_reply(OTHER, "You said: still there?")
    assert "a secret of ours" in caplog.text


async def test_a_message_that_cannot_be_kept_is_told_and_not_answered(
    database: Database, words: Translations
) -> None:
    class FullDisk(LocalMessages):
        async def append_all(self, account: str, messages: Sequence[tuple[str, str, str]]) -> None:
            if any(author == "learner" for _, author, _ in messages):
                raise OSError("no space left on device")
            await super().append_all(account, messages)

    tutor = ScriptedTutor()
    chat = LocalChat(tutor, FullDisk(database), port=0, translations=words)
    async with PageClient(await chat.start()) as page:
        await page.say("hello", ID)
        assert "on our side" in (await page.receive("problem", id=ID))["text"]
    await chat.stop()
    assert tutor.asked_messages() == []


async def test_a_submission_whose_first_reply_cannot_be_kept_is_not_refused(
    database: Database, words: Translations
) -> None:
    class Flaky(LocalMessages):
        async def update(
            self, message_id: str, content: str, final: bool, *rest: Any, **more: Any
        ) -> bool:
            if not final:
                raise OSError("the database is away")
            return await super().update(message_id, content, final, *rest, **more)

    tutor = ScriptedTutor()
    tutor.replies["def f"] = PENDING
    chat = LocalChat(tutor, Flaky(database), port=0, translations=words)
    async with PageClient(await chat.start()) as page:
        await page.say("def f", ID)
        await page.say("hello", OTHER)
        await page.receive_reply(OTHER, "You said: hello")
        await tutor.deliver(f"{ID}-reply", PASSED)
        await page.receive_reply(ID, "Passed")
    await chat.stop()
    assert page.problems == []


async def test_a_message_that_cannot_be_read_is_told_and_the_next_one_is_heard(url: str) -> None:
    async with PageClient(url) as page:
        await page.send(kind="say", id="no good id!", text="hello")
        assert "damaged" in (await page.receive("problem"))["text"]
        await page.say("hello", ID)
        await page.receive_reply(ID, "You said: hello")


async def test_a_line_of_the_history_that_cannot_be_read_is_left_out(
    serve, history: LocalMessages
) -> None:
    await history.append("aiko", "tutor", '{"from": "another version"}', OTHER)
    await history.append("aiko", "tutor", text("readable").model_dump_json(), ID)
    async with serve(ScriptedTutor()) as url, PageClient(url) as page:
        assert [message["id"] for message in page.welcome["messages"]] == [ID]


async def test_learners_see_their_own_log_only(url: str) -> None:
    async with PageClient(url, "Aiko") as aiko, PageClient(url, "Ben") as ben:
        await aiko.say("mine", ID)
        await aiko.receive_reply(ID, "You said: mine")
        await ben.say("and mine", OTHER)
        await ben.receive_reply(OTHER, "You said: and mine")
        assert ID not in ben.messages
        assert OTHER not in aiko.messages


async def test_two_pages_of_one_learner_show_the_same(url: str) -> None:
    async with PageClient(url, "Aiko") as one, PageClient(url, "ＡＩＫＯ ") as two:
        await one.say("hello", ID)
        await two.receive_reply(ID, "You said: hello")
        assert "hello" in two.messages[ID]["html"]


async def test_a_commands_argument_is_completed(url: str) -> None:
    async with PageClient(url) as page:
        await page.send(kind="complete", request_id=7, command="lesson", prefix="te")
        assert (await page.receive("completions", request_id=7))["choices"] == ["tensors"]


async def test_a_long_log_shows_its_latest_messages(
    serve, tutor: ScriptedTutor, history: LocalMessages
) -> None:
    for number in range(MOST_SHOWN + 10):
        await history.append("aiko", "tutor", text(f"No. {number}.").model_dump_json())
    async with serve(tutor) as url, PageClient(url) as page:
        assert len(page.welcome["messages"]) == MOST_SHOWN
        assert "No. 10." in page.welcome["messages"][0]["html"]
        for number in range(MOST_PER_LEARNER // 2 + 5):
            await page.say(f"Said {number}.", f"0b0c6f1e-9{number:03}")
        await page.receive_reply(f"0b0c6f1e-9{number:03}", f"Said {number}.")
        async with PageClient(url) as again:
            assert len(again.welcome["messages"]) == MOST_SHOWN
            assert f"Said {number}." in again.welcome["messages"][-1]["html"]


async def test_trouble_never_replaces_a_verdict_that_came_before_it(
    url: str, tutor: ScriptedTutor
) -> None:
    async def verdict_then_trouble(reply_to: str) -> None:
        await tutor.deliver(reply_to, PASSED)
        raise ConnectionError

    async with PageClient(url) as page:
        tutor.before_answering = verdict_then_trouble
        await page.say("x = 1", ID)
        await page.receive_reply(ID, "Passed")
        tutor.before_answering = None
        await page.say("x = 2", OTHER)
        await page.receive_reply(OTHER, "You said: x = 2")
    async with PageClient(url) as page:
        assert "Passed" in str(page.welcome["messages"])
