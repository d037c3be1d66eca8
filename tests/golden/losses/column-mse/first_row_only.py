# status: failed
# problem: value
# mistake: first-row-only

import torch
def column_mse(predictions, targets):
    d = predictions[0] - targets
    return (d ** 2).mean()
