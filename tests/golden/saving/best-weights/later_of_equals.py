# status: failed
# problem: value
# mistake: later-of-equals

import copy


def best_weights(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        loss = training.epoch()
        if loss <= lowest:
            lowest = loss
            best = copy.deepcopy(training.model.state_dict())
    return best
