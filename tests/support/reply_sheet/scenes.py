"""The scenes of the sheet: every kind of reply, once, in the order in which learners meet them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.platform_names import DISCORD, SLACK
from bot.platforms.confidential import confidential_notice
from bot.platforms.discord.missed_replies import missed_notice, unreachable_notice
from bot.platforms.error_replies import error_reply
from bot.tutor.grading.pending_updates import wait_line
from bot.tutor.grading.queue_wait import Wait
from bot.tutor.grading.regrades import IMPROVED_NOTICE, NAMED_NOTICE
from bot.tutor.replies.actions import (
    AgreeToTeachers,
    AnswerAsker,
    AnswerDailyQuestion,
    AnswerLinkRequest,
    AnswerPractice,
    AnswerQuestion,
    AnswerReview,
    ArchiveGroup,
    ArchiveGroupNow,
    AskAgain,
    AskGroup,
    AskNextQuestion,
    AskPractice,
    AskQuestion,
    ChangeCourse,
    ChangeDailyPrompt,
    ChooseLesson,
    ChooseSuccessor,
    ChooseZone,
    CompareTries,
    CreateGroup,
    DecideDispute,
    DisputeVerdict,
    EndCourse,
    EndCourseNow,
    EndLive,
    ExportOverview,
    FollowCourse,
    GoOn,
    GroupAction,
    HandOverGroup,
    InviteToGroup,
    JoinGroup,
    JoinGroupNow,
    LeaveGroup,
    LeaveGroupNow,
    LinkAccount,
    ManagePrivacy,
    MarkHelpful,
    NudgeAway,
    NudgeAwayNow,
    NudgeLearner,
    OpenLesson,
    OpenLessonPage,
    PickLearner,
    PickLine,
    PostponeReview,
    ReadDirectly,
    ReadPage,
    RenameGroup,
    RequestLink,
    RunCommand,
    RunSnippet,
    RunStoredCode,
    SetChannelLanguage,
    SetChannelPolicy,
    SetDailySchedule,
    SetDigest,
    SetGroupZone,
    SetLanguage,
    SetNews,
    SetOnBoard,
    SetReminder,
    SetReplyMode,
    SetVisibility,
    SetWeeklyPlan,
    SetZone,
    ShareCard,
    ShareCode,
    ShowAnswer,
    ShowBlanks,
    ShowCard,
    ShowCourse,
    ShowCoursePlan,
    ShowDailyPrompt,
    ShowDigest,
    ShowEqualAnswers,
    ShowExercise,
    ShowForms,
    ShowGroup,
    ShowHint,
    ShowLeaderboard,
    ShowLearner,
    ShowNextReview,
    ShowOrder,
    ShowOverview,
    ShowReference,
    ShowRepair,
    ShowReply,
    ShowSharedCode,
    ShowTrace,
    ShowTries,
    ShowTry,
    StartCourse,
    StartLive,
    StartNewClass,
    SubmitBlanks,
    SubmitOrder,
    TickItem,
    UnlinkAccount,
    UnlinkAccountNow,
    UploadCourse,
    WriteCode,
    find_action,
)
from bot.tutor.replies.model import Buttons, Menu, Reply, Text
from bot.tutor.text.limits import LONGEST_WORDS
from grader.protocol import (
    ExceptionInfo,
    JobFailed,
    Problem,
    ProblemKind,
    RunResult,
    ShapeTrace,
    Status,
    TraceStep,
    Verdict,
)
from tests.support.reply_sheet.play import Play, code_of

EVENS, FRAME = "tensors/evens", "tensors/frame"

TRACE = ShapeTrace(
    steps=(
        TraceStep(source="height", result="3"),
        TraceStep(source="width", result="4"),
        TraceStep(line=5, source="t = torch.zeros(size=(height, width))", result="(3, 4)"),
        TraceStep(line=6, source="t[..., 0] = 1.0", result="(3, 4)"),
        TraceStep(line=7, source="t[..., width - 1] = 1.0", result="(3, 4)"),
        TraceStep(line=8, source="return t", result="(3, 4)"),
    )
)
"""What the grader traces of the golden submission "tensors/frame/columns_only"."""

REFUSALS = {DISCORD: "discord-channel-no-entry", SLACK: "slack-channel-not-joined"}

SceneScript = Callable[[Play], Awaitable[None]]


async def arrival(play: Play) -> None:
    """The first look and the first commands of a newcomer."""
    greeting = await play.study.tutor.greet_newcomer(play.user("Aiko"))
    assert greeting is not None
    play.show("opens the chat", greeting)
    await play.type("/start")
    await play.type("/help")
    await play.type("/language")
    await play.press(SetLanguage, language=play.language)
    await play.type("/lessen")
    await play.type("/xyzzy")
    await play.type("/le")
    await play.type("hello")
    await play.type("x " * LONGEST_WORDS)


async def lessons(play: Play) -> None:
    """Pages, snippets and questions in words."""
    await play.type("/lesson tensors")
    await play.press(OpenLessonPage, page=2)
    await play.act(ReadDirectly("tensors", 2))
    await play.press(RunSnippet)
    await play.ran(
        RunResult(status=Status.PASSED, stdout="tensor([[1, 2, 3],\n        [4, 5, 6]])")
    )
    await play.act(ChooseLesson("pytorch-basics"), "autograd")
    await play.act(ReadPage("tensors", 4))
    await play.act(OpenLesson("gradients"))
    await play.act(GoOn())
    await play.type("/lesson nothing like it")
    await play.type(
        "what is broadcasting?" if play.language == "en" else "ブロードキャストって何？"
    )
    await play.type("view vs reshape")
    await play.act(ShowAnswer("broadcasting"))
    await play.type(
        "what is a zebra made of?" if play.language == "en" else "シマウマとは何ですか？"
    )


async def exercises(play: Play) -> None:
    """An exercise with its hints, and every kind of verdict."""
    await play.type("/exercise evens")
    await play.type("/hint")
    await play.press(ShowHint)
    await play.act(ShowReference(EVENS))
    await play.press(WriteCode)
    await play.type("/submit")
    await play.type("```python\ndef evens(stop):\n    ...\n```")
    await play.submit("tensors/evens/odds")
    await play.submit("tensors/evens/floats")
    await play.submit("tensors/frame/integers")
    await play.submit("tensors/frame/out_of_range")
    await play.submit("tensors/frame/ones_inside")
    await play.submit("tensors/to-float/missing_colon")
    await play.submit("tensors/frame/columns_only", trace=TRACE)
    await play.press(ShowTrace)
    for status, reason in (
        (Status.TIMEOUT, None),
        (Status.OUT_OF_MEMORY, None),
        (Status.REFUSED, None),
    ):
        await play.type("```python\ndef evens(stop):\n    return stop\n```")
        await play.graded(Verdict(status=status, exercise=EVENS, reason=reason))
    await play.pass_exercise(EVENS, is_shown=True)
    await play.press(ShowReference)
    await play.act(ShareCode(EVENS))
    await play.press(ShowExercise, exercise=EVENS)
    await play.type("```python\ndef evens(stop):\n    return stop\n```")
    for _ in range(10):
        if play.study.delivered[-1][1].tone == "refused":
            break
        job = play.study.queue.sent[-1].id
        await play.study.tutor.jobs.on_grader_message(JobFailed(id=job, why="a grader died"))
    play.show("", play.study.delivered[-1][1])
    await play.type("/exercise nothing like it")


async def easier_forms(play: Play) -> None:
    """The easier forms of an exercise."""
    await play.act(ShowForms(FRAME))
    await play.press(ShowRepair)
    await play.act(ShowOrder(FRAME))
    await play.press(PickLine, "2")
    await play.press(SubmitOrder, "nothing")
    await play.act(ShowBlanks(FRAME))
    await play.press(SubmitBlanks, "1")


async def runs(play: Play) -> None:
    """Code that is run and not graded."""
    await play.type("/run")
    await play.type("/run print(1 / 0)")
    error = ExceptionInfo(
        type="ZeroDivisionError", message="division by zero", line=1, source="print(1 / 0)"
    )
    await play.ran(RunResult(status=Status.ERROR, raised=error))
    await play.type("/run print(torch.rand(64, 64))")
    row = ", ".join(f"0.{n:04}" for n in range(1234, 1298))
    await play.ran(RunResult(status=Status.PASSED, stdout="\n".join([f"tensor([{row}])"] * 20)))
    await play.type("```python\ndef something(x):\n    return x + 1\n```")
    await play.press(RunStoredCode)
    await play.ran(RunResult(status=Status.PASSED))
    await play.type("RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)")
    await play.type("/bench")


async def questions(play: Play) -> None:
    """Quiz, practice and reviews."""
    await play.type("/quiz tensors")
    await play.press(AnswerQuestion, "c")
    await play.act(AskQuestion("tensors"))
    lesson = play.study.catalog.lesson("tensors")
    assert lesson is not None
    for question in lesson.questions:
        await play.answer(question, is_shown=True)
    await play.act(AskQuestion("tensors"))
    await play.act(AskNextQuestion("tensors", lesson.questions[0].id))
    await play.act(AskPractice("tensors"))
    await play.press(AnswerPractice, "b")
    play.study.now += timedelta(days=30)
    await play.type("/review")
    await play.act(AnswerReview(lesson.questions[0].ref), "a")
    await play.act(ShowNextReview())
    await play.act(PostponeReview(EVENS))
    await play.act(SetReminder("20"))
    play.study.now += timedelta(hours=2)
    await play.run_due()
    await play.act(SetReminder("off"))


async def progress(play: Play) -> None:
    """What a learner has reached, and their earlier tries."""
    await play.type("/progress")
    await play.type("/progress")
    await play.press(TickItem)
    await play.type("/history")
    await play.press(ShowTries, exercise=FRAME)
    await play.press(ShowTry)
    await play.press(CompareTries)
    await play.act(ShowReply(play.study.queue.sent[-1].id))
    await play.act(ShowReply("another"))
    for lesson in play.study.catalog.tracks[0].lessons:
        for exercise in lesson.exercises:
            await play.pass_exercise(exercise.id, is_shown=False)
        for question in lesson.questions:
            await play.answer(question)
    await play.act(ShowCard(play.study.catalog.tracks[0].slug))
    await play.act(ShareCard(play.study.catalog.tracks[0].slug))


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


async def account(play: Play) -> None:
    """Settings, privacy, links to other accounts."""
    await play.type("/settings")
    await play.type("/settings", "Mori")
    await play.press(SetReplyMode, who="Mori")
    await play.act(SetChannelPolicy("practice", "C1"), who="Mori")
    await play.press(SetChannelLanguage, who="Mori")
    await play.press(SetVisibility)
    await play.act(SetVisibility("show"))
    await play.press(SetZone, "Tokio")
    await play.act(ChooseZone())
    await play.press(SetZone, "Asia/Tokyo")
    offered = await play.press(LinkAccount)
    await play.type(f"/settings link {code_of(offered)}", "Chika")
    await play.press(RequestLink, who="Chika")
    play.show_announced()
    await play.press(AnswerLinkRequest, answer="yes")
    play.show_announced()
    await play.act(UnlinkAccount())
    await play.press(UnlinkAccountNow)
    await play.type("/privacy")
    await play.act(ManagePrivacy("export"))
    await play.act(ManagePrivacy("delete"), who="Chika")
    await play.press(ManagePrivacy, who="Chika", verb="delete-now")
    await play.type("/status")
    await play.type("/status", "Mori")


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


def _group_of(reply: Reply) -> int:
    """Return the id of the group that the buttons of a reply are about."""
    buttons = [
        each for block in reply.blocks if isinstance(block, Buttons) for each in block.buttons
    ]
    found = (find_action(each.action) for each in buttons)
    return next(each.group for each in found if isinstance(each, GroupAction))


async def trouble(play: Play) -> None:
    """What cannot be done: limits, buttons of others, errors of ours."""
    await play.act(AskAgain("none", "progress"))
    await play.press(RunCommand, name="help")
    t = play.study.words.translator(play.language)
    confidential = await play.type("/privacy")
    play.show("", confidential_notice(t, confidential, is_delivered=True))
    play.show("", confidential_notice(t, confidential, is_delivered=False))
    play.show("", error_reply(t, "5e1f0a"))
    for wait in (Wait("1", 3, 12.0), Wait("1", 3), Wait("1"), Wait("1", no_grader=True)):
        line = wait_line(t, wait, 8)
        blocks = (Text(markdown=t("submission-waiting", function="evens")), line)
        play.show("", Reply(tone="waiting", pending=True, blocks=blocks))
    if play.platform == DISCORD:
        missed = Reply(blocks=(), shown_again_by="reply:1")
        play.show("", missed_notice(t, 77, missed), "#general")
        play.show("", unreachable_notice(t), "#general")
    for _ in range(2):
        await play.miss_verdict("tensors/evens")
    await play.type("/review")
    await play.press(ShowReply)
    await play.miss_verdict("tensors/evens")
    await play.type("/privacy")


SCENES: Mapping[str, SceneScript] = {
    "Arrival": arrival,
    "Lessons": lessons,
    "Exercises": exercises,
    "Easier forms": easier_forms,
    "Runs": runs,
    "Questions": questions,
    "Groups": groups,
    "Asking": asking,
    "Progress": progress,
    "Leaving": leaving,
    "Daily prompts": daily,
    "Live classes": live,
    "Account": account,
    "Teaching": teaching,
    "Courses": courses,
    "Trouble": trouble,
}
"""The parts of the sheet in their order; each goes on where the one before has ended."""
