"""Patterns of messages of torch.optim and torch.utils.data."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

OPTIM = (
    pattern("optimizer-empty", "ValueError", r"^optimizer got an empty parameter list"),
    pattern(
        "optimizer-tensor",
        "TypeError",
        r"^params argument given to the optimizer should be an iterable of Tensors",
        "left",
    ),
    pattern(
        "optimizer-item",
        "TypeError",
        r"^optimizer can only optimize Tensors, but one of the params is (?P<type>[\w.]+)",
        "type",
    ),
    pattern("optimizer-non-leaf", "ValueError", r"^can't optimize a non-leaf Tensor"),
    pattern(
        "optimizer-value",
        "ValueError",
        r"^Invalid (?P<name>learning rate|[\w]+)(?: value| parameter at index \d)?:"
        r" (?P<given>\S+)$",
        "name given",
    ),
    pattern("optimizer-twice", "ValueError", r"^some parameters appear in more than one param"),
    pattern("optimizer-nesterov", "ValueError", r"^Nesterov momentum requires a momentum"),
    pattern("optimizer-closure", "TypeError", r"missing 1 required positional argument: 'closure'"),
    pattern("scheduler-of", "TypeError", r"^(?P<type>[\w.]+) is not an Optimizer", "type"),
    pattern("scheduler-resume", "KeyError", r"param 'initial_lr' is not specified"),
    pattern("scheduler-metric", "TypeError", r"^ReduceLROnPlateau\.step\(\) missing 1 required"),
    pattern(
        "scheduler-steps",
        "ValueError",
        r"^Tried to step (?P<given>\d+) times\. The specified number of total steps is"
        r" (?P<expected>\d+)",
        "given expected",
    ),
    pattern("scheduler-order", "UserWarning", r"^Detected call of .lr_scheduler\.step\(\). before"),
)

DATA = (
    pattern("loader-empty", "ValueError", r"^num_samples should be a positive integer value"),
    pattern(
        "loader-batch-size",
        "ValueError",
        r"^batch_size should be a positive integer value, but got batch_size=(?P<given>\S+)",
        "given",
    ),
    pattern("loader-sampler", "ValueError", r"option is mutually exclusive with"),
    pattern("loader-next", "TypeError", r"^'DataLoader' object is not an iterator", "left"),
    pattern("loader-index", "TypeError", r"^'DataLoader' object is not subscriptable", "left"),
    pattern("collate-none", "TypeError", r"^default_collate: .* found <class 'NoneType'>"),
    pattern(
        "collate-type",
        "TypeError",
        r"^default_collate: .* found <class '(?:\w+\.)*(?P<type>\w+)'>",
        "type",
    ),
    pattern("collate-sizes", "RuntimeError", r"^each element in list of batch should be of equal"),
    pattern(
        "dataset-getitem", "NotImplementedError", r"^Subclasses of Dataset should implement __geti"
    ),
    pattern("dataset-sizes", "AssertionError", r"^Size mismatch between tensors"),
    pattern("split-lengths", "ValueError", r"^Sum of input lengths does not equal the length"),
    pattern("loader-main", "RuntimeError", r"An attempt has been made to start a new process"),
    pattern("loader-worker", "RuntimeError", r"^DataLoader worker \(pid.* exited unexpectedly"),
    pattern(
        "pickle-local",
        "AttributeError PicklingError TypeError",
        r"^Can't (?:pickle|get) local object|^Can't get attribute|^Can't pickle ",
    ),
)
