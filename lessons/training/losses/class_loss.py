"""Cross-entropy of scores for several classes, by hand."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(
    operations="constant",
    forbids=("cross_entropy", "CrossEntropyLoss", "nll_loss", "NLLLoss"),
)
def class_loss(scores, labels):
    logs = scores - torch.logsumexp(scores, dim=1, keepdim=True)
    return -logs[torch.arange(len(labels)), labels].mean()


def cases(rng: Rng) -> Cases:
    scores = torch.tensor([[2.0, 0.0, 0.0], [0.0, 0.0, 3.0]])
    yield shown(scores, torch.tensor([0, 1]))
    yield shown(torch.tensor([[500.0, 0.0], [0.0, 500.0]]), torch.tensor([0, 0]))
    for rows, classes in rng.shapes(2, smallest=2, count=4):
        scores = rng.normal(rows, classes) * 2
        yield hidden(scores, rng.integers(rows, low=0, high=classes))
    yield hidden(rng.normal(6, 4), rng.integers(6, low=0, high=4), size="n")
    yield hidden(rng.normal(60, 4), rng.integers(60, low=0, high=4), size="10n")


@also
def _(scores, labels):
    logs = torch.log_softmax(scores, dim=1)
    return -logs.gather(1, labels[:, None]).mean()


@also
def _(scores, labels):
    picked = torch.nn.functional.one_hot(labels, scores.shape[1]) * scores
    return (torch.logsumexp(scores, 1) - picked.sum(1)).mean()


@slow
def _(scores, labels):
    logs = torch.log_softmax(scores, dim=1)
    return -torch.stack([logs[n, labels[n]] for n in range(len(labels))]).mean()


@mistake("picked-every-pair")
def _(scores, labels):
    return -torch.log_softmax(scores, dim=1)[:, labels].mean()


@mistake("averaged-all-classes")
def _(scores, labels):
    return -torch.log_softmax(scores, dim=1).mean()


@mistake("softmax-down-columns")
def _(scores, labels):
    logs = torch.log_softmax(scores, dim=0)
    return -logs[torch.arange(len(labels)), labels].mean()


@mistake("probability-without-log")
def _(scores, labels):
    chances = torch.softmax(scores, dim=1)
    return -chances[torch.arange(len(labels)), labels].mean()


@mistake("largest-picked")
def _(scores, labels):
    return -torch.log_softmax(scores, dim=1).max(dim=1).values.mean()


@mistake("raw-scores")
def _(scores, labels):
    return -scores[torch.arange(len(labels)), labels].mean()


@mistake("summed-instead")
def _(scores, labels):
    logs = torch.log_softmax(scores, dim=1)
    return -logs[torch.arange(len(labels)), labels].sum()


@mistake("log-of-softmax")
def _(scores, labels):
    logs = torch.log(torch.softmax(scores, dim=1))
    return -logs[torch.arange(len(labels)), labels].mean()


@mistake("averaged-every-cell")
def _(scores, labels):
    hot = torch.nn.functional.one_hot(labels, scores.shape[1])
    return -(hot * scores.log_softmax(dim=1)).mean()
