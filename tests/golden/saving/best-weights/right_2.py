# status: passed

import copy


def best_weights(training, epochs):
    best = None
    for _ in range(epochs):
        loss = training.epoch()
        if best is None or loss < best[0]:
            best = (loss, copy.deepcopy(training.model))
    return dict(best[1].state_dict())
