"""What the probe records of a function, even of a hostile one."""

import builtins
import subprocess
import sys

import numpy as np
import pytest
import torch

from grader import probe


def question(*cases, parameters=("x",), cuda=None, **options):
    return probe.pack(
        {
            "parameters": list(parameters),
            "calls": 1,
            "shares_memory_with": None,
            "grad_of": [],
            "watched": False,
            "secret": 5,
            "cases": [{"arguments": case, "cuda": cuda} for case in cases],
        }
        | options
    )


def observe(function, *cases, **options):
    return probe.unpack(probe.answer(function, question(*cases, **options), ""))


def test_arguments_are_fresh_for_every_case_and_exceptions_stop_no_other():
    def function(x):
        x.add_(1)
        if x[0] == 2:
            raise SystemExit
        return x

    first, second = observe(function, (torch.ones(2),), (torch.zeros(2),))
    assert first["raised"]["type"] == "SystemExit"
    assert second["value"].data.tolist() == [1, 1]
    assert second["arguments"][0].data.tolist() == [1, 1]


def test_a_denial_of_the_jail_is_left_to_the_jail():
    def opens(x):
        raise PermissionError(13, "Permission denied")

    def wraps(x):
        try:
            opens(x)
        except OSError as error:
            raise ValueError("could not open") from error

    for function, kind in ((opens, PermissionError), (wraps, ValueError)):
        with pytest.raises(kind):
            observe(function, (1,))


def test_memory_that_runs_out_is_left_to_the_jail():
    with pytest.raises(RuntimeError, match="allocate memory"):
        observe(lambda x: torch.empty(2**58), (1,))


def test_sharing_memory_is_seen_by_writing_to_one_and_looking_at_the_other():
    array = np.array([1.0, 5.0])
    shared = observe(torch.from_numpy, (array,), shares_memory_with="x")[0]
    copied = observe(torch.tensor, (array,), shares_memory_with="x")[0]
    assert shared["value_after"].data.tolist() == [5.0, 1.0]
    assert shared["argument_after"].data.tolist() == [7.0, 7.0]
    assert copied["value_after"].data.tolist() == [1.0, 5.0]
    assert copied["argument_after"].data.tolist() == [5.0, 1.0]


def test_gradients_flow_through_whatever_the_function_built():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    right, cut_off = (
        observe(function, (x,), grad_of=["x"])[0]["gradients"][0]
        for function in (lambda x: (x**3).sum(), lambda x: (x.detach() ** 3).sum())
    )
    assert right.data[1] / right.data[0] == pytest.approx(4.0)
    assert cut_off is None


def test_grad_mode_switched_off_in_one_case_is_on_again_in_the_next():
    def function(x):
        result = x * 2
        torch.set_grad_enabled(False)
        return result

    x = torch.ones(1, requires_grad=True)
    assert [each["value"].requires_grad for each in observe(function, (x,), (x,))] == [True, True]


def test_cuda_is_there_or_not_as_the_case_says_and_the_truth_returns():
    truth = torch.cuda.is_available()

    def function(x):
        return torch.cuda.is_available(), torch.accelerator.is_available()

    assert observe(function, (1,), cuda=True)[0]["value"] == (True, True)
    assert observe(function, (1,), cuda=False)[0]["value"] == (False, False)
    assert torch.cuda.is_available() is truth


def test_work_is_watched_by_device_and_copies_do_not_count():
    def on_meta(x):
        return (x.to("meta") @ x.T.to("meta")).to("cpu")

    x = torch.ones(2, 2)
    assert observe(on_meta, (x,), watched=True)[0]["devices"] == ["meta"]
    assert observe(lambda x: x @ x.T, (x,), watched=True)[0]["devices"] == ["cpu"]
    assert observe(on_meta, (x,), watched=True)[0]["value"].device == "cpu"


def test_patching_torch_does_not_change_what_is_seen():
    patches = pytest.MonkeyPatch()

    def function(x):
        result = x + 1
        for name in ("equal", "eq", "where", "full_like", "frombuffer", "isclose"):
            patches.setattr(torch, name, lambda *_, **__: torch.zeros(1))
        for name in ("detach", "contiguous", "numpy", "view", "reshape", "cpu", "__eq__"):
            patches.setattr(torch.Tensor, name, lambda *_, **__: torch.zeros(1))
        patches.setattr(builtins, "abs", lambda _: 0)
        return result

    try:
        frame = probe.answer(function, question((torch.arange(3),)), "")
    finally:
        patches.undo()
    assert probe.unpack(frame)[0]["value"].data.tolist() == [1, 2, 3]


class AlwaysTrue(torch.Tensor):
    """A subclass that returns True for every operation."""

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True


def test_a_tensor_that_answers_for_itself_is_not_taken_for_a_tensor():
    value = observe(lambda x: torch.ones(2).as_subclass(AlwaysTrue), (1,))[0]["value"]
    assert isinstance(value, probe.Opaque)
    assert value.type == "AlwaysTrue"


def test_a_parameter_is_a_tensor():
    value = observe(lambda x: torch.nn.Parameter(torch.ones(2)), (1,))[0]["value"]
    assert isinstance(value, probe.TensorRecord)


def test_a_torch_function_mode_left_open_does_not_reach_the_probe():
    class Everything(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            return (
                torch.full((2,), 7.0)
                if func is torch.Tensor.detach
                else func(*args, **(kwargs or {}))
            )

    mode = Everything()

    def function(x):
        mode.__enter__()
        return torch.zeros(2)

    try:
        frame = probe.answer(function, question((1,)), "")
    finally:
        mode.__exit__(None, None, None)
    assert probe.unpack(frame)[0]["value"].data.tolist() == [0.0, 0.0]


ANSWERS_AFTER_WARMUP = """
import sys, torch
from grader import probe
probe.warm()
loaded = set(sys.modules)
question = probe.pack({
    "parameters": ["x"], "calls": 2, "shares_memory_with": None, "grad_of": ["x"],
    "watched": True, "secret": 3,
    "cases": [{"arguments": (torch.ones(2, requires_grad=True),), "cuda": False}],
})
probe.answer(lambda x: (x.to("meta") * 2 + x.to("meta")).cpu(), question, "")
probe.answer(lambda x: (x * 2).sum(), question, "")
print(sorted(set(sys.modules) - loaded), torch.cuda.is_initialized())
"""


def test_after_warming_an_answer_loads_nothing_more_and_no_gpu_was_touched():
    ran = subprocess.run(
        [sys.executable, "-c", ANSWERS_AFTER_WARMUP], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[] False"
