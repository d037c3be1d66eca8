"""There is a message for everything that the judge can find, in both languages."""

import re
from pathlib import Path

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import Message
from fluent.syntax.visitor import Visitor

from bot.i18n import FOLDER
from common.error_explanations import PATTERNS
from common.error_explanations import REFINED as REFINED_BY_MESSAGE
from grader.judge.printed_output import KEYS as WARNING_KEYS
from grader.judge.problems import FACTS
from grader.judge.refinements import REFINED
from grader.protocol import ProblemKind
from grader.syntax import style_hints
from tests.support.built_in import strict_translations
from tests.support.errors_raised import required_groups
from tests.support.every_case import check_every

GIVEN_TO_ALL_ERRORS = {"line", "source", "type", "message"}
FACTS_BY_ERROR = {pattern.key: set() for pattern in PATTERNS}
for pattern in PATTERNS:
    FACTS_BY_ERROR[pattern.key] |= set(pattern.facts)
for key, facts in (REFINED_BY_MESSAGE | REFINED).items():
    FACTS_BY_ERROR[key] = set(facts)


class _Variables(Visitor):
    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node):
        self.names.add(node.id.name)


def catalogues(language):
    """Return the text of the judge's catalogues: what is found, and what errors mean."""
    folder = Path(FOLDER) / language
    names = ("judge.ftl", "relations.ftl", "requirements.ftl", "steps.ftl")
    files = [*(folder / name for name in names), *sorted(folder.glob("errors*.ftl"))]
    return "".join(file.read_text(encoding="utf-8") for file in files)


def messages(language):
    """Return {id: names of its variables} of the judge's messages."""
    found = {}
    for entry in parse(catalogues(language)).body:
        if isinstance(entry, Message):
            visitor = _Variables()
            visitor.visit(entry.value)
            found[entry.id.name] = visitor.names
    return found


WANTED = {
    **{f"problem-{kind}": set(FACTS[kind]) for kind in ProblemKind},
    **{f"remark-{key}": set(facts) for key, facts in style_hints.FACTS.items()},
    **{f"remark-{key}": {"line"} for key in WARNING_KEYS},
    **{f"error-{key}": facts | GIVEN_TO_ALL_ERRORS for key, facts in FACTS_BY_ERROR.items()},
    "problem-relation": {"relation", "amount", "first", "second"},
    "problem-change": {"relation", "amount"},
    "ended-error-garbled": set(),
    "ended-error-property": set(),
    **{key: set() for key in ("case-steps", "case-steps-hidden", "step-here", "step-raises")},
    "step-values": {"where", "expected", "got"},
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_there_are_words_for_all_that_can_be_found_and_for_nothing_else(language):
    assert messages(language).keys() == WANTED.keys()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_words_name_only_facts_that_are_given(language):
    strange = {key: names - WANTED[key] for key, names in messages(language).items()}
    assert not {key: names for key, names in strange.items() if names}


def test_both_languages_name_the_same_facts():
    assert messages("ja") == messages("en")


@pytest.fixture(scope="module")
def translations():
    return strict_translations()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_words_can_be_said_when_every_fact_is_known_and_when_none_is(translations, language):
    def check(key):
        given = facts_of_the_message(key.removeprefix("error-"))
        for value in ("none", "(2, 3)"):
            facts = dict.fromkeys(WANTED[key], value) | dict.fromkeys(given, "(2, 3)")
            text = translations.format(language, key, facts)
            assert text == text.strip()
            assert "  " not in text
            assert "{ " not in text
            assert not _JAPANESE_BLANK.search(text)
            assert "`none`" not in text or _may_say_none(key)

    check_every(WANTED.keys(), check)


def facts_of_the_message(key):
    """Return the facts that every message of that key holds, so that they are always known."""
    groups = [
        required_groups(entry.message) | (required_groups(entry.source) if entry.source else set())
        for entry in PATTERNS
        if entry.key == key
    ]
    return set.intersection(*groups) if groups else set()


def _may_say_none(key):
    """Return whether all facts are always known, so that the message needs no variant."""
    return (
        key.startswith(("problem-", "remark-unread-parameter"))
        or key.removeprefix("error-") in ALWAYS_KNOWN
    )


_JAPANESE_BLANK = re.compile(r"[ぁ-んァ-ヶ一-龥] [ぁ-んァ-ヶ一-龥]")
"""A blank between two Japanese characters, as is left of a name in a sentence without it."""

ALWAYS_KNOWN = {
    *("syntax-unclosed", "syntax-unmatched", "must-be-tensor", "argument-type", "argument-choice"),
    *("no-number", "from-numpy", "too-few-arguments", "too-many-arguments", "unknown-keyword"),
    *("attribute-of-none", "missing-in-module", "missing-attribute", "read-only", "operand-types"),
    *("not-callable", "not-subscriptable", "not-iterable", "unhashable", "name-without-import"),
    *("unknown-name", "unbound-local", "missing-module", "missing-import", "devices-mixed"),
    *("numpy-device", "needs-float", "grad-is-none", "broadcast", "dtype-wanted"),
    *("only-of-tensors", "linear-features", "keyword-meant", "self-before-name"),
    *("super-written", "layer-not-made", "layer-in-square-brackets", "builtin-overwritten"),
    *("length-returned", "name-of-python-2", "layer-for-result", "method-of-ufunc"),
    "context-missing",
    *("method-of-pandas", "method-of-list", "parameter-of-tensor", "backward-of-number"),
    *("grad-of-many", "arrow-assignment", "function-of-layer", "loader-of-two", "tensor-of-list"),
    *("numpy-function-of-tensor", "layer-gone-through", "permute-meant", "expand-size"),
    *("text-operand", "lazy-values", "tensors-into-tensor", "syntax-superscript"),
    *("compared-keyword", "name-elsewhere", "list-wanted", "math-of-tensor"),
    *("condition-brackets", "conditions-joined", "fraction-as-size", "single-truth"),
    *("layers-called", "attribute-never-set", "state-dict-prefix", "state-dict-nested"),
    *("other-library", "text-without-quotes", "zip-missing", "enumerate-missing", "returns-none"),
    *("dimension-missing", "method-of-keras", "builtin-function", "size-as-tuple"),
    "attribute-of-dict",
}


def test_no_line_of_the_english_words_says_entries():
    assert "entries" not in catalogues("en")
