# status: failed
# problem: value
# mistake: softmax-instead

import torch
def predict(X, W1, b1):
    with torch.no_grad():
        return torch.softmax(X @ W1 + b1, dim=1)
