"""--help describes a command, with examples, exit codes and where to read on."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import benchmarks.capacity
import benchmarks.cli
import benchmarks.messages
import benchmarks.question_recall
import benchmarks.queue_latency
import benchmarks.verdict_stability
import bot.cli.parser
import grader.cli.parser
import lessons.cli.parser
from common.cli_runner import Parser

ROOT = Path(__file__).parents[2]
WHOLE = {
    "bot": bot.cli.parser.parser(),
    "grader": grader.cli.parser.parser(),
    "lessons": lessons.cli.parser.parser(),
    "benchmarks": benchmarks.cli.parser(),
    "benchmarks.capacity": benchmarks.capacity.parser(),
    "benchmarks.question_recall": benchmarks.question_recall.parser(),
    "benchmarks.messages": benchmarks.messages.parser(),
    "benchmarks.queue_latency": benchmarks.queue_latency.parser(),
    "benchmarks.verdict_stability": benchmarks.verdict_stability.parser(),
}


def with_commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from with_commands(each)


ALL = {each.prog: each for whole in WHOLE.values() for each in with_commands(whole)}


@pytest.mark.parametrize("parser", ALL.values(), ids=ALL.keys())
def test_every_help_has_a_purpose_examples_exit_codes_and_where_to_read_on(parser: Parser) -> None:
    help_text = parser.format_help()
    assert parser.description
    assert parser.description.split("\n")[0][0].isupper()
    for part in ("\nexamples:\n", "\nexit codes:\n  0 ", "\nread on: "):
        assert part in help_text
    assert all(len(line) <= 100 for line in help_text.splitlines())
    commands = argparse._SubParsersAction
    assert all(each.help for each in parser._actions if not isinstance(each, commands))


def examples(parser: argparse.ArgumentParser) -> list[str]:
    below = (parser.epilog or "").split("examples:\n")[1].split("\n\n")[0]
    return [line.strip().split("  ")[0] for line in below.splitlines()]


SHOWN = sorted({each for parser in ALL.values() for each in examples(parser)})


@pytest.mark.parametrize("example", SHOWN)
def test_every_example_in_a_help_is_understood(example: str) -> None:
    (command,) = re.findall(r"python -m ([\w.]+)((?: [^|&]+)?)", example)
    module, typed = command
    if typed.strip().endswith("--help"):
        typed = typed.replace("--help", "")
        assert f"python -m {module}{typed.rstrip()}" in ALL
        return
    WHOLE[module].parse_args(shlex.split(typed))


@pytest.mark.parametrize("parser", ALL.values(), ids=ALL.keys())
def test_what_a_help_sends_its_reader_to_is_there(parser: argparse.ArgumentParser) -> None:
    (read_on,) = re.findall(r"^read on: (.+)$", parser.epilog or "", re.MULTILINE)
    for part in re.split(r"[,;] (?![^(]*\))", read_on):
        named = re.match(r"[\w/-]+\.md", part)
        if named is not None:
            text = (ROOT / named[0]).read_text(encoding="utf-8")
        elif part.startswith('the lesson "'):
            assert (ROOT / "lessons/pytorch_basics" / part.split('"')[1]).is_dir()
        else:
            assert part.startswith('"'), part
            assert f"## {part.strip(chr(34))}\n" in text


@pytest.mark.parametrize("name", ["bot", "grader", "lessons"])
def test_the_version_is_told(name: str, call) -> None:
    result = call(name, "--version")
    assert result.code in (0, None)
    assert re.fullmatch(r"Tensei \d+\.\d+\.\d+\n", result.out)


def completed(script: str, program: str, *words: str) -> list[str]:
    """Return the completions that bash offers after these words."""
    command = (
        f"source /dev/stdin <<'END'\n{script}\nEND\n"
        f"COMP_WORDS=({shlex.join((program, *words))}); COMP_CWORD={len(words)}\n"
        f"function=$(complete -p {program} | sed 's/.*-F \\([^ ]*\\) .*/\\1/')\n"
        f'$function {program} "{words[-1]}" ""; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("name", "words", "offered"),
    [
        ("bot", ("ba",), ["backup"]),
        ("bot", ("backup", "--f"), ["--force"]),
        ("grader", ("do",), ["doctor"]),
        ("lessons", ("new", "tr"), ["track"]),
    ],
)
def test_bash_completes_commands_and_options(name, words, offered, call) -> None:
    script = call(name, "--print-completion", "bash").out
    assert completed(script, f"tensei-{name}", *words) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_is_printed_for_other_shells_in_their_own_language(shell: str, call) -> None:
    script = call("bot", "--print-completion", shell).out
    assert "tensei-bot" in script
    for command in ("migrate", "status", "backup", "grader-role"):
        assert command in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=script, text=True, check=True)
