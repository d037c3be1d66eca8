"""Raises an exception that holds exceptions, ten thousand deep, and is its own cause."""
ENDING = {"raised", "vanished", "crashed"}
inner = ValueError("attacked")
for _ in range(10_000):
    inner = ExceptionGroup("more", [inner])
first = KeyError(1)
inner.__cause__, first.__context__ = first, inner
first.__cause__ = inner
raise inner
