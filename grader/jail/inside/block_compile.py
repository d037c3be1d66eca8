"""torch's compiler, which has no place in a jail: kept from being loaded, and refused by name.

Loading it takes longer than loading all the rest of torch, and optimizers do so only to ask it
whether it is at work.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_COMPILER = "torch._dynamo"
_INTERPRETERS = ("eager", "aot_eager")
"""Backends of torch.compile that compile nothing."""


def block_compiler() -> None:
    """Puts stand-ins where torch's compiler would be, and refuses torch.compile."""
    import torch

    torch.compile = _refusing(torch.compile)
    if _COMPILER not in sys.modules:
        _stand_in(_COMPILER, graph_break=_nothing, disable=_undecorated, __path__=[])
        _stand_in(f"{_COMPILER}.compiled_autograd", _disable=contextlib.nullcontext)
        sys.meta_path.insert(0, _Finder())


class _StandIn(ModuleType):
    """Knows what the eager paths of torch ask for. Anything else is asked of the real module."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _load()
        return getattr(importlib.import_module(self.__name__), name)


def _stand_in(name: str, **known: Any) -> None:
    module = _StandIn(name)
    vars(module).update(known, __file__=None)
    parent, _, child = name.rpartition(".")
    sys.modules[name] = module
    setattr(sys.modules[parent], child, module)


def _load() -> None:
    """Loads the real modules in the place of the stand-ins."""
    sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, _Finder)]
    for name, module in list(sys.modules.items()):
        if isinstance(module, _StandIn):
            del sys.modules[name]
    importlib.import_module(_COMPILER)


class _Finder:
    """Loads the real package before any of its modules, as Python does with one that is no
    stand-in."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not name.startswith(f"{_COMPILER}."):
            return None
        _load()
        if name not in sys.modules:
            return importlib.util.find_spec(name)
        return importlib.util.spec_from_loader(name, _Loaded())  # type: ignore[arg-type]


class _Loaded:
    """Hands out a module that came along with its package."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = sys.modules[spec.name]
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec


def _nothing(*_: object, **__: object) -> None:
    """What breaking a graph does where none is recorded."""


def _undecorated(function: Any = None, *_: object, **__: object) -> Any:
    return (lambda each: each) if function is None else function


def _refusing(compiler: Callable[..., Any]) -> Callable[..., Any]:
    """Takes seconds off the way to a refusal; the walls refuse compiling in any case."""

    @functools.wraps(compiler)
    def compile(*args: Any, **kwargs: Any) -> Any:
        if kwargs.get("backend") in _INTERPRETERS or kwargs.get("disable"):
            return compiler(*args, **kwargs)
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    return compile
