"""Every module and folder that the page on the architecture names exists, in diagrams too."""

from __future__ import annotations

import re

from tests.support.documents import DOCUMENTS, ROOT

ARCHITECTURE = DOCUMENTS["docs/architecture.md"]

A_PATH = re.compile(r"\b(?:bot|grader|lessons|common|migrations|benchmarks)/[\w/.*]*[\w*]")


def test_every_module_that_is_named_exists() -> None:
    named = {*A_PATH.findall(ARCHITECTURE)}
    assert len(named) > 30
    assert not {each for each in named if not any(ROOT.glob(each))}


def test_both_diagrams_are_there() -> None:
    kinds = re.findall(r"^```mermaid\n(\w+)", ARCHITECTURE, flags=re.MULTILINE)
    assert kinds == ["sequenceDiagram", "flowchart"]
