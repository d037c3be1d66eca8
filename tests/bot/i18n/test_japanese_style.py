"""The Japanese of the catalogues and the lessons has one spelling, and its own punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
UNDERSTOOD = frozenset({"heard.ftl", "questions.ftl"})
"""Files with what learners write, however they spell it."""

NAMES_OF_COMMANDS = "discord-name-"
CODE = re.compile(r"`[^`]*`|\*\*/[^*]*\*\*")
"""Code, and commands, which are bold."""

PLACEHOLDER = "`…`"
KANA_OR_KANJI = "ぁ-んァ-ヶー一-龠"

SPELLINGS = {
    r"(?<![微部成た])分か[るりらっん]": "わか…",
    r"いっしょ": "一緒",
    r"ふたつ": "二つ",
    r"ひとりずつ": "一人ずつ",
    r"字下げ": "インデント",
    r"添字": "インデックス",
    r"フォルダ(?!ー)": "フォルダー",
    r"ジェネレーター": "ジェネレータ",
    r"べき乗": "累乗",
    r"既定の|既定値": "デフォルトの",
    r"今(?![日週月年後回度])": "いま",
    r"[のた]後(?=[にでのはをが、])": "あと",
    r"式は何と表示|コードは何と表示": "…を実行すると、何と表示",
    r"(?<![\w.`/])(?:tuple|dict) ?(?=[ぁ-ん])": "タプル, 辞書",
}
"""Spellings to avoid everywhere, and what to write."""

POLITENESS = {
    r"お(?:試し|使い|伝え|知らせ)くだ|お送りし|お手数|ご(?:連絡|自分)": "試してください",
    r"いただ|申し訳": "してくれて, すみません",
    r"だれ": "誰",
    r"私": "Tensei",
    r"先生": "教える人",
    r"回答": "解答 (code), 答え (quiz)",
    r"そのようにします": "設定を変えました",
    r"(?:チューター|ボット)(?:を運営|の管理者)": "Tensei の運営者",
    r"名前の付いた間違い": "よくある間違い",
    r"(?<!目)印(?=(?:を付け|のある)).*grad": "目印",
}
"""Words to avoid in what the bot says: it speaks in です・ます and calls itself Tensei."""

MARKS = {
    r"\}\*{0,2} (?:\*\*)?さん": "no space before さん",
    r"：\*\* ": "the colon behind the bold words, and no space behind it",
    rf"[{KANA_OR_KANJI}」）}}]:(?= |$)": "a full-width colon",
    rf"[」）、：] [{KANA_OR_KANJI}（「]|[{KANA_OR_KANJI}] [「（]": "no space beside a bracket",
    rf"[{KANA_OR_KANJI}] \*\*[{KANA_OR_KANJI}「]": "no space before bold words",
    rf"[{KANA_OR_KANJI}」]\*\* [{KANA_OR_KANJI}]": "no space behind bold words",
    r"(?<!\*)\*(?![*\[ ])[^*\n]+(?<!\*)\*(?!\*)": "no italics",
    r"か。(?!」)": "？ behind a question",
}


def lines_of_catalogues() -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each line that learners read."""
    for path in sorted((ROOT / "bot" / "i18n" / "ja").glob("*.ftl")):
        if path.name not in UNDERSTOOD:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if not line.startswith(("#", NAMES_OF_COMMANDS)):
                    yield f"{path.name}:{number}", CODE.sub(PLACEHOLDER, line)


def lines_of_lessons() -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each line of a lesson, an exercise or a question."""
    lessons = ROOT / "lessons"
    for path in sorted((*lessons.rglob("*.ja.md"), *lessons.rglob("*practice.toml"))):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(lessons)}:{number}", CODE.sub(PLACEHOLDER, line)


def found(rules: dict[str, str], lines: Iterator[tuple[str, str]]) -> list[str]:
    """Return each place of what a rule avoids, with what to write."""
    patterns = [(re.compile(pattern), instead) for pattern, instead in rules.items()]
    return [
        f'{place}: "{match[0]}": {instead}'
        for place, line in lines
        for pattern, instead in patterns
        if (match := pattern.search(line))
    ]


def test_each_word_of_the_lessons_has_one_spelling() -> None:
    assert found(SPELLINGS, lines_of_lessons()) == []


@pytest.mark.parametrize("rules", [SPELLINGS, POLITENESS, MARKS])
def test_what_the_bot_says_keeps_the_rules(rules: dict[str, str]) -> None:
    assert found(rules, lines_of_catalogues()) == []


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        (SPELLINGS, "hint = 形状が分かります。"),
        (SPELLINGS, "hint = `return` の後に書きます。"),
        (POLITENESS, "told = もう一度お試しください。"),
        (MARKS, "told = { $name } さんへ"),
        (MARKS, "told = **ヒント：** 次の行です。"),
        (MARKS, "told = 「額縁」 を見てください。"),
        (MARKS, "told = どの行でしょうか。"),
        (MARKS, "told = 演習の **ヒント** を押してください。"),
        (MARKS, "told = *先に読んでもかまいません。*"),
    ],
)
def test_a_line_that_breaks_a_rule_is_found(rules: dict[str, str], line: str) -> None:
    assert found(rules, iter([("a.ftl:1", line)])) != []


@pytest.mark.parametrize(
    "line",
    [
        "微分は自動微分から始めます。",
        "今週は一人ひとりが、その後ろの席です。",
        "二つに分かれます。",
    ],
)
def test_words_that_only_look_alike_are_allowed(line: str) -> None:
    assert found(SPELLINGS | POLITENESS | MARKS, iter([("a.ja.md:1", line)])) == []
