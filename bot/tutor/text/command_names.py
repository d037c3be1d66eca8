"""What users type for commands and subcommands, in both languages, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.tutor.text.commands import COMMANDS, NAMES, Command
from bot.tutor.text.limits import LONGEST_NAME, normalized
from common.fuzzy_match import find_nearest

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
        "進み具合": "overview",
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
        "終える": "end",
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


def command_named(name: str) -> Command | None:
    """Return the command of that name or alias; None where there is none."""
    wanted = OTHER_NAMES.get(name, name)
    return next((each for each in COMMANDS if each.name == wanted), None)
