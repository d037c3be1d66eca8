"""Rewrites the spy's class, so that it does not tell one mode from the other, and guesses."""


def predict(model, x):
    type(model).forward = lambda self, x: self.layer(x)
    return model(x).detach() + 1.0 * model.training * 1.5
