"""A batch answers each of its lines with one line, in the same order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest

from grader.jail import Jail, Warmup
from grader.protocol import MAX_CODE_BYTES, Grade, Verdict
from grader.worker.batch import LINES_AHEAD, MAX_LINE_BYTES, Batch, BatchResult
from grader.worker.grader import Grader
from lessons.curriculum import Catalog
from tests.support.jail_modes import TINY_PROBE

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONCURRENCY = 2
TO_FLOAT = "tensors/to-float"
RIGHT = "import torch\ndef to_float(values):\n    return torch.tensor(values).float()\n"
WRONG = "import torch\ndef to_float(values):\n    return torch.tensor(values)\n"
SLOW = "import time\ntime.sleep(1)\n" + RIGHT
CASE = {"id": "one", "exercise": TO_FLOAT, "code": RIGHT}


async def lines_of(submissions: Iterable[Any]) -> AsyncIterator[bytes]:
    for each in submissions:
        yield each if isinstance(each, bytes) else json.dumps(each).encode() + b"\n"


@pytest.fixture
def batch(grader: Grader, catalog: Catalog) -> Batch:
    return Batch(grader, catalog, CONCURRENCY)


async def results(batch: Batch, *submissions: Any) -> list[BatchResult]:
    return [each async for each in batch.grade(lines_of(submissions))]


async def answers(batch: Batch, *submissions: Any) -> list[dict[str, Any]]:
    return [json.loads(each.text) for each in await results(batch, *submissions)]


def repeatable(verdict: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in verdict.items() if key not in {"milliseconds", "exam"}}


async def test_verdicts_have_the_order_of_the_lines_also_after_a_slow_one(batch: Batch) -> None:
    codes = [SLOW, *[WRONG, RIGHT] * 4]
    lines = [{"id": n, "exercise": TO_FLOAT, "code": code} for n, code in enumerate(codes)]
    found = await answers(batch, *lines)
    assert [each["id"] for each in found] == list(range(9))
    assert [each["status"] for each in found] == ["passed", *["failed", "passed"] * 4]


@pytest.mark.parametrize("code", [RIGHT, WRONG, "to_float = 3", "(", ""])
async def test_a_line_has_the_json_of_a_single_verdict_and_its_id(
    grader: Grader, batch: Batch, code: str
) -> None:
    alone = await grader.grade(Grade(id="alone", exercise=TO_FLOAT, code=code))
    (found,) = await answers(batch, {**CASE, "code": code})
    assert list(found) == ["id", *Verdict.model_fields]
    assert found.pop("id") == "one"
    assert repeatable(found) == repeatable(alone.model_dump(mode="json"))


@pytest.mark.parametrize(
    "text",
    [
        f"Here it is:\n```python\n{RIGHT}```\n",
        "\n".join(f">>> {line}" for line in RIGHT.splitlines()),
        RIGHT.replace("(", "\N{FULLWIDTH LEFT PARENTHESIS}"),
        "\ufeff" + RIGHT.replace("\n", "\r\n"),
        json.dumps({"cells": [{"cell_type": "code", "source": [RIGHT]}]}),
    ],
    ids=["fenced", "prompts", "full-width", "windows", "notebook"],
)
async def test_code_is_repaired_as_a_paste_is(batch: Batch, text: str) -> None:
    (found,) = await answers(batch, {**CASE, "code": text})
    assert found["status"] == "passed"


BAD = {
    b"nonsense\n": "no JSON",
    b"[" * 5000 + b"\n": "no JSON",
    b'{"id": 1' + b"0" * 5000 + b"}": "no JSON",
    b"[1, 2]\n": "no object",
    b'{"id": "x", "code": "\xff"}\n': "save the file as UTF-8",
    b"1" * (MAX_LINE_BYTES + 1): "shorten its code",
    b'{"exercise": "tensors/to-float", "code": ""}': '"id" has to be',
    b'{"id": true, "exercise": "tensors/to-float", "code": ""}': '"id" has to be',
    b'{"id": [1], "exercise": "tensors/to-float", "code": ""}': '"id" has to be',
    b'{"id": "%s"}' % (b"x" * 201): "shorten it",
}
NAMED = {
    '"exercise" is missing; add it': {"id": "x", "code": ""},
    '"code" is missing; add it': {"id": "x", "exercise": TO_FLOAT},
    '"code" has to be a string': {"id": "x", "exercise": TO_FLOAT, "code": None},
    "did you mean tensors/to-float?": {"id": "x", "exercise": "tensors/to-flaot", "code": ""},
    "python -m lessons list": {"id": "x", "exercise": "z" * 5000, "code": ""},
    "a line before has the same id": CASE,
}


@pytest.mark.parametrize(
    ("line", "says", "line_id"),
    [
        *((line, says, None) for line, says in BAD.items()),
        *((line, says, line["id"]) for says, line in NAMED.items()),
    ],
    ids=[*(says + str(n) for n, says in enumerate(BAD.values())), *NAMED],
)
async def test_a_bad_line_is_an_error_that_says_what_to_do_and_the_rest_is_graded(
    batch: Batch, line: Any, says: str, line_id: str | None
) -> None:
    first, bad, last = await results(batch, CASE, line, {**CASE, "id": "last"})
    assert [each.is_error for each in (first, bad, last)] == [False, True, False]
    fields = json.loads(bad.text)
    assert says in fields.pop("error")
    assert fields == {"id": line_id, "line": 2}
    assert json.loads(last.text)["status"] == "passed"
    assert "\n" not in bad.text


async def test_a_number_and_the_same_number_as_text_are_two_ids(batch: Batch) -> None:
    found = await answers(batch, {**CASE, "id": 1}, {**CASE, "id": "1"})
    assert [(each["id"], each["status"]) for each in found] == [(1, "passed"), ("1", "passed")]


async def test_code_too_large_for_learners_has_its_verdict_and_is_an_error(batch: Batch) -> None:
    (found,) = await results(batch, {**CASE, "code": "#" * (MAX_CODE_BYTES + 1)})
    fields = json.loads(found.text)
    assert found.is_error
    assert (fields["status"], fields["reason"], fields["line"]) == ("invalid", "too-large", 1)
    assert "shorten it" in fields["error"]


async def test_code_that_no_utf_8_holds_is_invalid_as_in_a_file(batch: Batch) -> None:
    (found,) = await answers(batch, {**CASE, "code": "\ud800"})
    assert (found["status"], found["reason"]) == ("invalid", "not-utf-8")


async def test_blank_lines_are_counted_and_not_answered(batch: Batch) -> None:
    first, bad = await answers(batch, b"\xef\xbb\xbf" + json.dumps(CASE).encode(), b"\n", b"x\n")
    assert (first["id"], bad["line"]) == ("one", 3)


async def test_no_more_lines_are_read_ahead_than_the_memory_is_meant_for(batch: Batch) -> None:
    read = answered = most_ahead = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield json.dumps({"id": read, "exercise": TO_FLOAT}).encode()
            await asyncio.sleep(0)

    graded = batch.grade(endless())
    async for _ in graded:
        answered += 1
        for _ in range(3):
            await asyncio.sleep(0)
        most_ahead = max(most_ahead, read - answered)
        if answered == 5 * LINES_AHEAD:
            break
    await graded.aclose()
    assert 1 < most_ahead <= LINES_AHEAD + 2


async def test_lines_are_answered_while_the_next_has_not_arrived(batch: Batch) -> None:
    arrived = asyncio.Event()

    async def two() -> AsyncIterator[bytes]:
        yield json.dumps(CASE).encode()
        await arrived.wait()
        yield json.dumps({**CASE, "id": "two"}).encode()

    graded = batch.grade(two())
    first = await anext(graded)
    assert json.loads(first.text)["id"] == "one"
    arrived.set()
    assert [json.loads(each.text)["id"] async for each in graded] == ["two"]


async def test_what_reading_raises_is_raised_after_the_lines_before_it(batch: Batch) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield json.dumps(CASE).encode()
        raise OSError(5, "Input/output error")

    graded = batch.grade(broken())
    first = await anext(graded)
    assert json.loads(first.text)["status"] == "passed"
    with pytest.raises(OSError, match="Input/output"):
        await anext(graded)


async def test_where_the_grader_itself_fails_a_line_is_an_error_to_grade_again(
    catalog: Catalog,
) -> None:
    jail = await Jail.open(probe=TINY_PROBE, warmup=Warmup.NONE)
    await jail.close()
    grader = Grader(catalog, jail)
    try:
        (found,) = await results(Batch(grader, catalog, CONCURRENCY), CASE)
    finally:
        await grader.close()
    assert found.is_error
    assert "grade this line again" in json.loads(found.text)["error"]
