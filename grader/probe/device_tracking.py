"""Records on which devices operations ran, and how often tensors moved between devices."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from .trusted_torch import Tensor

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

_zeros, _empty = torch.zeros, torch.empty
_tensor, _as_tensor = torch.tensor, torch.as_tensor
_bool, _int64 = torch.bool, torch.int64
_tree_leaves = tree_leaves
_Device = torch.device
_aten = torch.ops.aten


MAX_COUNT = 1_000_000
"""The largest count of transfers or synchronizations that is reported."""


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
        self.to_meta = self.from_meta = 0  # copies of tensors between it and another device

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
        target = args[0].device if in_place else kwargs.get("device") or source.device
        is_from, is_to = source.device.type == "meta", _Device(target).type == "meta"
        self.to_meta += is_to and not is_from
        self.from_meta += is_from and not is_to
        if not is_from or is_to:
            return func(*args, **kwargs)
        if in_place:
            return args[0].zero_()
        return _zeros(source.shape, dtype=kwargs.get("dtype") or source.dtype, device=target)


class SynchronizationCounter(DeviceTracker):
    """A DeviceTracker that also counts how often the code waits for `meta` as it would for a GPU.

    It waits wherever Python, or the shape of a result, needs values: for `.item()`, `float(x)`, an
    `if` on a tensor, `torch.nonzero`. Such values are zeros, as those of tensors that are copied
    from `meta`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.synchronizations = 0
        self._constructors = _Constructors()

    def __enter__(self) -> Any:
        self._constructors.__enter__()  # type: ignore[no-untyped-call]
        return super().__enter__()  # type: ignore[no-untyped-call]

    def __exit__(self, *error: Any) -> None:
        super().__exit__(*error)  # type: ignore[no-untyped-call]
        self._constructors.__exit__(*error)  # type: ignore[no-untyped-call]

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        wait = _WAITS.get(func)
        if wait is None or args[0].device.type != "meta" or not wait.needs_values(args):
            return super().__torch_dispatch__(func, types, args, kwargs)
        self.synchronizations += 1
        return wait.result(*args)

    @property
    def moves(self) -> dict[str, int]:
        """The counts of transfers in either direction and of synchronizations."""
        counts = {
            "there": self.to_meta,
            "back": self.from_meta,
            "synchronizations": self.synchronizations,
        }
        return {name: min(count, MAX_COUNT) for name, count in counts.items()}


class _Constructors(TorchFunctionMode):
    """Lets `torch.tensor` take a list of tensors on `meta`, whose values it asks for by itself."""

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        if func in (_tensor, _as_tensor) and args and isinstance(args[0], list | tuple):
            args = (_with_numbers(args[0]), *args[1:])
        return func(*args, **(kwargs or {}))


def _with_numbers(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_with_numbers(each) for each in value]
    if isinstance(value, Tensor) and value.device.type == "meta" and value.numel() == 1:
        return value.item()
    return value


@dataclass(frozen=True)
class _Wait:
    """An operation that waits for the device, and its result where all values are zero."""

    result: Callable[..., Any]
    needs_values: Callable[[tuple[Any, ...]], bool] = lambda args: True


def _empty_on_meta(shape: tuple[int, ...], dtype: torch.dtype) -> Any:
    return _empty(shape, dtype=dtype, device="meta")


def _is_one_mask(args: tuple[Any, ...]) -> bool:
    indices = args[1]
    return len(indices) == 1 and indices[0] is not None and indices[0].dtype is _bool


_WAITS: Mapping[Any, _Wait] = {
    _aten._local_scalar_dense.default: _Wait(lambda x: _zeros((), dtype=x.dtype).item()),
    _aten.nonzero.default: _Wait(lambda x: _empty_on_meta((0, x.ndim), _int64)),
    _aten.masked_select.default: _Wait(lambda x, mask: _empty_on_meta((0,), x.dtype)),
    _aten.index.Tensor: _Wait(
        lambda x, masks: _empty_on_meta((0, *x.shape[masks[0].ndim :]), x.dtype), _is_one_mask
    ),
    _aten.equal.default: _Wait(lambda x, other: True),
    _aten.allclose.default: _Wait(lambda x, other, *tolerances: True),
}


def track_devices(is_wanted: bool, *, counts_moves: bool = False) -> Any:
    """Return a DeviceTracker if wanted, else a context without effect: tracking costs time.

    With `counts_moves` it is a SynchronizationCounter.
    """
    if counts_moves:
        return SynchronizationCounter()
    return DeviceTracker() if is_wanted else nullcontext()
