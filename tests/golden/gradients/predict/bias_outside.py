# status: failed
# problem: value
# mistake: bias-outside

import torch
def predict(X, W1, b1):
    with torch.no_grad():
        return torch.sigmoid(X @ W1) + b1
