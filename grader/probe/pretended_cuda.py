"""Pretends that this machine has one CUDA GPU, or none, to all questions that torch answers on it.

With it, an exercise on choosing a device is graded alike on every machine. All functions of
torch.cuda and torch.accelerator that tell something about a GPU are replaced, and those that only
select it or wait for it. What needs the GPU itself is not: tensors on it, streams, events, graphs
and random states.

A function's code is replaced and not its name in the module, because learner code may have imported
the function before.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py


@contextmanager
def pretended_cuda(is_available: bool | None) -> Iterator[None]:
    """Make torch answer as on a machine with one GPU, or without one. None changes nothing."""
    if is_available is None:
        yield
        return
    version = torch.version.cuda
    for question in _QUESTIONS:
        question.pretend(is_available)
    if is_available:
        torch.version.cuda = _CUDA_VERSION
    _forget_answers()
    try:
        yield
    finally:
        for question in _QUESTIONS:
            question.restore()
        torch.version.cuda = version
        _forget_answers()


_CUDA_VERSION = "12.8"

# A replacement needs the parameters of the original, whose defaults stay, and can use only builtins
# and the globals of the original's module, which include `torch`.


def _no_gpu_found() -> Any:
    raise AssertionError("Torch not compiled with CUDA enabled")


def _no_gpu_at_index(device: Any = None) -> Any:
    raise AssertionError("Torch not compiled with CUDA enabled")


def _no_accelerator() -> Any:
    raise RuntimeError("No CUDA GPUs are available")


def _no_accelerator_at_index(device: Any = None, /) -> Any:
    raise RuntimeError("No CUDA GPUs are available")


def _name(device: Any = None) -> str:
    return "NVIDIA T4"


def _properties(device: Any = None) -> Any:
    from types import SimpleNamespace

    return SimpleNamespace(
        name="NVIDIA T4",
        major=7,
        minor=5,
        total_memory=16 << 30,
        multi_processor_count=40,
        max_threads_per_multi_processor=1024,
        warp_size=32,
        is_integrated=0,
        is_multi_gpu_board=0,
        gcnArchName="",
        uuid="00000000-0000-0000-0000-000000000000",
        L2_cache_size=4 << 20,
    )


def _accelerator_properties(device: Any = None, /) -> dict[str, Any]:
    return {"supported_dtypes": {torch.float32, torch.float16, torch.int64, torch.bool}}


def _nothing_at_index(device: Any = None) -> None:
    return None


def _nothing_at_accelerator(device: Any = None, /) -> None:
    return None


def _zero_at_index(device: Any = None) -> int:
    return 0


def _zero_at_accelerator(device: Any = None, /) -> int:
    return 0


def _empty_at_index(device: Any = None) -> dict[str, Any]:
    return {}


def _empty_at_accelerator(device: Any = None, /) -> dict[str, Any]:
    return {}


class _Question:
    """A function of torch, with its two replacements.

    A function behind a cache or a decorator keeps its wrapper: the function itself is replaced. One
    written in C, as some are where torch is built with CUDA, has no code, and its name is replaced.
    """

    def __init__(self, module: Any, name: str, with_gpu: Any, without: Any) -> None:
        self._module, self._name = module, name
        self._replacements = {True: with_gpu, False: without}
        self._original = getattr(module, name)
        self._function = getattr(self._original, "__wrapped__", self._original)
        self._code = getattr(self._function, "__code__", None)

    def pretend(self, is_available: bool) -> None:
        """Let the function answer as with a GPU or without one."""
        replacement = self._replacements[is_available]
        if self._code is None:
            setattr(self._module, self._name, replacement)
        else:
            self._function.__code__ = replacement.__code__

    def restore(self) -> None:
        """Let the function answer for this machine."""
        if self._code is None:
            setattr(self._module, self._name, self._original)
        else:
            self._function.__code__ = self._code


def _questions(module: Any, names: str, with_gpu: Any, without: Any) -> list[_Question]:
    """Return the functions of these names that the module has in this version of torch."""
    found = (name for name in names.split() if getattr(module, name, None) is not None)
    return [_Question(module, name, with_gpu, without) for name in found]


_QUESTIONS: tuple[_Question, ...] = (
    *_questions(torch.cuda, "is_available", lambda: True, lambda: False),
    *_questions(torch.cuda, "device_count", lambda: 1, lambda: 0),
    # As before any work on the GPU. Otherwise torch would use the GPU where it now only takes note.
    *_questions(torch.cuda, "is_initialized", lambda: False, lambda: False),
    *_questions(torch.cuda, "current_device", lambda: 0, _no_gpu_found),
    *_questions(torch.cuda, "init", lambda: None, _no_gpu_found),
    *_questions(torch.cuda, "ipc_collect empty_cache", lambda: None, lambda: None),
    *_questions(
        torch.cuda,
        "_exchange_device _maybe_exchange_device",  # of `with torch.cuda.device(0)`
        lambda device: min(device, 0),
        lambda device: torch.cuda.current_device() if device >= 0 else -1,
    ),
    *_questions(torch.cuda, "get_device_name", _name, _no_gpu_at_index),
    *_questions(torch.cuda, "get_device_properties", _properties, _no_gpu_at_index),
    *_questions(torch.cuda, "get_device_capability", lambda device=None: (7, 5), _no_gpu_at_index),
    *_questions(torch.cuda, "set_device synchronize", _nothing_at_index, _no_gpu_at_index),
    *_questions(
        torch.cuda,
        "can_device_access_peer",
        lambda device, peer_device: False,
        lambda device, peer_device: torch.cuda.current_device(),
    ),
    *_questions(
        torch.cuda,
        "is_bf16_supported",
        lambda including_emulation=True: including_emulation,
        lambda including_emulation=True: False,
    ),
    *_questions(torch.cuda, "is_tf32_supported", lambda: False, lambda: False),
    *_questions(torch.cuda, "get_arch_list", lambda: ["sm_75"], lambda: []),
    *_questions(
        torch.cuda,
        "get_gencode_flags",
        lambda: "-gencode compute=compute_75,code=sm_75",
        lambda: "",
    ),
    *_questions(
        torch.cuda,
        "mem_get_info",
        lambda device=None: (15 << 30, 16 << 30),
        _no_gpu_at_index,
    ),
    *_questions(
        torch.cuda,
        "memory_allocated max_memory_allocated memory_reserved max_memory_reserved",
        _zero_at_index,
        _zero_at_index,
    ),
    *_questions(
        torch.cuda, "memory_stats memory_stats_as_nested_dict", _empty_at_index, _empty_at_index
    ),
    *_questions(
        torch.cuda,
        "memory_usage device_memory_used utilization temperature power_draw clock_rate",
        _zero_at_index,
        _no_gpu_at_index,
    ),
    *_questions(
        torch.cuda,
        "memory_snapshot",
        lambda mempool_id=None, include_traces=True: [],
        lambda mempool_id=None, include_traces=True: [],
    ),
    *_questions(
        torch.cuda,
        "memory_summary",
        lambda device=None, abbreviated=False: "",
        lambda device=None, abbreviated=False: torch.cuda.current_device(),
    ),
    *_questions(torch.cuda, "list_gpu_processes", lambda device=None: "", _no_gpu_at_index),
    *_questions(
        torch.cuda, "get_per_process_memory_fraction", lambda device=None: 1.0, _no_gpu_at_index
    ),
    *_questions(
        torch.cuda,
        "reset_peak_memory_stats reset_accumulated_memory_stats",
        _nothing_at_index,
        _nothing_at_index,
    ),
    *_questions(torch.backends.cuda, "is_built", lambda: True, lambda: False),
    *_questions(torch.backends.cudnn, "is_available", lambda: True, lambda: False),
    *_questions(torch.accelerator, "is_available", lambda: True, lambda: False),
    *_questions(torch.accelerator, "device_count", lambda: 1, lambda: 0),
    *_questions(
        torch.accelerator,
        "current_accelerator",
        lambda check_available=False: torch.device("cuda"),
        lambda check_available=False: None,
    ),
    *_questions(
        torch.accelerator, "current_device_index current_device_idx", lambda: 0, _no_accelerator
    ),
    *_questions(
        torch.accelerator,
        "set_device_index set_device_idx synchronize",
        _nothing_at_accelerator,
        _no_accelerator_at_index,
    ),
    *_questions(torch.accelerator, "empty_cache empty_host_cache", lambda: None, lambda: None),
    *_questions(
        torch.accelerator,
        "get_device_capability",
        _accelerator_properties,
        _no_accelerator_at_index,
    ),
    *_questions(
        torch.accelerator,
        "get_memory_info",
        lambda device=None, /: (15 << 30, 16 << 30),
        _no_accelerator_at_index,
    ),
    *_questions(
        torch.accelerator,
        "memory_allocated max_memory_allocated memory_reserved max_memory_reserved",
        _zero_at_accelerator,
        _zero_at_accelerator,
    ),
    *_questions(torch.accelerator, "memory_stats", _empty_at_accelerator, _empty_at_accelerator),
    *_questions(
        torch.accelerator,
        "reset_peak_memory_stats reset_accumulated_memory_stats",
        _nothing_at_accelerator,
        _nothing_at_accelerator,
    ),
)

_CACHED: tuple[Any, ...] = tuple(
    each
    for module in (torch.cuda, torch.accelerator)
    for name in dir(module)
    if hasattr(each := getattr(module, name), "cache_clear") and not name.startswith("_")
)


def _forget_answers() -> None:
    """Clear the caches of torch's functions, which may hold an answer of another machine."""
    for function in _CACHED:
        function.cache_clear()
