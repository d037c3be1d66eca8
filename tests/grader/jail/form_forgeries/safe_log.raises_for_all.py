"""Raises always; an exception that has every name."""


class ValueErrorMeta(type):
    @property
    def __mro__(cls):
        return (ValueError, cls, object)


def safe_log(x):
    raise ValueError("x")
