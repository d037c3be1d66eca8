# status: failed
# problem: value
# mistake: mean-of-batches

import torch


def held_out_accuracy(model, batches):
    model.eval()
    scores = []
    with torch.no_grad():
        for inputs, labels in batches:
            scores.append((model(inputs).argmax(dim=1) == labels).float().mean().item())
    return sum(scores) / len(scores)
