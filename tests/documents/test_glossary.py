"""The glossary is sorted and complete, and every class that it names exists."""

from __future__ import annotations

import ast
import re

import pytest

from tests.support.documents import DOCUMENTS, ROOT, rows, spans

GLOSSARY = DOCUMENTS["docs/glossary.md"]
PARTS = dict(
    zip(("domain", "architecture"), re.split(r"^## ", GLOSSARY, flags=re.M)[1:], strict=True)
)

A_CLASS = re.compile(r"([a-z_]\w*(?:\.[a-z_]\w*)*):([A-Z]\w*)")

ASKED_FOR = {
    "domain": "track, lesson, exercise, submission, run, verdict, case, reference, misconception,"
    " checklist, quiz, review, streak, study group, leaderboard, reminder, prompt",
    "architecture": "grader, worker, queue, job, job envelope, fork server, child, sandbox layer,"
    " probe, judge, reply, action, platform, announcer, context, translator",
}


def classes_of(module: str) -> set[str]:
    """Return the names of a module's classes, without importing it: the grader's need torch."""
    base = ROOT.joinpath(*module.split("."))
    path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


@pytest.mark.parametrize("part", PARTS)
def test_terms_are_sorted_and_each_stands_once(part: str) -> None:
    terms = [term for term, *_ in rows(PARTS[part])]
    assert terms == sorted(set(terms))
    assert {*ASKED_FOR[part].split(", ")} <= {*terms}


@pytest.mark.parametrize("row", rows(GLOSSARY), ids=lambda row: row[0])
def test_every_term_has_one_sentence_and_a_class_that_exists(row: list[str]) -> None:
    _, meaning, named = row
    assert re.fullmatch(r"[A-Z`].{15,}\.", meaning)
    assert ". " not in meaning
    assert spans(named)
    for each in spans(named):
        found = A_CLASS.fullmatch(each)
        assert found, each
        assert found[2] in classes_of(found[1]), each
