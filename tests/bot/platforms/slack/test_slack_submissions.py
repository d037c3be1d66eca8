"""Commands, submissions, buttons and modals on Slack, in both languages."""

from __future__ import annotations

from bot.i18n import Translations
from bot.platforms.slack.platform import SlackChat
from bot.storage import Database
from bot.tutor.service import Tutor
from grader.protocol import Graded, Job, Ran, RunResult, Status, Verdict
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import BOT, CHANNEL, buttons_of, leaves, text_of
from tests.support.stored_jobs import counted

EVENS = (
    "```\nimport torch\n\ndef evens(n):\n"
    "    return torch.arange(0, n, 2) if n < 9 & n > 0 else n\n```"
)


async def grade(tutor: Tutor, job: Job, status: Status = Status.PASSED) -> None:
    verdict = Verdict(status=status, exercise=getattr(job, "exercise", ""))
    await tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))


async def test_start_greets_in_the_language_of_the_learners_profile(
    chat: SlackChat, aiko: Learner, hanako: Learner
) -> None:
    await aiko.command("/start")
    assert "Hello, Aiko!" in text_of(await aiko.wait_for_reply())
    await hanako.command("/tensei start")
    assert "花子さん、こんにちは" in text_of(await hanako.wait_for_reply())


async def test_a_learners_days_begin_where_their_profile_says_until_they_choose_a_zone(
    chat: SlackChat, aiko: Learner, hanako: Learner, slack: SlackServer
) -> None:
    slack.workspace.users[aiko.id]["tz"] = "Europe/Paris"
    await aiko.command("/settings")
    await aiko.wait_for_reply("Time zone: Europe/Paris")
    await aiko.command("/settings Asia/Tokyo")
    await aiko.wait_for_reply("begin at midnight in Asia/Tokyo")
    await aiko.command("/settings")
    await slack.until(lambda: len(slack.workspace.bot_messages(aiko.dm)) == 3)
    assert "Time zone: Asia/Tokyo" in text_of(slack.workspace.bot_messages(aiko.dm)[-1])
    slack.workspace.users[hanako.id]["tz"] = "Mars/Phobos"
    await hanako.command("/settings")
    await hanako.wait_for_reply("Asia/Tokyo")  # as in Japanese


async def test_code_pasted_into_direct_messages_is_graded_and_the_reply_edited_in_place(
    chat: SlackChat, aiko: Learner, tutor: Tutor, queue: ScriptedQueue, slack: SlackServer
) -> None:
    await aiko.say(EVENS)
    waiting = await aiko.wait_for_reply("Checking")
    assert "n < 9 & n > 0" in queue.sent[0].code
    await grade(tutor, queue.sent[0])
    verdict = await aiko.wait_for_reply("Passed")
    assert verdict["ts"] == waiting["ts"]
    assert len(slack.workspace.bot_messages(aiko.dm)) == 1


async def test_code_in_slacks_own_code_block_is_taken_as_it_stands(
    chat: SlackChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    code = 'def evens(n):\n    return "<&>" if n else "`*_`"'
    block = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": code}]}
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": "mine:\n"}]}
    await aiko.say("mine", blocks=[{"type": "rich_text", "elements": [words, block]}])
    await aiko.wait_for_reply("evens")
    assert queue.sent[0].code == code


async def test_a_mention_in_a_channel_is_answered_in_its_thread_once(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(f"<@{BOT}> {EVENS}", channel=CHANNEL)
    mention = paste | {"type": "app_mention", "channel": CHANNEL}
    await aiko.event(mention)
    reply = await aiko.wait_for_reply("evens", channel=CHANNEL, thread=paste["ts"])
    await grade(tutor, queue.sent[0], Status.FAILED)
    await aiko.wait_for_reply("Not yet", channel=CHANNEL, thread=paste["ts"])
    assert [m["ts"] for m in slack.workspace.bot_messages(CHANNEL)] == [reply["ts"]]
    await aiko.say(EVENS.replace("evens", "odds_"), channel=CHANNEL, thread=paste["ts"])
    await slack.until(lambda: len(slack.workspace.bot_messages(CHANNEL)) == 2)


async def test_what_is_said_in_a_channel_to_others_is_left_alone(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    await aiko.say(EVENS, channel=CHANNEL)
    await aiko.say(f"<@{BOT}> help", channel=CHANNEL)
    await aiko.wait_for_reply(channel=CHANNEL)
    assert queue.sent == []
    assert len(slack.workspace.bot_messages(CHANNEL)) == 1


async def test_in_a_channel_only_the_learner_sees_the_reply_to_a_command(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    await aiko.command("/start", channel=CHANNEL)
    assert (await aiko.wait_for_ephemeral("Hello"))["response_type"] == "ephemeral"
    await aiko.command("/leaderboard", channel=CHANNEL)
    await aiko.wait_for_reply(channel=CHANNEL)


async def test_submit_opens_a_modal_and_grades_what_is_written_into_it(
    chat: SlackChat,
    hanako: Learner,
    slack: SlackServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    words: Translations,
) -> None:
    opened = await hanako.command("/submit tensors/evens", channel=CHANNEL)
    await hanako.fill(opened, "def evens(n):\n    return n")
    await slack.until(lambda: queue.sent)
    (job,) = queue.sent
    assert job.code == "def evens(n):\n    return n"
    await grade(tutor, job)
    verdict = await hanako.wait_for_ephemeral("合格です")
    assert [m for m in slack.workspace.ephemerals if m["user"] == hanako.id] == [verdict]
    share = words.translate("ja", "slack-button-share")
    await hanako.press(verdict, share, channel=CHANNEL)
    shared = await hanako.wait_for_reply("花子", channel=CHANNEL)
    covered = await hanako.wait_for_reply("def evens", channel=CHANNEL, thread=shared["ts"])
    assert "def evens" not in text_of(shared)
    assert covered["thread_ts"] == shared["ts"]


async def test_an_empty_modal_stays_open_and_says_what_to_do(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    envelope = await aiko.fill(await aiko.command("/run"))
    await slack.until(lambda: envelope in slack.acknowledged)
    said = slack.acknowledged[envelope]
    assert said["response_action"] == "errors"
    assert "no code" in said["errors"]["text"]


async def test_files_are_graded_from_modals_and_messages(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    code = b"def evens(n):\n    return n\n"
    await aiko.fill(await aiko.command("/submit"), files={"answer.py": code})
    await slack.until(lambda: len(queue.sent) == 1)
    await aiko.say("", files={"answer.py": code})
    await slack.until(lambda: len(queue.sent) == 2)
    assert {job.code for job in queue.sent} == {code.decode().strip()}
    await aiko.say("", files={"cat.zip": b"PK"})
    await aiko.wait_for_reply("another kind")


async def test_a_picture_beside_code_is_left_aside_and_said(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    await aiko.say("def evens(n):\n    return n", files={"screen.png": b"PNG"})
    await slack.until(lambda: len(queue.sent) == 1)
    await aiko.wait_for_reply("did not look at the picture")


async def test_a_file_that_is_not_there_any_more_is_not_called_our_fault(
    chat: SlackChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    aiko.workspace.withdrawn = {"answer.py": 404}
    await aiko.say("", files={"answer.py": b"def evens(n):\n    return n\n"})
    await aiko.wait_for_reply("cannot be downloaded any more")
    assert queue.sent == []


async def test_a_lesson_is_read_page_by_page_in_one_message_and_its_code_runs(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    await aiko.command("/lesson tensors")
    page = await aiko.wait_for_reply("page 1 of")
    await aiko.press(page, "Next page →")
    second = await aiko.wait_for_reply("page 2 of")
    assert second["ts"] == page["ts"]
    await aiko.press(second, "▶ Run")
    running = await aiko.wait_for_reply("Running")
    result = RunResult(status=Status.PASSED, stdout="tensor([1, 2])\n")
    await tutor.jobs.on_grader_message(Ran(id=queue.sent[-1].id, result=result))
    done = await aiko.wait_for_reply("tensor([1, 2])")
    assert done["ts"] == running["ts"] != second["ts"]


async def test_a_workspaces_lesson_is_sent_to_direct_messages_where_its_buttons_go_on_working(
    chat: SlackChat, aiko: Learner, words: Translations
) -> None:
    await aiko.command("/lesson tensors", channel=CHANNEL)
    page = await aiko.wait_for_ephemeral("page 1 of")
    await aiko.press(page, words.translate("en", "button-read-directly"), channel=CHANNEL)
    sent = await aiko.wait_for_reply("page 1 of")
    assert words.translate("en", "button-read-directly") not in buttons_of(sent)
    await aiko.press(sent, "Next page →")
    assert (await aiko.wait_for_reply("page 2 of"))["ts"] == sent["ts"]


async def test_an_edited_paste_is_graded_again_in_the_same_reply(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(EVENS)
    await aiko.wait_for_reply("evens")
    await grade(tutor, queue.sent[0], Status.FAILED)
    failed = await aiko.wait_for_reply("Not yet")
    await aiko.edit(paste, "```def evens(n):\n    return n```")
    await slack.until(lambda: len(queue.sent) == 2)
    await grade(tutor, queue.sent[1])
    assert (await aiko.wait_for_reply("Passed"))["ts"] == failed["ts"]


async def test_a_message_shortcut_grades_somebody_elses_code_for_whoever_opens_it(
    chat: SlackChat,
    aiko: Learner,
    hanako: Learner,
    slack: SlackServer,
    database: Database,
    queue: ScriptedQueue,
) -> None:
    message = slack.workspace.add(CHANNEL, user=aiko.id, text=EVENS.replace("&", "&amp;"))
    await hanako.shortcut("grade_message", message)
    await hanako.wait_for_ephemeral("evens")
    assert len(queue.sent) == 1
    assert await counted(database) == 0, "there are no points for somebody else's code"
    await aiko.shortcut("grade_message", message)
    await aiko.wait_for_ephemeral("evens")
    assert await counted(database) == 1


async def test_bad_fences_are_explained(chat: SlackChat, aiko: Learner) -> None:
    await aiko.say("'''\nsome words then\n'''")
    assert "code block" in text_of(await aiko.wait_for_reply())


async def test_the_home_tab_shows_progress_and_its_buttons_answer_directly(
    chat: SlackChat, hanako: Learner, slack: SlackServer, words: Translations
) -> None:
    await hanako.open_home()
    home = await slack.until(lambda: slack.workspace.home_tabs.get(hanako.id))
    assert home["type"] == "home"
    label = next(each for each in buttons_of(home) if "テンソル" in each or "1." in each)
    await hanako.press_home(label)
    await hanako.wait_for_reply()


async def test_nothing_that_a_learner_writes_mentions_a_whole_channel(
    chat: SlackChat, slack: SlackServer
) -> None:
    rude = Learner(slack, "<!channel> @here")
    await rude.command("/start")
    greeting = await rude.wait_for_reply("<!channel>")
    title, how, *_ = greeting["blocks"]
    assert title["text"]["type"] == "plain_text"
    assert {leaf["type"] for leaf in leaves(how)} == {"text"}
    assert "<!" not in greeting["text"]
