# status: failed
# problem: value
# mistake: scores-compared

import torch
def held_out_accuracy(model, batches):
    model.eval()
    right = n = 0
    with torch.no_grad():
        for inputs, labels in batches:
            guess = model(inputs).max(dim=1)[0]
            right += (guess == labels).sum().item()
            n += len(labels)
    return right / n
