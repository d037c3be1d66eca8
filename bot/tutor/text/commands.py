"""The commands that every platform offers, with their subcommands and options.

A platform with typed options and subcommands declares them from this table, and formats the chosen
values as the text that a user could have typed, which is all that the tutor parses. Descriptions
are in the translations: `command-NAME`, `command-NAME-SUBCOMMAND`, `command-option-OPTION` and
`command-choice-CHOICE`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.i18n import Translator
from bot.tutor.courses.limits import LONGEST_GRACE, MOST_WEEKS, WEEKDAYS
from bot.tutor.groups.live_arguments import MOST_MINUTES
from bot.tutor.text.limits import LONGEST_NAME, normalized
from bot.tutor.timezones import PERIODS
from common.fuzzy_match import find_nearest
from lessons.curriculum import LANGUAGES

Kind = Literal["text", "whole", "member", "role", "channel"]
"""A `whole` is an integer. A `channel` is not part of the argument: it replaces the channel in
which the command was used."""

Source = Literal[
    "lesson",
    "exercise",
    "track",
    "zone",
    "weekdays",
    "hour",
    "time",
    "group",
    "mate",
    "pupil",
    "item",
]
"""The source from which half-typed values are completed."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command; platforms that can let users pick or complete its value."""

    name: str
    kind: Kind = "text"
    source: Source | None = None
    choices: tuple[str, ...] = ()  # the only possible values, if any
    least: int = 0  # of a whole number
    most: int = 0
    needed: bool = False
    written: str = "{}"  # the format of its value in the argument
    alone: bool = False  # where it is given, the other options are ignored


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A subcommand with options of its own."""

    name: str
    options: tuple[Option, ...] = ()
    written: str = ""  # the first word of the argument, if any
    for_all: bool = False  # everyone may see the reply


@dataclass(frozen=True, slots=True)
class Command:
    """A command. One with subcommands has no options of its own on platforms."""

    name: str
    options: tuple[Option, ...] = ()
    subcommands: tuple[Subcommand, ...] = ()
    takes_code: bool = False
    for_managers: bool = False  # of a place
    for_operators: bool = False  # platforms that can show it to managers alone
    for_all: bool = False  # everyone may see the reply
    is_offered: bool = True  # else it is understood where it is typed, and has a button

    @property
    def takes_argument(self) -> bool:
        """Whether the command has an argument."""
        return bool(self.options or self.subcommands) or self.takes_code


_EXERCISE = Option("exercise", source="exercise")
_ZONE = Option("zone", source="zone")
_LANGUAGE = Option("language", choices=LANGUAGES, needed=True)
_CHANNEL = Option("channel", "channel", written="")
_OF_GROUP = Option("group", source="group", needed=True, written='"{}"')
_NAME = Option("name", needed=True)

_GROUP = (
    Subcommand("list", written="list"),
    Subcommand("show", (Option("group", source="group", needed=True),)),
    Subcommand("create", (_NAME,), "create"),
    Subcommand("join", (Option("code", needed=True),), "join"),
    Subcommand("leave", (_OF_GROUP,), "leave"),
    Subcommand("invite", (_OF_GROUP,), "invite", for_all=True),
    Subcommand("rename", (_OF_GROUP, _NAME), "rename"),
    Subcommand("zone", (_OF_GROUP, Option("zone", source="zone", needed=True)), "zone"),
    Subcommand("overview", (_OF_GROUP,), "overview"),
    Subcommand(
        "learner",
        (
            Option("member", "member", written="@{}", alone=True),
            Option("mate", source="pupil"),
        ),
        "learner",
    ),
    Subcommand("export", (_OF_GROUP,), "export"),
    Subcommand("digest", (_OF_GROUP,), "digest"),
    Subcommand("hand", (_OF_GROUP,), "hand"),
    Subcommand("archive", (_OF_GROUP,), "archive"),
)

_DAILY = (
    Subcommand("show", (_CHANNEL,), "show"),
    Subcommand(
        "set",
        (
            Option("hour", source="time"),
            _ZONE,
            Option("weekdays", source="weekdays"),
            Option("track", source="track"),
            Option("then", source="track", written="then={}"),
            Option("pace", "whole", least=1, most=3, written="pace={}"),
            Option("start", written="from={}"),
            Option("lesson", source="lesson", written="lesson={}"),
            Option("course", source="group", written='course="{}"'),
            _CHANNEL,
        ),
        "set",
    ),
    Subcommand("skip", (_CHANNEL,), "skip"),
    Subcommand("now", (_CHANNEL,), "now"),
    Subcommand("off", (_CHANNEL,), "off"),
)

_COURSE = (
    Subcommand("show", (Option("group", source="group"),), "show"),
    Subcommand("plan", (Option("group", source="group"),), "plan"),
    Subcommand(
        "draft",
        (
            Option("start"),
            Option("track", source="track"),
            Option("weeks", "whole", least=1, most=MOST_WEEKS, written="weeks={}"),
            Option("due", choices=WEEKDAYS, written="due={}"),
            Option("grace", "whole", least=0, most=LONGEST_GRACE, written="grace={}"),
        ),
        "draft",
    ),
    Subcommand("upload", written="upload"),
    Subcommand("change", (Option("group", source="group"),), "change"),
    Subcommand(
        "restart",
        (_OF_GROUP, Option("start", needed=True), Option("name")),
        "restart",
    ),
    Subcommand("end", (Option("group", source="group"),), "end"),
)

_SETUP = (
    Subcommand("show", written="show"),
    Subcommand("check", written="check"),
    Subcommand(
        "role",
        (
            Option("track", source="track", needed=True),
            Option("item", source="item", written="item={}"),
            Option("role", "role"),
        ),
        "role",
    ),
)

_SETTINGS = (
    Subcommand("view"),
    Subcommand("language", (_LANGUAGE,), "language"),
    Subcommand("zone", (Option("zone", source="zone", needed=True),)),
    Subcommand("hide", written="hide"),
    Subcommand("unhide", written="show"),
    Subcommand("link", (Option("code"),), "link"),
    Subcommand("unlink", written="unlink"),
    Subcommand(
        "answers",
        (Option("where", choices=("thread", "direct"), needed=True, written="answers-{}"),),
    ),
    Subcommand(
        "channel",
        (
            Option("policy", choices=("normal", "practice", "quiet"), written="channel-{}"),
            Option("language", choices=(*LANGUAGES, "own"), written="channel-{}"),
            _CHANNEL,
        ),
    ),
)

_PRIVACY = (
    Subcommand("about"),
    Subcommand("export", written="export"),
    Subcommand("delete", written="delete"),
)

COMMANDS = (
    Command("start"),
    Command("lesson", (Option("topic", source="lesson"),)),
    Command("exercise", (_EXERCISE,)),
    Command("submit", (_EXERCISE,), takes_code=True),
    Command("run", takes_code=True),
    Command("hint", (_EXERCISE,), is_offered=False),
    Command("quiz", (Option("lesson", source="lesson"),)),
    Command("review", (Option("remind", source="hour", written="remind {}"),)),
    Command(
        "progress",
        (
            Option("member", "member", written="@{}", alone=True),
            Option("mate", source="mate"),
        ),
    ),
    Command("history", (_EXERCISE,)),
    Command(
        "leaderboard",
        (
            Option("group", source="group"),
            Option("period", choices=PERIODS),
            Option("exercise", source="exercise", alone=True),
        ),
        for_all=True,
    ),
    Command("group", subcommands=_GROUP),
    Command("course", subcommands=_COURSE),
    Command(
        "live",
        (
            _EXERCISE,
            Option("minutes", "whole", least=1, most=MOST_MINUTES, written="minutes={}"),
            Option("group", source="group", written="group={}"),
        ),
    ),
    Command("daily", subcommands=_DAILY, for_managers=True),
    Command("setup", subcommands=_SETUP, for_managers=True),
    Command("bench", for_operators=True),
    Command("settings", subcommands=_SETTINGS),
    Command("privacy", subcommands=_PRIVACY),
    Command("language", (_LANGUAGE,), is_offered=False),
    Command("status", for_operators=True),
    Command("help"),
)

OFFERED = tuple(each for each in COMMANDS if each.is_offered)
"""The commands that platforms list and complete."""

NAMES = tuple(each.name for each in COMMANDS)
WITH_ARGUMENT = frozenset(each.name for each in OFFERED if each.takes_argument)

OTHER_NAMES = {
    "lessons": "start",
    "board": "leaderboard",
    "ranking": "leaderboard",
    "grade": "submit",
    "groups": "group",
    "courses": "course",
    "schedule": "course",
    "lang": "language",
    "reviews": "review",
    "timezone": "settings",
    "hints": "hint",
    "quizzes": "quiz",
    "exercises": "exercise",
    "continue": "next",
    "menu": "start",
    "score": "progress",
    "points": "progress",
    "scores": "leaderboard",
    "はじめる": "start",
    "一覧": "start",
    "メニュー": "start",
    "レッスン一覧": "start",
    "レッスン": "lesson",
    "演習": "exercise",
    "提出": "submit",
    "採点": "submit",
    "実行": "run",
    "ヒント": "hint",
    "クイズ": "quiz",
    "復習": "review",
    "進み具合": "progress",
    "進捗": "progress",
    "成績": "progress",
    "ポイント": "progress",
    "checklist": "progress",
    "チェックリスト": "progress",
    "履歴": "history",
    "提出の記録": "history",
    "tries": "history",
    "ランキング": "leaderboard",
    "順位": "leaderboard",
    "グループ": "group",
    "講座": "course",
    "設定": "settings",
    "言語": "language",
    "状態": "status",
    "状況": "status",
    "毎日": "daily",
    "ライブ": "live",
    "授業": "live",
    "お題": "exercise",
    "準備": "setup",
    "課題": "exercise",
    "プライバシー": "privacy",
    "ベンチ": "bench",
    "言葉": "language",
    "問題": "exercise",
    "使い方": "help",
    "ヘルプ": "help",
    "次": "next",
    "次へ": "next",
    "続き": "next",
    "つぎ": "next",
    "つぎへ": "next",
    "つづき": "next",
    "進む": "next",
    "すすむ": "next",
    "続ける": "next",
    "next": "next",
    "back": "back",
    "previous": "back",
    "prev": "back",
    "戻る": "back",
    "もどる": "back",
    "前": "back",
    "前へ": "back",
    "skip": "skip",
    "スキップ": "skip",
}
"""Other names that users type, and those under which a platform shows a command in Japanese.
`next`, `back` and `skip` are not offered, because there are buttons."""

SUBCOMMAND_NAMES: Mapping[str, Mapping[str, str]] = {
    "group": {
        "一覧": "list",
        "見る": "show",
        "作る": "create",
        "参加": "join",
        "抜ける": "leave",
        "招待": "invite",
        "改名": "rename",
        "名前変更": "rename",
        "タイムゾーン": "zone",
        "様子": "overview",
        "書き出し": "export",
        "まとめ": "digest",
        "学習者": "learner",
        "引き継ぎ": "hand",
        "閉じる": "archive",
    },
    "course": {
        "見る": "show",
        "計画": "plan",
        "案": "draft",
        "送る": "upload",
        "変える": "change",
        "新しいクラス": "restart",
        "終わる": "end",
    },
    "daily": {
        "見る": "show",
        "設定": "set",
        "休み": "skip",
        "今すぐ": "now",
        "やめる": "off",
    },
    "setup": {"見る": "show", "確認": "check", "ロール": "role"},
    "settings": {
        "見る": "view",
        "view": "view",
        "タイムゾーン": "zone",
        "zone": "zone",
        "言語": "language",
        "language": "language",
        "隠す": "hide",
        "表示": "unhide",
        "unhide": "unhide",
        "返事の場所": "answers",
        "channel": "channel",
        "チャンネル": "channel",
        "連携": "link",
        "連携解除": "unlink",
    },
    "privacy": {"内容": "about", "about": "about", "受け取る": "export", "削除": "delete"},
}
"""Subcommands by the names under which platforms show them, where the tutor reads another word."""


def normalize(word: str) -> str:
    """Return a typed word in small letters, without full-width letters and final punctuation."""
    return normalized(word).casefold().rstrip("。、.,!?")


def parse_bare_command(text: str) -> tuple[str, str] | None:
    """Return name and argument of a command typed without its slash, with one word at most.

    A number needs no space before it, as is usual in Japanese. Return None for other text.
    """
    name, *others = split_number(text).split() or [""]
    name = normalize(name)
    name = OTHER_NAMES.get(name, name)
    known = name in (*NAMES, *OTHER_NAMES.values()) and len(others) <= 1
    return (name, " ".join(others)) if known else None


def split_number(text: str) -> str:
    """Return text with a space before the number at its end: "lesson2" is "lesson 2"."""
    return re.sub(r"(?<=[^\W\d])(?=\d+$)", " ", text)


def parse_slash_command(text: str) -> tuple[str, str] | None:
    """Return name and argument of a text that begins with a slash; None for any other.

    The name is one that the text contains, and need not be that of a command. It may be followed
    by a number without a space, and full-width letters are made narrow.
    """
    typed = text.strip()
    first = typed.split(maxsplit=1)[0][: LONGEST_NAME + 1] if typed else ""
    name = normalize(first)
    if not name.startswith("/"):
        return None
    name, _, number = split_number(name.lstrip("/")).partition(" ")
    return name, f"{number} {typed.removeprefix(first)}".strip()


def command_for(typed: str) -> tuple[str, ...]:
    """Return the commands that a name without its slash may mean.

    That is the command of that name, else all whose names begin with it.
    """
    if typed in NAMES or typed in OTHER_NAMES:
        return (OTHER_NAMES.get(typed, typed),)
    if not typed:
        return ()
    begun = tuple(each for each in NAMES if each.startswith(typed))
    others = (name for each, name in OTHER_NAMES.items() if each.startswith(typed))
    return begun or tuple(dict.fromkeys(others))


def with_subcommand(command: str, argument: str) -> str:
    """Return an argument whose subcommand, named as a platform shows it, is the word we parse."""
    first, _, rest = argument.partition(" ")
    name = SUBCOMMAND_NAMES.get(command, {}).get(normalize(first))
    found = command_named(command)
    if name is None or found is None:
        return argument
    if command == "settings" and name in ("answers", "channel"):
        return " ".join(f"{name}-{each}" for each in rest.split())
    written = next(each.written for each in found.subcommands if each.name == name)
    return f"{written} {rest}".strip()


_MOST_LETTERS_TOO_MANY = 3
"""Of a mistyped command: a Japanese sentence has no spaces, and may begin with a command's name."""


def nearest_command(typed: str) -> str | None:
    """Return the command that a mistyped word is most similar to; None where it is like none."""
    word = normalize(typed).lstrip("/")
    close = find_nearest(word, (*NAMES, *OTHER_NAMES))
    if close is None or len(word) > len(close) + _MOST_LETTERS_TOO_MANY:
        return None
    return OTHER_NAMES.get(close, close)


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """A command described in one language."""

    name: str
    argument: str  # a hint such as "name or number", or empty when the command takes none
    description: str


def command_help(t: Translator) -> tuple[CommandHelp, ...]:
    """Return all commands, in the order in which they are offered."""
    return tuple(
        CommandHelp(
            name=each.name,
            argument=t(f"argument-{each.name}") if each.takes_argument else "",
            description=t(f"command-{each.name}"),
        )
        for each in OFFERED
    )


def command_named(name: str) -> Command | None:
    """Return the command of that name or alias; None where there is none."""
    wanted = OTHER_NAMES.get(name, name)
    return next((each for each in COMMANDS if each.name == wanted), None)


def argument_of(command: Command | Subcommand, given: Mapping[str, str]) -> str:
    """Return the argument of a command from the values of its options, by their names."""
    chosen = [each for each in command.options if given.get(each.name, "").strip()]
    alone = [each for each in chosen if each.alone][:1]
    values = [each.written.format(given[each.name].strip()) for each in alone or chosen]
    first = command.written if isinstance(command, Subcommand) else ""
    return " ".join(each for each in (first, *values) if each)
