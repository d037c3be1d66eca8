"""Asking the study group from a failure: the card, answers, and thanks for the one that helped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.tutor.replies.model import Code, Form, Reply
from grader.protocol import Status
from tests.support.announcement_channels import Channels
from tests.support.study import Study, a_problem, blocks, buttons, person, text

CODE = "def evens(x):\n    return x"
PROBLEM = a_problem(input="x = tensor([1, 2])", expected="tensor([2])", got="tensor([1])")


@pytest.fixture
def channels(study: Study) -> Channels:
    channels = Channels()
    study.connect(announcer=channels)
    return channels


async def fails(study: Study, who: str = "aki") -> Reply:
    await study.say(CODE, who)
    return await study.grade(Status.FAILED, problem=PROBLEM)


def labelled(reply: Reply, label: str) -> str:
    (found,) = [each.action for each in buttons(reply) if each.label == label]
    return found


async def press(study: Study, action: str, who: str = "aki", channel: str = "room") -> Reply:
    user = replace(person(who), channel=channel)
    return await study.tutor.act(user, action, "", study.next_place())


async def test_one_button_posts_the_case_the_hints_seen_and_the_code_behind_a_spoiler(
    study: Study, channels: Channels
) -> None:
    await fails(study)
    await study.type("/hint evens")
    ask = labelled(study.delivered[-1][1], "Ask the group")
    assert "in the group's channel" in text(await press(study, ask))
    (post,) = channels.posts
    assert post.channel == "room"
    assert not post.reply.private
    assert "**Aki asks about “Title of evens”.**" in text(post.reply)
    shown = {code.caption: (code.text, code.hidden) for code in blocks(post.reply, Code)}
    assert shown["With this input"] == (PROBLEM.input, False)
    assert shown["Expected"] == (PROBLEM.expected, False)
    assert shown["It gives"] == (PROBLEM.got, False)
    assert shown["The code so far"] == (CODE, True)
    assert "Hints seen: 1 of" in text(post.reply)
    await press(study, ask)
    assert len(channels.posts) == 1  # a second press posts nothing new


async def test_an_answer_reaches_the_asker_whose_thanks_reach_the_helper_once(
    study: Study, channels: Channels
) -> None:
    await press(study, labelled(await fails(study), "Ask the group"))
    (post,) = channels.posts
    form = await study.press(labelled(post.reply, "Answer"), who="ben")
    (field,) = blocks(form, Form)
    sent = await study.press(field.action, "Which *elements* are even?", who="ben")
    assert "Thank you for helping" in text(sent)
    ((account, answer),) = channels.told
    assert account == "aki"
    assert "**Ben answers your question" in text(answer)
    assert "Which *elements* are even?" in [code.text for code in blocks(answer, Code)]
    helped = labelled(answer, "✓ This helped")
    assert "I tell Ben" in text(await study.press(helped))
    await study.press(helped)
    await study.tutor.scheduler.run_due()
    thanks = [reply for account, reply in channels.told if account == "ben"]
    assert ["helped Aki" in text(each) for each in thanks] == [True]


async def test_only_the_asker_asks_and_thanks_and_nobody_answers_themselves(
    study: Study, channels: Channels
) -> None:
    ask = labelled(await fails(study), "Ask the group")
    assert "somebody else's question" in text(await press(study, ask, who="ben"))
    await press(study, ask)
    answer = labelled(channels.posts[0].reply, "Answer")
    assert "your own question" in text(await study.press(answer, "like this"))
    await study.press(answer, "think of x[::2]", who="ben")
    helped = labelled(channels.told[-1][1], "✓ This helped")
    assert "somebody else's question" in text(await study.press(helped, who="ben"))
    await study.tutor.scheduler.run_due()
    assert [account for account, _ in channels.told] == ["aki"]


async def test_helping_and_being_helped_changes_no_points(study: Study, channels: Channels) -> None:
    await press(study, labelled(await fails(study), "Ask the group"))
    await study.press(labelled(channels.posts[0].reply, "Answer"), "use a mask", who="ben")
    await study.press(labelled(channels.told[-1][1], "✓ This helped"))
    await study.say(CODE)
    assert "+10" in text(await study.grade())
    assert "Aki" in str(await study.type("/leaderboard"))
    assert "Ben" not in str(await study.type("/leaderboard"))


async def test_without_a_channel_or_a_platform_in_reach_the_learner_is_told_what_to_do(
    study: Study, channels: Channels
) -> None:
    ask = labelled(await fails(study), "Ask the group")
    assert "Press this button in a channel" in text(await press(study, ask, channel=""))
    channels.is_down = True
    assert "press the button once more" in text(await press(study, ask))
    assert channels.posts == []
