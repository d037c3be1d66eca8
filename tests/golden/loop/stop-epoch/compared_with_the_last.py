# status: failed
# problem: value
# mistake: compared-with-the-last


def stop_epoch(losses, patience):
    waited = 0
    for epoch in range(1, len(losses)):
        waited = waited + 1 if losses[epoch] >= losses[epoch - 1] else 0
        if waited == patience:
            return epoch
    return len(losses) - 1
