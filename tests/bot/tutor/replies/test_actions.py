from __future__ import annotations

import ast
from pathlib import Path

import pytest

import bot
from bot.tutor.replies.actions import (
    LONGEST_ACTION,
    Action,
    ActionError,
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
    EditRun,
    EndCourse,
    EndCourseNow,
    EndLive,
    ExportOverview,
    FollowCourse,
    GoOn,
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
    action_kinds,
    codec,
    decode,
    encode,
    encode_code_form,
    find_action,
    find_settings_action,
)
from bot.tutor.replies.model import Reply, Text

WRITTEN: dict[str, Action] = {
    "command:review": RunCommand("review"),
    "command:submit:tensors/evens": RunCommand("submit", "tensors/evens"),
    "again:0123456789ab:settings zone": AskAgain("0123456789ab", "settings zone"),
    "again:0123456789ab:progress @a:b": AskAgain("0123456789ab", "progress @a:b"),
    "lesson:tensors": OpenLesson("tensors"),
    "lesson:tensors:2": OpenLessonPage("tensors", 2),
    "read:tensors:2": ReadPage("tensors", 2),
    "go-on": GoOn(),
    "card:basics": ShowCard("basics"),
    "share-card:basics": ShareCard("basics"),
    "lesson:tensors:2:fr": OpenLessonPage("tensors", 2, "fr"),
    "read-directly:tensors:2": ReadDirectly("tensors", 2),
    "read-directly:tensors:2:fr": ReadDirectly("tensors", 2, "fr"),
    "about:broadcasting": ShowAnswer("broadcasting"),
    "snippet:tensors:2:0:ja": RunSnippet("tensors", 2, 0, "ja"),
    "run:0b0c6f1e": RunStoredCode("0b0c6f1e"),
    "exercise:tensors/evens": ShowExercise("tensors/evens"),
    "edit-run:0b0c6f1e": EditRun("0b0c6f1e"),
    "write:tensors/evens": WriteCode("tensors/evens"),
    "write:tensors/evens:bug-1": WriteCode("tensors/evens", "bug-1"),
    "hint:tensors/evens:1": ShowHint("tensors/evens", 1),
    "reference:tensors/evens": ShowReference("tensors/evens"),
    "trace:0b0c6f1e": ShowTrace("0b0c6f1e"),
    "share:tensors/evens": ShareCode("tensors/evens"),
    "tries:tensors/evens": ShowTries("tensors/evens"),
    "reply:0b0c6f1e": ShowReply("0b0c6f1e"),
    "try:0b0c6f1e": ShowTry("0b0c6f1e"),
    "compare:0b0c6f1e:1c1d7a2f": CompareTries("0b0c6f1e", "1c1d7a2f"),
    "ask-group:0b0c6f1e": AskGroup("0b0c6f1e"),
    "answer-asker:0b0c6f1e": AnswerAsker("0b0c6f1e"),
    "helped:0b0c6f1e:7": MarkHelpful("0b0c6f1e", 7),
    "forms:tensors/evens": ShowForms("tensors/evens"),
    "repair:tensors/evens:3": ShowRepair("tensors/evens", 3),
    "order:tensors/evens": ShowOrder("tensors/evens"),
    "pick:tensors/evens:ed47ea": PickLine("tensors/evens", "ed47ea"),
    "pick:tensors/evens:ed47ea:cab": PickLine("tensors/evens", "ed47ea", "cab"),
    "ordered:tensors/evens:ed47ea": SubmitOrder("tensors/evens", "ed47ea"),
    "ordered:tensors/evens:ed47ea:cab": SubmitOrder("tensors/evens", "ed47ea", "cab"),
    "blank:tensors/evens": ShowBlanks("tensors/evens"),
    "filled:tensors/evens": SubmitBlanks("tensors/evens"),
    "quiz:tensors": AskQuestion("tensors"),
    "quiz:tensors:tensors/1": AskQuestion("tensors", after="tensors/1"),
    "answer:tensors/1": AnswerQuestion("tensors/1"),
    "answer:tensors/1:b": AnswerQuestion("tensors/1", "b"),
    "recall:tensors/1": AnswerReview("tensors/1"),
    "recall:tensors/1:true": AnswerReview("tensors/1", "true"),
    "more:*": AskPractice("*"),
    "more:tensors": AskPractice("tensors"),
    "more:tensors:tensors/1": AskPractice("tensors", after="tensors/1"),
    "drill:all:tensors/1~7": AnswerPractice("all", "tensors/1~7"),
    "drill:lesson:tensors/1~7:b": AnswerPractice("lesson", "tensors/1~7", "b"),
    "today:7:tensors/1": AnswerDailyQuestion(7, "tensors/1"),
    "today:7:tensors/1:false": AnswerDailyQuestion(7, "tensors/1", "false"),
    "lesson-of:basics": ChooseLesson("basics"),
    "later:tensors/evens": PostponeReview("tensors/evens"),
    "remind:20": SetReminder("20"),
    "remind:off": SetReminder("off"),
    "remind": SetReminder(),
    "remind:9:30": SetReminder("9:30"),
    "review-next": ShowNextReview(),
    "quiz-next:tensors:tensors/1": AskNextQuestion("tensors", "tensors/1"),
    "tick:basics:make:on": TickItem("basics", "make", "on"),
    "tick:basics:make:off": TickItem("basics", "make", "off"),
    "news:on": SetNews("on"),
    "news:off": SetNews("off"),
    "dispute:0b0c6f1e": DisputeVerdict("0b0c6f1e"),
    "decide:7:right": DecideDispute(7, "right"),
    "decide:7:wrong": DecideDispute(7, "wrong"),
    "board:1:all": ShowLeaderboard(1, "all"),
    "board:1:week": ShowLeaderboard(1, "week"),
    "group-create": CreateGroup(),
    "join": JoinGroup(),
    "join:ABCD2345": JoinGroup("ABCD2345"),
    "join-now:ABCD2345": JoinGroupNow("ABCD2345"),
    "group:1:show": ShowGroup(1),
    "course-file": UploadCourse(),
    "course-new:0123456789ab": StartNewClass("0123456789ab"),
    "course:1:start:0123456789ab": StartCourse(1, "0123456789ab"),
    "course:1:show": ShowCourse(1),
    "course:1:plan": ShowCoursePlan(1),
    "course:1:weekly:on": SetWeeklyPlan(1, "on"),
    "course:1:weekly:off": SetWeeklyPlan(1, "off"),
    "course:1:change": ChangeCourse(1),
    "course:1:end": EndCourse(1),
    "course:1:end-now": EndCourseNow(1),
    "course:1:follow": FollowCourse(1),
    "group:1:leave": LeaveGroup(1),
    "group:1:leave-now": LeaveGroupNow(1),
    "group:1:invite": InviteToGroup(1),
    "group:1:rename": RenameGroup(1),
    "group:1:zone": SetGroupZone(1),
    "group:1:overview": ShowOverview(1),
    "group:1:overview:1": ShowOverview(1, 1),
    "group:1:csv": ExportOverview(1),
    "group:1:learner": PickLearner(1),
    "group:1:learner:42": ShowLearner(1, 42),
    "group:1:learner:42:2": ShowLearner(1, 42, 2),
    "group:1:code:42:0b0c6f1e": ShowSharedCode(1, 42, "0b0c6f1e"),
    "group:1:nudge:42": NudgeLearner(1, 42),
    "group:1:nudge": NudgeAway(1),
    "group:1:nudge-now": NudgeAwayNow(1),
    "group:1:equal": ShowEqualAnswers(1),
    "group:1:on-board:on": SetOnBoard(1, "on"),
    "group:1:on-board:off": SetOnBoard(1, "off"),
    "group:1:agree": AgreeToTeachers(1),
    "group:1:hand": ChooseSuccessor(1),
    "group:1:hand:page:2": ChooseSuccessor(1, 2),
    "group:1:hand:42": HandOverGroup(1, 42),
    "group:1:archive": ArchiveGroup(1),
    "group:1:archive-now": ArchiveGroupNow(1),
    "live:start:7:20:tensors/evens": StartLive(7, 20, "tensors/evens"),
    "group:7:digest": ShowDigest(7),
    "group:7:digest:off": SetDigest(7, "off"),
    "live:end:3": EndLive(3),
    "daily:skip": ChangeDailyPrompt("skip"),
    "daily:off:T1:C1": ChangeDailyPrompt("off", "T1:C1"),
    "daily:set-time:T1:C1": SetDailySchedule("time", "T1:C1"),
    "day:7:ja": ShowDailyPrompt(7, "ja"),
    "daily:now": ChangeDailyPrompt("now"),
    "daily:off": ChangeDailyPrompt("off"),
    "privacy:export": ManagePrivacy("export"),
    "privacy:delete": ManagePrivacy("delete"),
    "privacy:delete-now": ManagePrivacy("delete-now"),
    "language:ja": SetLanguage("ja"),
    "settings:hide": SetVisibility("hide"),
    "settings:show": SetVisibility("show"),
    "settings:zone": SetZone(),
    "zone": ChooseZone(),
    "zone:Asia/Tokyo": ChooseZone("Asia/Tokyo"),
    "settings:link": LinkAccount(),
    "settings:link-now-AAAAABBBBB": RequestLink("AAAAABBBBB"),
    "settings:link-yes-2": AnswerLinkRequest("yes", 2),
    "settings:link-no-2": AnswerLinkRequest("no", 2),
    "settings:unlink": UnlinkAccount(),
    "settings:unlink-now": UnlinkAccountNow(),
    "settings:answers-thread": SetReplyMode("thread"),
    "settings:answers-direct": SetReplyMode("direct"),
    "settings:channel-practice": SetChannelPolicy("practice"),
    "settings:channel-quiet:T1:C2": SetChannelPolicy("quiet", "T1:C2"),
    "settings:channel-ja": SetChannelLanguage("ja"),
    "settings:channel-own:T1:C2": SetChannelLanguage("own", "T1:C2"),
}
"""Every form that buttons, forms and menus in sent messages have, and what it means."""

PUBLIC = {"command:leaderboard", "share:tensors/evens", "share-card:basics", "group:1:invite"}
IN_PLACE = {
    "lesson:tensors:2",
    "lesson:tensors:2:fr",
    "tick:basics:make:on",
    "tick:basics:make:off",
} | {
    "board:1:all",
    "board:1:week",
    "pick:tensors/evens:ed47ea",
    "pick:tensors/evens:ed47ea:cab",
    "quiz-next:tensors:tensors/1",
    "review-next",
    "answer:tensors/1",
    "answer:tensors/1:b",
    "recall:tensors/1",
    "recall:tensors/1:true",
    "later:tensors/evens",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_every_form_that_was_ever_written_is_read_and_written_again(text: str) -> None:
    assert decode(text) == WRITTEN[text]
    assert encode(WRITTEN[text]) == text


@pytest.mark.parametrize("text", WRITTEN)
def test_no_form_belongs_to_two_kinds_of_actions(text: str) -> None:
    assert [kind for kind in action_kinds() if codec._read(kind, text) is not None] == [
        type(WRITTEN[text])
    ]


def test_every_kind_of_action_is_looked_at() -> None:
    assert {type(action) for action in WRITTEN.values()} == set(action_kinds())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lesson",
        "lesson:tensors:two",
        "lesson:tensors:2:fr:3",
        "hint:tensors/evens",
        "board:1:century",
        "board:everyone:all",
        "group:1",
        "group:1:close",
        "group:1:hand:page",
        f"group:{'9' * 19}:show",
        "today:soon:tensors/1:b",
        "settings:link-now",
        "settings:link-yes-x",
        "settings:Asia/Tokyo",
        "group-create:x",
        "filled=command:run",
        f"exercise:{'x' * LONGEST_ACTION}",
    ],
)
def test_what_no_version_has_written_is_no_action(text: str) -> None:
    with pytest.raises(ActionError):
        decode(text)
    assert find_action(text) is None


@pytest.mark.parametrize(
    "action",
    [
        OpenLesson("tensors:2"),
        ShowHint("tensors/evens", -1),
        ShowGroup(10**18),
        RunCommand("run", "x" * LONGEST_ACTION),
    ],
)
def test_what_could_not_be_read_again_is_not_written(action: Action) -> None:
    with pytest.raises(ActionError):
        encode(action)


def test_a_form_for_code_carries_as_much_of_the_argument_as_fits() -> None:
    assert encode_code_form("submit", " tensors/evens ") == "command:submit:tensors/evens"
    assert encode_code_form("run", "") == "command:run"
    cut = encode_code_form("submit", "x" * 200, 93)
    assert len(cut) == 93
    assert isinstance(decode(cut), RunCommand)


def test_a_setting_is_found_by_its_word() -> None:
    assert find_settings_action("hide") == SetVisibility("hide")
    assert find_settings_action("Asia/Tokyo") is None


def test_an_action_says_who_may_see_its_reply_and_whether_it_edits_in_place() -> None:
    forms = {**WRITTEN, "command:leaderboard": RunCommand("leaderboard")}
    assert {text for text, action in forms.items() if action.is_public} == PUBLIC
    assert {text for text, action in forms.items() if action.edits_in_place} == IN_PLACE


def test_no_action_is_written_anywhere_but_by_the_codec() -> None:
    folder = Path(bot.__path__[0])
    own = folder / "tutor" / "replies" / "actions"
    kinds = {text.partition(":")[0] + ":" for text in WRITTEN if ":" in text}
    found = [
        f"{path}:{node.lineno}: {node.value}"
        for path in folder.rglob("*.py")
        if own not in path.parents
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if any(node.value.startswith(kind) and " " not in node.value for kind in kinds)
    ]
    assert not found


def test_a_reply_that_an_older_version_has_stored_is_read() -> None:
    stored = '{"blocks": [{"type": "text", "markdown": "Passed"}], "private": true}'
    reply = Reply.model_validate_json(stored)
    assert reply == Reply(blocks=(Text(markdown="Passed"),))
    assert reply.shareable_exercise == ""
