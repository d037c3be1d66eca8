# status: passed


def best_weights(training, epochs):
    history = []
    for number in range(epochs):
        loss = training.epoch()
        state = {name: t.clone() for name, t in training.model.state_dict().items()}
        history.append((loss, number, state))
    return min(history, key=lambda each: each[:2])[2]
