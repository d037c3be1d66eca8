# status: failed
# problem: value
# mistake: first-compared-with-itself

def stop_epoch(losses, patience):
    best = losses[0]
    bad = 0
    for i in range(len(losses)):
        if losses[i] < best:
            best = losses[i]
            bad = 0
        else:
            bad += 1
            if bad >= patience:
                return i
    return len(losses) - 1
