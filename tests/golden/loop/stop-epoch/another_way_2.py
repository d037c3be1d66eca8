# status: passed


def stop_epoch(losses, patience):
    best_at = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best_at]:
            best_at = epoch
        elif epoch - best_at >= patience:
            return epoch
    return len(losses) - 1
