"""A loop that moves what it needs to the device once, and brings the results back together."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


# The tolerance accepts other orders of summation than that of matmul.
@exercise(computed_on="device", fewest_transfers=True, tolerance=(1e-4, 1e-4))
def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight
        best.append(scores.max())
    return torch.stack(best).cpu()


def cases(rng: Rng) -> Cases:
    weight = torch.tensor([1.0, -1.0])
    batches = [torch.tensor([[3.0, 1.0], [5.0, 0.0]]), torch.tensor([[2.0, 2.0]])]
    yield shown(batches, weight, "cpu")
    yield shown([*batches, torch.tensor([[0.0, 4.0]])], weight, "meta")
    for device in rng.devices:
        made = [rng.normal(rng.integer(1, 5), 3) for _ in range(rng.integer(3, 6))]
        yield hidden(made, rng.normal(3), torch.device(device))
    yield hidden([rng.normal(4, 2) for _ in range(9)], rng.normal(2), "meta")
    yield hidden([rng.normal(3, 5)], rng.normal(5), "cpu")
    yield hidden([rng.normal(7, 4) - 9 for _ in range(4)], rng.normal(4).abs() + 1, "cpu")


@mistake("weight-moved-each-time")
def _(batches, weight, device):
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight.to(device)
        best.append(scores.max())
    return torch.stack(best).cpu()


@mistake("weight-moved-each-time")
def _(batches, weight, device):
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight.to(device)
        best.append(scores.max().item())
    return torch.tensor(best)


@mistake("weight-moved-each-time")
def _(batches, weight, device):
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight.to(device)
        best.append(scores.max().cpu())
    return torch.stack(best)


@mistake("waited-each-time")
def _(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight
        best.append(scores.max().item())
    return torch.tensor(best)


@mistake("result-moved-each-time")
def _(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight
        best.append(scores.max().cpu())
    return torch.stack(best)


@mistake("result-moved-each-time")
def _(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        scores = (batch.to(device) @ weight).cpu()
        best.append(scores.max())
    return torch.stack(best)


@mistake("left-on-device")
def _(batches, weight, device):
    weight = weight.to(device)
    return torch.stack([(batch.to(device) @ weight).max() for batch in batches])


@mistake("never-moved")
def _(batches, weight, device):
    return torch.stack([(batch @ weight).max() for batch in batches])


@mistake("never-moved")
def _(batches, weight, device):
    return torch.stack([(batch @ weight).max() for batch in batches]).to(device)


@also
def _(batches, weight, device):
    weight = weight.to(device)
    return torch.stack([(batch.to(device) @ weight).max() for batch in batches]).to("cpu")


@also
def _(batches, weight, device):
    sizes = [len(batch) for batch in batches]
    scores = torch.cat(batches).to(device) @ weight.to(device)
    return torch.stack([part.max() for part in scores.split(sizes)]).cpu()


@also
def _(batches, weight, device):
    there = weight.to(device)
    best = torch.empty(len(batches), device=device)
    for number, batch in enumerate(batches):
        best[number] = (batch.to(device) * there).sum(dim=1).max()
    return best.cpu()


@mistake("smallest-instead")
def _(batches, weight, device):
    weight = weight.to(device)
    return torch.stack([(batch.to(device) @ weight).min() for batch in batches]).cpu()


@mistake("positions-returned")
def _(batches, weight, device):
    weight = weight.to(device)
    return torch.stack([(batch.to(device) @ weight).argmax() for batch in batches]).cpu()


@mistake("added-instead")
def _(batches, weight, device):
    weight = weight.to(device)
    return torch.stack([(batch.to(device) @ weight).sum() for batch in batches]).cpu()


@mistake("added-instead")
def _(batches, weight, device):
    weight = weight.to(device)
    return torch.stack([(batch.to(device) @ weight).mean() for batch in batches]).cpu()
