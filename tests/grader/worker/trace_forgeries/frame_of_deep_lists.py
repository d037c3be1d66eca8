# value
"""Sends values that are nested deeply and are very wide."""


def row_means(x):
    recorder = globals().get("__tensei_record__")
    if recorder is not None:
        box = recorder.__self__
        deep = 1
        for _ in range(20):
            deep = ["l", [deep] * 6] if _ > 16 else ["l", [deep]]
        box._node = lambda value: ["l", [deep, None]]
    y = x.sum(1) + 1
    return y - 7
