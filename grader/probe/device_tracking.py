"""Records on which devices operations ran."""

from __future__ import annotations

import builtins
from contextlib import nullcontext
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

_zeros = torch.zeros
_tree_leaves = tree_leaves
_Device = torch.device
_aten = torch.ops.aten


class DeviceTracker(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Records on which devices operations ran. Copies between devices do not count.

    Raises RuntimeError for an operation on tensors of two devices, as a GPU does: `meta`, which
    stands for a GPU on machines without one, would allow it. Scalar tensors on the CPU and index
    tensors are exempt.

    A tensor copied from `meta` has no values. It becomes zeros, so that copies to a device and back
    can be tracked on a machine that has only a CPU.
    """

    _COPIES = (_aten._to_copy.default, _aten.copy_.default)
    _INDEXING = ("aten.index.Tensor", "aten.index_put.default", "aten.index_put_.default")
    _WITHOUT_COMPUTATION = (
        "aten.detach.default",
        "aten.t.default",
        "aten.transpose.int",
        "aten.permute.default",
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.devices: set[str] = set()

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        kwargs = kwargs or {}
        if func in self._COPIES:
            return self._copy(func, args, kwargs)
        if str(func) not in self._INDEXING:
            self._check_single_device(args, kwargs)
        result = func(*args, **kwargs)
        if isinstance(result, torch.Tensor) and str(func) not in self._WITHOUT_COMPUTATION:
            self.devices.add(result.device.type)
        return result

    @staticmethod
    def _check_single_device(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        devices: list[str] = []
        for value in _tree_leaves((args, kwargs)):
            if isinstance(value, torch.Tensor):
                device = str(value.device)
                if device not in devices and (value.ndim > 0 or device != "cpu"):
                    devices.append(device)
        if len(devices) > 1:
            raise RuntimeError(
                "Expected all tensors to be on the same device, but found at least two devices, "
                f"{devices[0]} and {devices[1]}!"
            )

    def _copy(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        in_place = func is _aten.copy_.default
        source = args[1] if in_place else args[0]
        target = args[0].device if in_place else kwargs.get("device", source.device)
        if source.device.type != "meta" or _Device(target).type == "meta":
            return func(*args, **kwargs)
        if in_place:
            return args[0].zero_()
        return _zeros(source.shape, dtype=kwargs.get("dtype") or source.dtype, device=target)


def track_devices(is_wanted: bool) -> Any:
    """Return a DeviceTracker if wanted, else a context without effect: tracking costs time."""
    return DeviceTracker() if is_wanted else nullcontext()
