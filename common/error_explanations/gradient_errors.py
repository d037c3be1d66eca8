"""Patterns of messages about gradients and transforms, saved files, and devices."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

GRADIENTS = (
    pattern(
        "backward-shape",
        "RuntimeError",
        r"^Mismatch in shape: grad_output\[\d+\] has a shape of torch\.Size\((?P<given>\[.*?\])\)"
        r" and output\[\d+\] has a shape of torch\.Size\((?P<target>\[.*?\])\)",
        "given target",
    ),
    pattern(
        "view-in-place",
        "RuntimeError",
        r"^Output \d+ of \w+ is a view and is being modified inplace",
        "left",
    ),
    pattern("retain-grad", "RuntimeError", r"^can't retain_grad on Tensor that has req", "left"),
    pattern(
        "grad-assigned",
        "RuntimeError",
        r"^(?:attempting to assign a gradient|assigned grad has data) of (?:size|a different)"
        r"(?: '(?P<given>\[.*?\])' to a tensor of size '(?P<target>\[.*?\])')?",
        "given target",
    ),
    pattern(
        "grad-assigned",
        "RuntimeError TypeError",
        r"^attempting to assign a gradient with dtype|^assigned grad (?:expected to be|has) ",
        "given target",
    ),
    pattern(
        "data-dtype",
        "RuntimeError",
        r"^data set to a tensor that requires gradients must be floating|^Attempted to call"
        r" `variable\.set_data\(tensor\)`",
        "left left_dtype",
    ),
    pattern(
        "deepcopy-of-result",
        "RuntimeError",
        r"^Only Tensors created explicitly by the user",
        "left",
    ),
    pattern(
        "func-grad-of-many",
        "RuntimeError",
        r"Expected f\(\*args\) to return a scalar Tensor, got tensor with (?P<given>\d+) dims",
        "given",
    ),
    pattern(
        "func-tensors",
        "RuntimeError TypeError ValueError",
        r"Expected f\(\*args\) to return a Tensor, got|expected f\(\*primals\) to return only ten"
        r"|must only return Tensors, got type|^The outputs of the user-provided function given to"
        r"|We cannot vmap over non-Tensor arguments",
    ),
    pattern(
        "vmap-sizes",
        "ValueError",
        r"^vmap: Expected all tensors to have the same size in the mapped dimension, got sizes"
        r" (?P<given>\[.*?\])",
        "given",
    ),
    pattern("vmap-item", "RuntimeError", r"^vmap: It looks like you're calling \.item\(\)"),
    pattern("vmap-branch", "RuntimeError", r"^vmap: It looks like you're attempting to use a Ten"),
    pattern(
        "anomaly-nan",
        "RuntimeError",
        r"^Function '(?P<name>[A-Za-z]+)Backward\d*' returned nan values",
        "name",
    ),
    pattern(
        "function-gradients",
        "RuntimeError",
        r"^function (?P<name>\w+?)(?:Backward)? returned an incorrect number of gradients"
        r" \(expected (?P<expected>\d+), got (?P<given>\d+)\)",
        "name expected given",
    ),
    pattern("function-backward", "NotImplementedError", r"^You must implement .* the backward or"),
    pattern(
        "grad-of-result", "UserWarning", r"^The \.grad attribute of a Tensor that is not a", "left"
    ),
    pattern(
        "jit-source",
        "RuntimeError OSError NotSupportedError",
        r"^Expected a single top-level function|^Could not get qualified name for class"
        r"|^Can't get source for",
    ),
)

FILES = (
    pattern("load-weights-only", "UnpicklingError", r"^Weights only load failed"),
    pattern("load-at-the-end", "EOFError", r"^$"),
    pattern(
        "save-arguments", "AttributeError", r"^expected 'f' to be string, path, or a file-like"
    ),
    pattern("load-cuda", "RuntimeError", r"^Attempting to deserialize object on a CUDA device"),
    pattern(
        "load-broken",
        "UnpicklingError RuntimeError EOFError",
        r"^unpickling stack underflow|^invalid load key|^PytorchStreamReader failed"
        r"|^pickle data was truncated|^Ran out of input",
    ),
    pattern("function-not-applied", "RuntimeError", r"^Legacy autograd function with non-static"),
)

DEVICES = (
    pattern(
        "devices-mixed",
        "RuntimeError",
        r"to be on the same device, but got \w+ is on (?P<a>[\w:]+), different from other tensors"
        r" on (?P<b>[\w:]+)",
        "a b",
    ),
    pattern(
        "devices-mixed",
        "RuntimeError",
        r"^indices should be either on (?P<a>\w+) or on the same device as the indexed tensor"
        r" \((?P<b>[\w:]+)\)",
        "a b",
    ),
    pattern("cuda-memory", "OutOfMemoryError RuntimeError", r"^(CUDA|MPS backend) out of memory"),
    pattern(
        "cuda-assert", "RuntimeError AcceleratorError", r"CUDA error: device-side assert triggered"
    ),
    pattern(
        "cuda-version", "RuntimeError AcceleratorError", r"CUDA error: no kernel image is available"
    ),
    pattern(
        "cuda-version",
        "RuntimeError",
        r"^The NVIDIA driver on your system is too old|^CUDA driver version is insufficient",
    ),
)
