"""A dataset of windows: a few numbers of a series as the input, the next number as the label."""

from torch.utils.data import Dataset

from lessons.authoring import Cases, Rng, also, ask, exercise, hidden, made, mistake, shown


@exercise()
class WindowDataset(Dataset):
    def __init__(self, series, width):
        self.series = series
        self.width = width

    def __len__(self):
        return len(self.series) - self.width

    def __getitem__(self, i):
        window = self.series[i : i + self.width]
        return window, self.series[i + self.width]


def cases(rng: Rng) -> Cases:
    series = rng.integers(6, low=1, high=50)
    yield shown(made(series, 2), ask("__len__"), ask("__getitem__", 0), ask("__getitem__", 3))
    for length, width in ((5, 1), (9, 4), (30, 7), (4, 3)):
        yield hidden(
            made(rng.normal(length), width),
            ask("__len__"),
            ask("__getitem__", 0),
            ask("__getitem__", rng.integer(0, length - width)),
            ask("__getitem__", length - width - 1),
        )


@also
class _:
    def __init__(self, series, width):
        self.windows = series[:-1].unfold(0, width, 1)
        self.labels = series[width:]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return self.windows[i], self.labels[i]


@also
class _:
    def __init__(self, series, width):
        stops = range(width, len(series))
        self.pairs = [(series[stop - width : stop], series[stop]) for stop in stops]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        return self.pairs[i]


@mistake("window-without-label")
class _:
    def __init__(self, series, width):
        self.series = series
        self.width = width

    def __len__(self):
        return len(self.series) - self.width + 1

    def __getitem__(self, i):
        window = self.series[i : i + self.width]
        return window, self.series[i + self.width]


@mistake("counts-the-series")
class _:
    def __init__(self, series, width):
        self.series = series
        self.width = width

    def __len__(self):
        return len(self.series)

    def __getitem__(self, i):
        window = self.series[i : i + self.width]
        return window, self.series[i + self.width]


@mistake("label-inside-window")
class _:
    def __init__(self, series, width):
        self.series = series
        self.width = width

    def __len__(self):
        return len(self.series) - self.width

    def __getitem__(self, i):
        window = self.series[i : i + self.width]
        return window, self.series[i + self.width - 1]


@mistake("windows-side-by-side")
class _:
    def __init__(self, series, width):
        self.series = series
        self.width = width

    def __len__(self):
        return len(self.series) - self.width

    def __getitem__(self, i):
        start = i * self.width
        window = self.series[start : start + self.width]
        return window, self.series[start + self.width]


@mistake("windows-side-by-side")
class _:
    def __init__(self, series, width):
        self.series = series
        self.width = width

    def __len__(self):
        return (len(self.series) - 1) // self.width

    def __getitem__(self, i):
        start = i * self.width
        window = self.series[start : start + self.width]
        return window, self.series[start + self.width]


@mistake("label-skips-one")
class _(Dataset):
    def __init__(self, series, width):
        self.series, self.width = series, width

    def __len__(self):
        return len(self.series) - self.width - 1

    def __getitem__(self, i):
        return self.series[i : i + self.width], self.series[i + self.width + 1]
