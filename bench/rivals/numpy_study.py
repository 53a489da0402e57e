"""A shipped study again, in numpy (Debian's python3-numpy): what bench/study.cpp runs itself against.

    numpy_study.py FILE DRAWS

Reads the same document, draws every parameter that has a spread with numpy's own samplers, all draws at once, and evaluates the same formulas over
whole arrays: counts, money, costs and totals. Then what the program tells of each: its mean and sd, and its percentiles from the first 100,000 draws.
Numpy has no quantile function of a beta, so correlations are left out: the rival has less to do. Printed: a line NAME MEAN SD for each, and last the
processor time in seconds.
"""

import re
import sys
import time
import tomllib

import numpy

KEPT = 100_000
SCALE = {"%": 0.01, "%/year": 0.01}


def draw(dice, spread, n):
    (kind, how), = spread.items()
    if kind == "uniform":
        return dice.uniform(how[0], how[1], n)
    if kind == "pert":
        low, mode, high = how
        place = (mode - low) / (high - low)
        return low + (high - low) * dice.beta(1 + 4 * place, 5 - 4 * place, n)
    if kind == "normal":
        values = dice.normal(how["mean"], how["sd"], n)
        while (outside := (values < how.get("low", -numpy.inf)) | (values > how.get("high", numpy.inf))).any():
            values[outside] = dice.normal(how["mean"], how["sd"], outside.sum())
        return values
    if kind == "beta" and "sd" in how:
        weight = how["mean"] * (1 - how["mean"]) / how["sd"] ** 2 - 1
        return dice.beta(how["mean"] * weight, (1 - how["mean"]) * weight, n)
    if kind == "beta" and "alpha" in how:
        return dice.beta(how["alpha"], how["beta"], n)
    raise SystemExit(f"this rival has no {spread}")


def annuity(rate, years):
    return (1 - (1 + rate) ** -years) / rate


def evaluate(study, n):
    dice = numpy.random.Generator(numpy.random.Philox(1))
    names = {"annuity": annuity}
    for name, parameter in study["parameters"].items():
        scale = SCALE.get(parameter["unit"], 1)
        drawn = draw(dice, parameter["spread"], n) if "spread" in parameter else parameter["value"]
        names[name] = drawn * scale
    open_formulas = {name: step["formula"] for name, step in (study.get("formulas", {}) | study["outcomes"]).items()}
    while open_formulas:
        for name, text in list(open_formulas.items()):
            if not set(re.findall(r"[a-z]\w*", text)) & set(open_formulas):
                names[name] = eval(text.replace("^", "**"), names)
                del open_formulas[name]
    shown = {}
    benefit = numpy.zeros(n)
    of_life = numpy.zeros(n)
    for name, outcome in study["outcomes"].items():
        shown[name] = names[name]
        if "money" in outcome:
            money = eval(outcome["money"].replace("^", "**"), names)
            shown[name + ".money"] = money
            sign = -1 if outcome.get("kind") == "harm" else 1
            benefit += sign * money
            if outcome["payer"] == "value of life":
                of_life += sign * money
    cost = numpy.zeros(n)
    for name, one in study["costs"].items():
        shown[name] = eval(one["formula"].replace("^", "**"), names)
        cost += shown[name]
    shown |= {"benefit": benefit, "cost": cost, "net": benefit - cost, "net_without_value_of_life": benefit - of_life - cost, "ratio": benefit / cost}
    if "effect" in study:
        shown["effect"] = eval(study["effect"]["formula"].replace("^", "**"), names)
    return shown


def main(path, n):
    with open(path, "rb") as file:
        study = tomllib.load(file)
    start = time.process_time()
    told = {}
    for name, values in evaluate(study, n).items():
        values = numpy.broadcast_to(values, n)
        told[name] = (values.mean(), values.std(ddof=1), numpy.percentile(values[:KEPT], [5, 50, 95]))
    spent = time.process_time() - start
    for name, (mean, sd, _) in told.items():
        print(name, mean, sd)
    print(spent)


main(sys.argv[1], int(sys.argv[2]))
