# status: failed
# problem: type
# mistake: loss-returned

def stop_epoch(losses, patience):
    best = float("inf")
    bad = 0
    for i, l in enumerate(losses):
        if l < best:
            best, bad = l, 0
        else:
            bad += 1
            if bad >= patience:
                return l
    return losses[-1]
