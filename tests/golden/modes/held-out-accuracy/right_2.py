# status: passed

import torch


def held_out_accuracy(model, batches):
    was_training = model.training
    model.train(False)
    right = total = 0.0
    for inputs, labels in batches:
        with torch.no_grad():
            guess = model(inputs).max(dim=1).indices
        right += float((guess == labels).sum())
        total += labels.numel()
    model.train(was_training)
    return right / total
