# status: passed


class WindowDataset:
    def __init__(self, series, width):
        self.windows = series[:-1].unfold(0, width, 1)
        self.labels = series[width:]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return self.windows[i], self.labels[i]
