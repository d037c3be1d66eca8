"""Raises an exception whose every method raises, is slow, or lies."""
ENDING = {"raised"}


class Hostile(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__

    @property
    def args(self):
        raise self

    def with_traceback(self, _):
        raise self


raise Hostile("attacked")
