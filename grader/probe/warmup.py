"""Pays, once, for all that the first answer of a process would otherwise pay for.

torch loads much of itself only when it is used: the first operation on `meta` alone takes more than
a second. Children that are forked from a warmed template find the work done.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import torch

from .observe import answer
from .serialization import unpack
from .writing import pack


def warm() -> None:
    """Answers one small question of every kind. Never touches a GPU, and starts no threads."""
    x = torch.ones(2, 2, requires_grad=True)
    unpack(answer(_squared, _question([(x,)], grad_of=["x"]), ""))
    unpack(answer(torch.from_numpy, _question([(np.ones(2),)], shares_memory_with="x"), ""))
    unpack(answer(_there_and_back, _question([(x,)], watched=True), ""))
    unpack(answer(_raises, _question([(x,)]), "def f(x):\n    return x @ 1\n"))
    rehearse()


def rehearse() -> None:
    """Answers one small question of the usual kind: what it touches is at hand for the next."""
    answer(_mean, usual_question(), "")


@functools.cache
def usual_question() -> bytes:
    """Asks a function of one tensor for one small case."""
    return _question([(torch.ones(2, 2),)])


def _mean(x: torch.Tensor) -> torch.Tensor:
    return x.mean(dim=1)


def _squared(x: torch.Tensor) -> torch.Tensor:
    return (x @ x).pow(2).sum()


def _there_and_back(x: torch.Tensor) -> torch.Tensor:
    there = x.to("meta")
    return (there @ there.T + there).cpu()


def _raises(x: torch.Tensor) -> Any:
    return x.reshape(3)


def _question(cases: list[tuple[Any, ...]], **asked: Any) -> bytes:
    plain: dict[str, Any] = {
        "calls": 1,
        "shares_memory_with": None,
        "grad_of": [],
        "watched": False,
        "secret": 5,
    }
    listed = [{"arguments": case, "cuda": True} for case in cases]
    return pack({"parameters": ["x"], "cases": listed} | plain | asked)
