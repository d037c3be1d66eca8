"""Recorded functions do what they did before, and everything is evaluated once."""

import ast
import textwrap
import traceback

import pytest
import torch

from grader import probe
from grader.probe.instrument import RECORD, instrument

CONSTRUCTS = {
    "assignments": """
        def f(log):
            a = b = log(1)
            (c, d), *e = (log(2), log(3)), log(4), log(5)
            box = {"k": 1}
            box[log("k")] += log(6)
            box[log("new")] = log(7)
            g: int = log(8)
            return a, b, c, d, e, box, g
    """,
    "short circuits and comparisons": """
        def f(log):
            x = log(0) and log(1)
            y = log(0) or log(2)
            z = log(1) < log(3) > log(2) < log(0) < log(9)
            return x, y, z, (log(5) if log(0) else log(6)), not log(1), -log(1)
    """,
    "comprehensions and lambdas": """
        def f(log):
            rows = [log(i) + 1 for i in range(3) if log(i) != 1]
            pairs = {log(k): log(v) for k, v in [(1, 2)]}
            lazy = (log(i) for i in range(2))
            add = lambda x, y=log(7): log(x + y)
            return rows, pairs, {log(3)}, list(lazy), add(1)
    """,
    "generators": """
        def numbers(log):
            got = yield log(1)
            yield log(got)
            yield from [log(3), log(4)]
            return log(5)

        def f(log):
            made = numbers(log)
            first = next(made)
            second = made.send(log(9))
            rest = list(made)
            return first, second, rest
    """,
    "coroutines": """
        import asyncio

        async def twice(log, x):
            await asyncio.sleep(0)
            return log(x) * 2

        def f(log):
            async def whole():
                async with asyncio.Lock():
                    return [await twice(log, log(1)), [await twice(log, i) for i in range(2)]]
            return asyncio.run(whole())
    """,
    "classes": """
        class Base:
            def __init__(self, log):
                self.log = log
                self.__secret = log(1)

            @property
            def secret(self):
                return self.log(self.__secret)

            @classmethod
            def kind(cls):
                return cls.__name__

        def f(log):
            class Derived(Base):
                shared = log(2)

                def __init__(self, log):
                    super().__init__(log)
                    self.more = [log(3)]
                    self.more[log(0)] += log(4)

            made = Derived(log)
            return made.secret, made.more, made.shared, made.kind(), Base.kind()
    """,
    "scopes": """
        total = 0

        def f(log, __a=3):
            global total
            total += log(1)
            count = 0
            def inner():
                nonlocal count
                count += log(2)
                return count
            inner()
            del __a
            return total, count, inner(), sorted(locals())
    """,
    "matching": """
        def f(log):
            found = []
            for each in (log(1), log([1, 2]), log({"a": 3}), log("x")):
                match each:
                    case 1 | 2:
                        found.append(log("number"))
                    case [first, *rest] if log(first) == 1:
                        found.append((first, rest))
                    case {"a": value}:
                        found.append(value)
                    case _:
                        found.append(f"{log(each)!r:>5} {log(1) + 1}")
            return found
    """,
    "exceptions and contexts": """
        import contextlib

        def f(log):
            try:
                with contextlib.suppress(KeyError), contextlib.nullcontext(log(1)) as one:
                    {}[log("missing")]
                1 / log(0)
            except ZeroDivisionError as error:
                return one, str(error), (walrus := log(5)), walrus
            else:
                log("never")
            finally:
                log("at last")
    """,
    "loops": """
        def f(log):
            out = []
            for i in range(log(3)):
                if i == log(1):
                    continue
                out.append(i)
            else:
                out.append(log("done"))
            while out[-1] != log("done"):
                out.pop()
            for out[0] in [log(7)]:
                pass
            return out
    """,
    "documentation and defaults": '''
        def decorated(argument):
            def decorate(function):
                function.mark = argument
                return function
            return decorate

        @decorated(argument=[1][0])
        def f(log, wanted: "a" + "b" = [1, 2][1]) -> dict[str, int]:
            """Say it."""
            return f.__doc__, f.mark, wanted, f.__annotations__, f.__name__, f.__qualname__
    ''',
}


class Log:
    """Notes in which order arguments are evaluated, and returns them."""

    def __init__(self):
        self.heard = []

    def __call__(self, value):
        self.heard.append(repr(value))
        return value


def call(tree, names=None):
    log, names = Log(), dict(names or {})
    exec(compile(tree, probe.FILE_NAME, "exec"), names)
    return names["f"](log), log.heard


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_recorded_function_evaluates_the_same_in_the_same_order(construct):
    source = textwrap.dedent(CONSTRUCTS[construct])
    recorder = probe.Recorder(source)
    expected = call(ast.parse(source))
    assert len(expected[1]) > 1 or construct.startswith("documentation")
    assert call(recorder.tree, recorder.names) == expected


def test_a_value_is_passed_on_as_the_same_object():
    source = "def f(x):\n    y = x.values[0]\n    y is x.values[0] or 1 / 0\n    return y\n"
    recorder = probe.Recorder(source)
    names = dict(recorder.names)
    exec(compile(recorder.tree, probe.FILE_NAME, "exec"), names)
    marker = object()
    assert names["f"](type("Holder", (), {"values": [marker]})) is marker


def test_a_traceback_names_the_same_lines_and_columns():
    source = "def g(x):\n    return (x + 1) @ x\n\n\ndef f(x):\n    y = [g(a) for a in [x]]\n"
    places = []
    for tree in (ast.parse(source), probe.Recorder(source).tree):
        names = {RECORD: lambda _, value: value}
        exec(compile(tree, probe.FILE_NAME, "exec"), names)
        with pytest.raises(RuntimeError) as error:
            names["f"](torch.ones(2, 3))
        places.append(
            [
                (each.lineno, each.colno, each.end_colno)
                for each in traceback.extract_tb(error.tb)
                if each.filename == probe.FILE_NAME
            ]
        )
    assert places[0] == places[1]


def test_what_is_not_in_a_function_is_left_as_it_is():
    source = "x = 1 + 2\nprint(x * 2)\nclass A:\n    b = x + 1\n    c: int = x * 3\nx += len('a')\n"
    assert ast.dump(instrument(source)[0]) == ast.dump(ast.parse(source))
