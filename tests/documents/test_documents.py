"""The documents name what exists, all that exists is named, and both languages are the same."""

from __future__ import annotations

import argparse
import re
import shlex

import pytest
from pydantic_settings import BaseSettings

import benchmarks.capacity
import benchmarks.cli
import benchmarks.daily_year
import benchmarks.messages
import benchmarks.question_recall
import benchmarks.queue_latency
import benchmarks.verdict_stability
import bot.cli.parser
import grader.cli.parser
import grader.lesson_checks.riddle_outputs
import lessons.cli.parser
from bot.settings import Settings
from grader import settings as grader_settings
from tests.support.documents import DOCUMENTS, ROOT, anchors, commands, headings, links, rows, spans

PARSERS = {
    "bot": bot.cli.parser.parser(),
    "grader": grader.cli.parser.parser(),
    "grader.lesson_checks.riddle_outputs": grader.lesson_checks.riddle_outputs.parser(),
    "lessons": lessons.cli.parser.parser(),
    "benchmarks": benchmarks.cli.parser(),
    "benchmarks.capacity": benchmarks.capacity.parser(),
    "benchmarks.daily_year": benchmarks.daily_year.parser(),
    "benchmarks.question_recall": benchmarks.question_recall.parser(),
    "benchmarks.messages": benchmarks.messages.parser(),
    "benchmarks.queue_latency": benchmarks.queue_latency.parser(),
    "benchmarks.verdict_stability": benchmarks.verdict_stability.parser(),
}

IN_BOTH_LANGUAGES = {
    "README.md": "README.ja.md",
    "docs/command-line.md": "docs/command-line.ja.md",
}
BOTH = [
    (DOCUMENTS[english], DOCUMENTS[japanese]) for english, japanese in IN_BOTH_LANGUAGES.items()
]
both_languages = pytest.mark.parametrize(("english", "japanese"), BOTH, ids=IN_BOTH_LANGUAGES)

COMMAND_LINE = DOCUMENTS["docs/command-line.md"]

A_PATH = re.compile(
    r"(?:bot|grader|lessons|common|benchmarks|tests|migrations|docs|docker)/[\w./-]*"
)
TO_BE_WRITTEN = {"migrations/versions/NNNN_what_it_does.py"}

TO_ENGLISH = {
    "README.md": "README.ja.md",  # each leads to the other
    "command-line.md": "command-line.ja.md",
    "docs/command-line.ja.md": "docs/command-line.md",
    "docs/pictures/wrong-answer-ja.png": "docs/pictures/wrong-answer-en.png",
}

LARGEST_PICTURE = 200_000  # bytes

OF_TESTS = {"TENSEI_SOAK", "TEST_DATABASE_URL"}
"""Environment variables that only tests read."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_and_picture_leads_somewhere(name: str) -> None:
    for link in links(DOCUMENTS[name]):
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def test_every_picture_is_in_a_document_and_quick_to_load() -> None:
    shown = {
        ((ROOT / name).parent / link).resolve()
        for name, text in DOCUMENTS.items()
        for link in links(text)
        if link.endswith(".png")
    }
    taken = set((ROOT / "docs/pictures").glob("*.png"))
    assert taken - shown == set()
    assert [each.name for each in taken if each.stat().st_size > LARGEST_PICTURE] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_named_is_there(name: str) -> None:
    named = {each for each in spans(DOCUMENTS[name]) if A_PATH.fullmatch(each)}
    missing = {each for each in named - TO_BE_WRITTEN if not (ROOT / each).exists()}
    assert not missing


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_that_is_named_is_one(name: str) -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    texts = [*spans(DOCUMENTS[name]), *commands(DOCUMENTS[name])]
    named = {word for each in texts for word in re.findall(r"\bmake ([a-z-]+)", each)}
    assert named <= {*targets}


OURS = re.compile(
    r"(?:python -m |tensei-)"
    r"(benchmarks\.queue_latency|benchmarks\.question_recall|benchmarks\.messages"
    r"|benchmarks\.verdict_stability|benchmarks\.daily_year|benchmarks"
    r"|bot|grader\.lesson_checks\.riddle_outputs|grader|lessons)\b([^|&;#()]*)"
)


def invocations(text: str) -> set[tuple[str, str]]:
    """Return each invoked module with its arguments."""
    return {each for line in [*spans(text), *commands(text)] for each in OURS.findall(line)}


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of a parser's subcommands by their names."""
    inner = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    return dict(inner[0].choices) if inner else {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_and_option_that_is_named_is_in_the_help(name: str) -> None:
    for module, typed in invocations(DOCUMENTS[name]):
        parser: argparse.ArgumentParser = PARSERS[module]
        words = iter(shlex.split(typed.replace("[", "").replace("]", ""), comments=True))
        for word in words:
            if word.startswith("--"):
                option = parser._option_string_actions.get(word)
                assert option is not None, f"{module} {typed}"
                if option.nargs != 0:
                    next(words)
            elif subcommands(parser) and not word.isupper():
                assert word in subcommands(parser), f"{module} {typed}"
                parser = subcommands(parser)[word]


def test_every_command_of_ours_is_in_the_table_of_commands() -> None:
    table = {span.split(" [")[0] for first, *_ in rows(COMMAND_LINE) for span in spans(first)}
    for module, parser in PARSERS.items():
        for command in subcommands(parser).keys() - {"run" if module == "bot" else ""}:
            typed = f"python -m {module} {command}"
            assert any(each == typed or each.startswith(f"{typed} ") for each in table), typed


def names_of(model: type[BaseSettings]) -> dict[str, object]:
    """Return the variable names of a model's settings, with their defaults."""
    prefix = model.model_config.get("env_prefix", "")
    return {
        str(field.validation_alias or f"{prefix}{name.upper()}"): field.default
        for name, field in model.model_fields.items()
    }


ALL_SETTINGS = {
    **names_of(grader_settings._QueueSettings),
    **names_of(grader_settings._LimitSettings),
    **names_of(grader_settings._GpuSettings),
    **names_of(Settings),
}


def table_of_settings() -> dict[str, str]:
    """Return every setting in a table, with the second column of its row."""
    found: dict[str, str] = {}
    for text in DOCUMENTS.values():
        for first, *others in rows(text):
            for name in re.findall(r"`((?:TENSEI|DISCORD|SLACK)_[A-Z_]+)`", first):
                found.setdefault(name, others[0])
    return found


def test_every_setting_stands_in_a_table() -> None:
    missing = ALL_SETTINGS.keys() - table_of_settings().keys()
    assert not missing


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_setting_that_is_named_is_read_by_somebody(name: str) -> None:
    named = set(re.findall(r"\b(?:TENSEI|DISCORD|SLACK|TEST)_[A-Z_]*[A-Z]\b", DOCUMENTS[name]))
    compose_files = "".join(
        path.read_text() for path in (*ROOT.glob("docker-compose*.yml"), ROOT / ".env.example")
    )
    unknown = {
        each
        for each in named - ALL_SETTINGS.keys() - OF_TESTS
        if not re.search(rf"\b{each}\b", compose_files)
    }
    assert not unknown


def test_the_defaults_that_are_told_are_the_defaults() -> None:
    table = {
        first.strip("`"): default.strip("`")
        for first, default, *_ in rows(DOCUMENTS["docs/settings.md"])
    }
    assert table.keys() <= ALL_SETTINGS.keys()
    without_default = {"TENSEI_HEALTH_PORT"}  # differs between bot and grader
    for name, documented in table.items():
        default = ALL_SETTINGS[name]
        if name not in without_default:
            expected = (
                ""
                if default in (None, ())
                else f"{default:g}"
                if isinstance(default, float)
                else str(default).lower()
                if isinstance(default, bool)
                else str(default)
            )
            assert documented == expected, name


def test_the_index_leads_to_every_document() -> None:
    listed = {link.partition("#")[0] for link in links(DOCUMENTS["docs/README.md"])}
    existing = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert existing <= listed


def sections(text: str) -> list[str]:
    return re.split(r"^## ", text, flags=re.MULTILINE)


@both_languages
def test_both_languages_have_the_same_parts_commands_pictures_and_links(
    english: str, japanese: str
) -> None:
    assert [level for level, _ in headings(english)] == [level for level, _ in headings(japanese)]
    assert list(commands(english)) == list(commands(japanese))
    for one, other in zip(sections(english), sections(japanese), strict=True):
        assert sorted(links(one)) == sorted(TO_ENGLISH.get(each, each) for each in links(other))


@both_languages
def test_both_languages_name_the_same_things_in_each_part(english: str, japanese: str) -> None:
    for one, other in zip(sections(english), sections(japanese), strict=True):
        assert set(spans(one)) == set(spans(other))


@both_languages
def test_both_languages_have_the_same_tables_with_the_same_figures(
    english: str, japanese: str
) -> None:
    for one, other in zip(rows(english), rows(japanese), strict=True):
        assert len(one) == len(other)
        assert spans(one[0]) == spans(other[0])
        assert one[2:] == other[2:]  # measured figure and aim
        if len(one) > 2:
            assert one[1] == other[1]  # its key, or the command that measures it


def test_every_figure_in_the_readme_says_by_which_key_or_command_it_was_measured() -> None:
    figures = [row for row in rows(DOCUMENTS["README.md"]) if len(row) == 4]
    assert len(figures) > 10
    keys = (ROOT / "grader/benchmark.py").read_text() + (
        ROOT / "grader/jail/benchmark.py"
    ).read_text()
    for _, source, measured, _ in figures:
        assert re.search(r"\d", measured)
        (named,) = spans(source)
        if named.startswith("python -m "):
            assert named.removeprefix("python -m ") in PARSERS
        elif named.startswith("python "):
            assert (ROOT / named.removeprefix("python ")).is_file()
        else:
            assert f'"{named}"' in keys
