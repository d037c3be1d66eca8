"""Raises exceptions of the kinds that the jail looks into, whose every attribute raises."""
ENDING = {"raised"}


class Denied(PermissionError):
    def __getattribute__(self, name):
        raise Denied

    __str__ = __repr__ = errno = filename = property(lambda self: self.raise_again)


class Message(RuntimeError):
    def __str__(self):
        raise KeyboardInterrupt


try:
    raise Denied
except Denied as error:
    raise Message from error
