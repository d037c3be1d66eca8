# status: failed
# problem: value
# mistake: moved-along


def best_weights(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        loss = training.epoch()
        if loss < lowest:
            lowest = loss
            best = training.model.state_dict()
    return best
