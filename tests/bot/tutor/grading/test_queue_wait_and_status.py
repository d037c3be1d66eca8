"""The wait before a job, and `/status`."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from bot.tutor.replies.model import Code, Reply, Table
from grader.protocol import GraderInfo, Started
from grader.queues import GraderStatus, QueuePosition
from tests.support.study import Study, blocks, buttons, person, text

EVENS = "def evens(x):\n    return x"

GPU = GraderInfo(
    host="cellar",
    pid=7,
    walls=("bubblewrap", "seccomp"),
    devices=("cpu", "cuda:0"),
    versions={"tensei": "0.1", "torch": "2.13"},
    at_once=4,
    running=3,
    spares=2,
)


async def test_the_acknowledgement_says_how_many_are_before_and_how_long_it_takes(
    study: Study,
) -> None:
    study.queue.ahead, study.queue.wait_s = 3, 3.4
    assert "3 before you: about 4 seconds." in text(await study.say(EVENS))
    assert "先に 3 件あります。順番まで約 4 秒です。" in text(
        await study.say(EVENS, "emi", locale="ja")
    )
    study.queue.wait_s = 200
    assert "about 4 minutes" in text(await study.type("/run print(1)", who="ben"))


async def test_who_is_next_is_told_of_no_wait(study: Study) -> None:
    study.queue.wait_s = 0.0
    assert "before you" not in text(await study.say(EVENS))


async def test_without_a_grader_the_code_is_kept_and_its_start_is_told_later(
    study: Study,
) -> None:
    study.queue.graders = ()
    reply = await study.say(EVENS)
    assert reply.pending
    assert "No grader is ready just now. This is safely kept" in text(reply)
    await study.tutor.jobs.on_grader_message(Started(id=study.queue.sent[-1].id))
    assert "running now" in text(study.delivered[-1][1])


async def test_what_is_stored_is_acknowledged_though_nobody_knows_how_long_it_waits(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(job_id: str) -> QueuePosition | None:
        raise OperationalError("SELECT", {}, Exception("the server has closed the connection"))

    monkeypatch.setattr(study.queue, "position", away)
    reply = await study.say(EVENS)
    assert reply.pending
    assert not reply.trouble
    assert "evens" in text(reply)
    assert [each.id for each in study.queue.staged] == [each.id for each in study.queue.sent]


async def status(study: Study, *, manages: bool = False, locale: str = "en") -> Reply:
    asking = replace(person("emi", locale), is_admin=manages)
    return await study.tutor.command(asking, "status", "", study.next_place())


def graders(reply: Reply) -> tuple[tuple[str, ...], ...]:
    (table,) = blocks(reply, Table)
    return table.rows


async def test_learners_are_told_that_they_can_go_on_whatever_the_graders_do(
    study: Study,
) -> None:
    for alive in (True, False):
        study.queue.graders = (GraderStatus(GPU, 0.4, alive=alive),)
        reply = await status(study)
        assert "Lessons, quizzes and hints work at any time." in text(reply)
        assert ("No waiting" in text(reply)) == alive
        (go_on,) = [each for each in buttons(reply) if each.style == "primary"]
        assert "lesson" in go_on.action
    study.queue.graders = (GraderStatus(GPU, 0.4, alive=True),)
    assert "順番待ちはありません" in text(await status(study, locale="ja"))


async def test_machines_and_their_sandbox_are_for_who_manages_the_place(study: Study) -> None:
    study.queue.graders = (GraderStatus(GPU, 0.4, alive=True, notice="update tensors/evens"),)
    learners = await status(study)
    assert not blocks(learners, Table)
    for secret in ("cellar", "update tensors/evens", "seccomp"):
        assert secret not in learners.model_dump_json()
    managers = await status(study, manages=True)
    (row,) = graders(managers)
    assert row[:2] == ("cellar/7", "3 of 4 at work, 2 ready")
    assert row[2:] == ("cpu, cuda:0", "bubblewrap, seccomp", "tensei 0.1, torch 2.13")
    assert "Grader **cellar\\/7** has other lessons" in text(managers)
    assert [code.text for code in blocks(managers, Code)] == ["update tensors/evens"]


async def test_a_grader_that_is_gone_is_shown_as_silent_below_those_that_live(
    study: Study,
) -> None:
    gone = GPU.model_copy(update={"host": "attic"})
    study.queue.graders = (
        GraderStatus(gone, 75.0, alive=False),
        GraderStatus(GPU, 0.4, alive=True),
    )
    reply = await status(study, manages=True)
    assert [row[:2] for row in graders(reply)] == [
        ("cellar/7", "3 of 4 at work, 2 ready"),
        ("attic/7", "silent for 75 seconds"),
    ]
    assert "No grader is ready" not in text(reply)
    study.queue.graders = study.queue.graders[:1]
    assert "No grader is ready" in text(await status(study))


async def test_the_oldest_wait_is_told(study: Study) -> None:
    study.queue.waiting, study.queue.running, study.queue.oldest_wait_s = 5, 2, 130.0
    assert (
        "**5 submissions are waiting**, and 2 are being graded. The oldest has waited 3 minutes."
        in text(await status(study))
    )
