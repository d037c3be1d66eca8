"""A database as version 0.1.0 left it: rows in every table of its schema, as it wrote them.

Four learners have studied for some days until `NOW`. Aki writes in the local chat and on Discord,
Ben in the local chat, Kenta on Slack and Mia on Discord.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import MetaData, insert, inspect

import migrations
from common.sql_engine import new_engine
from tests.support.verdicts_0_1_0 import FACTS, LAYERS, Row, problem, verdict

REVISION = "0016"
"""The newest revision of the schema in version 0.1.0."""

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

SECRET_KEY = "MC4xLjAgd3JvdGUgdGhpcyB3aXRoIHRoaXMga2V5Li4="
SEALED_TOKEN = (
    "gAAAAABrC0EziGOp661Jx1HAi-n6C6RepDcygHnQiJDaIXlduNeLmdlx7RlI6WmxHEjT-bh2u_rHtKqpWo2KJIcY8qRQ"
    "vxdFy-5OwGkExZlD_YRO6IXAZec="
)
"""The token "xoxb-of-0.1.0" of the workspace T1, encrypted by version 0.1.0 with SECRET_KEY."""

LINK_CODE = "TRKNVJ6DA6"
"""Kenta's code to link another account, which is valid until three minutes after NOW."""

QUESTIONS = {
    "tensors": 6,
    "operations": 7,
    "numpy": 6,
    "gpu": 7,
    "autograd": 7,
    "network": 6,
    "gradients": 6,
}
"""The lessons of version 0.1.0, each with the number of its questions, which count from 1."""

EXERCISES = (
    *("tensors/to-float", "tensors/evens", "tensors/frame", "tensors/describe"),
    *("operations/affine", "operations/row-means", "operations/best-class"),
    *("operations/flatten-images", "operations/channels-last", "operations/pairwise-distances"),
    *("numpy/share", "numpy/to-array", "numpy/standardize"),
    *("gpu/pick-device", "gpu/gram", "gpu/to-device"),
    *("autograd/slope", "autograd/partials", "autograd/jacobian-row-sums"),
    *("network/forward", "network/bce", "network/gradients"),
    *("gradients/descend", "gradients/predict", "gradients/target"),
)
CHECKLIST = ("tensors", "numpy", "gpu", "autograd")

RIGHT = "import torch\n\ndef to_float(values):\n    return torch.tensor(values).float()\n"
NO_STEP = "import torch\n\ndef evens(stop):\n    return torch.arange(stop)\n"
RIGHT_EVENS = "import torch\n\ndef evens(stop):\n    return torch.arange(0, stop, 2)\n"
NO_BIAS = "def affine(x, weight, bias):\n    return x @ weight.T\n"


def ago(*, days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
    return NOW - timedelta(days=days, hours=hours, minutes=minutes)


def learner(id: int, platform: str, account: str, name: str, **more: Any) -> Row:
    settings: Row = {"language": None, "locale": "en-US", "zone": None, "told_zone": None}
    settings |= {"hidden": False, "remind_hour": None, "remind_at": None}
    settings |= {"remind_claimed_at": None, "met_at": ago(days=10)}
    return {"id": id, "platform": platform, "account": account, "name": name, **settings, **more}


def submission(
    id: str, learner_id: int, exercise: str, code: str, at: datetime, **more: Any
) -> Row:
    """Return a submission that is open, unless more is given."""
    row: Row = {"id": id, "learner_id": learner_id, "exercise": exercise, "code": code}
    row |= {"reply_to": f"{id}-reply", "received_at": at, "attempts": 0, "platform": "local"}
    return row | dict.fromkeys(("status", "verdict", "judged_at", "points", "delivered_at")) | more


def judged(row: Row, status: str, found: Row | None = None, points: int | None = None) -> Row:
    at = row["received_at"] + timedelta(seconds=1)
    told = verdict(row["exercise"], status, found)
    ended: Row = {"status": status, "verdict": told, "judged_at": at, "delivered_at": at}
    return {**row, **ended, "points": points, "mistake": found["mistake"] if found else None}


def run(id: str, learner_id: int, code: str, at: datetime, **more: Any) -> Row:
    row: Row = {"id": id, "learner_id": learner_id, "code": code, "reply_to": f"{id}-reply"}
    row |= {"received_at": at, "attempts": 0, "kind": "code", "platform": "local"}
    return row | dict.fromkeys(("status", "result", "finished_at", "delivered_at")) | more


def points(id: int, learner_id: int, kind: str, subject: str, amount: int, at: datetime) -> Row:
    key = f"{kind}:{learner_id}:{subject}"
    row: Row = {"id": id, "learner_id": learner_id, "key": key, "kind": kind, "subject": subject}
    return {**row, "points": amount, "earned_at": at}


def review(learner_id: int, kind: str, subject: str, due: datetime) -> Row:
    row: Row = {"learner_id": learner_id, "kind": kind, "subject": subject, "state": 2}
    row |= {"step": None, "stability": 2.3, "difficulty": 5.1}
    return {**row, "due": due, "reviewed_at": due - timedelta(days=2)}


def account(row: Row) -> Row:
    kept = ("platform", "account", "name", "locale", "met_at")
    return {"learner_id": row["id"], **{name: row[name] for name in kept}}


AKI = learner(1, "local", "aki", "Aki", zone="Asia/Tokyo", remind_hour=20, remind_at=ago(hours=-2))
BEN = learner(2, "local", "c-ben", "C++ Ben", language="ja", told_zone="America/New_York")
KENTA = learner(3, "slack", "T1:U2", "健太", locale="ja-JP")
MIA = learner(4, "discord", "77", "Mia", hidden=True)
AKI_ON_DISCORD = {**AKI, "platform": "discord", "account": "78", "name": "aki.t"}

SHOWN = {
    "blocks": [
        {"type": "text", "markdown": "**Hello, Aki!** I teach the basics of PyTorch."},
        {
            "type": "buttons",
            "buttons": [{"label": "Lesson 1", "action": "lesson:tensors", "style": "primary"}],
        },
        {"type": "table", "head": ["Lesson"], "rows": [["1. Meet"]], "highlighted": None},
    ],
    "private": True,
    "pending": False,
}
CHART = (
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADklEQVR4nGP4"
    "z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg=="
)
MEASURED = {
    "sizes": [16, 32],
    "cpu_ms": [0.001, 0.002],
    "gpu_ms": None,
    "copy_ms": None,
    "cpu": "a CPU",
    "threads": 1,
    "gpu": None,
    "torch": "2.11.0",
}
PRINTED = {
    "status": "passed",
    "stdout": "42\n",
    "stderr": "",
    "value": None,
    "figures": [CHART],
    "raised": None,
    "reason": None,
    "device": "cpu",
    "jail": LAYERS,
    "milliseconds": {"run": 5.0, "judge": 0.0, "total": 5.0},
}

ROWS: Mapping[str, Sequence[Row]] = {
    "learners": [AKI, BEN, KENTA, MIA],
    "accounts": [account(each) for each in (AKI, AKI_ON_DISCORD, BEN, KENTA, MIA)],
    "linking": [
        {
            "learner_id": 3,
            "code_hash": hashlib.sha256(LINK_CODE.encode()).hexdigest(),
            "expires_at": ago(minutes=-3),
            "tries": 1,
            "tried_since": ago(minutes=5),
        }
    ],
    "study_groups": [
        {"id": id, "platform": platform, "place": place, "name": name, "is_default": not name}
        | {"created_at": ago(days=10), "zone": zone, "invite": invite, "archived_at": None}
        for id, platform, place, name, zone, invite in (
            (1, "local", "home", "", None, None),
            (2, "slack", "T1", "", None, None),
            (3, "local", "home", "Night owls", "Asia/Tokyo", "TAN9W42N"),
        )
    ],
    "memberships": [
        {"group_id": group, "learner_id": one, "joined_at": ago(days=9), "teacher": is_teacher}
        for group, one, is_teacher in (
            *((1, 1, False), (1, 2, False), (2, 3, False)),
            *((3, 1, True), (3, 2, False), (3, 4, False)),
        )
    ],
    "submissions": [
        judged(
            submission("s-passed", 1, "tensors/to-float", RIGHT, ago(days=2, hours=17)),
            "passed",
            points=10,
        ),
        judged(
            submission("s-failed", 1, "tensors/evens", NO_STEP, ago(hours=20)),
            "failed",
            problem("shape", "missing-step"),
        ),
        *(
            judged(
                submission(f"s-{kind}", 2, "tensors/evens", NO_STEP, ago(hours=23)),
                "failed",
                problem(kind),
            )
            for kind in FACTS
        ),
        # This version's exercise names that mistake no more.
        judged(
            submission("s-unnamed", 1, "operations/affine", NO_BIAS, ago(hours=19)),
            "failed",
            problem("value", "forgot-bias"),
        ),
        submission("s-open", 2, "tensors/evens", RIGHT_EVENS, ago(minutes=1)),
        judged(
            submission(
                *("s-slack", 3, "tensors/to-float", RIGHT, ago(days=3)),
                platform="slack",
                reply_to="i|T1|C1|U2|trigger|1775044800|||01|https://hooks.slack.com/actions/T1/1/x",
            ),
            "passed",
            points=10,
        ),
        judged(
            submission(
                *("s-discord", 4, "tensors/to-float", RIGHT, ago(days=4)),
                platform="discord",
                reply_to="e:11:12:13:14:a-token",
            ),
            "passed",
            points=10,
        ),
    ],
    "runs": [
        run("r-done", 1, "print(6 * 7)", ago(hours=21), status="passed", result=PRINTED)
        | {"finished_at": ago(hours=21), "delivered_at": ago(hours=21)},
        run("r-measured", 2, "", ago(hours=3), kind="measurement", status="passed")
        | {"result": MEASURED, "finished_at": ago(hours=3), "delivered_at": ago(hours=3)},
        run("r-open", 1, "print(1)", ago(minutes=1)),
        run("r-stored", 1, "print(2)", ago(minutes=2), reply_to=None),
    ],
    "points": [
        # Each evening in UTC is the next morning in Aki's zone.
        points(1, 1, "exercise", "tensors/to-float", 10, ago(days=2, hours=17)),
        points(2, 1, "question", "tensors/1", 3, ago(days=1, hours=17)),
        points(3, 1, "question", "tensors/2", 3, ago(hours=17)),
        points(4, 2, "exercise", "tensors/to-float", 8, ago(days=1)),
        points(5, 3, "exercise", "tensors/to-float", 10, ago(days=3)),
        points(6, 4, "exercise", "tensors/to-float", 10, ago(days=4)),
    ],
    "quiz_answers": [
        {"id": number, "learner_id": 1, "question": question, "answer": answer}
        | {"correct": is_right, "answered_at": ago(hours=17, minutes=-number)}
        for number, question, answer, is_right in (
            (1, "tensors/1", "b", True),
            (2, "tensors/2", "tensor([0, 3, 6, 9])", True),
            (3, "tensors/3", "a", False),
        )
    ],
    "self_checks": [
        {"learner_id": 1, "track": "pytorch-basics", "item": "numpy", "checked_at": ago(days=1)}
    ],
    "hints": [{"learner_id": 1, "exercise": "tensors/evens", "seen": 1}],
    "bookmarks": [{"learner_id": 1, "lesson": "tensors", "page": 3, "left_at": ago(hours=2)}],
    "reviews": [
        review(1, "question", "tensors/3", ago(hours=1)),
        review(1, "exercise", "tensors/evens", ago(hours=2)),
        review(1, "question", "tensors/1", ago(days=-5)),
    ],
    "places": [{"platform": "slack", "place": "T1", "answers": "direct"}],
    "installations": [
        {"platform": "slack", "place": "T1", "name": "Study", "bot_user": "U1", "bot_id": "B1"}
        | {"installer": "T1:U2", "sealed_token": SEALED_TOKEN, "installed_at": ago(days=10)}
    ],
    "install_states": [{"state_hash": "0" * 64, "expires_at": ago(minutes=-5)}],
    "daily_channels": [
        {"id": 1, "platform": "local", "place": "home", "channel": "everyone", "hour": 19}
        | {"zone": "Asia/Tokyo", "weekdays": "0123456", "track": "pytorch-basics", "pace": 1}
        | {"language": "en", "position": 2, "next_at": ago(hours=-1)}
    ],
    "daily_posts": [
        {"id": id, "channel_id": 1, "day": date(2026, 3, 29 + id), "position": id - 1}
        | {"question": f"tensors/{id}", "exercise": EXERCISES[id - 1], "message": f"m-{id}"}
        | {"claimed_at": at, "sent_at": at, "skipped": False}
        for id, at in ((1, ago(days=1, hours=23)), (2, ago(hours=23)))
    ],
    "daily_answers": [
        {"learner_id": 2, "post_id": 2, "correct": True, "answered_at": ago(hours=22)}
    ],
    "local_messages": [
        {"number": number, "id": f"{id}{end}", "account": who, "author": author}
        | {"content": json.dumps(content), "created_at": ago(hours=20), "edited_at": None}
        | {"final": False}
        for number, id, who, end, author, content in (
            (1, "0001", "aki", "", "learner", {"kind": "say", "id": "00000001", "text": "/start"}),
            (2, "0001", "aki", "-reply", "tutor", SHOWN),
            (3, "0002", "c-ben", "-reply", "tutor", SHOWN),
            (4, "s-open", "c-ben", "", "learner", {"kind": "say", "id": "0" * 8, "text": "…"}),
            (5, "s-open", "c-ben", "-reply", "tutor", {"blocks": [], "pending": True}),
        )
    ],
    "graders": [
        {
            "id": "2774a385-baaf-43ca-bcaf-3aa00c882df4",
            "role": "grader_attic",
            "announcement": {
                "host": "attic",
                "pid": 23137,
                "walls": LAYERS,
                "devices": ["cpu"],
                "versions": {"tensei": "0.1.0", "python": "3.11.7", "torch": "2.11.0"},
                "exercises": {"tensors/to-float": "8e96688adaa0"},
                "at_once": 2,
                "running": 0,
                "spares": 2,
            },
            "notice": "",
            "seen_at": ago(minutes=1),
        }
    ],
}
"""The rows by table, in an order in which each row refers to earlier ones only."""


WAITING_JOB = {
    "queue_name": "g-49a3e7a7ba942f98",  # of graders with the exercise's version at that time
    "task_name": "tensei.job",
    "priority": 0,
    "lock": "learner-2",
    "queueing_lock": "s-open",
    "args": {
        "job": json.dumps(
            {"type": "grade", "id": "s-open", "exercise": "tensors/evens", "code": RIGHT_EVENS}
        ),
        "platform": "local",
    },
}
"""The open submission as it waits in the queue of a Postgres database."""


async def fill(url: str, now: datetime = NOW) -> None:
    """Insert the rows into an empty database that has the schema of version 0.1.0.

    With another `now` their times are as long before it as they are before NOW.
    """
    engine = new_engine(url)
    tables = MetaData()
    async with engine.begin() as connection:
        await connection.run_sync(tables.reflect, only=list(ROWS))
        filled = {**ROWS}
        if connection.dialect.name == "postgresql":
            await connection.run_sync(tables.reflect, only=["procrastinate_jobs"])
            filled["procrastinate_jobs"] = [WAITING_JOB]
        for name, rows in filled.items():
            for row in rows:
                # A None for a column of JSON would be stored as JSON's null.
                given = {
                    column: value + (now - NOW) if isinstance(value, datetime) else value
                    for column, value in row.items()
                    if value is not None
                }
                await connection.execute(insert(tables.tables[name]).values(given))
            if connection.dialect.name == "postgresql":
                await connection.run_sync(_continue_numbering, name)
    await engine.dispose()


def _continue_numbering(connection: Any, table: str) -> None:
    """Let Postgres number the next row after those that were inserted with their number."""
    for column in inspect(connection).get_columns(table):
        if column["autoincrement"] is True or "nextval" in str(column["default"]):
            name = column["name"]
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{name}'),"
                f" (SELECT max({name}) FROM {table}))"
            )


def create(url: str) -> None:
    """Create the schema of version 0.1.0 in an empty database. Call it in a thread."""
    migrations.upgrade(url, REVISION)
