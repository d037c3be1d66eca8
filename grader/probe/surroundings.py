"""What torch says of devices while a function runs, and where the work was done."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

globals()["__builtins__"] = dict(vars(builtins))  # see plain.py

_zeros = torch.zeros
_Device = torch.device
_aten = torch.ops.aten


@contextmanager
def cuda_as(there: bool | None) -> Iterator[None]:
    """Makes torch say that CUDA is there, or that it is not; None leaves the truth.

    So an exercise on choosing a device is graded alike on every machine.
    """
    if there is None:
        yield
        return
    answers: list[tuple[Any, str, Any]] = [
        (torch.cuda, "is_available", lambda: there),
        (torch.cuda, "device_count", lambda: int(there)),
        (torch.accelerator, "is_available", lambda: there),
        (torch.accelerator, "device_count", lambda: int(there)),
        (
            torch.accelerator,
            "current_accelerator",
            lambda check_available=False: _Device("cuda") if there else None,
        ),
    ]
    before = [(module, name, getattr(module, name)) for module, name, _ in answers]
    for module, name, says in answers:
        setattr(module, name, says)
    try:
        yield
    finally:
        for module, name, said in before:
            setattr(module, name, said)


class WatchedDevices(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Notes on which devices operations ran; copying between devices does not count.

    A tensor that comes back from `meta` has no values to bring: it comes back as zeros, so that the
    way to a device and back can be followed on a machine that has only a CPU.
    """

    _COPIES = (_aten._to_copy.default, _aten.copy_.default)
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
        result = func(*args, **kwargs)
        if isinstance(result, torch.Tensor) and str(func) not in self._FREE:
            self.devices.add(result.device.type)
        return result

    def _copied(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        into_place = func is _aten.copy_.default
        source = args[1] if into_place else args[0]
        target = args[0].device if into_place else kwargs.get("device", source.device)
        if source.device.type != "meta" or _Device(target).type == "meta":
            return func(*args, **kwargs)
        if into_place:
            return args[0].zero_()
        return _zeros(source.shape, dtype=kwargs.get("dtype") or source.dtype, device=target)


def watching(wanted: bool) -> Any:
    """A context that notes devices where that is wanted, and else nothing (watching costs time)."""
    return WatchedDevices() if wanted else nullcontext()
