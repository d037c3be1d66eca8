# status: failed
# problem: value
# mistake: first-always

import copy


def best_weights(training, epochs):
    training.epoch()
    best = copy.deepcopy(training.model.state_dict())
    for _ in range(epochs - 1):
        training.epoch()
    return best
