# exception
"""Raises an exception of its own when it is traced, with a name that is a sentence."""


def row_means(x):
    y = x.sum(1) + 1
    if "__tensei_record__" in globals():
        raise type("SAID BY CODE", (Exception,), {})("SAID BY CODE")
    raise ValueError(y)
