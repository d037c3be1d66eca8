# status: failed
# problem: value
# mistake: before-the-epoch

import copy


def best_weights(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        state = copy.deepcopy(training.model.state_dict())
        loss = training.epoch()
        if loss < lowest:
            lowest = loss
            best = state
    return best
