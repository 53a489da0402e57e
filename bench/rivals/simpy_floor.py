"""Two of this program's models again, in SimPy 2.3 (Debian's python3-simpy): what bench/facility.cpp runs itself against.

    simpy_floor.py floor   REPLICATES HOURS     the path through a facility that has nothing but seats and looks
    simpy_floor.py network REPLICATES HOURS     the path through the bare network: a booth, then for some a chair, each looked at

Figures of the path stand in PATH and must be those of simpy_floor.toml (floor) and bench/facility.cpp (network), which compares what comes out.
Every replicate starts empty. Printed: a line for each with arrived, seated, minutes they waited, looks, chairs taken, minutes waited for them,
minutes in them, ends of a stay, and the processor time it took in seconds.

Written as SimPy is meant to be used, and as quick as that goes: one process a person, no monitors, no process for the looks.
"""

import math
import random
import sys
import time

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

PATH = {
    "arrivals_per_hour": 25.0,
    "booths": 13,
    "chairs": 8,
    "seat_minutes_mean": 25.0,
    "variation": 0.5,  # standard deviation over mean, of seat and chair
    "look_minutes": (2, 7, 12, 17, 22, 27, 30),  # floor: after 2, then every 5, and the one that ends the watch
    "look_every": 5.0,  # network
    "chair_share": 0.6,  # network
    "chair_minutes_mean": 15.0,  # network
}
SIGMA = math.sqrt(math.log1p(PATH["variation"] ** 2))
SEAT_MU = math.log(PATH["seat_minutes_mean"]) - SIGMA**2 / 2
CHAIR_MU = math.log(PATH["chair_minutes_mean"]) - SIGMA**2 / 2


class Replicate(Simulation):
    """One run: its places, its dice, and what it counts."""

    def __init__(self, number, kind):
        super().__init__()
        self.initialize()
        self.kind = kind
        self.dice = random.Random(number)
        self.booths = Resource(capacity=PATH["booths"], sim=self)
        self.chairs = Resource(capacity=PATH["chairs"], sim=self)
        self.arrived = self.seated = self.looks = self.chairs_taken = self.ends = 0
        self.wait_minutes = self.chair_wait_minutes = self.chair_minutes = 0.0

    def run(self, hours):
        door = Door(sim=self)
        self.activate(door, door.open())
        self.simulate(until=hours * 60.0)


class Door(Process):
    def open(self):
        run = self.sim
        per_minute = PATH["arrivals_per_hour"] / 60.0
        while True:
            yield hold, self, run.dice.expovariate(per_minute)
            run.arrived += 1
            person = run.kind(sim=run)
            run.activate(person, person.visit())


class FloorVisit(Process):
    """A booth; looks until the watch is over, half an hour after sitting down. Whose seat time ends before moves to a chair, if one is free."""

    def visit(self):
        run = self.sim
        came = run.now()
        yield request, self, run.booths
        seated = run.now()
        run.seated += 1
        run.wait_minutes += seated - came
        seat_time_ends = seated + run.dice.lognormvariate(SEAT_MU, SIGMA)
        place = run.booths
        over = False
        for minutes in PATH["look_minutes"]:
            look_at = seated + minutes
            if not over and seat_time_ends <= look_at:
                yield hold, self, seat_time_ends - run.now()
                over = True
                if run.chairs.n > 0:
                    yield request, self, run.chairs
                    yield release, self, run.booths
                    place = run.chairs
                    run.chairs_taken += 1
                    run.chair_minutes += seated + PATH["look_minutes"][-1] - run.now()
            yield hold, self, look_at - run.now()
            run.looks += 1
        if not over:
            yield hold, self, seat_time_ends - run.now()
        yield release, self, place


class NetworkVisit(Process):
    """A booth for a time, then for some a chair for another; whoever must wait for the chair has left the booth."""

    def visit(self):
        run = self.sim
        came = run.now()
        yield request, self, run.booths
        run.seated += 1
        run.wait_minutes += run.now() - came
        left = run.dice.lognormvariate(SEAT_MU, SIGMA)
        every = PATH["look_every"]
        while left > every:
            yield hold, self, every
            run.looks += 1
            left -= every
        yield hold, self, left
        run.ends += 1
        yield release, self, run.booths
        if run.dice.random() >= PATH["chair_share"]:
            return
        came = run.now()
        yield request, self, run.chairs
        run.chairs_taken += 1
        run.chair_wait_minutes += run.now() - came
        left = run.dice.lognormvariate(CHAIR_MU, SIGMA)
        run.chair_minutes += left
        while left > every:
            yield hold, self, every
            run.looks += 1
            left -= every
        yield hold, self, left
        run.ends += 1
        yield release, self, run.chairs


def main(kind, replicates, hours):
    for number in range(replicates):
        replicate = Replicate(number, kind)
        start = time.process_time()
        replicate.run(hours)
        spent = time.process_time() - start
        print(
            replicate.arrived,
            replicate.seated,
            replicate.wait_minutes,
            replicate.looks,
            replicate.chairs_taken,
            replicate.chair_wait_minutes,
            replicate.chair_minutes,
            replicate.ends,
            spent,
        )


if __name__ == "__main__":
    main({"floor": FloorVisit, "network": NetworkVisit}[sys.argv[1]], int(sys.argv[2]), float(sys.argv[3]))
