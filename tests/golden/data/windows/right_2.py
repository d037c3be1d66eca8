# status: passed
# remarks: loop-instead-of-broadcast


class WindowDataset:
    def __init__(self, series, width):
        stops = range(width, len(series))
        self.pairs = [(series[stop - width : stop], series[stop]) for stop in stops]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        return self.pairs[i]
