"""The tiny probe for a real card: opens it as the grader's own probe does."""

import traceback

import torch


def open_device(name):
    x = torch.ones(8, 8, device=name)
    (x @ x).sum().item()


def describe_device(name):
    return torch.cuda.get_device_name(name)


def answer(function, question):
    return repr(function(question)).encode()


def raised(exc, source):
    own = [f for f in traceback.extract_tb(exc.__traceback__) if f.filename == "<your code>"]
    line = own[-1].lineno if own else getattr(exc, "lineno", None)
    text = "".join(traceback.format_list(own))
    return {"type": type(exc).__name__, "message": str(exc), "line": line, "traceback": text}
