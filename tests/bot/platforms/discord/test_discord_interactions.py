"""Commands, pasted code, buttons and forms on Discord, in both languages."""

from __future__ import annotations

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.platforms.discord.reply_targets import MessageTarget
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from grader.protocol import Grade, Started
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.study_group import found_group
from tests.support.discord_server.world import EPHEMERAL, buttons_of, is_new_style, text_of
from tests.support.scripted_queue import ScriptedQueue, fails, passes, ran

EVENS = "```python\nimport torch\n\ndef evens(n):\n    return torch.arange(0, n, 2)\n```"


async def test_every_command_of_the_tutor_is_there_in_both_languages(
    chat: DiscordChat, discord: DiscordServer, tutor: Tutor
) -> None:
    slash = {each["name"]: each for each in discord.world.commands if each["type"] == 1}
    assert set(slash) == {each.name for each in tutor.commands("en")}
    for command in tutor.commands("ja"):
        given = slash[command.name]
        assert given["description_localizations"]["ja"] == command.description
        assert given["name_localizations"]["ja"]
    menus = [each["name"] for each in discord.world.commands if each["type"] == 3]
    assert menus == ["Grade this code", "Run this code"]


async def test_start_greets_in_the_language_of_the_learners_client(
    chat: DiscordChat, aiko: Learner, hanako: Learner
) -> None:
    assert "Hello, Aiko!" in text_of(await aiko.shown(await aiko.command("start")))
    assert "花子さん、こんにちは" in text_of(await hanako.shown(await hanako.command("start")))


async def test_code_pasted_into_direct_messages_is_graded_and_the_reply_edited_in_place(
    chat: DiscordChat, aiko: Learner, tutor: Tutor, queue: ScriptedQueue, discord: DiscordServer
) -> None:
    paste = await aiko.say(EVENS)
    waiting = await aiko.answered(paste, "evens")
    assert "Checking" in text_of(waiting)
    await passes(tutor, queue.sent[0])
    verdict = await aiko.answered(paste, "Passed")
    assert verdict["id"] == waiting["id"]
    assert is_new_style(verdict)
    assert len(discord.world.of_bot(aiko.direct)) == 1


async def test_who_waits_is_told_the_place_in_the_queue_and_then_that_it_is_running(
    chat: DiscordChat,
    aiko: Learner,
    tutor: Tutor,
    queue: ScriptedQueue,
    discord: DiscordServer,
    words: Translations,
) -> None:
    queue.ahead = 2
    paste = await aiko.say(EVENS)
    waiting = await aiko.answered(paste, words.translate("en", "place-ahead", ahead=2))
    await tutor.jobs.on_grader_message(Started(id=queue.sent[0].id))
    running = await aiko.answered(paste, "running now")
    await passes(tutor, queue.sent[0])
    await aiko.answered(paste, "Passed")
    assert running["id"] == waiting["id"]
    assert len(discord.world.of_bot(aiko.direct)) == 1


async def test_what_is_pending_never_replaces_a_verdict_or_later_news(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    paste = await aiko.say("hello")
    answered = await aiko.answered(paste)
    message = int(paste["id"]) + 1
    place = MessageTarget(channel=aiko.direct, message=message, user=aiko.id, where="alone")
    news = Reply(blocks=(Text(markdown="running now"),), pending=True)
    await chat.client.reply_sender.deliver(place.address, news)
    ack = Reply(blocks=(Text(markdown="others go first"),), pending=True)
    await chat.client.reply_sender.send_or_edit(place, ack, first=True)
    sent = discord.world.of_bot(aiko.direct)[-1]
    assert sent["id"] != answered["id"]
    assert text_of(sent) == "running now"
    await chat.client.reply_sender.deliver(place.address, Reply(blocks=(Text(markdown="Passed"),)))
    await chat.client.reply_sender.deliver(place.address, news)
    assert text_of(sent) == "Passed"


async def test_a_lesson_is_read_page_by_page_in_one_message_and_its_code_runs(
    chat: DiscordChat, aiko: Learner, tutor: Tutor, queue: ScriptedQueue
) -> None:
    page = await aiko.shown(await aiko.command("lesson", "tensors"))
    assert "page 1 of" in text_of(page)
    turned = await aiko.press(page, "Next page →")
    second = await aiko.shown(turned, "page 2 of")
    assert second["id"] == page["id"]
    running = await aiko.press(second, "▶ Run")
    waiting = await aiko.shown(running, "Running")
    assert waiting["id"] != second["id"]
    await ran(tutor, queue.sent[-1], stdout="tensor([1, 2])\n")
    assert "tensor([1, 2])" in text_of(await aiko.shown(running, "tensor"))


async def test_a_servers_lesson_is_sent_to_direct_messages_where_its_buttons_go_on_working(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    label = words.translate("en", "button-read-directly")
    page = await aiko.shown(await aiko.command("lesson", "tensors", channel=discord.world.channel))
    second = await aiko.shown(await aiko.press(page, "Next page →"), "page 2 of")
    await aiko.shown(await aiko.press(second, label), "in your direct messages")
    (sent,) = discord.world.of_bot(aiko.direct)
    assert "page 2 of" in text_of(sent)
    assert label not in buttons_of(sent)
    back = await aiko.press(sent, words.translate("en", "button-previous"))
    turned = await aiko.shown(back, "page 1 of")
    assert turned["id"] == sent["id"]


async def test_submit_opens_a_form_and_grades_what_is_written_into_it(
    chat: DiscordChat, hanako: Learner, tutor: Tutor, queue: ScriptedQueue, words: Translations
) -> None:
    opened = await hanako.command("submit", "tensors/evens")
    sent = await hanako.fill(opened, "def evens(n):\n    return n")
    await hanako.shown(sent, "evens")
    (job,) = queue.sent
    assert isinstance(job, Grade)
    assert (job.exercise, job.code) == ("tensors/evens", "def evens(n):\n    return n")
    await fails(tutor, job)
    verdict = await hanako.shown(sent, words.translate("ja", "verdict-not-yet", function="evens"))
    assert words.translate("ja", "button-hint", number=1, cost=2) in buttons_of(verdict)


async def test_a_file_uploaded_with_the_form_is_graded(
    chat: DiscordChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    opened = await aiko.command("submit")
    code = b"def evens(n):\n    return n\n"
    await aiko.shown(await aiko.fill(opened, files={"answer.py": code}), "evens")
    assert [job.code for job in queue.sent] == [code.decode().strip()]


async def test_in_a_server_only_the_learner_sees_the_reply_to_a_command(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    private = await aiko.shown(await aiko.command("start", channel=discord.world.channel))
    assert private["flags"] & EPHEMERAL
    public = await aiko.shown(await aiko.command("leaderboard", channel=discord.world.channel))
    assert not public["flags"] & EPHEMERAL


async def test_a_mate_who_is_mentioned_is_the_one_whose_progress_is_shown(
    chat: DiscordChat, aiko: Learner, hanako: Learner, discord: DiscordServer
) -> None:
    channel = discord.world.channel
    await hanako.shown(await hanako.command("start", channel=channel))
    shown = await aiko.command("progress", hanako.id, channel=channel)
    assert "progress of 花子" in text_of(await aiko.shown(shown))
    assert await aiko.complete("progress", "花", "name") == {"花子": "花子"}


async def test_a_teacher_opens_a_learner_by_a_mention_or_a_completed_name(
    chat: DiscordChat, aiko: Learner, hanako: Learner
) -> None:
    await found_group(aiko, hanako)
    for given in ({"member": hanako.id}, {"name": "花子"}):
        await aiko.shown(await aiko.command("group learner", **given), "花子 in Owls")
    assert await aiko.complete("group learner", "花", "name") == {"花子": "花子"}


async def test_a_form_in_a_reply_is_opened_by_its_button_and_sent_to_the_tutor(
    chat: DiscordChat, aiko: Learner, words: Translations
) -> None:
    submit = words.translate("en", "button-group-create")
    groups = await aiko.shown(await aiko.command("group list"))
    opened = await aiko.press(groups, f"✏️ {submit}")
    created = await aiko.fill(opened, "Night owls")
    assert opened.modal is not None
    assert opened.modal["title"] == submit
    await aiko.shown(created, "Night owls")


async def test_a_command_typed_as_words_offers_a_field_that_takes_files_as_well(
    chat: DiscordChat, aiko: Learner, words: Translations, queue: ScriptedQueue
) -> None:
    submit = words.translate("en", "button-command-run")
    offered = await aiko.answered(await aiko.say("run"))
    opened = await aiko.press(offered, f"✏️ {submit}")
    await aiko.shown(await aiko.fill(opened, files={"a.py": b"print(1)"}), "Running")
    assert [job.code for job in queue.sent] == ["print(1)"]


async def test_an_empty_form_says_what_to_do(
    chat: DiscordChat, aiko: Learner, words: Translations
) -> None:
    sent = await aiko.fill(await aiko.command("submit"))
    await aiko.shown(sent, words.translate("en", "discord-nothing-given")[:20])


async def test_what_has_passed_can_be_shared_with_the_server_covered_up(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    words: Translations,
) -> None:
    share = words.translate("en", "discord-button-share")
    opened = await aiko.command("submit", "tensors/evens", channel=discord.world.channel)
    sent = await aiko.fill(opened, "def evens(n):\n    return n")
    assert share not in buttons_of(await aiko.shown(sent, "Checking"))
    await passes(tutor, queue.sent[0])
    verdict = await aiko.shown(sent, "Passed")
    shared = await aiko.shown(await aiko.press(verdict, share), "Aiko")
    assert not shared["flags"] & EPHEMERAL
    (covered,) = [each for each in shared["components"] if each.get("spoiler")]
    assert "def evens" in covered["components"][0]["content"]
    others = [each for each in shared["components"] if each is not covered]
    assert "def evens" not in str(others)


async def test_nobody_shares_what_has_not_passed(
    chat: DiscordChat, aiko: Learner, hanako: Learner, discord: DiscordServer, words: Translations
) -> None:
    """Another user who presses the button gets an ephemeral refusal."""
    button = {"type": 2, "style": 1, "label": "Share", "custom_id": "share:tensors/evens"}
    row = {"type": 1, "components": [button]}
    message = discord.world.add_message(discord.world.channel, discord.world.bot, components=[row])
    await hanako.press(message, "Share")
    (reply,) = await discord.until(lambda: discord.requests_to("POST", "^/webhooks/"))
    assert reply.body["flags"] & EPHEMERAL
    assert words.translate("ja", "share-nothing") in str(reply.body["components"])
