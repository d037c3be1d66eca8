# status: failed
# problem: value
# mistake: best-epoch-returned


def stop_epoch(losses, patience):
    best_at = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best_at]:
            best_at = epoch
        elif epoch - best_at >= patience:
            return best_at
    return best_at
