# status: passed

import torch


def held_out_accuracy(model, batches):
    model.eval()
    with torch.inference_mode():
        hits = [model(inputs).argmax(1) == labels for inputs, labels in batches]
    return torch.cat(hits).float().mean().item()
