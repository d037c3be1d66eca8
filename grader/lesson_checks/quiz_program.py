"""Computes answers and options of a quiz question. The text of this file runs in the jail.

So it imports nothing of ours. `main` prints one line of JSON for each question:
`{"variants": [...]}`, or `{"field": ..., "message": ...}` with the part of it that is wrong.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import itertools
import json
import math
import random
import re
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

import torch

TRIES_PER_VARIANT = 20
"""Seeds that are tried for each variant, since some draw two options that are equal."""

ROUNDING = 1e-6  # that of lessons/curriculum.py

BLANK = "____"
LETTERS = "abcde"

_FACT = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*)\}")
_DIMENSION = re.compile(r"((?:dim|axis)\s*=\s*)?(-?[0-4])")
_MOST_DIMENSIONS = 4

Names = dict[str, Any]
Variant = dict[str, Any]


class QuestionError(Exception):
    """A part of the question is wrong. Its arguments are the part's name and a sentence."""


class ClashError(Exception):
    """Two answers of a variant that must differ are equal. Its argument says which."""


def main(questions: list[dict[str, Any]], make_rng: Callable[[int], Any]) -> None:
    """Print the variants of each question, or what is wrong with it."""
    torch.set_num_threads(1)  # the tensors are tiny: more threads would only wait for each other
    for question in questions:
        try:
            result: dict[str, Any] = {"variants": compute(question, make_rng)}
        except QuestionError as error:
            field, message = error.args
            result = {"field": field, "message": message}
        print(json.dumps(result))


def compute(question: dict[str, Any], make_rng: Callable[[int], Any]) -> list[Variant]:
    """Return as many different variants as the question wants. Raise QuestionError."""
    wanted: int = question["variants"]
    unseen = question.pop("unseen")
    found: list[Variant] = []
    seen: set[str] = set()
    clashes: list[str] = []
    for seed in range(wanted * TRIES_PER_VARIANT):
        try:
            variant = _Variant(question, seed, make_rng).compute()
        except ClashError as clash:
            clashes.append(str(clash))
            continue
        # What learners see before they answer, in whatever order.
        seen_facts = {name: value for name, value in variant["facts"].items() if name not in unseen}
        content = json.dumps(
            [seen_facts, sorted(variant.get("options", ())), variant.get("solution", "")]
        )
        if content not in seen:
            seen.add(content)
            found.append(variant)
        if len(found) == wanted:
            return found
    if clashes and not found:
        raise QuestionError("wrong", max(clashes, key=clashes.count))
    often = f"; most often, {max(clashes, key=clashes.count)}" if clashes else ""
    message = f"only {len(found)} variants of {wanted} differ from each other{often}"
    raise QuestionError("variants", message)


class _Variant:
    """One variant: what the setup draws with one seed."""

    def __init__(self, question: dict[str, Any], seed: int, make_rng: Callable[[int], Any]) -> None:
        self.question = question
        self.seed = seed
        self.make_rng = make_rng
        names = self.names()
        self.facts = {name: self._fact(names, name) for name in question["facts"]}

    def compute(self) -> Variant:
        compute_kind = getattr(self, "_" + self.question["kind"].replace("-", "_"))
        return {"facts": self.facts, **compute_kind()}

    def names(self) -> Names:
        """Return new names as the setup makes them; the same each time."""
        # torch.manual_seed also seeds devices, for which it keeps a stack trace with each call.
        torch.default_generator.manual_seed(self.seed)
        names: Names = {"__name__": "__main__", "torch": torch, "rng": self.make_rng(self.seed)}
        _execute(self.question["setup"], names, "setup")
        return names

    def fill(self, template: str) -> str:
        """Return a text with the facts in place of their names in braces."""
        if not self.facts:
            return template
        return _FACT.sub(lambda found: self.facts[found[1]] if found[1] else found[0][0], template)

    def show(self, source: str, field: str) -> str:
        """Return what a notebook shows for code that follows the setup."""
        text, _ = _run_cell(source, self.names(), field)
        if not text:
            raise QuestionError(field, "this shows nothing; end it in an expression")
        return text

    def value(self, source: str, field: str, before: str = "") -> Any:
        names = self.names()
        _execute(before, names, "code")
        return _run_cell(source, names, field)[1]

    def _random(self) -> random.Random:
        """Return what orders the options: another order in each variant and question."""
        return random.Random(f"{self.seed} {self.question}")  # noqa: S311 - it is no secret

    def _fact(self, names: Names, name: str) -> str:
        if name not in names:
            raise QuestionError("setup", f"the text has {{{name}}}, but the setup makes no {name}")
        return str(names[name])

    def _differing(self, right: str, wrong: dict[str, str]) -> dict[str, str]:
        """Return the keys of wrong answers by answer. Raise ClashError for two that are equal."""
        keys: dict[str, str] = {}
        for key, answer in wrong.items():
            if answer == right:
                raise ClashError(f'wrong "{key}" gives the right answer, {answer}')
            if answer in keys:
                raise ClashError(f'wrong "{key}" and "{keys[answer]}" both give {answer}')
            keys[answer] = key
        return keys

    def _wrong(self, compute_one: Callable[[str, str], str]) -> dict[str, str]:
        return {
            key: compute_one(source, f"wrong.{key}")
            for key, source in self.question["wrong"].items()
        }

    def _choose(self) -> Variant:
        right = self.show(self.question["expression"], "expression")
        keys = self._differing(right, self._wrong(self.show))
        options = [right, *keys]
        self._random().shuffle(options)
        return {
            "answer": LETTERS[options.index(right)],
            "options": options,
            "wrong": {LETTERS[options.index(each)]: key for each, key in keys.items()},
        }

    def _true_false(self) -> Variant:
        answer = self.show(self.question["expression"], "expression")
        if answer not in {"True", "False"}:
            raise QuestionError("expression", f"this shows {answer}; it must be True or False")
        return {"answer": answer.lower()}

    def _output(self) -> Variant:
        def show(source: str, field: str) -> str:
            return self.show(self.fill(source), field)

        answer = show(self.question["expression"], "expression")
        if "\n" in answer:
            raise QuestionError("expression", "this shows several lines; ask for one")
        return {"answer": answer, "wrong": self._differing(answer, self._wrong(show))}

    def _number(self) -> Variant:
        def number(source: str, field: str) -> str:
            value = self.value(source, field)
            try:
                found = value if type(value) is int else float(f"{float(value):.7g}")
                if math.isfinite(found):
                    return repr(found)
                raise ValueError
            except (TypeError, ValueError, RuntimeError):
                raise QuestionError(
                    field, f"this gives {value!r}, which is no finite number"
                ) from None

        answer = number(self.question["expression"], "expression")
        wrong = self._wrong(number)
        for key, value in wrong.items():
            if self._is_close(value, answer):
                raise ClashError(f'wrong "{key}" gives the right answer, {answer}')
        for (key, value), (other, same) in itertools.combinations(wrong.items(), 2):
            if self._is_close(value, same):
                raise ClashError(f'wrong "{other}" and "{key}" both give {same}')
        return {"answer": answer, "wrong": {value: key for key, value in wrong.items()}}

    def _is_close(self, given: str, number: str) -> bool:
        """Return whether one number typed would be taken for the other."""
        tolerance: float = max(self.question["tolerance"], abs(float(number)) * ROUNDING)
        return abs(float(given) - float(number)) <= tolerance

    def _several(self) -> Variant:
        options = [self.fill(each) for each in self.question["options"]]
        truths = self.value(self.question["expression"], "expression")
        if not isinstance(truths, list) or [type(each) for each in truths] != [bool] * len(options):
            message = f"this gives {truths!r}; it must be a list of {len(options)} True and False"
            raise QuestionError("expression", message)
        if len(set(options)) < len(options) or not any(truths):
            raise ClashError("two options are equal, or none is right")
        return {"answer": "".join(itertools.compress(LETTERS, truths))}

    def _blank(self) -> Variant:
        code = self.fill(self.question["code"])

        def outcome(filling: str) -> str:
            try:
                return _run_cell(code.replace(BLANK, filling), self.names(), "code")[0]
            except QuestionError as error:
                return f"error: {error.args[1]}"

        answers = [self.fill(each) for each in self.question["answers"]]
        wanted = outcome(answers[0])
        if not wanted or wanted.startswith("error: "):
            shown = wanted.removeprefix("error: ") or "nothing; end it in an expression"
            raise QuestionError("answers", f'with "{answers[0]}", the code shows {shown}')
        for each in answers[1:]:
            if outcome(each) != wanted:
                message = f'"{each}" shows {outcome(each)}, while "{answers[0]}" shows {wanted}'
                raise QuestionError("answers", message)
        wrong = {key: self.fill(each) for key, each in self.question["wrong"].items()}
        outcomes = {key: outcome(filling) for key, filling in wrong.items()}
        keys = {filling: key for key, filling in wrong.items()}
        self._differing(wanted, outcomes)
        for each in dict.fromkeys(_same_dimension([*answers, *wrong.values()])):
            shown = outcome(each)
            if shown == wanted and each not in answers:
                answers.append(each)
            for key, result in outcomes.items():
                if result == shown:
                    keys[each] = key
        return {
            "answer": answers[0],
            "answers": answers,
            "wrong": keys,
            "solution": code.replace(BLANK, answers[0]),
        }

    def _shape(self) -> Variant:
        code = self.fill(self.question["code"])
        names = self.names()
        lines, shapes = code.splitlines(), []
        for statement in ast.parse(code).body:
            source = ast.get_source_segment(code, statement) or ""
            value = _run_cell(source, names, "code")[1]
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                value = names[statement.targets[0].id]
            shape = _shape_of(value)
            if shape is None:
                if self.question["each"]:
                    message = f"this line makes no tensor, so it has no shape: {source}"
                    raise QuestionError("code", message)
                continue
            last_line = (statement.end_lineno or statement.lineno) - 1
            shapes.append(shape)
            lines[last_line] += f"  # {shape}"
        if not shapes or shape is None:
            raise QuestionError("code", "the last line makes no tensor, so it has no shape")

        def wrong_shape(source: str, field: str) -> str:
            found = _shape_of(self.value(self.fill(source), field, before=code))
            if found is None:
                raise QuestionError(field, "this gives neither a tensor nor a shape")
            return found

        keys = self._differing(shapes[-1], self._wrong(wrong_shape))
        return {
            "answer": "; ".join(shapes) if self.question["each"] else shapes[-1],
            "wrong": keys,
            "solution": "\n".join(lines),
        }

    def _order(self) -> Variant:
        lines = [self.fill(each) for each in self.question["lines"]]
        wanted, _ = _run_cell("\n".join(lines), self.names(), "lines")
        if not wanted:
            raise QuestionError("lines", "in this order they show nothing; print something")
        right = [order for order in _orders(len(lines)) if self._shows(lines, order, wanted)]
        shown = self._shuffled(len(lines), right)
        numbers = {line: number for number, line in enumerate(shown, 1)}
        answers = [" ".join(str(numbers[line]) for line in order) for order in right]
        return {
            "answer": answers[0],
            "answers": answers,
            "shown": [lines[line] for line in shown],
            "solution": "\n".join(lines),
        }

    def _shows(self, lines: list[str], order: tuple[int, ...], wanted: str) -> bool:
        try:
            return _run_cell("\n".join(lines[at] for at in order), self.names(), "lines")[0] == (
                wanted
            )
        except QuestionError:
            return False

    def _shuffled(self, count: int, right: list[tuple[int, ...]]) -> tuple[int, ...]:
        """Return an order to show the lines in, which is not a right one."""
        wrong = [order for order in _orders(count) if order not in right]
        if not wrong:
            raise QuestionError("lines", "every order of these lines is right")
        return self._random().choice(wrong)


def _orders(count: int) -> Iterator[tuple[int, ...]]:
    return itertools.permutations(range(count))


def _same_dimension(answers: list[str]) -> Iterator[str]:
    """Yield other spellings of answers such as `dim=1`, some of which name another dimension."""
    for each in answers:
        if _DIMENSION.fullmatch(each):
            for number in range(-_MOST_DIMENSIONS, _MOST_DIMENSIONS):
                yield from (f"dim={number}", f"axis={number}", str(number))


def _shape_of(value: Any) -> str | None:
    """Return the shape of a tensor, or a shape itself, written as a tuple; None for others."""
    sizes = getattr(value, "shape", value)
    if isinstance(sizes, tuple | list) and all(type(each) is int for each in sizes):
        return str(tuple(sizes))
    return None


def _execute(source: str, names: Names, field: str) -> None:
    _run_cell(source, names, field)


@functools.lru_cache(maxsize=256)
def _compile(source: str) -> tuple[CodeType, CodeType | None]:
    """Return the code of a cell, and that of the expression at its end, if it has one."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    statements = compile(tree, "<question>", "exec")
    if not isinstance(last, ast.Expr):
        return statements, None
    return statements, compile(ast.Expression(last.value), "<question>", "eval")


def _run_cell(source: str, names: Names, field: str) -> tuple[str, Any]:
    """Run code as a notebook's cell; return what it shows and its last value.

    Raise QuestionError if it raises an exception.
    """
    printed = io.StringIO()
    value = None
    try:
        with contextlib.redirect_stdout(printed):
            statements, expression = _compile(source)
            exec(statements, names)  # noqa: S102 - in the jail
            if expression is not None:
                value = eval(expression, names)  # noqa: S307
    except Exception as error:
        message = str(error).strip().partition("\n")[0]
        raise QuestionError(field, f"{type(error).__name__}: {message}") from None
    shown = [printed.getvalue().rstrip("\n")] if printed.getvalue().strip() else []
    return "\n".join([*shown, *([repr(value)] if value is not None else [])]), value
