# status: passed


def stop_epoch(losses, patience):
    for epoch in range(patience, len(losses)):
        before = losses[: epoch - patience + 1]
        if min(losses[epoch - patience + 1 : epoch + 1]) >= min(before):
            return epoch
    return len(losses) - 1
