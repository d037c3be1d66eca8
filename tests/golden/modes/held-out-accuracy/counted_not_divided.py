# status: failed
# problem: value
# mistake: counted-not-divided

import torch


def held_out_accuracy(model, batches):
    model.eval()
    right = 0.0
    with torch.no_grad():
        for inputs, labels in batches:
            right += (model(inputs).argmax(dim=1) == labels).sum().item()
    return right
