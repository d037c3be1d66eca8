# status: failed
# problem: value
# mistake: last-batch-only

import torch


def held_out_accuracy(model, batches):
    model.eval()
    with torch.no_grad():
        for inputs, labels in batches:
            right = (model(inputs).argmax(dim=1) == labels).sum().item()
            total = len(labels)
    return right / total
