"""The classes of torch.nn by their names, and the functions that do the same."""

from __future__ import annotations

import re

import torch

_LAYERS = {
    name
    for name, kind in vars(torch.nn).items()
    if isinstance(kind, type) and issubclass(kind, torch.nn.Module)
}
_FUNCTION_OF_LOSS = {
    "BCELoss": "binary_cross_entropy",
    "BCEWithLogitsLoss": "binary_cross_entropy_with_logits",
    "CrossEntropyLoss": "cross_entropy",
    "KLDivLoss": "kl_div",
    "GaussianNLLLoss": "gaussian_nll_loss",
    "PoissonNLLLoss": "poisson_nll_loss",
}
_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def is_layer(type_name: str) -> bool:
    """Return whether a class of torch.nn has this name."""
    return type_name in _LAYERS


def function_of_layer(layer: str) -> str:
    """Return the function that does the same as a class of torch.nn: "torch.relu"; or "none"."""
    snake = _BETWEEN_WORDS.sub("_", layer).lower()
    for name in (_FUNCTION_OF_LOSS.get(layer, ""), layer.lower(), snake):
        for module in (torch, torch.nn.functional):
            found = getattr(module, name, None) if name else None
            if callable(found) and (found.__doc__ or name == "relu"):
                return f"{module.__name__}.{name}"  # without a text, it is one of torch's own parts
    return "none"
