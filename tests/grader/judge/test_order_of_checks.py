"""The first failed check is the one that a tutor would see first."""

import pytest
import torch

from grader import probe
from grader.protocol import ProblemKind, Status


def body(function: str, *lines: str) -> str:
    return "\n".join(["import torch", f"def {function}:", *(f"    {line}" for line in lines)])


RIGHT = {
    "row-means": [
        "return x.mean(1)",
        "return x.sum(dim=1) / x.shape[1]",
        "return torch.einsum('ij->i', x) / x.size(1)",
        "return torch.stack([row.mean() for row in x])",
        "return torch.from_numpy(x.numpy().mean(axis=1))",
        "return (x @ torch.ones(x.shape[1], 1, dtype=x.dtype)).squeeze(1) / x.shape[1]",
    ],
    "whole-sum": ["return float(x.sum())", "return sum(x.tolist())", "return x.numpy().sum()"],
    "on-same-memory": [
        "return torch.as_tensor(array)",
        "return torch.from_numpy(array).view_as(torch.as_tensor(array))",
    ],
    "square-sum": ["return x.pow(2).sum()", "return x @ x", "y = x * x\n    return torch.sum(y)"],
    "parts": ["return torch.sum(x), x.shape, dict(extra=extra)"],
    "doubled-there": ["y = x.to(device)\n    return (y + y).to('cpu')"],
    "added-there": [
        "return torch.stack(parts).to(device).sum(0).cpu()",
        "return sum(part.to(device) for part in parts).to('cpu')",
    ],
    "where-to": [
        "return torch.device('cuda:0' if torch.cuda.device_count() else 'cpu')",
        "return torch.accelerator.current_accelerator() or torch.device('cpu')",
    ],
    "add-in-place": ["x.add_(1)", "x[...] = x + 1"],
}

HEADS = {
    "row-means": "row_means(x)",
    "whole-sum": "whole_sum(x)",
    "on-same-memory": "on_same_memory(array)",
    "square-sum": "square_sum(x)",
    "parts": "parts(x, extra)",
    "doubled-there": "doubled_there(x, device)",
    "added-there": "added_there(parts, device)",
    "where-to": "where_to()",
    "add-in-place": "add_in_place(x)",
}


@pytest.mark.parametrize(
    ("toy", "line"), [(t, line) for t, lines in RIGHT.items() for line in lines]
)
def test_a_right_answer_passes_whatever_its_style(grade, toy, line):
    finding = grade(toy, body(HEADS[toy], line))
    assert (finding.status, finding.problem) == (Status.PASSED, None)


WRONG = [
    ("row-means", "return x @ x.T @ x.T.T @ torch.ones(99)", ProblemKind.EXCEPTION, {}),
    ("row-means", "pass", ProblemKind.TYPE, {"got_type": "None"}),
    ("row-means", "return x.mean(1).tolist()", ProblemKind.TYPE, {"got_type": "list"}),
    ("row-means", "return x.mean(1).numpy()", ProblemKind.TYPE, {"got_type": "numpy.ndarray"}),
    (
        "whole-sum",
        "return x.sum()",
        ProblemKind.TYPE,
        {"got_type": "torch.Tensor", "expected_type": "float"},
    ),
    ("whole-sum", "return True", ProblemKind.TYPE, {"got_type": "bool"}),
    (
        "parts",
        "return [x.sum(), tuple(x.shape), {'extra': extra}]",
        ProblemKind.TYPE,
        {"got_type": "list"},
    ),
    (
        "parts",
        "return x.sum(), tuple(x.shape)",
        ProblemKind.TYPE,
        {"got_length": "2", "expected_length": "3"},
    ),
    (
        "parts",
        "return x.sum(), tuple(x.shape), {'other': extra}",
        ProblemKind.TYPE,
        {"where": "[2]"},
    ),
    ("row-means", "return x.mean(1).to('meta')", ProblemKind.DEVICE, {"got_device": "meta"}),
    (
        "row-means",
        "return x.mean(1, keepdim=True).double()",
        ProblemKind.DTYPE,
        {"got_dtype": "float64"},
    ),
    (
        "row-means",
        "x += 1\n    return x.mean(1, keepdim=True)",
        ProblemKind.SHAPE,
        {"got_shape": "(1, 1)"},
    ),
    ("on-same-memory", "return torch.tensor(array)", ProblemKind.ALIAS, {"parameter": "array"}),
    # The words about memory say that the values are right.
    ("on-same-memory", "return torch.tensor(array).flip(0)", ProblemKind.VALUE, {}),
    ("on-same-memory", "return torch.as_tensor(array).flip(0)", ProblemKind.VALUE, {}),
    (
        "square-sum",
        "return (x**2).sum().detach()",
        ProblemKind.REQUIRES_GRAD,
        {"expected_grad": "True"},
    ),
    (
        "square-sum",
        "return torch.tensor((x**2).sum().item(), requires_grad=True)",
        ProblemKind.REQUIRES_GRAD,
        {},
    ),
    (
        "square-sum",
        "return (x * x.detach()).sum()",
        ProblemKind.GRAD,
        {"parameter": "x", "found": "different"},
    ),
    ("row-means", "x += 1\n    return x.mean(1)", ProblemKind.INPUT_CHANGED, {"parameter": "x"}),
    ("add-in-place", "x + 1", ProblemKind.INPUT_CHANGED, {"parameter": "x"}),
    ("row-means", "return x.sum(1)", ProblemKind.VALUE, {"index": "none", "strange": "none"}),
    ("row-means", "return x.sum(1) / 0", ProblemKind.VALUE, {"strange": "inf"}),
    ("row-means", "return x.sum(1) * float('nan')", ProblemKind.VALUE, {"strange": "nan"}),
    (
        "parts",
        "return x.sum(), (9,), {'extra': extra}",
        ProblemKind.VALUE,
        {"where": "[1][0]", "call": "first"},
    ),
    ("doubled-there", "return x.to(device) * 2", ProblemKind.DEVICE, {"got_device": "meta"}),
    (
        "doubled-there",
        "return x * 2",
        ProblemKind.DEVICE,
        {"computed_on": "cpu", "expected_device": "meta"},
    ),
    (
        "added-there",
        "return sum(part.to(device).to('cpu').to(device) for part in parts).cpu()",
        ProblemKind.TRANSFERS,
        {
            "expected_transfers": "4",
            "got_transfers": "10",
            "expected_synchronizations": "none",
            "got_synchronizations": "none",
        },
    ),
    (
        "added-there",
        "total = sum(part.to(device) for part in parts)\n    total.sum().item()\n"
        "    return total.cpu()",
        ProblemKind.TRANSFERS,
        {
            "expected_transfers": "none",
            "got_transfers": "none",
            "expected_synchronizations": "0",
            "got_synchronizations": "1",
        },
    ),
    # The words about transfers say that the values are right.
    (
        "added-there",
        "return sum(part.to(device).cpu().to(device) for part in parts).cpu() + 1",
        ProblemKind.VALUE,
        {},
    ),
    ("where-to", "return torch.device('cpu')", ProblemKind.VALUE, {"cuda": "True"}),
    ("where-to", "return torch.device('cuda')", ProblemKind.VALUE, {"cuda": "False"}),
]


@pytest.mark.parametrize(("toy", "line", "kind", "facts"), WRONG)
def test_the_first_cause_is_named_with_its_facts(grade, toy, line, kind, facts):
    finding = grade(toy, body(HEADS[toy], line))
    assert finding.problem is not None
    assert finding.problem.kind is kind
    assert facts.items() <= finding.problem.facts.items()


def test_an_exception_is_an_error_and_everything_else_a_failure(grade):
    assert grade("row-means", body("row_means(x)", "return 1 / 0")).status is Status.ERROR
    assert grade("row-means", body("row_means(x)", "return x")).status is Status.FAILED


def test_a_second_call_that_differs_is_told_apart_from_the_first(grade):
    code = "seen = []\n" + body(
        "parts(x, extra)",
        "seen.append(1)",
        "return x.sum() + (len(seen) % 2 == 0), tuple(x.shape), {'extra': extra}",
    )
    assert grade("parts", code).problem.facts["call"] == "second"


def test_the_smallest_failing_case_is_the_one_shown(grade):
    problem = grade("row-means", body("row_means(x)", "return x.sum(1)")).problem
    assert problem.input == "x = tensor([[1., 2., 6.]])"
    assert (problem.expected, problem.got) == ("tensor([*3.*])", "tensor([*9.*])")
    assert not problem.hidden


def test_a_hidden_case_is_described_and_never_revealed(grade):
    code = body("row_means(x)", "return x.mean(1) + (x.dtype is torch.float64)")
    problem = grade("row-means", code).problem
    assert problem.hidden
    assert problem.input == "x: tensor (2, 3) float64"
    assert problem.expected == "tensor (2,) float64"
    assert problem.got.count("*") == 4  # the learner's own result is not secret


HIDDEN = [
    ("return 'cpu', x.shape[0], x * 2", "meta", "'meta'", "'cpu'"),
    ("return x.device.type, min(x.shape[0], 2), x * 2", "meta", "5", "2"),
    ("return x.device.type, x.shape[0], x * 2 + (len(x) == 6) * 1e3", "cpu", "tensor (6,)", "*"),
]


@pytest.mark.parametrize(("line", "device", "expected", "got"), HIDDEN)
def test_a_hidden_tensor_is_described_and_a_single_hidden_value_is_told(
    grade, line, device, expected, got
):
    problem = grade("kind-of", body("kind_of(x)", line)).problem
    assert problem.hidden
    assert problem.facts["hidden"] == "True"
    assert problem.expected.startswith(expected)
    assert got in problem.got
    assert ("…" in problem.expected) is ("tensor" in expected)  # a range, for many entries


def test_a_shown_case_is_not_called_hidden(grade):
    assert grade("row-means", body("row_means(x)", "return x.sum(1)")).problem.facts["hidden"] == (
        "none"
    )


@pytest.mark.parametrize(
    "line", ["return t.requires_grad_(False)", "return t.detach_()", "t.detach_(); return t * 1"]
)
def test_an_input_that_requires_grad_no_more_was_changed(grade, line):
    problem = grade("outside", body("outside(t)", line)).problem
    assert problem.kind is ProblemKind.INPUT_CHANGED
    assert problem.facts == {"parameter": "t", "found": "requires-grad"}
    assert (problem.expected, problem.got) == (
        "t =\ntensor([1., 2.], requires_grad=True)",
        "t =\ntensor([1., 2.])",
    )


def test_a_changed_input_is_told_before_the_memory_whatever_secret_is_written(judge):
    code = body("on_same_memory(array)", "array[0] = 4", "return torch.from_numpy(array)")
    names = {}
    exec(compile(code, probe.FILE_NAME, "exec"), names)
    kinds = set()
    for seed in range(14):  # the secret number follows from the seed, and repeats after seven
        exam = judge.make_exam("toys/on-same-memory", seed=seed)
        answer = probe.answer(names["on_same_memory"], exam.question, code)
        kinds.add(judge.grade(exam, answer).problem.kind)
    assert kinds == {ProblemKind.INPUT_CHANGED}


PRETENDED = [
    "torch.cuda.is_available() and torch.cuda.current_device() >= 0",
    "torch.cuda.is_available() and torch.cuda.get_device_name(0)",
    "torch.cuda.is_available() and torch.cuda.get_device_properties(0).total_memory > 0",
    "torch.cuda.is_available() and max(torch.cuda.mem_get_info(0)) > 0",
    "torch.cuda.is_available() and torch.cuda.get_device_capability()[0] >= 7",
    "torch.cuda.is_available() and torch.cuda.memory_allocated() == 0",
    "torch.version.cuda and torch.cuda.is_available()",
    "torch.accelerator.is_available() and torch.accelerator.current_device_index() == 0",
    "torch.accelerator.current_accelerator() is not None",
]


@pytest.mark.parametrize("condition", PRETENDED)
def test_a_device_may_be_picked_by_any_question_about_the_gpu(grade, condition):
    line = f"return torch.device('cuda' if {condition} else 'cpu')"
    assert grade("where-to", body("where_to()", line)).status is Status.PASSED


def test_what_puts_data_on_a_pretended_gpu_is_told_that_there_is_none(grade):
    lines = ("if torch.cuda.is_available():", "    return torch.ones(1).cuda().device")
    problem = grade("where-to", body("where_to()", *lines, "return torch.device('cpu')")).problem
    assert problem.raised.key == "gpu-only-pretended"
    unasked = body("where_to()", "return torch.ones(1).cuda().device")
    assert grade("where-to", unasked).problem.raised.key == "no-cuda"


def test_an_input_that_requires_grad_from_now_on_is_let_be(grade):
    line = "return x.requires_grad_().mean(1).detach()"
    assert grade("row-means", body("row_means(x)", line)).status is Status.PASSED


@pytest.mark.parametrize(
    "line",
    [
        "import numpy; return numpy.float64(x.sum())",
        "import numpy; return numpy.float32(x.sum())",
        "import numpy; return numpy.asarray(float(x.sum()))[()]",
    ],
)
def test_a_numpy_number_is_a_right_answer_where_a_python_number_is_asked(grade, line):
    assert grade("whole-sum", body("whole_sum(x)", line)).status is Status.PASSED


MIXED = [
    "return (x.to(device) + x).cpu()",
    "return (x + x.to(device)).cpu()",
    "return torch.stack([x, x.to(device)]).sum(0).cpu()",
    "return (x.to(device) * torch.full_like(x, 2.0)).cpu()",
    "x = x.to(device) * 2; x += torch.zeros(1); return x.cpu()",
]


@pytest.mark.parametrize("line", MIXED)
def test_tensors_of_two_devices_do_not_meet_though_meta_would_let_them(grade, line):
    problem = grade("doubled-there", body("doubled_there(x, device)", line)).problem
    assert problem.kind is ProblemKind.EXCEPTION
    assert problem.raised.key == "devices-mixed"
    assert {problem.raised.facts["a"], problem.raised.facts["b"]} == {"cpu", "meta"}


def test_a_single_number_on_the_cpu_and_positions_may_meet_tensors_on_a_device(grade):
    lines = (
        "x = x.to(device) * torch.tensor(2.0)",
        "return x[torch.arange(len(x))].cpu()",
    )
    assert grade("doubled-there", body("doubled_there(x, device)", *lines)).status is Status.PASSED


@pytest.mark.parametrize(
    ("imported", "asks"),
    [
        ("from torch.cuda import is_available", "is_available()"),
        ("from torch.cuda import device_count as count", "count() > 0"),
        ("from torch.accelerator import is_available", "is_available()"),
        ("ask = torch.cuda.is_available", "ask()"),
    ],
)
def test_cuda_is_there_or_not_also_for_a_function_that_was_imported_before(grade, imported, asks):
    truth = torch.cuda.is_available()
    code = f"import torch\n{imported}\n" + body(
        "where_to()", f"return torch.device('cuda' if {asks} else 'cpu')"
    )
    assert grade("where-to", code).status is Status.PASSED
    assert torch.cuda.is_available() is truth


def test_nan_equals_nan_only_where_the_reference_has_it(grade):
    everything = body(
        "row_means(x)", "return torch.full((x.shape[0],), float('nan'), dtype=x.dtype)"
    )
    nothing = body("row_means(x)", "return torch.nan_to_num(x).mean(1)")
    assert grade("row-means", everything).problem.kind is ProblemKind.VALUE
    assert grade("row-means", nothing).problem.hidden


@pytest.mark.parametrize(
    ("toy", "line", "key"),
    [
        ("row-means", "return x.mean(0)", "averaged-columns"),
        ("row-means", "return torch.sum(x, 1)", "summed-instead"),
        ("row-means", "return x.sum() / x.numel()", "averaged-everything"),
        ("row-means", "return x.sin().cumsum(1)[:, -1] * 7", None),
        ("whole-sum", "return torch.sum(x)", "returned-tensor"),
        ("on-same-memory", "return torch.from_numpy(array.copy())", "copied"),
        ("square-sum", "return torch.tensor(x.tolist()).square().sum()", "cut-off"),
        ("doubled-there", "return x.to(device) + x.to(device)", "left-there"),
        ("doubled-there", "return x + x", "never-moved"),
        (
            "added-there",
            "return sum(part.to(device).add(0).cpu() for part in parts)",
            "back-each-time",
        ),
    ],
)
def test_a_named_mistake_is_recognised_whatever_the_first_cause_is(grade, toy, line, key):
    assert grade(toy, body(HEADS[toy], line)).problem.mistake == key
