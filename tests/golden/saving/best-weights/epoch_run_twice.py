# status: error
# mistake: epoch-run-twice
# error: index-out-of-range

import copy
def best_weights(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        if training.epoch() < lowest:
            lowest = training.epoch()
            best = copy.deepcopy(training.model.state_dict())
    return best
