"""A block of causal attention with one head."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, ask, do, exercise, hidden, made, mistake, shown


@exercise(tolerance=(1e-4, 1e-5))
class TinyAttention(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.query(x) @ self.key(x).transpose(-2, -1) / x.shape[-1] ** 0.5
        words = x.shape[-2]
        later = torch.ones(words, words).triu(diagonal=1).bool()
        weights = scores.masked_fill(later, float("-inf")).softmax(dim=-1)
        return weights @ self.value(x)


def cases(rng: Rng) -> Cases:
    def state(size: int) -> dict[str, torch.Tensor]:
        names = ("query.weight", "key.weight", "value.weight")
        return {name: rng.normal(size, size) for name in names}

    one = {
        "query.weight": torch.eye(2),
        "key.weight": torch.tensor([[0.0, 1.0], [1.0, 0.0]]),
        "value.weight": 2 * torch.eye(2),
    }
    x = torch.tensor([[[1.0, 0.0], [0.0, 1.0]]])
    yield shown(made(2), do("load_state_dict", one), ask(x))
    for size, sentences, words in ((3, 1, 4), (4, 2, 4), (8, 3, 5)):
        yield hidden(
            made(size),
            do("load_state_dict", state(size)),
            ask(rng.normal(sentences, words, size)),
            ask(rng.normal(sentences, words + 2, size)),
        )


@also
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        return nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)


@also
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        for name in ("query", "key", "value"):
            setattr(self, name, nn.Linear(size, size, bias=False))
        self.scale = size**-0.5

    def forward(self, x):
        scores = torch.einsum("bid,bjd->bij", self.query(x), self.key(x)) * self.scale
        place = torch.arange(x.size(1))
        scores = torch.where(place[:, None] >= place, scores, -torch.inf)
        return torch.einsum("bij,bjd->bid", torch.softmax(scores, 2), self.value(x))


@mistake("future-seen")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.query(x) @ self.key(x).transpose(-2, -1) / x.shape[-1] ** 0.5
        return scores.softmax(dim=-1) @ self.value(x)


@mistake("not-scaled")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.query(x) @ self.key(x).transpose(-2, -1)
        later = torch.ones(x.shape[-2], x.shape[-2]).triu(diagonal=1).bool()
        weights = scores.masked_fill(later, float("-inf")).softmax(dim=-1)
        return weights @ self.value(x)


@mistake("inputs-mixed")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.query(x) @ self.key(x).transpose(-2, -1) / x.shape[-1] ** 0.5
        later = torch.ones(x.shape[-2], x.shape[-2]).triu(diagonal=1).bool()
        weights = scores.masked_fill(later, float("-inf")).softmax(dim=-1)
        return weights @ x


@mistake("keys-ask")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.key(x) @ self.query(x).transpose(-2, -1) / x.shape[-1] ** 0.5
        later = torch.ones(x.shape[-2], x.shape[-2]).triu(diagonal=1).bool()
        weights = scores.masked_fill(later, float("-inf")).softmax(dim=-1)
        return weights @ self.value(x)


@mistake("columns-add-up")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.query(x) @ self.key(x).transpose(-2, -1) / x.shape[-1] ** 0.5
        later = torch.ones(x.shape[-2], x.shape[-2]).triu(diagonal=1).bool()
        weights = scores.masked_fill(later, float("-inf")).softmax(dim=1)
        return weights @ self.value(x)


@mistake("weights-returned")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.query(x) @ self.key(x).transpose(-2, -1) / x.shape[-1] ** 0.5
        later = torch.ones_like(scores[0]).triu(1).bool()
        return scores.masked_fill(later, float("-inf")).softmax(dim=-1)


@mistake("scaled-by-words")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.query(x) @ self.key(x).transpose(-2, -1) / x.shape[-2] ** 0.5
        later = torch.ones_like(scores[0]).triu(1).bool()
        return scores.masked_fill(later, float("-inf")).softmax(dim=-1) @ self.value(x)
