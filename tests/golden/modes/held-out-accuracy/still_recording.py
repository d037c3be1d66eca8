# status: failed
# problem: value
# mistake: still-recording


def held_out_accuracy(model, batches):
    model.eval()
    right, total = 0, 0
    for inputs, labels in batches:
        right += (model(inputs).argmax(dim=1) == labels).sum().item()
        total += len(labels)
    return right / total
