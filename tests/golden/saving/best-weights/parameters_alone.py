# status: failed
# problem: type
# mistake: parameters-alone

def best_weights(training, epochs):
    best_loss = None
    best = {}
    for _ in range(epochs):
        loss = training.epoch()
        if best_loss is None or loss < best_loss:
            best_loss = loss
            best = {}
            for name, p in training.model.named_parameters():
                best[name] = p.detach().clone()
    return best
