# value
"""Has values whose methods and metaclass lie, raise, or take very long."""

import torch


class Loud(type):
    @property
    def __name__(cls):
        raise SystemExit("SAID BY CODE")

    def __eq__(cls, other):
        raise SystemExit("SAID BY CODE")

    __hash__ = type.__hash__


class Hostile(metaclass=Loud):
    @property
    def __class__(self):
        raise SystemExit("SAID BY CODE")

    def __repr__(self):
        while True:
            pass

    @property
    def shape(self):
        return "SAID BY CODE"

    def __len__(self):
        raise SystemExit("SAID BY CODE")


class Pretender(torch.Tensor):
    @property
    def shape(self):
        return "SAID BY CODE"

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return "SAID BY CODE"


class Items(list):
    def __iter__(self):
        raise SystemExit("SAID BY CODE")

    def __len__(self):
        raise SystemExit("SAID BY CODE")


def row_means(x):
    first = Hostile()
    second = torch.zeros(2).as_subclass(Pretender)
    third = Items([first, second])
    fourth = type("SAID BY CODE `<b>`\n\u202e" * 3, (), {})()
    both = (first, second, third, fourth)
    y = x.sum(1) + len(both)
    return y - 7
