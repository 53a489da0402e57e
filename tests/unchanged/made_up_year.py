"""A year of made-up visits as CSV on standard output: always the same, nobody's."""
import datetime
import random

random.seed(20250101)
substances = ["heroin", "fentanyl", "cocaine", "heroin+cocaine", "methamphetamine", "unknown", ""]
routes = ["inject", "smoke", "snort", "oral", "unknown", ""]
answers = ["yes", "no", "unknown", ""]
print("visit,arrived,code,substance,route,emergency,watched,oxygen,breaths,naloxone,ems,transport,died")
start = datetime.datetime(2025, 1, 1)
for number in range(1, 1501):
    arrived = start + datetime.timedelta(minutes=random.randrange(365 * 24 * 60))
    row = [f"v{number}", arrived.strftime("%Y-%m-%d %H:%M"), f"code{random.randrange(240)}",
           random.choice(substances), random.choice(routes)]
    if random.random() < 0.04:
        row += [random.choice(["opioid", "stimulant", "other"])] + [random.choice(answers) for _ in range(6)] + ["no"]
    else:
        row += [""] * 8
    print(",".join(row[:13]))
