# status: failed
# problem: value
# mistake: patience-never-reset


def stop_epoch(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss < best:
            best = loss
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(losses) - 1
