"""Rules for what a loss, a loader or a list of layers is given, and for tensors made by hand."""

from __future__ import annotations

from common.error_explanations.explain import UNKNOWN
from grader.judge.refinements.failed_line import Explained, FailedLine

_CLASS_LOSSES = ("CrossEntropyLoss", "NLLLoss")
_OF_TWO = {"Tensor", "ndarray", "list"}


def loss_order(line: FailedLine) -> Explained | None:
    """Find a loss over classes whose first argument holds class numbers."""
    is_loss = line.called_name in ("cross_entropy", "nll_loss")
    is_loss |= line.known.get("layer", "").startswith(_CLASS_LOSSES)
    is_of_integers = line.key == "not-for-dtype" and line.facts["dtype"] == "int64"
    if is_loss and is_of_integers:
        return "loss-order", {"left": line.known.get("left", UNKNOWN)}
    return None


def loss_dtype(line: FailedLine) -> Explained | None:
    """Find a target of integers, of which torch says that it cannot be changed in place."""
    is_loss = line.called_name == "binary_cross_entropy_with_logits"
    is_loss |= line.known.get("layer", "").startswith("BCEWithLogitsLoss")
    if not is_loss or line.key != "cast-in-place":
        return None
    return "loss-dtype", {
        "given_dtype": line.facts["dtype"],
        "expected_dtype": line.facts["result"],
        "right": line.known.get("right", UNKNOWN),
    }


def loader_of_two(line: FailedLine) -> Explained | None:
    """Find a DataLoader that is given inputs and targets, where it takes one dataset."""
    keys = ("argument-twice", "truth-of-many", "loader-batch-size", "operand-types")
    is_second = line.known.get("right_type") in _OF_TWO
    if line.called_name == "DataLoader" and line.key in keys and is_second:
        return "loader-of-two", {"left": line.known["left"], "right": line.known["right"]}
    return None


def dataset_of_lists(line: FailedLine) -> Explained | None:
    """Find a TensorDataset that is given lists or arrays."""
    is_made = line.key == "missing-attribute" and line.called_name == "TensorDataset"
    if not is_made or line.facts["name"] != "size":
        return None
    return "must-be-tensor", {"function": "TensorDataset", "got": line.facts["type"]}


def tensor_of_list(line: FailedLine) -> Explained | None:
    """Find `torch.tensor(1, 2, 3)`, whose values are not in a list."""
    if line.key == "too-many-arguments" and line.called_name in ("tensor", "as_tensor"):
        return "tensor-of-list", {"called": line.called}
    return None


def shape_called(line: FailedLine) -> Explained | None:
    """Find a shape with round brackets behind it."""
    if line.key == "not-callable" and line.facts["type"] == "torch.Size":
        return "shape-called", {"called": line.facts["called"]}
    return None
