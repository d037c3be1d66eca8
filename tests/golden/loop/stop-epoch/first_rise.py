# status: failed
# problem: value
# mistake: first-rise


def stop_epoch(losses, patience):
    for epoch in range(1, len(losses)):
        if losses[epoch] >= losses[epoch - 1]:
            return epoch
    return len(losses) - 1
