# status: failed
# problem: value
# mistake: still-training

import torch


def held_out_accuracy(model, batches):
    right, total = 0, 0
    with torch.no_grad():
        for inputs, labels in batches:
            right += (model(inputs).argmax(dim=1) == labels).sum().item()
            total += len(labels)
    return right / total
