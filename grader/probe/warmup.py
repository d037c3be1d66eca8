"""Does the slow work of a process's first answer in advance.

torch loads many modules only when they are used: the first operation on `meta` alone takes more
than a second. Children inherit the loaded modules from the fork server.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import torch

from .observe import answer
from .serialization import unpack
from .writing import pack


def warm(*, gradients: bool = True) -> None:
    """Answer one small question of every kind. Starts no threads.

    Without `gradients`, it does not initialize the driver of a GPU, which no fork could use then.
    """
    x = torch.ones(2, 2, requires_grad=True)
    if gradients:
        unpack(answer(_squared, _question([(x,)], grad_of=["x"]), ""))
    unpack(answer(torch.from_numpy, _question([(np.ones(2),)], shares_memory_with="x"), ""))
    unpack(answer(_copy_to_meta_and_back, _question([(x,)], watched=True), ""))
    unpack(answer(_raises, _question([(x,)]), "def f(x):\n    return x @ 1\n"))
    rehearse()


def rehearse() -> None:
    """Answer one small question of the usual kind, to copy the pages that a task writes to."""
    answer(_mean, usual_question(), "")


@functools.cache
def usual_question() -> bytes:
    """Return a question with one small case for a function of one tensor."""
    return _question([(torch.ones(2, 2),)])


def _mean(x: torch.Tensor) -> torch.Tensor:
    return x.mean(dim=1)


def _squared(x: torch.Tensor) -> torch.Tensor:
    return (x @ x).pow(2).sum()


def _copy_to_meta_and_back(x: torch.Tensor) -> torch.Tensor:
    on_meta = x.to("meta")
    return (on_meta @ on_meta.T + on_meta).cpu()


def _raises(x: torch.Tensor) -> Any:
    return x.reshape(3)


def _question(cases: list[tuple[Any, ...]], **options: Any) -> bytes:
    defaults: dict[str, Any] = {
        "calls": 1,
        "shares_memory_with": None,
        "grad_of": [],
        "watched": False,
        "secret": 5,
    }
    case_list = [{"arguments": case, "cuda": True} for case in cases]
    return pack({"parameters": ["x"], "cases": case_list} | defaults | options)
