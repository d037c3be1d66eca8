"""The steps of python -m benchmarks.gpu_check with a stand-in for a card, and how each can fail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import gpu_bad_tasks, gpu_card, gpu_steps
from benchmarks.gpu_card import Card
from benchmarks.gpu_record import Record, State, p50_p99, read_record
from benchmarks.gpu_step import STEPS, run_step
from common.tasks import cancel_and_wait
from grader.worker.gpu import CardMemory
from grader.worker.grader import Grader
from lessons.curriculum import Catalog
from tests.support.polling import until
from tests.support.pretended_card import CARD, GIB, MIB, PretendedMemory, copy_probe

LIMIT_S = 120.0


@pytest.fixture
def card(tmp_path: Path) -> Card:
    """A stand-in for a card: everything is real but its driver and its memory."""
    return Card("meta", CARD, copy_probe(tmp_path), lambda _: CardMemory(8 * GIB, 8 * GIB))


async def step(name: str, out: Path, card: Card, limit_s: float = LIMIT_S) -> Record:
    """Run a step, and return what its file says."""
    await run_step(name, out, card, limit_s)
    return read_record(out, name)


async def test_a_step_without_a_driver_says_what_is_missing(tmp_path: Path) -> None:
    result = await step("scout", tmp_path, Card())
    assert result.state is State.FAILED
    assert "cuda:0 could not be opened" in result.summary


async def test_a_hung_task_is_ended_at_its_limit_and_the_next_one_runs(
    card: Card, tmp_path: Path
) -> None:
    result = await step("hung-kernel", tmp_path, card)
    assert result.state is State.OK, result.summary
    assert result.figures["ended_after_ms"] >= gpu_bad_tasks.WALL_S * 1000


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [
        ("hung-kernel", ("HUNG_KERNEL", "1"), "a hung kernel ended as answered, not as timeout"),
        (
            "memory-hog",
            ("MEMORY_HOG", "while True: pass"),
            "a memory hog ended as timeout, not as out-of-memory",
        ),
        (
            "memory-hog",
            ("MEMORY_HOG", "raise ValueError('no library')"),
            "a memory hog ended as raised, not as out-of-memory: ValueError: no library",
        ),
        ("lost-context", ("LOST_CONTEXT", "1"), "a lost context ended as answered, not as raised"),
    ],
)
async def test_a_card_that_refuses_nothing_is_a_failure_with_its_cause(
    card: Card,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    code: tuple[str, str],
    why: str,
) -> None:
    monkeypatch.setattr(gpu_bad_tasks, *code)
    result = await step(name, tmp_path, card)
    assert (result.state is State.OK, result.summary) == (False, why)


BAD = {
    "hung-kernel": ("HUNG_KERNEL", "while True: pass"),
    "memory-hog": ("MEMORY_HOG", "raise RuntimeError('CUDA out of memory')"),
    "lost-context": ("LOST_CONTEXT", "raise RuntimeError('device-side assert')"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_task_that_breaks_the_card_for_the_next_one_is_a_failure(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(gpu_bad_tasks, *BAD[name])
    monkeypatch.setattr(gpu_bad_tasks, "WALL_S", 1.0)
    monkeypatch.setattr(gpu_card, "_PRODUCT", "raise RuntimeError('the card is gone')")
    result = await step(name, tmp_path, card)
    assert result.state is State.FAILED
    assert result.summary == "a task on the card ended as raised: RuntimeError: the card is gone"


async def hog(
    card: Card, out: Path, monkeypatch: pytest.MonkeyPatch, within: int, without: int
) -> Record:
    """Run memory-hog with tasks that say that they got so many MiB."""
    code = "{first}\nprint(most)\nraise RuntimeError('CUDA out of memory')"
    monkeypatch.setattr(gpu_bad_tasks, "MEMORY_HOG", f"most = {within}\n" + code)
    monkeypatch.setattr(gpu_bad_tasks, "LIFT_THE_LIMIT", f"most = {without}")
    return await step("memory-hog", out, card)


async def test_what_a_task_got_of_the_memory_is_measured_with_and_without_the_limit(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = await hog(card, tmp_path, monkeypatch, 512, 7680)
    assert result.state is State.OK, result.summary
    assert (result.figures["got_mib"], result.figures["got_without_limit_mib"]) == (512, 7680)
    assert "code that lifts torch's limit got 7680" in result.summary


async def test_a_task_that_gets_more_than_its_share_is_a_failure(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = await hog(card, tmp_path, monkeypatch, 4096, 7680)
    assert result.state is State.FAILED
    assert result.summary == "a task got 4096 MiB, more than its share of 2048 MiB"


async def test_memory_that_a_task_leaves_in_use_is_a_failure(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaking = replace(card, read_memory=PretendedMemory(total=8 * GIB, context=1100 * MIB))
    monkeypatch.setattr(gpu_bad_tasks, "GpuSettings", lambda: gpu_steps.GpuSettings(at_once=6))
    monkeypatch.setattr(gpu_card, "RELEASE_S", 0.0)
    result = await hog(leaking, tmp_path, monkeypatch, 512, 7680)
    assert (result.state, result.figures["kept_mib"]) == (State.FAILED, 2200)
    assert result.summary == "2200 MiB were not free again when the tasks had ended"


async def test_no_forgery_passes_in_the_jail_of_the_card(card: Card, tmp_path: Path) -> None:
    result = await step("forgeries", tmp_path, card)
    assert result.state is State.OK, result.summary
    assert result.figures["tried"] == len(list(gpu_bad_tasks.FORGERIES.glob("*.py"))) > 10


async def test_a_forgery_that_passes_is_named(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_bad_tasks, "FORGERIES", tmp_path)
    (tmp_path / "as_asked.py").write_text(gpu_bad_tasks.HONEST, encoding="utf-8")
    result = await step("forgeries", tmp_path, card)
    assert (result.state, result.summary) == (State.FAILED, "a forgery passed: as_asked")


async def test_a_card_on_which_no_right_answer_passes_is_a_failure(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_bad_tasks, "FORGERIES", tmp_path)
    (tmp_path / "wrong.py").write_text(gpu_bad_tasks.WRONG, encoding="utf-8")
    monkeypatch.setattr(gpu_bad_tasks, "HONEST", gpu_bad_tasks.WRONG)
    result = await step("forgeries", tmp_path, card)
    assert result.state is State.FAILED
    assert result.summary.startswith("a right answer got failed")


async def test_submissions_are_graded_on_the_card_and_none_falls_back(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_steps, "SUBMISSIONS", 4)
    result = await step("submissions", tmp_path, card)
    assert result.state is State.OK, result.summary
    assert (result.figures["submissions"], result.figures["fell_back"]) == (4, 0)


async def test_submissions_that_fall_back_are_a_failure_with_their_share(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_steps, "SUBMISSIONS", 4)
    opened = Card.grader

    @asynccontextmanager
    async def lose_card(self: Card, catalog: Catalog) -> AsyncIterator[Grader]:
        async with opened(self, catalog) as grader:
            grader.jails.give_up_gpu()
            yield grader

    monkeypatch.setattr(Card, "grader", lose_card)
    result = await step("submissions", tmp_path, card)
    assert (result.state, result.figures["share_that_fell_back"]) == (State.FAILED, 1.0)
    assert result.summary.startswith("4 of 4 graded, 4 of them on the CPU instead")


async def test_a_jail_that_does_not_open_names_the_cause(card: Card, tmp_path: Path) -> None:
    gone = copy_probe(tmp_path / "gone", "raise RuntimeError('the card is gone')")
    result = await step("open", tmp_path, replace(card, probe=gone))
    assert result.state is State.FAILED
    assert result.summary == (
        "The jail cannot be locked: a child could not be locked in: RuntimeError: the card is gone"
    )


async def test_submissions_that_are_broken_off_leave_what_was_measured(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_steps, "SUBMISSIONS", 10**6)
    grading = asyncio.create_task(gpu_steps.grade_submissions(Record(tmp_path, "it"), card))
    await until(lambda: read_record(tmp_path, "it").figures.get("submissions", 0) >= 2)
    await cancel_and_wait(grading)
    left = read_record(tmp_path, "it")
    assert left.state is State.RUNNING
    assert left.figures["share_that_fell_back"] == 0
    assert left.summary.startswith(f"{left.figures['submissions']} of 1000000 graded")


async def test_warm_tasks_are_measured_in_the_opened_jail(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_steps, "WARM_TASKS", 2)
    result = await step("open", tmp_path, card)
    assert result.state is State.OK, result.summary
    assert (result.figures["at_once"], result.figures["idle_children"]) == (3, 3)
    assert 0 < result.figures["warm_p50_ms"] <= result.figures["warm_p99_ms"]


async def test_children_are_counted_with_the_memory_that_they_leave(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_steps, "SUSTAINED_S", 1.0)
    result = await step("sustained", tmp_path, card)
    assert result.state is State.OK, result.summary
    figures = result.figures
    assert figures["at_once"] == 3
    assert figures["tasks"] <= figures["children"] <= figures["tasks"] + 3
    assert figures["children_an_hour"] == pytest.approx(figures["tasks_per_s"] * 3600, rel=0.01)
    assert (figures["mib_free_before"], figures["mib_free_after"], figures["mib_left"]) == (
        8192, 8192, 0,
    )  # fmt: skip
    assert f"0 MiB still in use after {figures['children']} children" in result.summary


async def test_children_that_leave_memory_in_use_are_a_failure(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_steps, "SUSTAINED_S", 0.5)
    monkeypatch.setattr(gpu_card, "RELEASE_S", 0.0)
    leaking = replace(card, read_memory=PretendedMemory(total=8 * GIB, context=100 * MIB))
    result = await step("sustained", tmp_path, leaking)
    assert result.state is State.FAILED
    assert "as much as a context" in result.summary
    assert result.figures["mib_left"] >= 300


async def test_a_task_that_fails_while_many_run_is_a_failure(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_card, "_PRODUCT", "raise RuntimeError('the card is gone')")
    result = await step("sustained", tmp_path, card)
    assert result.state is State.FAILED
    assert result.summary == "a task on the card ended as raised: RuntimeError: the card is gone"


async def test_contexts_are_measured_for_several_tasks_at_once(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_steps, "SHORT_SUSTAINED_S", 0.3)
    monkeypatch.setattr(gpu_steps, "AT_ONCE", (1, 2))
    result = await step("contexts", tmp_path, card)
    assert result.state is State.OK, result.summary
    assert result.figures["at_once_2"]["fit"] == 2
    assert result.figures["at_once_1"]["tasks_per_s"] > 0


async def test_without_a_card_the_curve_is_that_of_the_cpu_and_the_step_fails(
    card: Card, tmp_path: Path
) -> None:
    result = await step("curve", tmp_path, card)
    assert (result.state, result.summary) == (
        State.FAILED,
        "torch sees no card in this process",
    )
    assert len(result.figures["cpu_ms"]) == len(result.figures["sizes"]) > 0


async def test_an_error_of_the_driver_is_a_finding(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(record: Record, _: Card) -> str:
        record.note("2 of 3", done=2)
        raise RuntimeError("CUDA error: an illegal memory access was encountered\nmore")

    monkeypatch.setitem(STEPS, "open", fail)
    result = await step("open", tmp_path, card)
    assert (result.state, result.figures) == (State.FAILED, {"done": 2})
    assert result.summary.startswith("RuntimeError: CUDA error: an illegal memory access")


def test_percentiles_are_values_that_were_measured_or_lie_between_two() -> None:
    assert p50_p99([7.0]) == (7.0, 7.0)
    assert p50_p99([1.0, 3.0]) == (2.0, 2.98)
    assert p50_p99([float(n) for n in range(1, 41)])[1] <= 40.0
