"""Writes samples/harbour-spot/EXPECTED.md: run `python3 samples/make/harbour_spot_expected.py`."""

import os

import harbour_spot
from expected import write

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harbour-spot")

# The night before: the prep day is worked, the shoot is plan. A unit call of 08:00 and her −0:30 are 07:30.
PLANNED = [
    ("uk-working-time/rest-daily", "rest · Cleo Vasey · 2026-11-12 · Main", "prohibited", "error", "plan", "8:45", "11:00", 135, "",
     [("timesheets", "Cleo Vasey prep", "Wrap"), ("crew", "Cleo Vasey", "Call")],
     "Wed 22:45 → Thu 07:30 = 8:45; 11:00 − 8:45 = 2:15; a call at 09:45 keeps it"),
]
WORKED = [
    ("uk-working-time/rest-daily", "rest · Cleo Vasey · 2026-11-12 · Main", "prohibited", "error", "actual", "8:45", "11:00", 135, "",
     [("timesheets", "Cleo Vasey prep", "Wrap"), ("timesheets", "Cleo Vasey shoot", "Call")],
     "Wed 22:45 → Thu 07:30 = 8:45; 11:00 − 8:45 = 2:15"),
]
PAPERS = [
    ("releases/appearance", "item · Passer-by at the steps", "consent", "error", "", "Sent", "", "", "",
     [("clearances", "Passer-by at the steps", "Status")], "shot on 12 November; Sent is not signed"),
    ("cost-control/missing-receipt", "document · Burt Hallam · 2026-11-10 · Hero rope · H", "advisory", "warning", "", "", "75.00", "", "",
     [("expenses", "Hero rope", "Receipt")], "petty cash 84.50 ≥ 75.00, no receipt"),
    ("delivery-ebu-r128/true-peak", "deliverable · TV 20, cut-down", "advisory", "error", "", "-0.6", "-1", "", "",
     [("deliverables", "TV 20, cut-down", "True Peak")], "-0.6 > -1; its loudness passes: -23.8 − (-23) = -0.8, within 1"),
    ("delivery-ebu-r128/not-measured", "deliverable · Social 15", "advisory", "warning", "", "", "", "", "",
     [("deliverables", "Social 15", "Loudness"), ("deliverables", "Social 15", "True Peak")], "blank is not a pass"),
]

PROBLEMS = [
    ("agreement-without-pack", "warning", [("cast", "Morwenna Blythe", "Agreement")], "Equity", "no pack yet: 4 people"),
    ("agreement-without-pack", "warning", [("crew", "Hetty Marlowe", "Agreement")], "BECTU", "the television drama agreement is not for a commercial: 15 people"),
    ("agreement-without-pack", "warning", [("crew", "Tilly Marsh", "Agreement")], "Non-union", "no pack: 5 people"),
]

# The unit hours hold both days; the night before, the shooting day's rows have times and are not yet worked.
PROBLEMS_11_11 = [
    ("row-ignored", "warning", [("timesheets", "Hetty Marlowe shoot", "Date")], "", "rows of 12 November with times, read on the 11th"),
]

PREFACE = """
What `callboard check samples/harbour-spot` must report the night before the shoot and the day after it. `tests/samples.rs` compares these tables with
`check --format json`; the last column of each is for readers. The workbooks and this list are written by `samples/make/harbour_spot.py` and
`samples/make/harbour_spot_expected.py`.
"""


def main():
    harbour_spot.main()
    write(os.path.join(FOLDER, "EXPECTED.md"), "What must be found in Harbour Spot", PREFACE, [
        ("2026-11-11", PLANNED + PAPERS, PROBLEMS + PROBLEMS_11_11),
        ("2026-11-13", WORKED + PAPERS, PROBLEMS),
    ])


if __name__ == "__main__":
    main()
