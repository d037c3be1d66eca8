"""What a learner sees of the GPU that code ran on, or that an exercise waits for."""

from __future__ import annotations

from dataclasses import replace

from bot.tutor.context import SubmissionLimits
from bot.tutor.replies.model import Reply
from grader.protocol import Graded, GraderInfo, Started, Status, Verdict
from grader.queues import GraderStatus
from lessons.curriculum import Catalog
from tests.support.study import Study, text

EVENS = "def evens(x):\n    return x"
CARD = GraderInfo(host="cellar", pid=7, devices=("cpu", "cuda:0"), at_once=4, gpu_at_once=2)


def with_card(study: Study, *, alive: bool) -> None:
    study.queue.graders = (*study.queue.graders, GraderStatus(CARD, 0.4, alive=alive))


def need_a_card(study: Study, *functions: str) -> None:
    """Make these exercises of the study, or all of them, such that need a card."""
    tracks = tuple(
        replace(
            track,
            needs="cuda",
            lessons=tuple(
                replace(
                    lesson,
                    exercises=tuple(
                        replace(each, needs_card=not functions or each.function in functions)
                        for each in lesson.exercises
                    ),
                )
                for lesson in track.lessons
            ),
        )
        for track in study.catalog.tracks
    )
    study.catalog = Catalog(tracks)
    study.started()


async def verdict_on(study: Study, device: str, card: str, status: Status) -> Reply:
    job = study.queue.sent[-1]
    verdict = Verdict(status=status, exercise="tensors/evens", device=device, card=card)
    await study.tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))
    return study.delivered[-1][1]


async def test_a_verdict_names_the_gpu_on_which_the_code_ran_whether_it_passed_or_not(
    study: Study,
) -> None:
    await study.say(EVENS)
    reply = await verdict_on(study, "cuda:0", "NVIDIA H200", Status.FAILED)
    assert "Your code ran on a GPU: `NVIDIA H200`." in text(reply)
    await study.say(EVENS, "emi", locale="ja")
    reply = await verdict_on(study, "cuda:0", "NVIDIA H200", Status.PASSED)
    assert "このコードは GPU（`NVIDIA H200`）の上で動きました。" in text(reply)


async def test_a_verdict_of_the_cpu_says_nothing_of_a_gpu(study: Study) -> None:
    await study.say(EVENS)
    assert "GPU" not in text(await verdict_on(study, "cpu", "", Status.PASSED))


async def test_the_name_of_a_gpu_is_shown_as_it_is_and_formats_nothing(study: Study) -> None:
    await study.say(EVENS)
    reply = await verdict_on(study, "cuda:0", "**bold** `code` <@1>", Status.PASSED)
    assert "`**bold** 'code' <@1>`" in text(reply)


async def test_an_exercise_that_needs_a_gpu_waits_for_one_and_is_not_failed(
    study: Study,
) -> None:
    need_a_card(study)
    reply = await study.say(EVENS)
    assert reply.pending
    assert "needs a **GPU**, and no grader has one right now. Your code is safely kept" in text(
        reply
    )
    assert "コードは預かっていて" in text(await study.say(EVENS, "emi", locale="ja"))
    await study.tutor.jobs.on_grader_message(Started(id=study.queue.sent[-1].id))
    assert "いま動かしています" in text(study.delivered[-1][1])


async def test_with_a_gpu_alive_nothing_is_said_of_waiting_for_one(study: Study) -> None:
    need_a_card(study)
    with_card(study, alive=True)
    assert "GPU" not in text(await study.say(EVENS))


async def test_the_exercise_itself_says_whether_it_waits_for_a_gpu(study: Study) -> None:
    assert "GPU" not in text(await study.type("/exercise evens"))
    need_a_card(study)
    with_card(study, alive=False)
    assert "no grader has one right now" in text(await study.type("/exercise evens"))
    with_card(study, alive=True)
    shown = text(await study.type("/exercise evens"))
    assert "the grader has one, so you need none of your own" in shown


async def test_code_that_waits_for_a_gpu_keeps_nobody_from_going_on(study: Study) -> None:
    study.limits = SubmissionLimits(per_minute=99, unfinished=2)
    need_a_card(study, "evens")
    other = "def to_float(x):\n    return x"
    for _ in range(2):
        assert (await study.say(EVENS)).pending
    for _ in range(2):
        assert (await study.say(other)).pending
    assert "4 of yours are still waiting" in text(await study.say(other))
