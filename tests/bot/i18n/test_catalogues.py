"""The catalogues: the same keys in both languages, and every key that the code uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

import bot
from bot.i18n import FOLDER, FUNCTIONS, MissingTranslationError, Translations, parse_language
from bot.platforms.attachments import FileProblem
from bot.platforms.discord.announcements import PERMISSIONS
from bot.platforms.discord.pages import FileRefusal
from bot.platforms.local.interaction_handler import EXAMPLES
from bot.platforms.local.page_template import PAGE_TEXT_KEYS
from bot.tutor.courses.course_file import ProblemKey
from bot.tutor.daily.schedule_menus import Part
from bot.tutor.text.commands import OFFERED
from bot.tutor.text.phrases import MEANINGS, HelpPhrase, TalkPhrase
from bot.tutor.timezones import PERIODS
from common.message_reader.records import REPAIRS
from grader.protocol import Status
from lessons.curriculum import LANGUAGES, AskedKind, Language

BOT = Path(bot.__file__).parent

SUBCOMMANDS = {f"{each.name}-{sub.name}" for each in OFFERED for sub in each.subcommands}
OPTIONS = {
    option
    for each in OFFERED
    for option in (*each.options, *(one for sub in each.subcommands for one in sub.options))
}

BY_PREFIX = {
    "argument-": {each.name for each in OFFERED if each.takes_argument},
    "discord-files-": set(get_args(FileRefusal)),
    "button-command-": {
        "start",
        "lesson",
        "exercise",
        "progress",
        "leaderboard",
        "group",
        "help",
        "review",
        "settings",
    }
    | {"submit", "run"},
    "leaderboard-empty-": {"week", "month"},
    "period-": set(PERIODS),
    "since-": set(PERIODS),
    "history-status-": {*map(str, Status), "other"},
    "checklist-": {"proven", "self-checked", "open"},
    "command-": {each.name for each in OFFERED} | SUBCOMMANDS,
    "discord-name-": {each.name for each in OFFERED} | SUBCOMMANDS,
    "discord-name-option-": {each.name for each in OPTIONS},
    "local-": {*PAGE_TEXT_KEYS, "edit", "copy", "code-python", "code-text"}
    | {f"example-{key}" for key in EXAMPLES}
    | {"refused-title", "wrong-token-title"},
    "command-option-": {each.name for each in OPTIONS},
    "command-choice-": {choice for each in OPTIONS for choice in each.choices},
    "quiz-type-": {"number", "blank", "shape", "shapes", "order"},
    "quiz-unreadable-": {"number", "several", "blank", "shape", "shapes", "order"},
    "quiz-solution-": {"blank", "shape", "order"},
    "button-daily-": {"skip", "now", "off"},
    "button-channel-": {"normal", "practice", "quiet"},
    "channel-policy-": {"normal", "practice", "quiet"},
    "daily-menu-": set(get_args(Part)),
    "permission-": {name.replace("_", "-") for name, is_needed in PERMISSIONS if is_needed},
    "daily-kind-": {"course", "week", "question", "riddle", "puzzle", "form", "practice"},
    "weekday-": set("0123456"),
    "ended-": {str(status) for status in Status if status is not Status.PASSED},
    "form-": {"submit", "run"},
    "asked-": {*get_args(AskedKind), "unclear", "with-does", "after-does", "opening"}
    | {"at-end", "context", "everyday", "filler", "told"},
    "heard-": set(MEANINGS),
    "said-": {*get_args(HelpPhrase), *get_args(TalkPhrase)}
    - {"answer", "greeting", "help-me", "points"},
    "platform-": {"local", "discord", "slack"},
    "link-note-": {"local"},
    "trace-departs-": {"shape", "dtype", "device", "type"},
    "file-": set(get_args(FileProblem)),
    "course-plan-": {"behind", "with-it"},
    "button-course-weekly-": {"on", "off"},
    "course-file-": set(get_args(ProblemKey)),
    "line-numbers-": {"empty", "not-numbers", "no-such-line", "repeated-line"},
    "blank-fills-": {"empty", "too-long", "left-open", "other-count"},
    "repaired-": set(REPAIRS),
}
"""Prefixes of keys that the code composes, with their possible endings."""

JUDGE_PREFIXES = ("ended-", "error-", "general-mistake-", "problem-", "remark-")


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def messages(language: Language) -> Mapping[str, set[str]]:
    """Return every key of a language, with the variables of its message."""
    found: dict[str, set[str]] = {}
    for path in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser(with_spans=False).parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, fluent.Junk), f"{path}: {entry.content}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{entry.id.name} is there twice"
                variables = Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.names
    return found


def used_keys() -> Iterator[tuple[str, set[str]]]:
    """Yield every literal key in the code, with the variables passed to it."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            keys = [each for each in node.args if name in ("say", "t")][-1:]
            for key in keys:
                for each in ast.walk(key):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value, {value.arg or "" for value in node.keywords}


def test_both_languages_say_the_same_things_with_the_same_variables() -> None:
    assert messages("ja") == messages("en")


def test_every_sentence_that_the_code_asks_for_exists_and_gets_its_variables() -> None:
    known = messages("en")
    asked = {key: given for key, given in used_keys() if key in known}
    assert len(asked) > 60
    for key, given in asked.items():
        assert known[key] <= given, f"{key} needs {known[key]}, and is given {given}"


@pytest.mark.parametrize("prefix", BY_PREFIX)
def test_every_key_that_is_put_together_exists(prefix: str) -> None:
    known = messages("en")
    assert {prefix + each for each in BY_PREFIX[prefix]} <= known.keys()


def test_no_sentence_is_left_over() -> None:
    asked = {key for key, _ in used_keys()}
    asked |= {prefix + end for prefix, ends in BY_PREFIX.items() for end in ends}
    source = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    left_over = {
        key
        for key in messages("en")
        if key not in asked and not key.startswith(JUDGE_PREFIXES) and f'"{key}"' not in source
    }
    assert left_over == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: Language) -> None:
    translations = Translations(strict=True)
    for key, variables in messages(language).items():
        assert translations.format(language, key, dict.fromkeys(variables, "x")).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_what_fluent_makes_of_its_whole_file(language: Language) -> None:
    translations = Translations(strict=True)
    bundle = FluentBundle([language], use_isolating=False, functions=FUNCTIONS)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    for key, variables in messages(language).items():
        values = dict.fromkeys(variables, "x")
        pattern = bundle.get_message(key).value
        assert pattern is not None
        said, _ = bundle.format_pattern(pattern, values)
        assert translations.format(language, key, values) == said


def test_words_count_in_english() -> None:
    translations = Translations(strict=True)
    assert translations.translate("en", "quiz-right-points", points=1).endswith("+1 point")
    assert translations.translate("en", "quiz-right-points", points=2).endswith("+2 points")


def test_a_missing_key_or_variable_is_an_error_in_tests_and_a_key_for_learners(
    caplog: pytest.LogCaptureFixture,
) -> None:
    strict, kind = Translations(strict=True), Translations()
    with pytest.raises(MissingTranslationError, match="no-such-key"):
        strict.translate("en", "no-such-key")
    with pytest.raises(MissingTranslationError, match="points"):
        strict.translate("en", "quiz-right-points")
    assert kind.translate("en", "no-such-key") == "no-such-key"
    assert "no-such-key" in caplog.text


def test_a_catalogue_with_a_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.ftl").write_text("fine = yes\nnot fluent at all\n")
    with pytest.raises(MissingTranslationError, match=r"x\.ftl.*not fluent at all"):
        Translations(tmp_path)


def test_a_mistake_inside_an_entry_is_named_with_its_line_where_the_entry_is_used(
    tmp_path: Path,
) -> None:
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.ftl").write_text("fine = yes\nunclosed = { $x\nlast = yes\n")
    translations = Translations(tmp_path)
    assert translations.translate("en", "fine") == translations.translate("en", "last") == "yes"
    with pytest.raises(MissingTranslationError, match=r"unclosed.*unclosed = { \$x"):
        translations.translate("en", "unclosed", x=1)


def test_a_message_has_the_terms_and_messages_that_it_refers_to(tmp_path: Path) -> None:
    source = """\
# A comment, which belongs to no entry
greeting = { -name } says:
    { hello } { $to ->
[one] you
*[other] you all
}
-name = Tensei
hello = Hello, { world }
world = world
"""
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.ftl").write_text(source)
    said = Translations(tmp_path, strict=True).translate("en", "greeting", to="two")
    assert said == "Tensei says:\nHello, world you all"


@pytest.mark.parametrize(
    ("name", "article"),
    [("int", "An"), ("ndarray", "A"), ("OrderedDict", "An"), ("uint8", "A"), ("Tensor", "A")],
)
def test_a_type_has_the_article_that_english_puts_before_it(name: str, article: str) -> None:
    translations = Translations(strict=True)
    values = {"type": name, "name": "mean", "nearest": "none"}
    text = translations.format("en", "error-missing-attribute", values)
    assert text.startswith(f"{article} `{name}` has no `mean`.")
    text = translations.format("en", "error-only-of-tensors", values)
    assert f"and this is {article.lower()} `{name}`." in text


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ja", "ja"), ("ja-JP", "ja"), ("en_GB", "en"), ("EN", "en"), ("fr", None), (None, None)],
)
def test_a_locale_means_one_of_our_languages_or_none(
    locale: str | None, language: Language | None
) -> None:
    assert parse_language(locale) == language
