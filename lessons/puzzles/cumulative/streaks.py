"""The length of the run of wins at each game."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="hard", minutes=25, operations="constant")
def streaks(wins):
    total = wins.cumsum(0)
    at_last_loss = torch.where(wins, 0, total).cummax(0).values
    return total - at_last_loss


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([True, True, False, True, True, True]))
    for games in (1, 2, 9, 60):
        yield hidden(rng.uniform(games) < 0.7)
    yield hidden(torch.zeros(4, dtype=torch.bool))
    yield hidden(torch.ones(7, dtype=torch.bool))
    yield hidden(rng.noncontiguous(rng.uniform(20) < 0.7))
    yield hidden(rng.uniform(10) < 0.7, size="n")
    yield hidden(rng.uniform(100) < 0.7, size="10n")


@also
def _(wins):
    game = torch.arange(1, len(wins) + 1)
    return game - torch.where(wins, 0, game).cummax(0).values


@also
def _(wins):
    losses = (~wins).cumsum(0)
    since_then = (losses[:, None] == losses).tril()
    return (since_then & wins).sum(1)


@slow
def _(wins):
    result = torch.zeros(len(wins), dtype=torch.int64)
    running = 0
    for game, win in enumerate(wins):
        running = running + 1 if win else 0
        result[game] = running
    return result


@mistake("never-reset")
def _(wins):
    return wins.cumsum(0)


@mistake("whole-run")
def _(wins):
    losses = (~wins).cumsum(0)
    lengths = torch.zeros(len(wins) + 1, dtype=torch.int64).index_add(0, losses, wins.long())
    return lengths[losses] * wins


@mistake("last-loss-forgotten-again")
def _(wins):
    total = wins.cumsum(0)
    return total - torch.where(wins, 0, total)


@mistake("losing-streaks")
def _(wins):
    total = (~wins).cumsum(0)
    return total - torch.where(wins, total, 0).cummax(0).values
