"""Invalid arguments and settings get a message that says what to do next."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import migrations
from tests.support.few_lessons import FEW_LESSONS

Prepare = Callable[[Path], None]


def nothing(_: Path) -> None:
    """Leave the folder empty."""


def file(name: str, content: bytes | str = "") -> Prepare:
    def write(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


def folder(name: str) -> Prepare:
    return lambda path: (path / name).mkdir(parents=True)


def newer_database(path: Path) -> None:
    with sqlite3.connect(path / "tensei.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()


def older_database(path: Path) -> None:
    migrations.upgrade(f"sqlite+aiosqlite:///{path / 'tensei.db'}", migrations.revisions()[0])


class Invocation(NamedTuple):
    """What is typed after `python -m`, with the expected exit code and parts of the output."""

    typed: str
    code: int
    says: tuple[str, ...]
    settings: dict[str, str] = {}  # noqa: RUF012 - never modified
    prepare: Prepare = nothing
    stdin: bytes = b""


DAMAGED = b"this is not a database" * 100
EVENS = "--exercise tensors/evens"
UNREACHABLE = "postgresql+psycopg://tensei:hunter2@127.0.0.1:1/tensei"
TRACK = 'slug = "mine"\nlessons = ["sums"]\n[title]\nja = "a"\nen = "b"\n'

TYPED = {
    "a command that is nearly right": Invocation("bot bakcup x.db", 2, ("did you mean backup?",)),
    "a command far from any": Invocation("bot zzz", 2, ("there are run, status", "bot --help")),
    "an option that is nearly right": Invocation("bot backup x.db --froce", 2, ("--force?",)),
    "one argument too many": Invocation(
        "bot backup a.db b.db", 2, ("no 'b.db' here", "backup --help")
    ),
    "no file for a backup": Invocation("bot backup", 2, ("required: FILE", "backup --help")),
    "no shell for completion": Invocation("bot --print-completion", 2, ("expected one argument",)),
    "an unknown shell": Invocation("bot --print-completion tcl", 2, ("bash, zsh, fish",)),
    "a dispute that is no number": Invocation("bot disputes --right x", 2, ("such as 3",)),
    "two things to do with disputes": Invocation(
        "bot disputes --right 1 --wrong 2", 2, ("not allowed with",)
    ),
    "no exercise to grade again": Invocation("bot regrade", 2, ("required: --exercise",)),
    "a number of mistakes that is none": Invocation(
        "bot mistakes --most few", 2, ("'few'", "such as 20")
    ),
    "disputes in no database": Invocation("bot disputes", 1, ("There is no database",)),
    "no command for the grader": Invocation("grader", 2, ("required: COMMAND", "grader --help")),
    "no exercise": Invocation("grader grade x.py", 2, ("required: --exercise",)),
    "no file": Invocation(f"grader grade {EVENS}", 2, ("required: FILE", "grade --help")),
    "a file beside a batch": Invocation(
        "grader grade x.py --batch y.jsonl", 2, ("leave FILE out", "grade --help")
    ),
    "an exercise for a batch": Invocation(
        f"grader grade --batch y.jsonl {EVENS}", 2, ("leave --exercise out",)
    ),
    "spares that are no number": Invocation(
        "grader work --spares many", 2, ("'many'", "such as 2")
    ),
    "fewer spares than none": Invocation("grader work --spares -1", 2, ("'-1'", "such as 2")),
    "an unknown log level": Invocation("grader --log-level loud doctor", 2, ("DEBUG, INFO",)),
    "no command for lessons": Invocation("lessons", 2, ("required: COMMAND", "lessons --help")),
    "an unknown kind of thing to begin": Invocation("lessons new quiz x", 2, ("track, lesson",)),
    "nothing to begin": Invocation("lessons new lesson", 2, ("required: PATH",)),
    "more than all rows": Invocation("benchmarks --part 2", 2, ("'2' is no part, such as 0.1",)),
    "a part that is no number": Invocation("benchmarks --part half", 2, ("'half'", "such as 0.1")),
}

FILES = {
    "a file that is not there": Invocation(
        f"grader grade no.py {EVENS}", 2, ("cannot read no.py", "Name a .py or .ipynb file")
    ),
    "a folder for a file": Invocation(
        f"grader grade here {EVENS}", 2, ("here: Is a directory",), prepare=folder("here")
    ),
    "a file of bytes that are no text": Invocation(
        f"grader grade x.py {EVENS}", 1, ("not-utf-8",), prepare=file("x.py", bytes(range(256)))
    ),
    "a broken notebook": Invocation(
        f"grader grade nb.ipynb {EVENS}",
        2,
        ("nb.ipynb is no Jupyter notebook", "Save it again"),
        prepare=file("nb.ipynb", '{"cells": 3'),
    ),
    "a notebook that is JSON of another kind": Invocation(
        "grader run nb.ipynb", 2, ("is no Jupyter notebook",), prepare=file("nb.ipynb", "[1, 2]")
    ),
    "a batch that is not there": Invocation(
        "grader grade --batch no.jsonl --json", 2, ('{"error": "cannot read no.jsonl', "JSON lines")
    ),
    "a folder for a batch": Invocation(
        "grader grade --batch here", 2, ("here: Is a directory",), prepare=folder("here")
    ),
    "a stored submission that is not there": Invocation(
        "grader replay no.json", 2, ("cannot read no.json", "disputes --export")
    ),
    "a stored submission without a seed": Invocation(
        "grader replay x.json",
        2,
        ("x.json is no stored submission: seed: Field required", "docs/judging.md"),
        prepare=file("x.json", '{"exercise": "tensors/evens", "code": "", "version": ""}'),
    ),
    "a stored submission with a seed that is none": Invocation(
        "grader replay - --json",
        2,
        ('{"error": "- is no stored submission: seed:',),
        stdin=b'{"exercise": "tensors/evens", "code": "", "version": "", "seed": "-1"}',
    ),
    "a stored submission to an exercise that is gone": Invocation(
        "grader replay -",
        2,
        ("did you mean tensors/evens?",),
        stdin=b'{"exercise": "tensors/evnes", "code": "", "version": "", "seed": "1"}',
    ),
    "a message that is not there": Invocation("bot read no.txt", 1, ("no.txt cannot be read",)),
    "a message of bytes that are no text": Invocation(
        "bot read -", 1, ("- is no text (binary)", "save it as UTF-8"), stdin=bytes(range(256))
    ),
    "a thread of nobody": Invocation("bot read - --in-thread-of US", 2, ("ME, OTHER",)),
    "an exercise that is nearly right": Invocation(
        "grader grade x.py --exercise tensors/evnes", 2, ("did you mean tensors/evens?",)
    ),
    "an exercise far from any": Invocation(
        "grader grade x.py --exercise zzz", 2, ("no exercise 'zzz'", "python -m lessons list")
    ),
    "an error that a program reads": Invocation(
        f"grader grade no.py {EVENS} --json", 2, ('{"error": "cannot read no.py',)
    ),
    "a folder of lessons that is not there": Invocation(
        f"grader --lessons nowhere grade - {EVENS}",
        2,
        ("nowhere:1: no track here",),
        stdin=b"def evens(n): return n",
    ),
    "a .env that is no text": Invocation(
        "grader run -", 2, (".env is not UTF-8",), prepare=file(".env", b"\xff\xfe"), stdin=b"1"
    ),
    "a backup of no database": Invocation("bot backup x.db", 1, ("there is no database",)),
    "a backup over a file": Invocation(
        "bot backup tensei.db", 1, ("is the database itself",), prepare=file("tensei.db")
    ),
    "a backup into a folder that is not there": Invocation(
        "bot backup nowhere/x.db", 1, ("there is no folder",), prepare=file("tensei.db")
    ),
    "a backup where nobody may write": Invocation(
        "bot backup /proc/x.db", 1, ("cannot be written to",), prepare=file("tensei.db")
    ),
    "a backup of a damaged database": Invocation(
        "bot backup x.db", 1, ("not a database",), prepare=file("tensei.db", DAMAGED)
    ),
    "lessons in a folder that is not there": Invocation(
        "lessons list --folder nowhere", 2, ("no folder nowhere", "name one that holds tracks")
    ),
    "a file for a folder of lessons": Invocation(
        "lessons list --folder x", 2, ("no folder x",), prepare=file("x")
    ),
    "a folder without tracks": Invocation(
        "lessons check --folder x", 1, ("x:1: no track here",), prepare=folder("x")
    ),
    "a track that is no text": Invocation(
        "lessons list --folder x",
        1,
        ("track.toml:1: this is not UTF-8", "1 to put right"),
        prepare=file("x/mine/track.toml", b"\xff\xfe"),
    ),
    "a track with half a table": Invocation(
        "lessons check --folder x",
        1,
        ("track.toml:1: slug is missing",),
        prepare=file("x/mine/track.toml", "lessons = []"),
    ),
    "a track whose lesson is not there": Invocation(
        "lessons list --json --folder x",
        1,
        ('there is no folder \\"sums\\"; write the lesson',),
        prepare=file("x/mine/track.toml", TRACK),
    ),
    "a lesson that is nearly right": Invocation(
        "lessons check tensor", 2, ('did you mean "tensors"?',)
    ),
    "a lesson far from any": Invocation("lessons preview zzz", 2, ("there are: tensors",)),
    "a track where nobody may write": Invocation(
        "lessons new track /proc/mine", 2, ("cannot write in", "name a folder")
    ),
    "somebody's folder who is not there": Invocation(
        "lessons new track ~nobody-at-all/x", 2, ("there is no user", "in full")
    ),
    "a lesson in a track that is no text": Invocation(
        "lessons new lesson mine/sums",
        2,
        ("track.toml is not UTF-8",),
        prepare=file("mine/track.toml", b"\xff\xfe"),
    ),
}

SETTINGS = {
    "a database of another kind": Invocation(
        "bot migrate",
        1,
        ("TENSEI_DATABASE_URL=mysql://db", "write sqlite+aiosqlite"),
        {"TENSEI_DATABASE_URL": "mysql://db"},
    ),
    "a database's port that is no number": Invocation(
        "bot migrate",
        1,
        ("TENSEI_DATABASE_URL=", "postgresql+psycopg://"),
        {"TENSEI_DATABASE_URL": "postgresql+psycopg://u:hunter2@h:port/db"},
    ),
    "the same for a grader": Invocation(
        "grader work",
        2,
        ("set TENSEI_DATABASE_URL",),
        {"TENSEI_DATABASE_URL": "postgresql+psycopg://u:hunter2@h:port/db"},
    ),
    "a grader of its own on SQLite": Invocation(
        "grader work", 2, ("takes its jobs from Postgres",)
    ),
    "a database that is away": Invocation(
        "bot migrate",
        1,
        ("127.0.0.1:1/tensei", "TENSEI_DATABASE_URL"),
        {"TENSEI_DATABASE_URL": UNREACHABLE},
    ),
    "a role in a database that is away": Invocation(
        "bot grader-role attic", 1, ("127.0.0.1:1/tensei",), {"TENSEI_DATABASE_URL": UNREACHABLE}
    ),
    "a role that is no name": Invocation(
        "bot grader-role Attic!", 1, ("such as grader_attic",), {"TENSEI_DATABASE_URL": UNREACHABLE}
    ),
    "a role on SQLite": Invocation("bot grader-role attic", 1, ("need Postgres",)),
    "a bench of a database that is away": Invocation(
        f"benchmarks --database {UNREACHABLE}", 1, ("127.0.0.1:1/tensei",)
    ),
    "a bench of no database": Invocation(
        "benchmarks --database foo", 1, ("write sqlite+aiosqlite",)
    ),
    "a database in a folder that is not there": Invocation(
        "bot migrate",
        1,
        ("There is no folder /nowhere",),
        {"TENSEI_DATABASE_URL": "sqlite+aiosqlite:////nowhere/tensei.db"},
    ),
    "a database where nobody may write": Invocation(
        "bot migrate",
        1,
        ("may write to it",),
        {"TENSEI_DATABASE_URL": "sqlite+aiosqlite:////proc/tensei.db"},
    ),
    "a database in memory": Invocation(
        "bot migrate", 1, ("would forget",), {"TENSEI_DATABASE_URL": "sqlite+aiosqlite://"}
    ),
    "a damaged database": Invocation(
        "bot migrate", 1, ("not a database",), prepare=file("tensei.db", DAMAGED)
    ),
    "a database of a newer Tensei": Invocation(
        "bot migrate", 1, ("newer Tensei (schema 9999",), prepare=newer_database
    ),
    "a database of an older Tensei": Invocation(
        "bot status", 1, ("run `python -m bot migrate`",), prepare=older_database
    ),
    "no database": Invocation("bot status", 1, ("There is no database", "when it starts")),
    "no bot": Invocation("bot ready", 1, ("127.0.0.1:1", "Start it with: python -m bot")),
    "no grader": Invocation(
        "grader ready", 2, ("127.0.0.1:1", "Start it with: python -m grader work")
    ),
    "no grader to reload": Invocation("grader reload", 2, ("not reloaded", "127.0.0.1:1")),
    "a host that is none": Invocation(
        "bot ready", 1, ("nothing that Tensei knows",), {"TENSEI_HEALTH_HOST": "not a host"}
    ),
    "a .env that is no text, for the bot": Invocation(
        "bot migrate", 1, (".env is not UTF-8",), prepare=file(".env", b"\xff\xfe")
    ),
    "a port of words": Invocation(
        "bot", 1, ("TENSEI_LOCAL_PORT=eighty", "0 for any"), {"TENSEI_LOCAL_PORT": "eighty"}
    ),
    "a port too high": Invocation(
        "bot", 1, ("TENSEI_HEALTH_PORT=70000", "0 for any"), {"TENSEI_HEALTH_PORT": "70000"}
    ),
    "a language that nobody speaks here": Invocation(
        "bot", 1, ("TENSEI_LANGUAGE=fr", "write ja or en"), {"TENSEI_LANGUAGE": "fr"}
    ),
    "a zone that is none": Invocation(
        "bot", 1, ("TENSEI_ZONE=Mars", "such as Asia/Tokyo"), {"TENSEI_ZONE": "Mars"}
    ),
    "lessons that are not there": Invocation(
        "bot", 1, ("TENSEI_LESSONS=nowhere", "a folder that exists"), {"TENSEI_LESSONS": "nowhere"}
    ),
    "lessons without a track": Invocation("bot", 1, ("no track here",), {"TENSEI_LESSONS": "."}),
    "days that are fewer than one": Invocation(
        "bot", 1, ("TENSEI_KEEP_CODE_DAYS=0", "at least 1"), {"TENSEI_KEEP_CODE_DAYS": "0"}
    ),
    "a log in another form": Invocation(
        "bot", 1, ("TENSEI_LOG_FORMAT=xml", "text or json"), {"TENSEI_LOG_FORMAT": "xml"}
    ),
    "two settings at once": Invocation(
        "bot",
        1,
        ("TENSEI_ZONE=Mars", "TENSEI_LANGUAGE=fr"),
        {"TENSEI_ZONE": "Mars", "TENSEI_LANGUAGE": "fr"},
    ),
    "a shard beyond all shards": Invocation(
        "bot",
        1,
        ("TENSEI_DISCORD_SHARD_IDS=7", "numbers below"),
        {"TENSEI_DISCORD_SHARD_COUNT": "2", "TENSEI_DISCORD_SHARD_IDS": "7"},
    ),
    "an address of Discord's that is none": Invocation(
        "bot",
        1,
        ("TENSEI_DISCORD_API_URL=discord", "an address such as"),
        {"TENSEI_DISCORD_API_URL": "discord"},
    ),
    "a way to hear Slack that is none": Invocation(
        "bot", 1, ("TENSEI_SLACK_MODE=radio", "socket or http"), {"TENSEI_SLACK_MODE": "radio"}
    ),
    "a token of Slack's that is none": Invocation(
        "bot",
        1,
        ("SLACK_BOT_TOKEN has to begin with xoxb-", "docs/slack.md"),
        {
            "SLACK_BOT_TOKEN": "hunter2",
            "SLACK_APP_TOKEN": "xapp-1",
            "TENSEI_HEALTH_PORT": "0",
            **FEW_LESSONS,
        },
    ),
    "a limit too low": Invocation(
        "grader run -",
        2,
        ("TENSEI_LIMIT_MEMORY_MIB=1", "64"),
        {"TENSEI_LIMIT_MEMORY_MIB": "1"},
        stdin=b"1",
    ),
    "a limit of words": Invocation(
        "grader run -",
        2,
        ("TENSEI_LIMIT_WALL_SECONDS=soon",),
        {"TENSEI_LIMIT_WALL_SECONDS": "soon"},
        stdin=b"1",
    ),
    "more tasks on a GPU than there can be": Invocation(
        "grader work --stdio",
        2,
        ("TENSEI_GPU_AT_ONCE=99 cannot be used",),
        {"TENSEI_GPU_AT_ONCE": "99"},
    ),
    "a grader's log in another form": Invocation(
        "grader work", 2, ("TENSEI_LOG_FORMAT=xml", "text or json"), {"TENSEI_LOG_FORMAT": "xml"}
    ),
}

ALL = {**TYPED, **FILES, **SETTINGS}


@pytest.mark.parametrize("invocation", ALL.values(), ids=ALL.keys())
def test_what_is_wrong_is_answered_with_a_sentence_and_the_next_step(
    invocation: Invocation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call
) -> None:
    invocation.prepare(tmp_path)
    for name, value in invocation.settings.items():
        monkeypatch.setenv(name, value)
    result = call(*invocation.typed.split(), stdin=invocation.stdin)
    assert result.code == invocation.code
    output = result.out + result.err
    for part in invocation.says:
        assert part in output
    assert "Traceback" not in output
    assert "hunter2" not in output
    errors = [line for line in result.err.splitlines() if " INFO " not in line]
    assert len(errors) <= 3
    assert all(len(line) < 400 for line in errors)


def test_a_port_that_is_taken_is_named_with_the_setting_that_changes_it(
    monkeypatch: pytest.MonkeyPatch, call
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("TENSEI_HEALTH_PORT", port)
        result = call("bot")
    assert result.code == 1
    assert f"port {port} on 127.0.0.1" in result.err
    assert "set TENSEI_HEALTH_PORT" in result.err
