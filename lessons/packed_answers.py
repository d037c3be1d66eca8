"""Packs what was computed for questions with hundreds of variants: a variant is one short array.

What all variants of a question have in common, the names of its facts and the keys of its
misconceptions, is written once. Packed variants stay as they are in memory, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydantic import Field

from lessons.computed_variant import ComputedQuestion, ComputedVariant
from lessons.lazy_sequence import LazySequence
from lessons.toml_tables import Table


class PackedVariant(NamedTuple):
    """The fields of a ComputedVariant without names; empty ones at the end are not written."""

    facts: tuple[str, ...]  # in the order of PackedQuestion.facts
    answer: str
    wrong: tuple[str | tuple[str, ...], ...] = ()  # by key: the answer, or all that mean the same
    options: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    solution: str = ""


class PackedQuestion(Table):
    """What was computed for a question, with its variants packed."""

    digest: str  # of the computation
    facts: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    packed: tuple[PackedVariant, ...] = Field(min_length=1)

    @property
    def variants(self) -> LazySequence[ComputedVariant]:
        """The variants, each unpacked when it is asked for."""
        return LazySequence(len(self.packed), lambda index: self._unpack(self.packed[index]))

    def _unpack(self, packed: PackedVariant) -> ComputedVariant:
        pairs = zip(self.wrong, packed.wrong, strict=False)
        listed = ((key, (each,) if isinstance(each, str) else each) for key, each in pairs)
        return ComputedVariant(
            facts=dict(zip(self.facts, packed.facts, strict=False)),
            answer=packed.answer,
            wrong={answer: key for key, answers in listed for answer in answers},
            options=packed.options,
            answers=packed.answers,
            shown=packed.shown,
            solution=packed.solution,
        )


def pack(question: ComputedQuestion) -> PackedQuestion:
    """Return a question with its variants packed."""
    first = question.variants[0]
    facts, keys = tuple(sorted(first.facts)), tuple(sorted(set(first.wrong.values())))
    return PackedQuestion(
        digest=question.digest,
        facts=facts,
        wrong=keys,
        packed=tuple(_pack(each, facts, keys) for each in question.variants),
    )


def _pack(variant: ComputedVariant, facts: Iterable[str], keys: Iterable[str]) -> PackedVariant:
    answers = (_answers_of(variant, key) for key in keys)
    return PackedVariant(
        facts=tuple(variant.facts[name] for name in facts),
        answer=variant.answer,
        wrong=tuple(each[0] if len(each) == 1 else each for each in answers),
        options=variant.options,
        answers=variant.answers,
        shown=variant.shown,
        solution=variant.solution,
    )


def _answers_of(variant: ComputedVariant, key: str) -> tuple[str, ...]:
    return tuple(answer for answer, meant in variant.wrong.items() if meant == key)


def format_packed(note: str, questions: Mapping[str, PackedQuestion]) -> str:
    """Return the JSON of a file with one variant on a line."""
    parts = []
    for name, question in questions.items():
        head = question.model_dump(mode="json", exclude={"packed"})
        rows = ",\n".join(_dump(_without_empty_end(each)) for each in question.packed)
        parts.append(f'  {json.dumps(name)}: {_dump(head)[:-1]},"packed":[\n{rows}\n]}}')
    return f'{{"note": {json.dumps(note)}, "questions": {{\n' + ",\n".join(parts) + "\n}}\n"


def _without_empty_end(variant: PackedVariant) -> list[object]:
    fields: list[object] = list(variant)
    while not fields[-1]:
        fields.pop()
    return fields


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
