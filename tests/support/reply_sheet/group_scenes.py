"""The scenes of study groups, their teachers, their channels and their courses."""

from __future__ import annotations

from datetime import timedelta

from bot.platform_names import DISCORD, SLACK
from bot.tutor.grading.regrades import IMPROVED_NOTICE, NAMED_NOTICE
from bot.tutor.replies.actions import (
    AgreeToTeachers,
    AnswerAsker,
    AnswerDailyQuestion,
    ArchiveGroup,
    ArchiveGroupNow,
    AskGroup,
    ChangeCourse,
    ChangeDailyPrompt,
    ChooseSuccessor,
    CreateGroup,
    DecideDispute,
    DisputeVerdict,
    EndCourse,
    EndCourseNow,
    EndLive,
    ExportOverview,
    FollowCourse,
    GroupAction,
    HandOverGroup,
    InviteToGroup,
    JoinGroup,
    JoinGroupNow,
    LeaveGroup,
    LeaveGroupNow,
    MarkHelpful,
    NudgeAway,
    NudgeAwayNow,
    NudgeLearner,
    PickLearner,
    RenameGroup,
    SetDailySchedule,
    SetDigest,
    SetGroupZone,
    SetNews,
    SetOnBoard,
    SetVisibility,
    SetWeeklyPlan,
    ShareCode,
    ShowCourse,
    ShowCoursePlan,
    ShowDailyPrompt,
    ShowDigest,
    ShowEqualAnswers,
    ShowGroup,
    ShowLeaderboard,
    ShowLearner,
    ShowOverview,
    ShowSharedCode,
    StartCourse,
    StartLive,
    StartNewClass,
    UploadCourse,
    find_action,
)
from bot.tutor.replies.model import Buttons, Menu, Reply
from grader.protocol import Problem, ProblemKind, Status, Verdict
from tests.support.reply_sheet.learning_scenes import EVENS
from tests.support.reply_sheet.play import Play

REFUSALS = {DISCORD: "discord-channel-no-entry", SLACK: "slack-channel-not-joined"}


async def groups(play: Play) -> None:
    """Study groups, their boards and their teachers."""
    await play.type("/start", "Ben")
    await play.pass_exercise(EVENS, "Ben", is_shown=False)
    await play.type("/leaderboard", "Ben")
    await play.press(ShowLeaderboard, period="week")
    await play.type("/leaderboard evens")
    await play.type("/progress Ben")
    await play.type("/progress Nobody")
    await play.type("/group")
    await play.press(CreateGroup, "Night owls", "Mori")
    await play.press(InviteToGroup, who="Mori")
    await play.press(JoinGroup)
    await play.press(JoinGroupNow)
    await play.press(JoinGroup, "WRONG", code="")
    await play.type("/group list", "Mori")
    await play.press(ShowGroup, who="Mori")
    await play.press(RenameGroup, "Early birds", "Mori")
    await play.press(SetGroupZone, "Asia/Tokyo", "Mori")
    await play.press(ShowOverview, who="Mori")
    await play.press(ExportOverview, who="Mori")
    await play.act(ShowDigest(2), who="Mori")
    await play.press(SetDigest, who="Mori", state="off")


async def leaving(play: Play) -> None:
    """What ends a membership or a group."""
    await play.press(ChooseSuccessor, who="Mori")
    await play.press(ArchiveGroup, who="Mori")
    await play.press(HandOverGroup, who="Mori")
    await play.press(LeaveGroup, who="Mori")
    await play.press(LeaveGroupNow, who="Mori")
    await play.press(ArchiveGroupNow)


async def asking(play: Play) -> None:
    """A question to the group, and a verdict that is disputed."""
    await play.submit("tensors/frame/ones_inside")
    await play.press(AskGroup)
    play.show_announced()
    await play.press(DisputeVerdict)
    await play.run_due()
    await play.press(AnswerAsker, who="Ben")
    await play.press(AnswerAsker, "Look at the last row.", "Ben")
    play.show_announced()
    await play.press(MarkHelpful)
    await play.run_due()
    await play.press(DecideDispute, who="Mori", decision="wrong")
    await play.press(DecideDispute, "The corners count as well.", "Mori", decision="wrong")
    await play.run_due()
    await play.notify("Aiko", IMPROVED_NOTICE, f"{EVENS}:10")
    await play.notify("Aiko", NAMED_NOTICE, "operations/affine:forgotten-bias")
    await play.act(SetNews("off"))


async def daily(play: Play) -> None:
    """The daily prompt of a channel."""
    await play.ask_directly("/daily show")
    await play.type("/daily set 9")
    await play.type("/daily show", "Mori")
    await play.type("/setup", "Mori")
    await play.press(SetDailySchedule, "9:00", who="Mori", part="time")
    await play.type("/daily set 9 Asia/Tokyo", "Mori")
    await play.type("/daily show", "Mori")
    await play.press(ChangeDailyPrompt, who="Mori", verb="skip")
    await play.press(ChangeDailyPrompt, who="Mori", verb="now")
    await play.run_due()
    await play.press(AnswerDailyQuestion, "b")
    await play.press(ShowDailyPrompt)
    await play.press(ChangeDailyPrompt, who="Mori", verb="off")
    await play.type("/daily set 9", "Mori")
    play.channels.refused["general"] = REFUSALS[play.platform]
    await play.type("/daily set 9", "Mori")
    await play.type("/setup check", "Mori")
    await play.type("/setup role", "Chika")
    await play.type("/setup role nothing", "Mori")
    await play.type("/setup role pytorch-basics", "Mori")
    await play.type("/setup role pytorch-basics 900000002", "Mori")
    await play.type("/setup role pytorch-basics 900000001", "Mori")
    await play.type("/setup role pytorch-basics item=3 900000001", "Mori")
    await play.type("/setup role pytorch-basics", "Mori")
    await play.type("/setup role pytorch-basics none", "Mori")
    play.study.now += timedelta(days=2)
    await play.run_due()


async def live(play: Play) -> None:
    """A live class, from who may start it to its end."""
    play.channels.refused.clear()
    await play.type("/live evens", "Chika")
    await play.type("/live", "Mori")
    await play.type("/live evenz", "Mori")
    await play.type("/live evens 10 group=Owls", "Mori")
    await play.press(StartLive, who="Mori", group=1)
    await play.type("/live", "Mori")
    assert await play.study.tutor.live_updates.update(1)
    play.show_announced()
    for who in ("Chika", "Aiko"):
        await play.type("```python\ndef evens(n):\n    return n\n```", who)
        problem = Problem(kind=ProblemKind.VALUE, mistake="stop-included")
        verdict = Verdict(status=Status.FAILED, exercise="tensors/evens", problem=problem)
        await play.graded(verdict, who)
    await play.pass_exercise("tensors/evens", "Chika", is_shown=False)
    assert await play.study.tutor.live_updates.update(1)
    play.show("", play.channels.edits[-1].reply, "#general")
    await play.press(EndLive, who="Mori")
    assert not await play.study.tutor.live_updates.update(1)
    play.show("", play.channels.edits[-1].reply, "#general")


async def teaching(play: Play) -> None:
    """What the teacher of a group sees and does, and what learners decide about that."""
    await play.type("/group", "Mori")
    await play.press(CreateGroup, "Mornings", "Mori")
    await play.press(InviteToGroup, who="Mori")
    for who in ("Aiko", "Ben"):
        await play.press(JoinGroup, who=who)
        await play.press(JoinGroupNow, who=who)
        await play.type("```python\ndef evens(n):\n    return n\n```", who)
        await play.graded(Verdict(status=Status.PASSED, exercise=EVENS, answer_digest="e"), who)
    await play.act(ShareCode(EVENS), who="Ben")
    await play.type("/group Mornings", "Mori")
    await play.press(SetOnBoard, who="Mori")
    overview = await play.press(ShowOverview, who="Mori")
    (menu,) = [block for block in overview.blocks if isinstance(block, Menu)]
    ben = next(each.value for each in menu.choices if each.label == "Ben")
    opened = await play.press(PickLearner, ben, "Mori")
    await play.press(ShowSharedCode, who="Mori")
    await play.press(ShowLearner, who="Mori")
    await play.press(ShowEqualAnswers, who="Mori")
    await play.press(ExportOverview, who="Mori")
    play.study.now += timedelta(days=8)
    await play.press(ShowLearner, who="Mori")
    await play.press(NudgeLearner, who="Mori")
    await play.run_due()
    await play.press(ShowOverview, who="Mori")
    await play.press(NudgeAway, who="Mori")
    await play.press(NudgeAwayNow, who="Mori")
    await play.run_due()
    await play.act(SetVisibility("hide"), who="Ben")
    await play.type("/group Mornings", "Ben")
    group = _group_of(opened)
    await play.act(AgreeToTeachers(group), who="Ben")


def _group_of(reply: Reply) -> int:
    """Return the id of the group that the buttons of a reply are about."""
    buttons = [
        each for block in reply.blocks if isinstance(block, Buttons) for each in block.buttons
    ]
    found = (find_action(each.action) for each in buttons)
    return next(each.group for each in found if isinstance(each, GroupAction))


async def courses(play: Play) -> None:
    """The course of a class, from its draft to its end."""
    await play.type("/course", "Mori")
    await play.type("/course draft weeks=4", "Mori")
    await play.press(UploadCourse, who="Mori")
    await play.press(UploadCourse, 'name = "Spring class"', "Mori")
    await play.type("/course draft weeks=4", "Mori")
    await play.press(StartCourse, who="Mori")
    await play.press(ShowCourse)
    await play.press(ShowCoursePlan)
    await play.press(SetWeeklyPlan)
    await play.press(FollowCourse, who="Mori")
    await play.type("/course", "Mori")
    await play.press(ChangeCourse, who="Mori")
    await play.press(EndCourse, who="Mori")
    await play.press(EndCourseNow, who="Mori")
    await play.type("/course draft weeks=4", "Mori")
    await play.press(StartNewClass, who="Mori")
