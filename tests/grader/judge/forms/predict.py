import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def spy(state, dropout):
    class Spy(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(2, 1)
            self.layer.load_state_dict(state)

        def forward(self, x):
            wrong = 1.0 * self.training + 2.0 * torch.is_grad_enabled()
            return self.layer(x) + wrong * dropout

    return Spy()


@exercise()
def predict(model, x):
    model.eval()
    with torch.no_grad():
        return model(x)


def cases(rng: Rng) -> Cases:
    for case in (shown, hidden, hidden):
        state = {"weight": rng.normal(1, 2), "bias": rng.normal(1)}
        yield case(spy(state, 0.5), rng.normal(3, 2))


@also
@torch.inference_mode()
def _(model, x):
    return model.train(False)(x).clone()


@mistake("still-training")
def _(model, x):
    with torch.no_grad():
        return model(x)


@mistake("graph-kept")
def _(model, x):
    model.eval()
    return model(x).detach()


@mistake("neither")
def _(model, x):
    return model(x).detach()
