"""A case may pretend that this machine has one GPU, or none, to all that torch tells about GPUs."""

import inspect
import subprocess
import sys

import pytest
import torch

from grader import probe
from grader.judge.explain_exception import explain


def observe(function, cuda):
    question = {
        "parameters": [],
        "calls": 1,
        "shares_memory_with": None,
        "grad_of": [],
        "watched": False,
        "secret": 5,
        "cases": [{"arguments": (), "cuda": cuda}],
    }
    return probe.unpack(probe.answer(function, probe.pack(question), ""))[0]


NEEDS_THE_GPU = {
    *("caching_allocator_alloc", "caching_allocator_delete", "cudart", "current_blas_handle"),
    *("current_solver_handle", "current_stream", "default_stream", "get_stream_from_external"),
    *("get_rng_state", "get_rng_state_all", "graph_pool_handle", "initial_seed"),
    *("is_current_stream_capturing", "get_sync_debug_mode", "get_allocator_backend"),
    *("host_memory_stats", "host_memory_stats_as_nested_dict"),
}
"""What torch can answer only with a GPU: streams, handles, random states, pinned memory."""

ASKS = ("is_", "get_", "current_", "memory_", "max_memory_", "mem_", "device_", "can_")
MEASURES = {"utilization", "temperature", "power_draw", "clock_rate", "list_gpu_processes"}


def questions_about_a_gpu():
    """Yield (name, function) of all that torch.cuda and torch.accelerator tell about a GPU."""
    for module in (torch.cuda, torch.accelerator):
        for name, function in vars(module).items():
            asks = name.startswith(ASKS) or name in MEASURES
            is_function = callable(function) and not inspect.isclass(function)
            if asks and is_function and name not in NEEDS_THE_GPU:
                yield f"{module.__name__}.{name}", function


@pytest.mark.filterwarnings("ignore:.*:FutureWarning")
def test_everything_that_may_be_asked_about_a_gpu_is_pretended():
    asked = dict(questions_about_a_gpu())
    assert {"torch.cuda.mem_get_info", "torch.accelerator.get_memory_info"} <= asked.keys()

    def ask_all():
        answers = {}
        for name, ask in asked.items():
            wanted = [p for p in inspect.signature(ask).parameters.values() if p.default is p.empty]
            answers[name] = str(ask(*(0 for _ in wanted)))
        return answers

    there = observe(ask_all, cuda=True)
    assert there["value"].keys() == asked.keys()
    assert there["value"]["torch.cuda.is_available"] == "True"
    assert there["value"]["torch.accelerator.current_accelerator"] == "cuda"


REFUSED_WITHOUT_A_GPU = [
    (torch.cuda.current_device, ()),
    (torch.cuda.get_device_name, (0,)),
    (torch.cuda.get_device_properties, (0,)),
    (torch.cuda.get_device_capability, ()),
    (torch.cuda.mem_get_info, ()),
    (torch.cuda.init, ()),
    (torch.cuda.can_device_access_peer, (0, 0)),
    (torch.cuda.memory_summary, ()),
    (torch.accelerator.current_device_index, ()),
    (torch.accelerator.get_memory_info, ()),
    (torch.accelerator.get_device_capability, ()),
]


@pytest.mark.parametrize(("ask", "arguments"), REFUSED_WITHOUT_A_GPU)
def test_what_only_a_gpu_can_answer_raises_where_none_is_pretended(ask, arguments):
    assert "raised" not in observe(lambda: str(ask(*arguments)), cuda=True)
    absent = observe(lambda: str(ask(*arguments)), cuda=False)
    assert explain(absent["raised"]).key == "no-cuda"


def test_the_pretended_gpu_can_be_selected_and_named():
    def look():
        torch.cuda.set_device(0)
        with torch.cuda.device(0):
            properties = torch.cuda.get_device_properties(device=0)
            name = torch.cuda.get_device_name(torch.device("cuda", 0))
            plain = torch.cuda.is_bf16_supported(including_emulation=False)
            return torch.cuda.current_device(), name == properties.name, plain

    assert observe(look, cuda=True)["value"] == (0, True, False)


def test_the_truth_returns_after_the_call_and_no_answer_is_remembered():
    truth = torch.version.cuda, torch.cuda.is_available(), torch.cuda.device_count()

    def ask():
        torch.accelerator.get_device_capability()
        return torch.version.cuda is not None and torch.backends.cuda.is_built()

    assert observe(ask, cuda=True)["value"] is True
    assert (torch.version.cuda, torch.cuda.is_available(), torch.cuda.device_count()) == truth
    assert "raised" in observe(ask, cuda=False)


WRITTEN_IN_C = """
import torch
torch.cuda._exchange_device = abs  # as it is where torch is built with CUDA
from grader.probe.pretended_cuda import pretended_cuda
with pretended_cuda(True):
    assert torch.cuda._exchange_device(-3) == -3
assert torch.cuda._exchange_device is abs
"""


def test_a_function_that_is_written_in_c_is_pretended_as_well():
    subprocess.run([sys.executable, "-c", WRITTEN_IN_C], check=True)
