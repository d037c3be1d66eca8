# status: failed
# problem: value
# mistake: counted-from-one

def stop_epoch(losses, patience):
    best = float("inf")
    bad = 0
    for i, l in enumerate(losses):
        if l < best:
            best, bad = l, 0
        else:
            bad += 1
            if bad >= patience:
                return i + 1
    return len(losses)
