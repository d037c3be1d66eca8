# status: failed
# problem: value
# mistake: sign-in-exponent

import torch
def predict(X, W1, b1):
    with torch.no_grad():
        z = X @ W1 + b1
        return 1 / (1 + torch.exp(z))
