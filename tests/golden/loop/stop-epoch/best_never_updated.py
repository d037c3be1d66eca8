# status: failed
# problem: value
# mistake: best-never-updated

def stop_epoch(losses, patience):
    best = losses[0]
    bad = 0
    for i, l in enumerate(losses):
        if l < best:
            bad = 0
        else:
            bad += 1
            if bad >= patience:
                return i
    return len(losses) - 1
