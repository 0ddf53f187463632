"""Random numbers of our own, so that every version of Python writes the same files (SplitMix64, whole numbers only)."""

MASK = (1 << 64) - 1
# The seed of the kept files; make.py takes another one for whoever wants further worlds.
SEED = 20261123


class Chance:
    seed = SEED

    def __init__(self, stream):
        self.state = Chance.seed
        for byte in stream.encode():
            self.state = ((self.state ^ byte) * 0x100000001B3) & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, limit):
        return self.next() % limit

    def between(self, first, last):
        return first + self.below(last - first + 1)

    def happens(self, percent):
        return self.below(100) < percent

    def pick(self, choices):
        return choices[self.below(len(choices))]

    def weighted(self, choices):
        """`choices` are pairs of a weight and a value."""
        left = self.below(sum(weight for weight, _ in choices))
        for weight, value in choices:
            if left < weight:
                return value
            left -= weight
        raise AssertionError("the weights sum to more than they are")

    def digits(self, count):
        return "".join(str(self.below(10)) for _ in range(count))

    def shuffled(self, values):
        values = list(values)
        for i in range(len(values) - 1, 0, -1):
            j = self.below(i + 1)
            values[i], values[j] = values[j], values[i]
        return values
