# status: failed
# problem: value
# mistake: highest-kept

import copy


def best_weights(training, epochs):
    best, highest = None, float("-inf")
    for _ in range(epochs):
        loss = training.epoch()
        if loss > highest:
            highest = loss
            best = copy.deepcopy(training.model.state_dict())
    return best
