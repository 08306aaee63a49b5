"""Writes samples/night-train/EXPECTED.md: run `python3 samples/make/night_train_expected.py`.

Every figure below was worked out by hand from the agreements' numbers and stands beside its sum; the script only
looks up the cells and counts the rows.
"""

import os

import night_train
from expected import write

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "night-train")


def t(name, date, heading):
    return ("timesheets", f"{name} {date}", heading)


def call(name, date, heading):
    return ("calls", f"{name} {date}", heading)


def log(date, heading):
    return ("unit-log", f"{date} Main", heading)


def offer(name, date, measured, excess, sources, arithmetic, basis="actual"):
    """After more than fourteen hours a room or a ride must be offered."""
    return ("iatse-basic/day-length", f"day · {name} · {date} · Main", "advisory", "info", basis, measured, "14:00", excess, "", sources, arithmetic)


def worked_offer(name, date, measured, excess, arithmetic):
    return offer(name, date, measured, excess, [t(name, date, "Call"), t(name, date, "Wrap")], arithmetic)


# What holds on both dates: the week's days up to Friday 30 October are worked, and the papers do not change.
HOURS = [
    # IATSE meals: 6:00 from own call; $7.50, $10.00, $12.50 a half hour or fraction
    ("iatse-basic/meal-first", "meal · Wendell Okafor · 2026-10-27 · Main · meal 1", "premium", "error", "actual", "6:09", "6:00", 9, "7.50 USD",
     [t("Wendell Okafor", "2026-10-27", "Call"), t("Wendell Okafor", "2026-10-27", "Meal 1 Start")],
     "07:00 + 6:00 = 13:00; 13:09 is 9 min late, no grace called; 1 × half hour = 7.50"),
    ("iatse-basic/meal-first", "meal · Lila Moreau · 2026-10-27 · Main · meal 1", "premium", "error", "actual", "6:45", "6:00", 45, "17.50 USD",
     [t("Lila Moreau", "2026-10-27", "Meal 1 Start"), t("Lila Moreau", "2026-10-27", "NDB End")],
     "breakfast 05:15 is 1:45 before the 07:00 crew call, outside the hour: due 6:00 after it, 05:45 + 6:00 = 11:45; 12:30 is 45 min late; 2 × half hour = 7.50 + 10.00 = 17.50"),
    ("iatse-basic/meal-first", "meal · Corwin Tate · 2026-10-28 · Main · meal 1", "premium", "error", "actual", "7:00", "6:00", 60, "17.50 USD",
     [t("Corwin Tate", "2026-10-28", "Call"), t("Corwin Tate", "2026-10-28", "Meal 1 Start")],
     "breakfast 06:15–06:35 is 20 min, not 30, and does not count: due 05:30 + 6:00 = 11:30; 12:30 is 60 min late; 2 × half hour = 7.50 + 10.00 = 17.50"),
    ("iatse-basic/meal-first", "meal · Paulette Renner · 2026-10-28 · Main · meal 1", "premium", "error", "actual", "6:40", "6:00", 40, "17.50 USD",
     [t("Paulette Renner", "2026-10-28", "Call"), t("Paulette Renner", "2026-10-28", "Meal 1 Start")],
     "07:00 + 6:00 = 13:00; 13:40 is 40 min late; 2 × half hour = 7.50 + 10.00 = 17.50"),
    ("iatse-basic/meal-first", "meal · Gideon Marsh · 2026-10-29 · Main · meal 1", "premium", "error", "actual", "7:15", "6:00", 75, "30.00 USD",
     [t("Gideon Marsh", "2026-10-29", "Call"), t("Gideon Marsh", "2026-10-29", "Meal 1 Start")],
     "09:00 + 6:00 = 15:00; 16:15 is 75 min late; 3 × half hour = 7.50 + 10.00 + 12.50 = 30.00"),
    ("iatse-basic/meal-first", "meal · Anneliese Kruger · 2026-10-30 · Main · meal 1", "premium", "error", "actual", "6:21", "6:00", 21, "7.50 USD",
     [t("Anneliese Kruger", "2026-10-30", "Call"), t("Anneliese Kruger", "2026-10-30", "Meal 1 Start")],
     "10:00 + 6:00 = 16:00; 16:21 is 21 min late; grace covers 12 only, 21 − 12 = 9; 1 × half hour = 7.50 (counted back to 16:00, 21 min are 1 × half hour too, so the disputed reading changes nothing)"),
    ("iatse-basic/grace-use", "meal · Beatriz Coombs · 2026-10-29 · Main · meal 1", "advisory", "info", "actual", "0:09", "0:12", "", "",
     [t("Beatriz Coombs", "2026-10-29", "Call"), t("Beatriz Coombs", "2026-10-29", "Meal 1 Start")],
     "09:00 + 6:00 = 15:00; 15:09 is 9 min late, within the 12 that were called"),
    # IATSE rest: 10:00; invaded time at twice straight time, at least half an hour, then tenths
    ("iatse-basic/rest-daily", "rest · Sal Pinto · 2026-10-28 · Main", "premium", "error", "actual", "9:47", "10:00", 13, "50.00 USD",
     [t("Sal Pinto", "2026-10-27", "Wrap"), t("Sal Pinto", "2026-10-28", "Call")],
     "Tue 21:13 → Wed 07:00 = 9:47; 10:00 − 9:47 = 0:13; at least 0.5 h × 2 × 50.00 = 50.00"),
    ("iatse-basic/rest-daily", "rest · Renata Vogel · 2026-10-29 · Main", "premium", "error", "actual", "9:24", "10:00", 36, "58.20 USD",
     [t("Renata Vogel", "2026-10-28", "Wrap"), t("Renata Vogel", "2026-10-29", "Call")],
     "Wed 23:36 → Thu 09:00 = 9:24; 10:00 − 9:24 = 0:36 = 0.6 h × 2 × 48.50 = 58.20"),
    # a wrap that nobody wrote
    ("iatse-basic/rest-daily", "rest · Teo Fairbanks · 2026-10-30 · Main", "undetermined", "warning", "actual", "", "10:00", "", "0.00 USD to open",
     [t("Teo Fairbanks", "2026-10-29", "Wrap"), t("Teo Fairbanks", "2026-10-30", "Call")],
     "no wrap on Thu; Fri call 10:00: breached only if released after 24:00"),
    ("iatse-basic/meal-next", "meal · Teo Fairbanks · 2026-10-29 · Main · meal 2", "undetermined", "warning", "actual", "", "6:00", "", "0.00 USD to open",
     [t("Teo Fairbanks", "2026-10-29", "Wrap")],
     "meal 1 ended 15:00; a second was due at 21:00 if work went on past it; no wrap says whether"),
    # more than fourteen hours: a room or a ride must be offered
    worked_offer("Lila Moreau", "2026-10-27", "14:48", 48, "04:00 → 18:48 = 14:48; 0:48 over 14:00"),
    worked_offer("Sal Pinto", "2026-10-27", "14:13", 13, "07:00 → 21:13 = 14:13; 0:13 over 14:00"),
    worked_offer("Renata Vogel", "2026-10-28", "16:36", 156, "07:00 → 23:36 = 16:36; 2:36 over 14:00"),
    ("iatse-basic/day-length", "day · Teo Fairbanks · 2026-10-29 · Main", "undetermined", "warning", "actual", "", "14:00", "", "",
     [t("Teo Fairbanks", "2026-10-29", "Call"), t("Teo Fairbanks", "2026-10-29", "Wrap")], "no wrap on Thu: whether the day was over 14:00 no wrap says"),
    # DGA: the seconds' day runs from the earlier of crew and make-up call to an hour after camera wrap; with a second second nothing is due up to 15:00
    ("dga-basic/extended-day", "day · Amara Lindgren · 2026-10-27 · Main", "premium", "error", "actual", "15:12", "15:00", 12, "1000.00 USD",
     [log("2026-10-27", "First Makeup Call"), log("2026-10-27", "Camera Wrap")],
     "04:00 → 18:12 + 1:00 = 15:12; over 15:00 one day of 4,000.00 ÷ 4 = 1,000.00"),
    ("dga-basic/extended-day", "day · Pete Sandoval · 2026-10-27 · Main", "premium", "error", "actual", "15:12", "15:00", 12, "900.00 USD",
     [log("2026-10-27", "First Makeup Call"), log("2026-10-27", "Camera Wrap")],
     "the same day; 3,600.00 ÷ 4 = 900.00"),
    # the dinner allowance, $33 since 1 July 2024: called at 9:00, lunch at 14:30 alone, worked past 19:30 (a warning: which meal the text means is a reading)
    *[("dga-basic/dinner-allowance", f"day · {name} · 2026-10-29 · Main", "premium", "warning", "actual", "20:30", "19:30", "", "33.00 USD",
       [t(name, "2026-10-29", "Call"), t(name, "2026-10-29", "Wrap")], "09:00 → 20:30 with lunch at 14:30 and no meal in the evening: 33.00")
      for name in ("Tobias Renn", "Amara Lindgren", "Pete Sandoval")],
    # SAG-AFTRA
    ("sag-aftra-theatrical/meal-first", "meal · Judith Kalman · 2026-10-27 · Main · meal 1", "premium", "warning", "actual", "6:45", "6:00", 45, "60.00 USD",
     [t("Judith Kalman", "2026-10-27", "Call"), t("Judith Kalman", "2026-10-27", "Meal 1 Start")],
     "breakfast 08:05 is 2:05 after the 06:00 call, more than 2:00, and does not count: due 12:00; 12:45 is 45 min late; 2 × half hour = 25.00 + 35.00 = 60.00"),
    ("sag-aftra-theatrical/meal-first", "meal · Kevin Moon · 2026-10-30 · Main · meal 1", "premium", "warning", "actual", "6:12", "6:00", 12, "25.00 USD",
     [t("Kevin Moon", "2026-10-30", "Call"), t("Kevin Moon", "2026-10-30", "Meal 1 Start")],
     "09:30 + 6:00 = 15:30; 15:42 is 12 min late, no grace called; 1 × half hour = 25.00"),
    ("sag-aftra-theatrical/rest-daily", "rest · Marisol Quiroga · 2026-10-28 · Main", "premium", "error", "actual", "11:30", "12:00", 30, "865.20 USD",
     [t("Marisol Quiroga", "2026-10-27", "Wrap"), t("Marisol Quiroga", "2026-10-28", "Call")],
     "Tue 19:00 → Wed 06:30 = 11:30; short 0:30; a day's pay of a weekly performer 4,326.00 ÷ 5 = 865.20, less than 950.00"),
    ("sag-aftra-theatrical/rest-daily", "rest · Desmond Achebe · 2026-10-30 · Main", "premium", "warning", "actual", "11:00", "12:00", 60, "950.00 USD",
     [t("Desmond Achebe", "2026-10-29", "Wrap"), t("Desmond Achebe", "2026-10-30", "Call")],
     "Thu 21:00 → Fri 08:00 = 11:00; short 1:00; lesser of a day's pay 1,246.00 and 950.00 (the union's page says 900.00 for a day performer: disputed, warning)"),
    ("sag-aftra-theatrical/rest-daily", "rest · Marcus Oyelaran · 2026-10-29 · Main", "consent (waived)", "error", "actual", "9:30", "12:00", 150, "950.00 USD",
     [t("Marcus Oyelaran", "2026-10-28", "Wrap"), t("Marcus Oyelaran", "2026-10-29", "Call")],
     "Wed 21:30 → Thu 07:00 = 9:30; short 2:30, over 2:00: needs his consent, which is on file; lesser of 12,000.00 ÷ 5 = 2,400.00 and 950.00"),
    # the minor: 11 years old, resident of California, school days
    ("us-ca-minors/place-hours", "minor-day · Ruby Santangelo · 2026-10-27 · Main", "prohibited", "error", "actual", "9:30", "9:00", 30, "",
     [t("Ruby Santangelo", "2026-10-27", "Call"), t("Ruby Santangelo", "2026-10-27", "Wrap")],
     "08:00 → 18:00 = 10:00, less the meal 0:30 = 9:30; 9:30 − 9:00 = 0:30"),
    ("us-ca-minors/work-hours", "minor-day · Ruby Santangelo · 2026-10-27 · Main", "prohibited", "error", "actual", "5:20", "5:00", 20, "",
     [t("Ruby Santangelo", "2026-10-27", "School Hours"), t("Ruby Santangelo", "2026-10-27", "Rest Hours")],
     "10:00 − 0:30 meal − 2:40 school − 1:30 rest = 5:20; 5:20 − 5:00 = 0:20"),
    ("us-ca-minors/school-hours", "minor-day · Ruby Santangelo · 2026-10-27 · Main", "prohibited", "error", "actual", "2:40", "3:00", 20, "",
     [t("Ruby Santangelo", "2026-10-27", "School Hours")], "3:00 − 2:40 = 0:20 too little"),
    ("us-ca-minors/curfew", "minor-day · Ruby Santangelo · 2026-10-28 · Main", "prohibited", "error", "actual", "22:06", "22:00", 6, "",
     [t("Ruby Santangelo", "2026-10-28", "Wrap")], "Thursday is a school day: out by 22:00; 22:06 − 22:00 = 0:06"),
    ("us-ca-minors/turnaround", "rest · Ruby Santangelo · 2026-10-29 · Main", "prohibited", "error", "actual", "10:24", "12:00", 96, "",
     [t("Ruby Santangelo", "2026-10-28", "Wrap"), t("Ruby Santangelo", "2026-10-29", "Own School Start")],
     "Wed 22:06 → own school Thu 08:30 = 10:24; 12:00 − 10:24 = 1:36"),
    ("us-ca-minors/after-school", "minor-day · Ruby Santangelo · 2026-10-29 · Main", "prohibited", "error", "actual", "3:10", "3:00", 10, "",
     [t("Ruby Santangelo", "2026-10-29", "Call"), t("Ruby Santangelo", "2026-10-29", "Wrap")],
     "own school counts as 6:00 of 9:00, 3:00 remain; 15:00 → 18:40 = 3:40, less the meal 0:30 = 3:10; 0:10 over"),
    # non-union work in California: an hour's pay a day, $20.00, where a meal was late
    ("us-ca-wage-order-12/meal-first", "meal · Felix Grant · 2026-10-28 · Main · meal 1", "undetermined", "warning", "actual", "", "6:00", "", "0.00 USD to 20.00 USD",
     [t("Felix Grant", "2026-10-28", "Call"), t("Felix Grant", "2026-10-28", "Wrap")],
     "his call 7:OO cannot be read, so nothing says when a meal was due; one hour at 20.00 at most, however late"),
    ("us-ca-wage-order-12/meal-next", "meal · Mina Castillo · 2026-10-29 · Main · meal 2", "undetermined", "warning", "actual", "", "6:00", "", "0.00 USD to 20.00 USD",
     [t("Mina Castillo", "2026-10-29", "Meal 1 End"), t("Mina Castillo", "2026-10-29", "Wrap")],
     "her wrap 09:00 is not after her call, so nothing says whether work went on six hours past meal 1; one hour at 20.00 at most"),
    # drivers
    ("us-drivers-hours/duty-log", "production", "advisory", "info", "actual", "", "", "", "",
     [t("Earl Swann", "2026-10-27", "Call"), t("Jeannie Cobb", "2026-10-27", "Call"), t("Hector Ruelas", "2026-10-27", "Call"), t("Curtis Vail", "2026-10-29", "Call")],
     "four drivers have timesheets, and there is no Driver Log: nothing is guessed; each one's first row is named"),
    # the studio teacher is on the crew list, on call, and has no row on the three days
    ("us-ca-minors/ratio", "day · 2026-10-27 · Main", "undetermined", "warning", "actual", "0", "1", "", "",
     [t("Ruby Santangelo", "2026-10-27", "Call"), ("crew", "Simone Hatcher", "row")], "1 child ÷ 10, rounded up = 1 studio teacher; none has a row, Simone Hatcher may have been there"),
    ("us-ca-minors/ratio", "day · 2026-10-28 · Main", "undetermined", "warning", "actual", "0", "1", "", "",
     [t("Ruby Santangelo", "2026-10-28", "Call"), ("crew", "Simone Hatcher", "row")], "1 child ÷ 10, rounded up = 1 studio teacher; none has a row, Simone Hatcher may have been there"),
    ("us-ca-minors/ratio", "day · 2026-10-29 · Main", "undetermined", "warning", "actual", "0", "1", "", "",
     [t("Ruby Santangelo", "2026-10-29", "Call"), ("crew", "Simone Hatcher", "row")], "1 child ÷ 10, rounded up = 1 studio teacher; none has a row, Simone Hatcher may have been there"),
    # consents
    ("consents/unused", "document · Owen Tully · 2026-10-27 · iatse-basic/rest-daily", "advisory", "info", "", "", "", "", "",
     [("consents", "Waiver Owen Tully", "row")], "his rests of 27 and 28 October were over 10:00: nothing to waive"),
]

# Saturday the 31st and after, before it happens: what the plan would break.
PLANNED = [
    ("iatse-basic/rest-daily", "rest · Cormac Daly · 2026-10-31 · Rigging", "premium", "error", "plan", "9:24", "10:00", 36, "72.00 USD",
     [t("Cormac Daly", "2026-10-30", "Wrap"), call("Cormac Daly", "2026-10-31", "Report")],
     "Sat 02:36 → Sat 12:00 = 9:24; short 0:36 = 0.6 h × 2 × 60.00 = 72.00; a call at 12:36 saves it"),
    ("iatse-basic/rest-weekend", "rest · Priya Raman · 2026-11-03 · Main", "premium", "error", "plan", "53:00", "54:00", 60, "112.00 USD",
     [("schedule", "2026-10-31 Main", "Est. Wrap"), call("Priya Raman", "2026-11-03", "Report")],
     "Sun 07:00 PST → Tue 12:00 PST = 53:00; short 1:00 = 1.0 h × 2 × 56.00 = 112.00; a call at 13:00 saves it"),
    ("iatse-basic/sixth-day", "day · Junie Abara · 2026-11-01 · Rigging", "premium", "error", "plan", "6", "5", "", "176.00 USD",
     [call("Junie Abara", "2026-11-01", "Report")],
     "Tue 27 Oct to Sun 1 Nov is the sixth day; 11:00–19:00 planned = 8.0 h at an extra 0.5 × 44.00 = 176.00"),
    # 17:30 PDT, half an hour before the crew, to the estimated wrap of 07:00 PST is 14:30; the crew's own 18:00 makes 14:00 exactly
    *[offer(name, "2026-10-31", "14:30", 30, [("crew", name, "Call"), ("schedule", "2026-10-31 Main", "Est. Wrap")],
            "17:30 PDT → 07:00 PST = 14:30; 0:30 over 14:00", "plan")
      for name in ("Augustin Rowe", "Bettina Szabo", "Corwin Tate", "Lila Moreau", "Marguerite Shaw", "Paolo Venn")],
    ("dga-basic/extended-day", "day · Tobias Renn · 2026-10-31 · Main", "premium", "error", "plan", "14:00", "13:00", 60, "750.00 USD",
     [("schedule", "2026-10-31 Main", "Crew Call"), ("schedule", "2026-10-31 Main", "Est. Wrap")],
     "18:00 PDT → 07:00 PST = 14:00; over 13:00 half a day of 6,000.00 ÷ 4 = 1,500.00: 750.00"),
    *[("dga-basic/extended-day", f"day · {name} · 2026-10-31 · Main", "premium", "error", "plan", "16:30", "15:00", 90, f"{day}.00 USD",
       [call("Victor Lindqvist", "2026-10-31", "Makeup"), ("schedule", "2026-10-31 Main", "Est. Wrap")],
       f"make-up 16:30 PDT → 07:00 PST + 1:00 = 16:30; over 15:00 one day of {week} ÷ 4 = {day}.00")
      for name, week, day in (("Amara Lindgren", "4,000.00", 1000), ("Pete Sandoval", "3,600.00", 900))],
    ("sag-aftra-theatrical/meal-first", "meal · Victor Lindqvist · 2026-10-31 · Main · meal 1", "premium", "warning", "plan", "7:00", "6:00", 60, "60.00 USD",
     [call("Victor Lindqvist", "2026-10-31", "Report"), ("schedule", "2026-10-31 Main", "Lunch")],
     "16:30 + 6:00 = 22:30; lunch at 23:30 is 60 min late; 2 × half hour = 25.00 + 35.00 = 60.00"),
    # SAG-AFTRA: the weekly performers' last day of the week runs past midnight; called after 16:00, but no week of nights: disputed, warning
    ("sag-aftra-theatrical/past-midnight", "day · Imogen Castellane · 2026-10-31 · Main", "premium", "warning", "plan", "31:00", "24:00", 480, "1900.00 USD",
     [call("Imogen Castellane", "2026-10-31", "Est. Dismiss"), call("Imogen Castellane", "2026-10-31", "Report")],
     "Sat 24:00 PDT → Sun 07:00 PST = 8:00 elapsed; a further day of 9,500.00 ÷ 5 = 1,900.00; the other days of the week were called before 16:00"),
    ("sag-aftra-theatrical/past-midnight", "day · Marcus Oyelaran · 2026-10-31 · Main", "premium", "warning", "plan", "30:30", "24:00", 450, "2400.00 USD",
     [call("Marcus Oyelaran", "2026-10-31", "Est. Dismiss"), call("Marcus Oyelaran", "2026-10-31", "Report")],
     "Sat 24:00 PDT → Sun 06:30 PST = 7:30 elapsed; a further day of 12,000.00 ÷ 5 = 2,400.00; the other days of the week were called before 16:00"),
    ("sag-aftra-theatrical/past-midnight", "day · Theodore Brandt · 2026-10-31 · Main", "premium", "warning", "plan", "30:30", "24:00", 450, "1040.00 USD",
     [call("Theodore Brandt", "2026-10-31", "Est. Dismiss"), call("Theodore Brandt", "2026-10-31", "Report")],
     "Sat 24:00 PDT → Sun 06:30 PST = 7:30 elapsed; a further day of 5,200.00 ÷ 5 = 1,040.00; the other days of the week were called before 16:00"),
    ("sag-aftra-theatrical/past-midnight", "day · Marisol Quiroga · 2026-10-31 · Main", "premium", "warning", "plan", "30:00", "24:00", 420, "865.20 USD",
     [call("Marisol Quiroga", "2026-10-31", "Est. Dismiss"), call("Marisol Quiroga", "2026-10-31", "Report")],
     "Sat 24:00 PDT → Sun 06:00 PST = 7:00 elapsed; a further day of 4,326.00 ÷ 5 = 865.20; the other days of the week were called before 16:00"),
]

# The same days as they were worked.
WORKED = [
    # over the end of summer time the wall shows an hour less
    *[worked_offer(name, "2026-10-31", "14:48", 48, "17:30 PDT → 07:18 PST = 14:48; 0:48 over 14:00")
      for name in ("Augustin Rowe", "Bettina Szabo", "Corwin Tate", "Lila Moreau", "Marguerite Shaw", "Paolo Venn")],
    *[worked_offer(name, "2026-10-31", "14:30", 30, "18:00 PDT → 07:30 PST = 14:30; 0:30 over 14:00")
      for name in ("Dolores Ibarra", "Jonah Pruitt", "Owen Tully", "Renata Vogel", "Sal Pinto", "Suki Yamada", "Tyrell Jessup", "Wendell Okafor")],
    *[worked_offer(name, "2026-10-31", "14:24", 24, "18:00 PDT → 07:24 PST = 14:24; 0:24 over 14:00")
      for name in ("Ingrid Solheim", "Julian Marsh", "Lorraine Petty", "Noor Haddad", "Teo Fairbanks")],
    ("dga-basic/extended-day", "day · Tobias Renn · 2026-10-31 · Main", "premium", "error", "actual", "13:36", "13:00", 36, "750.00 USD",
     [log("2026-10-31", "Crew Call"), log("2026-10-31", "Camera Wrap")],
     "18:00 PDT → 06:36 PST = 13:36; over 13:00 half a day of 1,500.00: 750.00"),
    *[("dga-basic/extended-day", f"day · {name} · 2026-10-31 · Main", "premium", "error", "actual", "16:06", "15:00", 66, f"{day}.00 USD",
       [log("2026-10-31", "First Makeup Call"), log("2026-10-31", "Camera Wrap")],
       f"make-up 16:30 PDT → 06:36 PST + 1:00 = 16:06; over 15:00 one day of {day}.00")
      for name, day in (("Amara Lindgren", 1000), ("Pete Sandoval", 900))],
    ("iatse-basic/meal-next", "meal · Jonah Pruitt · 2026-10-31 · Main · meal 2", "premium", "error", "actual", "6:15", "6:00", 15, "7.50 USD",
     [t("Jonah Pruitt", "2026-10-31", "Meal 1 End"), t("Jonah Pruitt", "2026-10-31", "Meal 2 Start")],
     "00:00 PDT → 05:15 PST = 6:15 elapsed (the wall shows 5:15); 15 min late; 1 × half hour = 7.50"),
    ("iatse-basic/rest-weekend", "rest · Hana Sorensen · 2026-11-03 · Rigging", "premium", "error", "actual", "53:45", "54:00", 15, "47.00 USD",
     [t("Hana Sorensen", "2026-10-31", "Wrap"), t("Hana Sorensen", "2026-11-03", "Call")],
     "Sun 00:45 PDT → Tue 05:30 PST = 53:45 (52:45 on the wall); short 0:15; at least 0.5 h × 2 × 47.00 = 47.00"),
    ("iatse-basic/rest-weekend", "rest · Milo Fenwick · 2026-11-03 · Rigging", "undetermined", "warning", "actual", "", "54:00", "", "0.00 USD to 48.00 USD",
     [t("Milo Fenwick", "2026-10-31", "Wrap"), t("Milo Fenwick", "2026-11-03", "Call")],
     "wrap 1:30A happened twice: 01:30 PDT → Tue 07:00 PST = 54:30, or 01:30 PST → 53:30, short 0:30 = 0.5 h × 2 × 48.00 = 48.00"),
    ("iatse-basic/sixth-day", "day · Junie Abara · 2026-11-01 · Rigging", "premium", "error", "actual", "6", "5", "", "176.00 USD",
     [t("Junie Abara", "2026-11-01", "Call")],
     "Tue 27 Oct to Sun 1 Nov is the sixth day; 11:00–19:00 less 0:30 = 7.5 h, paid as the guaranteed 8.0: an extra 0.5 × 44.00 × 8.0 = 176.00"),
    # SAG-AFTRA: the weekly performers' last day of the week runs past midnight; called after 16:00, but no week of nights: disputed, warning
    ("sag-aftra-theatrical/past-midnight", "day · Imogen Castellane · 2026-10-31 · Main", "premium", "warning", "actual", "31:00", "24:00", 480, "1900.00 USD",
     [t("Imogen Castellane", "2026-10-31", "Wrap"), t("Imogen Castellane", "2026-10-31", "Call")],
     "Sat 24:00 PDT → Sun 07:00 PST = 8:00 elapsed; a further day of 9,500.00 ÷ 5 = 1,900.00; the other days of the week were called before 16:00"),
    ("sag-aftra-theatrical/past-midnight", "day · Marcus Oyelaran · 2026-10-31 · Main", "premium", "warning", "actual", "30:30", "24:00", 450, "2400.00 USD",
     [t("Marcus Oyelaran", "2026-10-31", "Wrap"), t("Marcus Oyelaran", "2026-10-31", "Call")],
     "Sat 24:00 PDT → Sun 06:30 PST = 7:30 elapsed; a further day of 12,000.00 ÷ 5 = 2,400.00; the other days of the week were called before 16:00"),
    ("sag-aftra-theatrical/past-midnight", "day · Theodore Brandt · 2026-10-31 · Main", "premium", "warning", "actual", "30:30", "24:00", 450, "1040.00 USD",
     [t("Theodore Brandt", "2026-10-31", "Wrap"), t("Theodore Brandt", "2026-10-31", "Call")],
     "Sat 24:00 PDT → Sun 06:30 PST = 7:30 elapsed; a further day of 5,200.00 ÷ 5 = 1,040.00; the other days of the week were called before 16:00"),
    ("sag-aftra-theatrical/past-midnight", "day · Marisol Quiroga · 2026-10-31 · Main", "premium", "warning", "actual", "30:00", "24:00", 420, "865.20 USD",
     [t("Marisol Quiroga", "2026-10-31", "Wrap"), t("Marisol Quiroga", "2026-10-31", "Call")],
     "Sat 24:00 PDT → Sun 06:00 PST = 7:00 elapsed; a further day of 4,326.00 ÷ 5 = 865.20; the other days of the week were called before 16:00"),
]


def row(table, key, heading="row"):
    return (table, key, heading)


def item(name, kind, owner, heading):
    return ("clearances", f"{name} / {kind} / {owner}", heading)


def spent(vendor, date, amount, heading):
    return ("expenses", f"{vendor} {date} {amount}", heading)


NEWSREEL = item("1988 newsreel, 14 seconds", "Archive footage", "Courier Archive", "Term End")

# Clearances, permits, deliverables and costs: what the papers say, whatever the day.
PAPERS = [
    ("clearances/not-cleared", "item · Harbor at Dusk (oil, compartment wall)", "consent", "error", "", "Requested", "", "", "",
     [item("Harbor at Dusk (oil, compartment wall)", "Artwork", "Estate of L. Ferrand", "Status")], "scene 14 is in the cut; Requested is not cleared"),
    ("clearances/not-cleared", "item · Luggage labels, Hotel Miramar", "consent", "error", "", "Verbal OK", "", "", "",
     [item("Luggage labels, Hotel Miramar", "Artwork", "Miramar Hotels", "Status")], "scene 2 is in the cut; a verbal yes is not cleared"),
    ("releases/appearance", "item · Busker on the concourse", "consent", "error", "", "Sent", "", "", "",
     [item("Busker on the concourse", "Appearance", "Dov Maringer", "Status")], "scene 52 is in the cut; Sent is not signed"),
    ("clearances/refused-in-use", "item · Tin of biscuits", "prohibited", "error", "", "Refused", "", "", "",
     [item("Tin of biscuits", "Product", "Dalgety Bakers", "Status")], "refused, and scene 14 still has it"),
    ("clearances/document-missing", "item · Model train set", "advisory", "error", "", "", "", "", "",
     [item("Model train set", "Product", "Lionshead Models", "Document")], "signed, and no document is named"),
    ("clearances/term", "item · 1988 newsreel, 14 seconds", "consent", "error", "", "2026-10-01..2026-12-15", "2027-09-01..2034-08-31", "", "",
     [NEWSREEL], "the term ends before the release begins"),
    ("clearances/territory", "item · Nora's family photograph", "consent", "error", "", "US, CA", "US, CA, GB, DE", "", "",
     [item("Nora's family photograph", "Photo", "Tessellate Stock", "Territory")], "GB and DE are not granted"),
    ("clearances/media", "item · Departures board film loop", "consent", "error", "", "Theatrical", "theatrical, SVOD", "", "",
     [item("Departures board film loop", "Archive footage", "Rail Heritage Trust", "Media")], "SVOD is not granted"),
    ("clearances/music-halves", "item · Platform Nine", "consent", "error", "", "", "", "", "",
     [item("Platform Nine", "Music master", "Sidings Records", "row")], "a master without its sync"),
    ("clearances/shares", "item · Slow to Barstow", "consent", "warning", "", "95", "100", "", "",
     [item("Slow to Barstow", "Music sync", owner, "Share") for owner in ("Tollgate Songs", "Hollis Sun Publishing", "Ferrule Music")], "50 + 25 + 20 = 95; 5 are not accounted for"),
    ("releases/minor-guardian", "item · Child traveller: Oscar Pell", "consent", "error", "", "no", "", "", "",
     [item("Child traveller: Oscar Pell", "Minor", "Oscar Pell", "Guardian Signed")], "signed by the child alone"),
    ("releases/location", "location · Vasquez Rocks", "consent", "error", "", "Vasquez Rocks", "", "", "",
     [row("locations", "Vasquez Rocks")], "the second unit shot there; no row of Clearances has it"),
    ("permits-insurance/permit-covers", "location · 2026-10-29 · Union Station", "consent", "error", "", "2026-10-28..2026-10-28", "2026-10-28..2026-10-29", "", "",
     [row("permits", "FLA-26-40417", "To")], "two days are shot there, the permit is for the first"),
    ("permits-insurance/coi-covers", "location · 2026-10-31 · Travel Town", "consent", "error", "", "2026-10-01..2026-10-30", "2026-10-31", "", "",
     [row("permits", "HP-GL-004", "To")], "the certificate ends the day before the shoot"),
    ("permits-insurance/coi-insured", "document · HP-GL-002", "consent", "error", "", "Metro Facility Partners", "", "", "",
     [row("permits", "HP-GL-002", "Additional Insured")], "Metro Facility Partners is not Metro Facilities"),
    ("permits-insurance/coi-limit", "document · HP-GL-003", "consent", "warning", "", "500000.00", "1000000.00", "", "",
     [row("permits", "HP-GL-003", "Limit")], "500,000 < 1,000,000; the figure is from an older edition: warning"),
    ("delivery-netflix/loudness", "deliverable · IMF, German dub", "advisory", "warning", "", "-24.9", "-27 ± 2", "", "",
     [row("deliverables", "IMF, German dub", "Dialogue Loudness")], "-24.9 − (-27) = 2.1 > 2; quoted from the trade press: warning"),
    ("delivery-netflix/true-peak", "deliverable · IMF, Spanish dub", "advisory", "warning", "", "-1.6", "-2", "", "",
     [row("deliverables", "IMF, Spanish dub", "True Peak")], "-1.6 > -2; quoted from the trade press: warning"),
    ("delivery-netflix/frame-rate", "deliverable · Textless master", "advisory", "error", "", "24", "23.976", "", "",
     [row("deliverables", "Textless master", "Frame Rate")], "24 is not 24000/1001, the rate of the picture"),
    ("delivery-netflix/not-measured", "deliverable · IMF, Italian dub", "advisory", "warning", "", "", "", "", "",
     [row("deliverables", "IMF, Italian dub", "Dialogue Loudness")], "blank is not a pass"),
    ("delivery-ebu-r128/loudness", "deliverable · EU promo 30", "advisory", "error", "", "-21.7", "-23 ± 1", "", "",
     [row("deliverables", "EU promo 30", "Loudness")], "-21.7 − (-23) = 1.3 > 1"),
    ("delivery-ebu-r128/true-peak", "deliverable · EU promo 20", "advisory", "error", "", "-0.8", "-1", "", "",
     [row("deliverables", "EU promo 20", "True Peak")], "-0.8 > -1; its loudness passes: -22.4 − (-23) = 0.6 ≤ 1"),
    ("cost-control/missing-receipt", "document · Gideon Marsh · 2026-10-24 · Pocket watch · 2805", "advisory", "warning", "", "", "75.00", "", "",
     [spent("Swapmeet Sam's", "2026-10-24", "86.40", "Receipt")], "petty cash 86.40 ≥ 75.00, no receipt"),
    ("cost-control/missing-receipt", "document · Brett Ikeda · 2026-10-29 · Parking, wrap · 6800", "advisory", "warning", "", "no", "75.00", "", "",
     [spent("Parking Concepts", "2026-10-29", "212.15", "Receipt")], "card 212.15 ≥ 75.00, Receipt says no"),
    ("cost-control/duplicate-invoice", "document · 2026-10-20 · LOG-771 · 2705", "advisory", "error", "", "2", "1", "", "",
     [spent("Lamps of Glendale", "2026-10-20", "1480.00", "Invoice"), spent("Lamps of Glendale", "2026-10-27", "1480.00", "Invoice")],
     "the same vendor's invoice LOG-771 entered on 20 and 27 October"),
    ("cost-control/unknown-account", "document · 2026-10-22 · PRO-118 · 2699", "advisory", "error", "", "2699", "", "", "",
     [spent("Propane Pete's", "2026-10-22", "312.00", "Account")], "the budget has no account 2699"),
    ("cost-control/po-match", "document · 2705 · NT-1007", "advisory", "warning", "", "10260.00", "10000.00", "", "",
     [spent("Omega Prop House", "2026-10-23", "10260.00", "Amount"), row("purchase-orders", "NT-1007", "Amount")],
     "10,260.00 − 10,000.00 = 260.00; 2.6 % > 2 %; 260.00 > 250.00; the tolerances are general practice: warning"),
    ("cost-control/no-po", "document · 2026-10-26 · VOL-559 · 3205", "advisory", "warning", "", "", "", "", "",
     [spent("Volt Rentals", "2026-10-26", "1275.00", "PO")], "paid by purchase order, and no order is named"),
    ("cost-control/closed-po", "document · 2026-10-29 · BIG-4699 · 2505 · NT-1022", "advisory", "error", "", "NT-1022", "", "", "",
     [spent("Big Bend Cranes", "2026-10-29", "480.00", "PO")], "NT-1022 is closed"),
    ("cost-control/over-budget", "account · 2600", "advisory", "warning", "", "8900.00", "8500.00", "", "",
     [row("budget", "2600", "Budget")], "PO NT-1019 8,900.00, part invoiced, the rest committed; nothing more estimated; 8,900.00 − 8,500.00 = 400.00"),
]
PAPERS_10_30 = [
    ("clearances/expires-soon", "item · 1988 newsreel, 14 seconds", "advisory", "warning", "", "2026-12-15", "2026-12-29", "", "",
     [NEWSREEL], "30 October → 15 December = 46 days, within 60"),
    ("call-sheet-complete/hospital", "day · 2026-10-30 · Main", "advisory", "error", "", "", "", "", "",
     [row("locations", "LA State Historic Park")], "no hospital on the location's row"),
    ("call-sheet-complete/weather", "day · 2026-10-30 · Main", "advisory", "warning", "", "", "", "", "",
     [row("schedule", "2026-10-30 Main")], "Weather is blank"),
    ("call-sheet-complete/gate", "day · 2026-10-31 · Main", "advisory", "warning", "", "", "", "", "",
     [row("locations", "Travel Town")], "no gate on the location's row"),
]
PAPERS_11_08 = [
    ("clearances/expires-soon", "item · 1988 newsreel, 14 seconds", "advisory", "warning", "", "2026-12-15", "2027-01-07", "", "",
     [NEWSREEL], "8 November → 15 December = 37 days, within 60"),
]

PROBLEMS = [
    ("time-unreadable", "error", [t("Felix Grant", "2026-10-28", "Call")], "7:OO", "the letter O for a nought"),
    ("date-unreadable", "error", [("timesheets", "Robin Ashe bad", "Date")], "10/32/26", "October has 31 days"),
    ("amount-unreadable", "error", [("background", "6", "Rate")], "scale + bump", "words where an amount should stand"),
    ("number-unreadable", "error", [("unit-log", "2026-10-30 Main", "Setups")], "abt 33", "about is no number"),
    ("person-unlisted", "warning", [t("Chas. Whitlock", "2026-10-30", "Name")], "Chas. Whitlock", "on neither list"),
    ("pack-outdated", "warning", ["built-in rules/sag-aftra-theatrical.toml"], "2026-06-30", "the agreement's term ended on 30 June 2026"),
    ("wrap-before-call", "error", [t("Mina Castillo", "2026-10-29", "Wrap")], "09:00", "called at 09:00 and wrapped at 09:00, after lunch at 14:30"),
    ("pack-outdated", "warning", ["built-in rules/dga-basic.toml"], "2026-06-30", "the agreement's term ended on 30 June 2026"),
]
# Read on Friday, the sheets hold Saturday's times already: not worked yet, and said once a file at the first such row.
PROBLEMS_10_30 = [
    ("row-ignored", "warning", [t("Imogen Castellane", "2026-10-31", "Date")], "", "performers' rows of 31 October with times, read on the 30th"),
    ("row-ignored", "warning", [t("Tobias Renn", "2026-10-31", "Date")], "", "crew's rows of 31 October with times, read on the 30th"),
]
PROBLEMS_11_08 = [
    ("time-ambiguous", "warning", [t("Milo Fenwick", "2026-10-31", "Wrap")], "01:30", "1:30A on 1 November 2026 is 01:30 PDT or 01:30 PST"),
]

PREFACE = """
What `callboard check samples/night-train` must report, as of two dates, nothing missing and nothing more. `tests/samples.rs` compares these
tables with `check --format json`; the last column of each is for readers. Severities: a number whose source is not verified caps a finding at
warning. The workbooks and this list are written by `samples/make/night_train.py` and `samples/make/night_train_expected.py`.

The week: Tuesday 27 to Saturday 31 October 2026, Sundays and Mondays off. Saturday's night shoot runs over the end of daylight saving time,
Sunday 1 November 2:00. As of Friday 30 October, rows of the timesheets up to that day count as worked and the rest is plan; as of 8 November
all of it is worked.
"""


def main():
    night_train.main()
    write(os.path.join(FOLDER, "EXPECTED.md"), "What must be found in Night Train", PREFACE, [
        ("2026-10-30", HOURS + PLANNED + PAPERS + PAPERS_10_30, PROBLEMS + PROBLEMS_10_30),
        ("2026-11-08", HOURS + WORKED + PAPERS + PAPERS_11_08, PROBLEMS + PROBLEMS_11_08),
    ])


if __name__ == "__main__":
    main()
