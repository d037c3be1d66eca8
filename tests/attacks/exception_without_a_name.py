"""Raises an exception whose class has no name, or one that is no text, and no module."""
ENDING = {"raised"}


class Meta(type):
    @property
    def __name__(cls):
        raise cls("again")

    @property
    def __module__(cls):
        return 3

    __qualname__ = __name__

    def __getattribute__(cls, name):
        if name in ("__name__", "__module__", "__mro__"):
            raise ValueError(name)
        return super().__getattribute__(name)


class Nameless(Exception, metaclass=Meta):
    pass


raise Nameless("attacked")
