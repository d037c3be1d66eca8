# status: failed
# problem: value
# mistake: tanh-instead

import torch
def predict(X, W1, b1):
    with torch.no_grad():
        return torch.tanh(X @ W1 + b1)
