"""Prints one line a benchmark from a folder of Google Benchmark's JSON: what was done, how often a second, how long once, what it counted.

    headlines.py RESULTS

A benchmark that stopped with an error is printed as such, and the exit status is 1: a benchmark checks its answer.
"""

import json
import pathlib
import sys


# Said of every run and printed apart; the other broken numbers are the benchmark's own counters.
NOT_COUNTERS = {"real_time", "cpu_time", "items_per_second", "ratio_to_rival"}


def counters(run):
    """'events_per_visit 16.5, ratio_to_simpy 11'."""
    return ", ".join(f"{name} {quantity(value)}" for name, value in run.items() if isinstance(value, float) and name not in NOT_COUNTERS)


def quantity(value):
    """12345678 -> '12.3 M'."""
    for limit, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= limit:
            return f"{value / limit:.3g} {letter}"
    return f"{value:.3g}"


def main(results):
    rows = []
    failed = False
    for path in sorted(results.glob("*.json")):
        try:
            runs = json.loads(path.read_text(encoding="utf-8"))["benchmarks"]
        except (json.JSONDecodeError, KeyError):
            continue  # the filter left nothing of this program
        for run in runs:
            if run.get("run_type") == "aggregate" and run.get("aggregate_name") != "median":
                continue
            if run.get("error_occurred"):
                rows.append((run["name"], "FAILED", run.get("error_message", "")))
                failed = True
                continue
            rate = run.get("items_per_second")
            ratio = run.get("ratio_to_rival")
            beside = f"{ratio:.3g} of its rival's rate" if ratio else ""
            time = f"{run['real_time']:.4g} {run['time_unit']}"
            rows.append((run["name"], f"{quantity(rate)}/s" if rate else "", "  ".join(filter(None, [time, beside, counters(run)]))))
    width = max((len(row[0]) for row in rows), default=0)
    print()
    for name, rate, time in rows:
        print(f"{name:<{width}}  {rate:>12}  {time:>16}")
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
