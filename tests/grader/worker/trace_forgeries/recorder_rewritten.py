# value
"""Finds the recorder among its own globals, and has it say other things."""


def row_means(x):
    recorder = globals().get("__tensei_record__")
    if recorder is not None:
        box = recorder.__self__
        for site in list(box._values):
            box._values[site] = [1, ["l", [["o", "SAID BY CODE", "<…>"], None]], "SAID BY CODE"]
        box._node = lambda value: ["l", [["o", "SAID BY CODE <b>`x`", "SAID BY CODE"], None]]
    y = x.sum(1) + 1
    return y - 7
