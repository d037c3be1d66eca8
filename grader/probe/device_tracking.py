"""What torch says of devices while a function runs, and where the work was done."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

globals()["__builtins__"] = dict(vars(builtins))  # see plain.py

_zeros = torch.zeros
_tree_leaves = tree_leaves
_Device = torch.device
_aten = torch.ops.aten


@contextmanager
def fake_cuda(there: bool | None) -> Iterator[None]:
    """Makes torch say that CUDA is there, or that it is not; None leaves the truth.

    So an exercise on choosing a device is graded alike on every machine. The functions themselves
    are changed, and not the names in their modules: a learner's code may have imported them.
    """
    if there is None:
        yield
        return
    before = [function.__code__ for function, *_ in _OF_CUDA]
    for function, with_cuda, without in _OF_CUDA:
        function.__code__ = (with_cuda if there else without).__code__
    try:
        yield
    finally:
        for (function, *_), said in zip(_OF_CUDA, before, strict=True):
            function.__code__ = said


# Each takes what the function takes that lends it its name, and knows only what that one knows.
_OF_CUDA: tuple[tuple[Any, Any, Any], ...] = (
    (torch.cuda.is_available, lambda: True, lambda: False),
    (torch.cuda.device_count, lambda: 1, lambda: 0),
    (torch.accelerator.is_available, lambda: True, lambda: False),
    (torch.accelerator.device_count, lambda: 1, lambda: 0),
    (
        torch.accelerator.current_accelerator,
        lambda check_available=False: torch.device("cuda"),
        lambda check_available=False: None,
    ),
)


class DeviceTracker(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Notes on which devices operations ran; copying between devices does not count.

    Refuses, as a GPU does, to let tensors of two devices meet: `meta`, which stands for a GPU on
    machines that have none, would not mind. Only a single number on the CPU may go anywhere, and
    positions to pick with.

    A tensor that comes back from `meta` has no values to bring: it comes back as zeros, so that the
    way to a device and back can be followed on a machine that has only a CPU.
    """

    _COPIES = (_aten._to_copy.default, _aten.copy_.default)
    _PICKING = ("aten.index.Tensor", "aten.index_put.default", "aten.index_put_.default")
    _FREE = ("aten.detach.default", "aten.t.default", "aten.transpose.int", "aten.permute.default")

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.devices: set[str] = set()

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        kwargs = kwargs or {}
        if func in self._COPIES:
            return self._copied(func, args, kwargs)
        if str(func) not in self._PICKING:
            self._refuse_two_devices(args, kwargs)
        result = func(*args, **kwargs)
        if isinstance(result, torch.Tensor) and str(func) not in self._FREE:
            self.devices.add(result.device.type)
        return result

    @staticmethod
    def _refuse_two_devices(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        met: list[str] = []
        for each in _tree_leaves((args, kwargs)):
            if isinstance(each, torch.Tensor):
                device = str(each.device)
                if device not in met and (each.ndim > 0 or device != "cpu"):
                    met.append(device)
        if len(met) > 1:
            raise RuntimeError(
                "Expected all tensors to be on the same device, but found at least two devices, "
                f"{met[0]} and {met[1]}!"
            )

    def _copied(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        into_place = func is _aten.copy_.default
        source = args[1] if into_place else args[0]
        target = args[0].device if into_place else kwargs.get("device", source.device)
        if source.device.type != "meta" or _Device(target).type == "meta":
            return func(*args, **kwargs)
        if into_place:
            return args[0].zero_()
        return _zeros(source.shape, dtype=kwargs.get("dtype") or source.dtype, device=target)


def track_devices(wanted: bool) -> Any:
    """A context that notes devices where that is wanted, and else nothing (watching costs time)."""
    return DeviceTracker() if wanted else nullcontext()
