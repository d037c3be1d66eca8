"""The epoch after which early stopping ends the training."""

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def stop_epoch(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(losses) - 1


def cases(rng: Rng) -> Cases:
    yield shown([0.9, 0.5, 0.6, 0.7, 0.4], 2)
    yield shown([0.9, 0.5, 0.6, 0.4, 0.5, 0.6, 0.7], 2)
    yield shown([0.9, 0.8, 0.7], 2)
    yield shown([0.9, 0.5, 0.5, 0.5, 0.4], 2)
    yield shown([0.9, 0.5, 0.8, 0.7, 0.6, 0.4], 3)
    # An answer that compares the first loss with itself too has waited once already, and stops here
    # one epoch early.
    yield shown([0.5, 0.6, 0.7, 0.4], 2)
    for size in (8, 12, 20, 30):
        losses = [round(rng.real(0.2, 0.9), 1) for _ in range(size)]
        yield hidden(losses, rng.integer(2, 5))
    # Here even the first loss tells when to stop.
    yield hidden([0.6, 0.5, 0.7, 0.8, 0.9, 0.4], 3)
    yield hidden([0.5], 1)


@also
def _(losses, patience):
    for epoch in range(patience, len(losses)):
        before = losses[: epoch - patience + 1]
        if min(losses[epoch - patience + 1 : epoch + 1]) >= min(before):
            return epoch
    return len(losses) - 1


@also
def _(losses, patience):
    best_at = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best_at]:
            best_at = epoch
        elif epoch - best_at >= patience:
            return epoch
    return len(losses) - 1


@mistake("first-rise")
def _(losses, patience):
    for epoch in range(1, len(losses)):
        if losses[epoch] >= losses[epoch - 1]:
            return epoch
    return len(losses) - 1


@mistake("compared-with-the-last")
def _(losses, patience):
    waited = 0
    for epoch in range(1, len(losses)):
        waited = waited + 1 if losses[epoch] >= losses[epoch - 1] else 0
        if waited == patience:
            return epoch
    return len(losses) - 1


@mistake("patience-never-reset")
def _(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss < best:
            best = loss
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(losses) - 1


@mistake("best-epoch-returned")
def _(losses, patience):
    best_at = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best_at]:
            best_at = epoch
        elif epoch - best_at >= patience:
            return best_at
    return best_at


@mistake("one-epoch-too-long")
def _(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
        if waited > patience:
            return epoch
    return len(losses) - 1


@mistake("first-compared-with-itself")
def _(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(losses) - 1


@mistake("equal-counts-as-better")
def _(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss <= best:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(losses) - 1


@mistake("runs-to-the-end")
def _(losses, patience):
    return len(losses) - 1


@mistake("counted-from-one")
def _(losses, patience):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses, start=1):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return len(losses)


@mistake("length-at-the-end")
def _(losses, patience):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return len(losses)


@mistake("best-never-updated")
def _(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses):
        waited = 0 if loss < best else waited + 1
        if waited == patience:
            return epoch
    return len(losses) - 1


@mistake("best-never-updated")
def _(losses, patience):
    best, waited = losses[0], 0
    for epoch, loss in enumerate(losses[1:], start=1):
        waited = 0 if loss < best else waited + 1
        if waited == patience:
            return epoch
    return len(losses) - 1


@mistake("loss-returned")
def _(losses, patience):
    best, waited = float("inf"), 0
    for loss in losses:
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return loss
    return losses[-1]


@mistake("nothing-at-the-end")
def _(losses, patience):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return None
