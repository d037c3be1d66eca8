"""What the answers to questions claim is so in the installed torch."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Callable

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from lessons.catalog import BUILT_IN

FILES = sorted(BUILT_IN.glob("*/answers/*.toml"))
ANSWERS = {
    each["id"]: each
    for path in FILES
    for each in tomllib.loads(path.read_text(encoding="utf-8"))["answer"]
}
_NAME = re.compile(r"\b(?:torch|nn|F|optimizer|transforms)\.[A-Za-z_][\w.]*")
_ELSEWHERE = ("transforms.", "optimizer.", "torch.py")  # torchvision, a variable, a file

X = torch.arange(24).reshape(2, 3, 4)


def tracked(*values: float) -> torch.Tensor:
    return torch.tensor(values, requires_grad=True)


def raises(message: str, call: Callable[[], object]) -> bool:
    with pytest.raises(Exception, match=message):
        call()
    return True


def in_place(t: torch.Tensor) -> torch.Tensor:
    t += 1
    return t


def grads_after(calls: int) -> torch.Tensor | None:
    x = torch.tensor(3.0, requires_grad=True)
    for _ in range(calls):
        (x**2).backward()
    return x.grad


def none_after_zero_grad() -> bool:
    w = tracked(1.0)
    optimizer = torch.optim.SGD([w], lr=0.1)
    (w * 2).sum().backward()
    optimizer.step()
    optimizer.zero_grad()
    return w.grad is None and torch.allclose(w, torch.tensor([0.8]))


def detached_is_noticed() -> bool:
    x = tracked(1.0)
    y = torch.sigmoid(x)
    y.detach().zero_()
    return raises("modified by an inplace", lambda: y.sum().backward())


def data_is_not_noticed() -> bool:
    x = tracked(1.0)
    y = torch.sigmoid(x)
    y.data.zero_()
    y.sum().backward()
    return x.grad is not None and x.grad.item() == 0


def grad_of_the_middle() -> bool:
    x = tracked(2.0)
    y = x * 3
    y.retain_grad()
    y.sum().backward()
    return y.grad is not None


def inference_tensor_is_refused() -> bool:
    w = tracked(1.0)
    with torch.inference_mode():
        made = torch.ones(1)
    return raises("[Ii]nference tensors", lambda: (w * made).sum().backward())


def relu_stops_the_gradient() -> bool:
    x = tracked(-1.0)
    torch.relu(x).sum().backward()
    return x.grad is not None and x.grad.item() == 0


def only_parameters_are_listed() -> bool:
    module = nn.Linear(1, 1)
    module.plain = tracked(1.0)
    module.listed = nn.Parameter(torch.ones(1))
    return [name for name, _ in module.named_parameters()] == ["weight", "bias", "listed"]


def best_moves_unless_copied() -> bool:
    model = nn.Linear(1, 1)
    kept, copied = model.state_dict(), copy.deepcopy(model.state_dict())
    with torch.no_grad():
        model.weight += 1
    return kept["weight"].equal(model.weight) and not copied["weight"].equal(model.weight)


def buffer_is_saved() -> bool:
    module = nn.Module()
    module.register_buffer("name", torch.ones(1))
    return "name" in module.state_dict() and list(module.parameters()) == []


def causal_weights() -> torch.Tensor:
    later = torch.ones(3, 3).triu(1).bool()
    return torch.randn(3, 3).masked_fill(later, float("-inf")).softmax(dim=1)


class WithoutSuper(nn.Module):
    def __init__(self) -> None:
        self.layer = nn.Linear(1, 1)


CLAIMS: dict[str, Callable[[], bool]] = {
    "numel": lambda: X.numel() == 24 and len(X) == 2,
    "shape": lambda: X.size() == X.shape,
    "zeros": lambda: torch.full((2, 3), 7.0).shape == (2, 3),
    "arange": lambda: torch.arange(2, 10, 3).tolist() == [2, 5, 8],
    "linspace": lambda: torch.linspace(0, 1, 5).tolist() == [0, 0.25, 0.5, 0.75, 1],
    "dtype": lambda: torch.tensor([1, 2.5]).dtype == torch.float32,
    "convert-dtype": lambda: torch.ones(1).long().dtype == torch.int64,
    "mean-of-integers": lambda: raises("could not infer output dtype", torch.arange(3).mean),
    "tensor-class": lambda: (
        torch.Tensor([1, 2]).dtype == torch.float32
        and torch.Tensor(3).shape == (3,)
        and torch.tensor([1]).dtype == torch.int64
    ),
    "scalar": lambda: torch.tensor(1.0).shape == (),
    "item": lambda: raises("cannot be converted", X.item),
    "tolist": lambda: tracked(1.0).tolist() == [1.0],
    "clone": lambda: tracked(1.0).clone().requires_grad,
    "axis-or-dim": lambda: X.sum(axis=1).equal(X.sum(dim=1)),
    "keepdim": lambda: torch.ones(2, 3).mean(dim=1, keepdim=True).shape == (2, 1),
    "minus-one": lambda: X.reshape(2, -1).shape == (2, 12),
    "flatten": lambda: X.flatten(start_dim=1).shape == (2, 12),
    "permute": lambda: X.permute(2, 0, 1).shape == (4, 2, 3),
    "permute-or-transpose": lambda: X[0].transpose(0, 1).equal(X[0].permute(1, 0)),
    "contiguous": lambda: (
        not X.permute(2, 0, 1).is_contiguous()
        and X.permute(2, 0, 1).contiguous().view(24).shape == (24,)
    ),
    "stride": lambda: X[0].T.stride() == (1, 4) and X[0].T.data_ptr() == X[0].data_ptr(),
    "unsqueeze": lambda: torch.ones(3)[:, None].shape == torch.ones(3).unsqueeze(1).shape == (3, 1),
    "squeeze": lambda: X.squeeze(0).shape == X.shape and torch.ones(1, 3).squeeze(0).shape == (3,),
    "cat": lambda: torch.cat([torch.ones(2, 3)] * 2, dim=0).shape == (4, 3),
    "stack": lambda: torch.stack([torch.ones(2, 3)] * 2).shape == (2, 2, 3),
    "split": lambda: len(torch.ones(6).split(2)) == 3 and len(torch.ones(6).chunk(2)) == 2,
    "expand": lambda: torch.ones(1, 3).expand(4, 3).shape == (4, 3),
    "repeat": lambda: torch.ones(1, 3).repeat(4, 1).shape == (4, 3),
    "where": lambda: torch.where(torch.tensor([True, False]), 1, 2).tolist() == [1, 2],
    "clamp": lambda: torch.tensor([-1.0, 2.0]).clamp(0, 1).tolist() == [0, 1],
    "one-hot": lambda: F.one_hot(torch.tensor(2), 4).tolist() == [0, 0, 1, 0],
    "einsum": lambda: torch.einsum("nk,km->nm", X[0], X[0].T).equal(X[0] @ X[0].T),
    "mm-or-matmul": lambda: raises("must be a matrix", lambda: torch.mm(X, X)),
    "std": lambda: torch.tensor([1.0, 3.0]).std(correction=0).item() == np.std([1.0, 3.0]),
    "as-tensor": lambda: torch.as_tensor(X) is X,
    "from-numpy-or-tensor": lambda: torch.tensor(np.ones(2)).dtype == torch.float64,
    "indexing": lambda: X[0].data_ptr() == X.data_ptr(),
    "copy-or-share": lambda: (
        torch.tensor(array := np.ones(2)).data_ptr() != torch.from_numpy(array).data_ptr()
        and X.view(24).data_ptr() == X.data_ptr() != X.clone().data_ptr()
    ),
    "float64": lambda: torch.from_numpy(np.array([1.0])).dtype == torch.float64,
    "shared-memory": lambda: in_place(torch.from_numpy(np.zeros(1))).item() == 1,
    "error-numpy-requires-grad": lambda: raises("Can't call numpy", tracked(1.0).numpy),
    "error-dtypes": lambda: raises(
        "same dtype", lambda: torch.ones(2, 2) @ torch.ones(2, 2).double()
    ),
    "meta": lambda: raises("meta", lambda: torch.ones(1, device="meta").cpu()),
    "to-cpu": lambda: X.cpu() is X,
    "backward": lambda: tracked(1.0).sum().backward() is None,
    "grad-is-none": lambda: not (torch.tensor(1.0, requires_grad=True) * 0.1).is_leaf,
    "grad-fn": lambda: (tracked(1.0) + 1).grad_fn.name() == "AddBackward0",
    "error-scalar-outputs": lambda: raises("scalar outputs", (tracked(1.0, 2.0) * 2).backward),
    "jacobian": lambda: (
        torch.autograd.functional.jacobian(lambda x: x**2, torch.ones(2)).tolist()
        == [[2, 0], [0, 2]]
    ),
    "gradients-add-up": lambda: grads_after(2).item() == 12,
    "retain-grad": grad_of_the_middle,
    "autograd-grad": lambda: isinstance(torch.autograd.grad((x := tracked(1.0)).sum(), x), tuple),
    "error-no-grad-fn": lambda: raises("does not require grad", torch.ones(1).backward),
    "error-integer-gradient": lambda: raises(
        "floating point", lambda: torch.tensor(3, requires_grad=True)
    ),
    "zero-or-none": none_after_zero_grad,
    "inference-mode": inference_tensor_is_refused,
    "detach-or-data": lambda: detached_is_noticed() and data_is_not_noticed(),
    "error-leaf-in-place": lambda: raises("leaf Variable", lambda: in_place(tracked(1.0))),
    "softmax": lambda: torch.softmax(torch.ones(1, 4), dim=1).sum().item() == 1,
    "cross-entropy": lambda: (
        nn.CrossEntropyLoss()(torch.ones(2, 3), torch.tensor([0, 2])).shape == ()
    ),
    "nn-linear": lambda: nn.Linear(3, 2).weight.shape == (2, 3),
    "super-init": lambda: raises("before Module.__init__", WithoutSuper),
    "adam": lambda: torch.optim.Adam([tracked(1.0)]).param_groups[0]["lr"] == 0.001,
    "train-mode": lambda: nn.Linear(1, 1).training,
    "eval-mode": lambda: nn.Linear(1, 1).eval()(torch.ones(1)).requires_grad,
    "train-test-split": lambda: (
        [len(part) for part in torch.utils.data.random_split(range(10), [0.8, 0.2])] == [8, 2]
    ),
    "embedding": lambda: nn.Embedding(1000, 64).weight.shape == (1000, 64),
    "error-matmul-shapes": lambda: raises(
        "cannot be multiplied", lambda: torch.ones(2, 3) @ torch.ones(2, 3)
    ),
    "error-broadcast": lambda: raises("must match", lambda: torch.ones(2) + torch.ones(3)),
    "error-view": lambda: raises("view size is not", lambda: X.permute(2, 0, 1).view(24)),
    "error-reshape-size": lambda: raises("invalid for input of size", lambda: X.reshape(5)),
    "error-dimension-range": lambda: raises(
        "Dimension out of range", lambda: torch.ones(2).sum(dim=1)
    ),
    "error-truth-value": lambda: raises("ambiguous", lambda: bool(torch.ones(2) > 0)),
    "error-one-element": lambda: raises("converted to Scalar", X.item),
    "error-not-callable": lambda: raises("not callable", X[0]),
    "cumsum": lambda: torch.tensor([1, 2, 3]).cumsum(dim=0).tolist() == [1, 3, 6],
    "gradient-is-zero": relu_stops_the_gradient,
    "parameter-or-tensor": only_parameters_are_listed,
    "error-stack": lambda: (
        raises("equal size", lambda: torch.stack([torch.ones(2), torch.ones(3)]))
        and raises("must match except", lambda: torch.cat([torch.ones(2, 1), torch.ones(2)[None]]))
    ),
    "error-attribute": lambda: not hasattr(X, "astype") and not hasattr(X, "copy"),
    "drop-last": lambda: (
        [
            len(torch.utils.data.DataLoader(range(7), batch_size=3, drop_last=drop))
            for drop in (False, True)
        ]
        == [3, 2]
    ),
    "buffer": buffer_is_saved,
    "error-missing-keys": lambda: raises(
        r"Missing key\(s\)", lambda: nn.Linear(1, 1).load_state_dict({"weight": torch.ones(1, 1)})
    ),
    "keep-best-weights": best_moves_unless_copied,
    "first-loss": lambda: (
        round(F.cross_entropy(torch.zeros(1, 10), torch.tensor([0])).item(), 1) == 2.3
    ),
    "isfinite": lambda: (
        torch.isfinite(torch.tensor([1.0, float("nan"), float("inf")])).tolist()
        == [True, False, False]
    ),
    "pooling": lambda: (
        nn.MaxPool2d(2)(X.float()[None]).shape == (1, 2, 1, 2)
        and nn.AdaptiveAvgPool2d(1)(X.float()[None]).flatten().tolist()
        == X.float().mean(dim=(1, 2)).tolist()
    ),
    "convolution-size": lambda: (
        nn.Conv2d(1, 1, 3, stride=2, padding=1)(torch.zeros(1, 1, 8, 8)).shape[-1]
        == (8 + 2 * 1 - 3) // 2 + 1
    ),
    "causal-mask": lambda: (
        causal_weights().triu(1).eq(0).all().item()
        and torch.allclose(causal_weights().sum(dim=1), torch.ones(3))
    ),
    "nan": lambda: (
        torch.isnan(0 * torch.tensor(float("inf"))).item()
        and torch.isnan(1 + torch.tensor(float("nan"))).item()
    ),
}


@pytest.mark.parametrize("id", CLAIMS)
def test_what_an_answer_claims_is_so_in_torch(id: str) -> None:
    assert id in ANSWERS
    assert CLAIMS[id]()


def test_every_name_of_torch_in_an_answer_exists() -> None:
    known: dict[str, object] = {"torch": torch, "nn": nn, "F": F}
    missing = []
    for id, answer in ANSWERS.items():
        for name in _NAME.findall(answer["en"] + answer["ja"]):
            if name.startswith(_ELSEWHERE):
                continue
            first, *rest = name.rstrip(".").split(".")
            thing = known[first]
            for part in rest:
                if not hasattr(thing, part):
                    missing.append((id, name))
                    break
                thing = getattr(thing, part)
    assert missing == []
