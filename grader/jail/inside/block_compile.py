"""Prevents loading torch's compiler, which cannot work in the jail, and denies torch.compile.

Loading it takes longer than loading all the rest of torch, and optimizers load it only to ask
whether it is active. So the grader does not load it in its own process either.
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
_NON_COMPILING_BACKENDS = ("eager", "aot_eager")
"""Backends of torch.compile that do not compile."""


def block_compiler() -> None:
    """Install stubs in place of torch's compiler, and deny torch.compile."""
    import torch

    torch.compile = _refuse(torch.compile)
    stub_compiler()


def stub_compiler() -> None:
    """Install stubs in place of torch's compiler, unless it is loaded already.

    It is loaded when something is used that the stubs lack.
    """
    if _COMPILER not in sys.modules:
        _install_stub(_COMPILER, graph_break=_no_op, disable=_identity_decorator, __path__=[])
        _install_stub(f"{_COMPILER}.compiled_autograd", _disable=contextlib.nullcontext)
        sys.meta_path.insert(0, _StubFinder())


class _Stub(ModuleType):
    """Has the attributes that torch's eager code uses. Any other one loads the real module."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _load_real_modules()
        return getattr(importlib.import_module(self.__name__), name)


def _install_stub(name: str, **attributes: Any) -> None:
    module = _Stub(name)
    vars(module).update(attributes, __file__=None)
    parent, _, child = name.rpartition(".")
    sys.modules[name] = module
    setattr(sys.modules[parent], child, module)


def _load_real_modules() -> None:
    """Replace the stubs by the real modules."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _StubFinder)]
    for name, module in list(sys.modules.items()):
        if isinstance(module, _Stub):
            del sys.modules[name]
    importlib.import_module(_COMPILER)


class _StubFinder:
    """Loads the real package before any of its modules, as Python does for other packages."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not name.startswith(f"{_COMPILER}."):
            return None
        _load_real_modules()
        if name not in sys.modules:
            return importlib.util.find_spec(name)
        return importlib.util.spec_from_loader(name, _LoadedModuleLoader())  # type: ignore[arg-type]


class _LoadedModuleLoader:
    """Returns a module that its package has already loaded."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = sys.modules[spec.name]
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec


def _no_op(*_: object, **__: object) -> None:
    """Replace torch's graph_break, which has no effect without a compiler."""


def _identity_decorator(function: Any = None, *_: object, **__: object) -> Any:
    return (lambda decorated: decorated) if function is None else function


def _refuse(compiler: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap torch.compile to fail at once. The sandbox would deny it anyway, but seconds later."""

    @functools.wraps(compiler)
    def compile(*args: Any, **kwargs: Any) -> Any:
        if kwargs.get("backend") in _NON_COMPILING_BACKENDS or kwargs.get("disable"):
            return compiler(*args, **kwargs)
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    return compile
