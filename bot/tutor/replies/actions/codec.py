"""Encodes actions as the strings that buttons, forms and menus carry, and decodes them."""

from __future__ import annotations

import re
from dataclasses import fields
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from bot.tutor.replies.actions.account import (
    AnswerLinkRequest,
    ChooseZone,
    LinkAccount,
    ManagePrivacy,
    RequestLink,
    SetChannelLanguage,
    SetChannelPolicy,
    SetReplyMode,
    SetVisibility,
    SetZone,
    UnlinkAccount,
    UnlinkAccountNow,
)
from bot.tutor.replies.actions.asking import AnswerAsker, AskGroup, MarkHelpful
from bot.tutor.replies.actions.courses import (
    ChangeCourse,
    EndCourse,
    EndCourseNow,
    FollowCourse,
    SetWeeklyPlan,
    ShowCourse,
    ShowCoursePlan,
    StartCourse,
    StartNewClass,
    UploadCourse,
)
from bot.tutor.replies.actions.forms import (
    PickLine,
    ShowBlanks,
    ShowForms,
    ShowOrder,
    ShowRepair,
    SubmitBlanks,
    SubmitOrder,
    WriteCode,
)
from bot.tutor.replies.actions.general import (
    AskAgain,
    ChangeDailyPrompt,
    RunCommand,
    SetDailySchedule,
    SetLanguage,
    ShowDailyPrompt,
)
from bot.tutor.replies.actions.groups import (
    AgreeToTeachers,
    ArchiveGroup,
    ArchiveGroupNow,
    ChooseSuccessor,
    CreateGroup,
    ExportOverview,
    HandOverGroup,
    InviteToGroup,
    JoinGroup,
    JoinGroupNow,
    LeaveGroup,
    LeaveGroupNow,
    NudgeAway,
    NudgeAwayNow,
    NudgeLearner,
    PickLearner,
    RenameGroup,
    SetDigest,
    SetGroupZone,
    SetOnBoard,
    ShowDigest,
    ShowEqualAnswers,
    ShowGroup,
    ShowLeaderboard,
    ShowLearner,
    ShowOverview,
    ShowSharedCode,
)
from bot.tutor.replies.actions.history import (
    CompareTries,
    ShowReply,
    ShowTries,
    ShowTry,
)
from bot.tutor.replies.actions.learning import (
    AnswerDailyQuestion,
    AnswerPractice,
    AnswerQuestion,
    AnswerReview,
    AskNextQuestion,
    AskPractice,
    AskQuestion,
    ChooseLesson,
    DecideDispute,
    DisputeVerdict,
    GoOn,
    OpenLesson,
    OpenLessonPage,
    PostponeReview,
    ReadDirectly,
    ReadPage,
    RunSnippet,
    RunStoredCode,
    SetNews,
    SetReminder,
    ShareCard,
    ShareCode,
    ShowAnswer,
    ShowCard,
    ShowExercise,
    ShowHint,
    ShowNextReview,
    ShowReference,
    ShowTrace,
    TickItem,
)
from bot.tutor.replies.actions.live import EndLive, StartLive

LONGEST_ACTION = 100
"""Characters of an encoded action, which is Discord's limit for a custom id."""


class ActionError(ValueError):
    """A string is no action that any version has written, or an action cannot be encoded."""


SettingsAction = (
    SetVisibility
    | SetZone
    | LinkAccount
    | RequestLink
    | AnswerLinkRequest
    | UnlinkAccount
    | UnlinkAccountNow
    | SetReplyMode
    | SetChannelPolicy
    | SetChannelLanguage
)

Action = (
    RunCommand
    | AskAgain
    | OpenLesson
    | OpenLessonPage
    | ChooseLesson
    | ReadPage
    | ReadDirectly
    | GoOn
    | ShowCard
    | ShareCard
    | ShowAnswer
    | RunSnippet
    | RunStoredCode
    | ShowExercise
    | ShowHint
    | ShowReference
    | ShowTrace
    | ShareCode
    | ShowTries
    | ShowReply
    | ShowTry
    | CompareTries
    | AskGroup
    | AnswerAsker
    | MarkHelpful
    | AskQuestion
    | AskNextQuestion
    | AnswerQuestion
    | AnswerReview
    | AnswerDailyQuestion
    | AskPractice
    | AnswerPractice
    | PostponeReview
    | SetReminder
    | ShowNextReview
    | ChooseZone
    | TickItem
    | DisputeVerdict
    | DecideDispute
    | SetNews
    | ShowForms
    | ShowRepair
    | ShowOrder
    | PickLine
    | SubmitOrder
    | ShowBlanks
    | SubmitBlanks
    | ShowLeaderboard
    | CreateGroup
    | JoinGroup
    | JoinGroupNow
    | ShowGroup
    | LeaveGroup
    | LeaveGroupNow
    | InviteToGroup
    | RenameGroup
    | SetGroupZone
    | ShowOverview
    | ExportOverview
    | PickLearner
    | ShowLearner
    | ShowSharedCode
    | NudgeLearner
    | NudgeAway
    | NudgeAwayNow
    | ShowEqualAnswers
    | SetOnBoard
    | AgreeToTeachers
    | ShowDigest
    | SetDigest
    | ChooseSuccessor
    | HandOverGroup
    | ArchiveGroup
    | ArchiveGroupNow
    | ChangeCourse
    | EndCourse
    | EndCourseNow
    | FollowCourse
    | SetWeeklyPlan
    | ShowCourse
    | ShowCoursePlan
    | StartCourse
    | StartNewClass
    | UploadCourse
    | StartLive
    | EndLive
    | ChangeDailyPrompt
    | SetDailySchedule
    | WriteCode
    | ShowDailyPrompt
    | ManagePrivacy
    | SetLanguage
    | SettingsAction
)

_KINDS: tuple[type[Any], ...] = get_args(Action)
_HINTS = {kind: get_type_hints(kind) for kind in _KINDS}
_WIRE_PART = re.compile(r"\{(?P<star>\*?)(?P<field>\w+)\}|(?P<open>\[)|(?P<close>\])")
_OPTIONAL = re.compile(r"\[(?P<text>[^{\]]*)\{\*?(?P<field>\w+)\}\]")
_FIELD = re.compile(r"\{\*?(\w+)\}")
_INTEGER = "[0-9]{1,18}"  # fits the database's 64 bits


def encode(action: Action) -> str:
    """Return an action as the string that a button carries.

    Raise ActionError where it would be longer than LONGEST_ACTION, or could not be decoded.
    """
    values = {each.name: str(getattr(action, each.name)) for each in fields(action)}
    defaults = {each.name for each in fields(action) if getattr(action, each.name) == each.default}

    def optional(part: re.Match[str]) -> str:
        return "" if part["field"] in defaults else part[0][1:-1]

    template = _OPTIONAL.sub(optional, action.wire)
    text = _FIELD.sub(lambda part: values[part[1]], template)
    if len(text) > LONGEST_ACTION or _read(type(action), text) != action:
        raise ActionError(f"cannot be encoded: {action}")
    return text


def decode(text: str) -> Action:
    """Return the action that a string encodes. Raise ActionError where it is none."""
    if len(text) <= LONGEST_ACTION:
        for kind in _KINDS:
            if (action := _read(kind, text)) is not None:
                return action
    raise ActionError(f"no version has written this action: {text[:LONGEST_ACTION]!r}")


def find_action(text: str) -> Action | None:
    """Return the action that a string encodes; None where it is none."""
    try:
        return decode(text)
    except ActionError:
        return None


def find_settings_action(word: str) -> SettingsAction | None:
    """Return the action of `/settings WORD`; None where the word is none."""
    action = find_action(f"settings:{word}")
    return action if isinstance(action, SettingsAction) else None


def encode_code_form(command: str, argument: str, most: int = LONGEST_ACTION) -> str:
    """Return the action of a form that takes code for a command.

    The argument is cut, so that the action has at most `most` characters.
    """
    prefix = encode(RunCommand(command, "-"))[:-1]
    return encode(RunCommand(command, argument.strip()[: max(0, most - len(prefix))]))


def _read(kind: type[Any], text: str) -> Action | None:
    """Return the action that a string encodes if it is of that kind; else None."""
    found = _PATTERNS[kind].fullmatch(text)
    if found is None:
        return None
    hints = _HINTS[kind]
    action: Action = kind(
        **{
            name: int(value) if _is_integer(hints[name]) else value
            for name, value in found.groupdict().items()
            if value is not None
        }
    )
    return action


def _is_integer(hint: Any) -> bool:
    return hint is int or (isinstance(hint, UnionType) and int in get_args(hint))


def _pattern(kind: type[Any]) -> re.Pattern[str]:
    """Return what matches the encoded actions of a kind, with a group for each field."""
    hints = _HINTS[kind]
    pattern, at = "", 0
    for part in _WIRE_PART.finditer(kind.wire):
        pattern += re.escape(kind.wire[at : part.start()])
        at = part.end()
        if part["open"]:
            pattern += "(?:"
        elif part["close"]:
            pattern += ")?"
        else:
            value = ".*" if part["star"] else _value_pattern(hints[part["field"]])
            pattern += f"(?P<{part['field']}>{value})"
    return re.compile(pattern + re.escape(kind.wire[at:]), re.DOTALL)


def _value_pattern(hint: Any) -> str:
    if _is_integer(hint):
        return _INTEGER
    if get_origin(hint) is Literal:
        return "|".join(map(re.escape, get_args(hint)))
    return "[^:]*"


_PATTERNS = {kind: _pattern(kind) for kind in _KINDS}
