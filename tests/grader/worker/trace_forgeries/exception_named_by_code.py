# exception
"""Raises an exception whose name has markup in it."""


def row_means(x):
    y = x.sum(1) + 1
    raise type("<b>`SAID` BY\nCODE " * 3, (Exception,), {})(y)
