"""The weights with which each query looks at each key."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def attention_weights(q, k):
    scores = q @ k.T / q.shape[1] ** 0.5
    return torch.softmax(scores, dim=1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[2.0, 0.0]]), torch.tensor([[1.0, 0.0], [0.0, 1.0]]))
    q = torch.tensor([[1.0, 0.0], [0.0, 2.0]])
    yield shown(q, torch.tensor([[3.0, 1.0], [0.0, 1.0], [1.0, -1.0]]))
    for queries, keys, size in ((1, 4, 3), (5, 3, 8), (3, 3, 16), (6, 2, 5)):
        yield hidden(rng.normal(queries, size), rng.normal(keys, size))


@also
def _(q, k):
    scores = torch.einsum("id,jd->ij", q, k) / torch.tensor(q.shape[-1]).sqrt()
    powers = torch.exp(scores - scores.amax(dim=1, keepdim=True))
    return powers / powers.sum(dim=1, keepdim=True)


@also
def _(q, k):
    eye = torch.eye(len(k))  # as the values: then the result is the weights
    return torch.nn.functional.scaled_dot_product_attention(q, k, eye)


@also
def _(q, k):
    rows = [torch.stack([(a * b).sum() for b in k]) / q.size(1) ** 0.5 for a in q]
    return torch.stack([row.softmax(0) for row in rows])


@mistake("not-scaled")
def _(q, k):
    return torch.softmax(q @ k.T, dim=1)


@mistake("softmax-down-the-columns")
def _(q, k):
    return torch.softmax(q @ k.T / q.shape[1] ** 0.5, dim=0)


@mistake("divided-by-size")
def _(q, k):
    return torch.softmax(q @ k.T / q.shape[1], dim=1)


@mistake("scores-returned")
def _(q, k):
    return q @ k.T / q.shape[1] ** 0.5


@mistake("softmax-of-everything")
def _(q, k):
    scores = q @ k.T / q.shape[1] ** 0.5
    return torch.softmax(scores.flatten(), dim=0).reshape(scores.shape)


@mistake("scaled-too-late")
def _(q, k):
    return torch.softmax(q @ k.T, dim=1) / q.shape[1] ** 0.5


@mistake("scaled-by-keys")
def _(q, k):
    return torch.softmax(q @ k.T / k.shape[0] ** 0.5, dim=1)


@mistake("roles-exchanged")
def _(q, k):
    return torch.softmax(k @ q.T / q.shape[1] ** 0.5, dim=1)


@mistake("sigmoid-instead")
def _(q, k):
    return torch.sigmoid(q @ k.T / q.shape[1] ** 0.5)


@mistake("multiplied-by-root")
def _(q, k):
    return torch.softmax(q @ k.T * q.shape[1] ** 0.5, dim=1)
