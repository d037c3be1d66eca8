# value
"""Runs through more values than anybody reads, some of them very long."""


def row_means(x):
    total = 0
    for number in range(60_000):
        total = total + number
    long = [total**50] * 3
    longer = 2**4000 + len(long)
    y = x.sum(1) + 1 + 0 * (longer % 2)
    return y - 7
