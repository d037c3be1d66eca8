"""What can be wrong in any exercise has a name where only one thing can be the cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.i18n import FOLDER
from grader import probe
from grader.judge import Finding, Judge
from grader.protocol import GENERAL_MISTAKES
from grader.syntax.none_reasons import KINDS
from grader.syntax.summary import Summary, summarize
from tests.support.built_in import built_in_lessons, strict_translations


@pytest.fixture(scope="module")
def lessons_judge() -> Judge:
    return Judge(built_in_lessons())


def find(judge: Judge, exercise: str, code: str) -> Finding:
    exam = judge.make_exam(exercise)
    names: dict[str, object] = {}
    exec(compile(code, probe.FILE_NAME, "exec"), names)
    answer = probe.answer(names[exam.entry], exam.question, code)
    summary = summarize(code, exam.entry)
    assert Summary.from_json(_as_json(summary)) == summary
    return judge.grade(exam, answer, summary)


def _as_json(summary: Summary) -> dict[str, object]:
    import dataclasses
    import json

    fields: dict[str, object] = json.loads(json.dumps(dataclasses.asdict(summary)))
    return fields


ROWS = "import torch\n\ndef row_means(x):\n"
SLOPE = "import torch\n\ndef slope(x0):\n"
PAIR = "import torch\n\ndef partials(x, y):\n"
MARKED = "    x = torch.tensor(x0, requires_grad=True)\n"

NONE = {
    "none-no-return": ("operations/row-means", ROWS + "    m = x.mean(1)\n", "4", None),
    "none-printed": ("operations/row-means", ROWS + "    print(x.mean(1))\n", "4", None),
    "none-alone": ("operations/row-means", ROWS + "    m = x.mean(1)\n    m\n", "5", None),
    "none-bare-return": ("operations/row-means", ROWS + "    x.mean(1)\n    return\n", "5", None),
    "none-end-reached": (
        "operations/row-means",
        ROWS + "    for each in [x]:\n        if each.sum() > 1e9:\n            return each + 1\n",
        "4",
        None,
    ),
    "none-print-returned": (
        "operations/row-means",
        ROWS + "    m = print(x.mean(1))\n    return m\n",
        "4",
        "print",
    ),
    "none-in-place": (
        "operations/row-means",
        ROWS + "    m = x.mean(1).tolist()\n    return m.sort()\n",
        "5",
        "sort",
    ),
    "none-helper": (
        "operations/row-means",
        ROWS + "    return mean_of(x)\n\ndef mean_of(x):\n    x.mean(1)\n",
        "6",
        "mean_of",
    ),
    "none-backward": (
        "autograd/slope",
        SLOPE + MARKED + "    return (x**2 + 2 * x + 1).backward()\n",
        "5",
        "backward",
    ),
    "none-never-backward": (
        "autograd/slope",
        SLOPE + MARKED + "    y = x**2 + 2 * x + 1\n    return x.grad\n",
        "6",
        "x",
    ),
    "none-not-required": (
        "autograd/partials",
        PAIR
        + "    x = torch.tensor(x, requires_grad=True)\n    y = torch.tensor(y)\n"
        + "    (x * y + torch.sin(x)).backward()\n    return x.grad.item(), y.grad\n",
        "5",
        "y",
    ),
    "none-argument-not-required": (
        "autograd/jacobian-row-sums",
        "def grad_of_sum(x):\n    y = x.clone().requires_grad_()\n    (y**3).sum().backward()\n"
        "    return x.grad\n",
        "4",
        "x",
    ),
    "none-lost-leaf": (
        "autograd/slope",
        SLOPE + MARKED + "    x = x**2 + 2 * x + 1\n    x.backward()\n    return x.grad\n",
        "5",
        "x",
    ),
    "none-of-result": (
        "autograd/slope",
        SLOPE + MARKED + "    y = x**2 + 2 * x + 1\n    y.backward()\n    return y.grad\n",
        "7",
        "y",
    ),
}


@pytest.mark.filterwarnings("ignore:The .grad attribute")
@pytest.mark.parametrize("kind", KINDS)
def test_a_result_of_none_says_why_and_where(lessons_judge: Judge, kind: str) -> None:
    exercise, code, line, name = NONE[kind]

    problem = find(lessons_judge, exercise, code).problem

    assert problem is not None
    assert problem.mistake == problem.facts["found"] == kind
    assert problem.facts["line"] == line
    assert name is None or problem.facts["name"] == name


UNCERTAIN = {
    "a method of unknown effect": ROWS + "    return {}.get(1)\n",
    "a value that depends on a condition": ROWS
    + "    m = None\n    if x.sum() > 1e9:\n        m = x.mean(1)\n    return m\n",
    "a decorated function": "def only(f):\n    return lambda x: None\n\n@only\n"
    + ROWS.split("\n", 2)[2]
    + "    x.mean(1)\n",
    "a helper with a return": ROWS
    + "    return mean_of(x)\n\ndef mean_of(x):\n    if x is None:\n        return 1\n",
}


@pytest.mark.parametrize("code", UNCERTAIN.values(), ids=UNCERTAIN)
def test_a_result_of_none_has_no_cause_where_it_is_not_certain(
    lessons_judge: Judge, code: str
) -> None:
    problem = find(lessons_judge, "operations/row-means", code).problem

    assert problem is not None
    assert problem.facts["got_type"] == "None"
    assert problem.facts["found"] == "none"
    assert problem.mistake is None


def test_a_marked_argument_of_the_caller_is_not_said_to_lack_its_mark(
    lessons_judge: Judge,
) -> None:
    code = (
        "import torch\n\ndef gradients(X, y, W1, b1, W2, b2):\n"
        "    h = torch.relu((X @ W1).detach() + b1)\n"
        "    p = torch.sigmoid(h @ W2 + b2)\n"
        "    torch.nn.functional.binary_cross_entropy(p, y).backward()\n"
        "    return W1.grad, b1.grad, W2.grad, b2.grad\n"
    )

    problem = find(lessons_judge, "network/gradients", code).problem

    assert problem is not None
    assert problem.facts["where"] == "[0]"
    assert problem.facts["found"] == "none-grad"


def test_an_item_of_a_loop_that_marks_is_not_said_to_lack_its_mark(lessons_judge: Judge) -> None:
    code = PAIR + (
        "    x, y = torch.tensor(x), torch.tensor(y)\n"
        "    for each in (x, y):\n        each.requires_grad_()\n"
        "    torch.sin(x).backward()\n    return x.grad.item(), y.grad\n"
    )

    problem = find(lessons_judge, "autograd/partials", code).problem

    assert problem is not None
    assert problem.facts["found"] == "none-grad"


OTHERS = {
    "same-for-every-input": ROWS + "    return torch.tensor([2.0, 5.0])\n",
    "other-type": ROWS + "    return x.mean(1).numpy()\n",
    "other-dtype": ROWS + "    return x.mean(1).double() + 0\n",
    "other-shape": ROWS + "    return x.mean(1).reshape(1, -1, 1)\n",
    "comma-too-many": ROWS + "    return x.mean(1),\n",
}


@pytest.mark.parametrize("mistake", OTHERS)
def test_what_is_right_about_a_wrong_answer_is_part_of_its_name(judge: Judge, mistake: str) -> None:
    problem = find(judge, "toys/row-means", OTHERS[mistake]).problem

    assert problem is not None
    assert problem.mistake == mistake


@pytest.mark.parametrize(
    "code",
    [
        ROWS + "    return x.mean(1).numpy() + 1\n",
        ROWS + "    return (x.mean(1) + 5).tolist()\n",
        ROWS + "    return (x.mean(1) + 1,)\n",
        ROWS + "    return x.mean(1).reshape(1, -1) * 2\n",
        ROWS + "    return x.mean(1).double() + 5\n",
    ],
)
def test_wrong_numbers_in_another_form_have_no_such_name(judge: Judge, code: str) -> None:
    problem = find(judge, "toys/row-means", code).problem

    assert problem is not None
    assert problem.mistake is None


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_teacher_reads_words_for_every_general_mistake(language: str) -> None:
    translations = strict_translations()
    text = Path(FOLDER, language, "general_mistakes.ftl").read_text(encoding="utf-8")
    keys = {line.partition(" =")[0] for line in text.splitlines() if line.startswith("general-")}

    assert keys == {f"general-mistake-{each}" for each in GENERAL_MISTAKES}
    assert all(translations.format(language, key, {}) for key in keys)


def test_every_reason_for_none_is_a_general_mistake() -> None:
    assert set(KINDS) <= GENERAL_MISTAKES
