# value
"""Prints megabytes when it is traced."""


def row_means(x):
    if "__tensei_record__" in globals():
        print("SAID BY CODE" * 1_000_000)
    y = x.sum(1) + 1
    return y - 7
