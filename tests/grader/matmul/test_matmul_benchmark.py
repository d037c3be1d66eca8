"""The benchmark: real products on this machine, in a process of its own, with a cache."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from pydantic import ValidationError

from grader.matmul import matmul_benchmark
from grader.matmul.matmul_benchmark import SIZES, measure
from grader.matmul.matmul_runner import MatmulRunner, MeasurementError
from grader.protocol import (
    Grade,
    Graded,
    JobFailed,
    Measure,
    Measured,
    Measurement,
    parse_grader_message,
)
from grader.queues import JobEnvelope
from grader.queues.local import LocalQueue
from tests.support.polling import until

SMALL = (16, 64, 256)

WITH_GPU = {
    "sizes": (16, 32),
    "cpu_ms": (0.1, 0.2),
    "gpu_ms": (0.25, 0.5),
    "copy_ms": (0.5, 0.25),
    "cpu": "a processor",
    "threads": 1,
    "gpu": "a GPU",
    "torch": "2.13.0",
}

needs_gpu = pytest.mark.skipif(
    not torch.cuda.is_available(),
    reason="needs an NVIDIA GPU, its driver, and a torch that was built with CUDA",
)


def test_every_size_gets_a_median_and_larger_products_take_longer() -> None:
    measured = measure(SMALL, seconds=0.1)
    assert measured.sizes == SMALL
    assert len(measured.cpu_ms) == len(SMALL)
    assert 0 < measured.cpu_ms[0] < measured.cpu_ms[2]
    assert measured.cpu
    assert measured.threads >= 1
    assert measured.torch == torch.__version__


def test_a_size_that_would_take_too_long_is_left_out() -> None:
    measured = measure((64, 65_536), seconds=0.1)
    assert measured.sizes == (64,)


def test_a_moment_in_which_the_machine_is_busy_leaves_no_size_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    product, runs = matmul_benchmark._product_on_cpu, 0

    def product_with_a_pause(a: torch.Tensor, b: torch.Tensor) -> tuple[float]:
        nonlocal runs
        runs += 1
        (took,) = product(a, b)
        return (took + 10.0 if runs == 2 else took,)

    monkeypatch.setattr(matmul_benchmark, "_product_on_cpu", product_with_a_pause)
    assert measure(SMALL, seconds=0.1).sizes == SMALL


def test_measuring_leaves_torchs_threads_as_they_were() -> None:
    before = torch.get_num_threads()
    measure((16,), seconds=0.01)
    assert torch.get_num_threads() == before


@pytest.mark.skipif(torch.cuda.is_available(), reason="is about machines without a GPU")
def test_without_a_gpu_no_figure_of_one_is_invented() -> None:
    measured = measure((16,), seconds=0.01)
    assert measured.gpu is None
    assert measured.gpu_ms is None
    assert measured.copy_ms is None
    assert measured.with_copies_ms is None


@pytest.mark.gpu
@needs_gpu
def test_on_a_gpu_the_product_and_the_copies_are_timed_apart() -> None:
    measured = measure((64, 256), seconds=0.1)
    assert measured.sizes == (64, 256)
    assert measured.gpu == torch.cuda.get_device_name()
    assert measured.gpu_ms is not None
    assert measured.copy_ms is not None
    assert measured.with_copies_ms is not None
    assert min(*measured.gpu_ms, *measured.copy_ms) > 0
    assert len(measured.with_copies_ms) == 2


def test_the_whole_trip_is_the_product_and_both_copies() -> None:
    assert Measurement(**WITH_GPU).with_copies_ms == (0.75, 0.75)


@pytest.mark.parametrize(
    "wrong",
    [
        {"cpu_ms": (0.1,)},
        {"cpu_ms": (0.0, 0.1)},
        {"copy_ms": (0.1, 0.2, 0.3)},
        {"gpu": None},
        {"gpu_ms": None},
        {"sizes": ()},
    ],
)
def test_a_measurement_with_a_hole_in_it_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Measurement(**(WITH_GPU | wrong))


def test_the_command_prints_a_measurement_as_json_and_for_people() -> None:
    command = [sys.executable, "-m", "grader", "measure"]
    completed = subprocess.run([*command, "--json"], capture_output=True, timeout=120, check=True)
    measured = Measurement.model_validate(json.loads(completed.stdout))
    assert measured.sizes == SIZES[: len(measured.sizes)]
    assert len(measured.sizes) >= 5
    shown = subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()
    assert shown.splitlines()[0].split()[:3] == ["n", "CPU", "ms"]
    assert measured.cpu in shown


def runner_for(program: str) -> MatmulRunner:
    return MatmulRunner(command=(sys.executable, "-c", program))


async def test_whoever_asks_again_within_minutes_gets_the_same_figures(tmp_path: Path) -> None:
    lives = tmp_path / "lives"
    figures = json.dumps(Measurement(**WITH_GPU).model_dump(mode="json"))
    runner = runner_for(f"open({str(lives)!r}, 'a').write('x'); print({figures!r})")
    together = await asyncio.gather(*(runner.measurement() for _ in range(3)))
    assert together == [Measurement(**WITH_GPU)] * 3
    assert lives.read_text() == "x"


async def test_a_measuring_process_that_fails_says_why_and_is_tried_again_next_time() -> None:
    runner = runner_for("import sys; sys.exit('no room on the GPU')")
    for _ in range(2):
        with pytest.raises(MeasurementError, match="ended with 1: no room on the GPU"):
            await runner.measurement()


async def test_a_measuring_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.matmul.matmul_runner.TIMEOUT_SECONDS", 0.5)
    with pytest.raises(MeasurementError, match="no measurement after"):
        await runner_for("import time; time.sleep(600)").measurement()


async def test_all_who_wait_for_a_process_that_hangs_are_told_so_when_it_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.matmul.matmul_runner.TIMEOUT_SECONDS", 1.0)
    lives = tmp_path / "lives"
    runner = runner_for(f"open({str(lives)!r}, 'a').write('x'); import time; time.sleep(600)")
    ended = await asyncio.gather(*(runner.measurement() for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in ended] == [MeasurementError] * 3
    assert lives.read_text() == "x", "none waited for a process of its own"


async def test_closing_ends_a_measurement_that_runs(tmp_path: Path) -> None:
    lives = tmp_path / "lives"
    program = f"import os, time; open({str(lives)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    runner = runner_for(program)
    asking = asyncio.create_task(runner.measurement())

    async def started() -> bool:
        return lives.exists() and lives.read_text() != ""

    await until(started)
    await runner.close()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not Path(f"/proc/{lives.read_text()}").exists()


async def test_verdicts_do_not_wait_for_a_measurement() -> None:
    """The real grader gets more measurements than it has cores, and then a submission."""
    queue = LocalQueue()
    answers: list[object] = []
    changed = asyncio.Event()

    async def on_answer(answer: object) -> None:
        answers.append(answer)
        changed.set()

    async def until_answered(kind: type, count: int) -> None:
        async with asyncio.timeout(120):
            while sum(isinstance(each, kind) for each in answers) < count:
                changed.clear()
                await changed.wait()

    queue.on_answer = on_answer
    await queue.start()
    try:
        for number in range(8):
            await queue.publish(JobEnvelope(Measure(id=f"measure-{number}"), "1", "local"))
        code = "import torch\ndef to_float(values):\n    return torch.tensor(values).float()\n"
        grade = Grade(id="grade", exercise="tensors/to-float", code=code)
        await queue.publish(JobEnvelope(grade, "2", "local"))
        await until_answered(Measured, 8)
    finally:
        await queue.close()
    assert not [each for each in answers if isinstance(each, JobFailed)]
    ends = [each for each in answers if isinstance(each, Graded | Measured)]
    assert isinstance(ends[0], Graded), "the verdict came before the first measurement"
    results = {each.result for each in ends if isinstance(each, Measured)}
    assert len(results) == 1, "one measurement answered all who asked"
    assert await queue.position("measure-0") is None


def test_an_answer_survives_its_own_json() -> None:
    answer = Measured(id="m", result=Measurement(**WITH_GPU))
    assert parse_grader_message(answer.model_dump_json()) == answer
