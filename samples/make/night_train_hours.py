"""Night Train: hours as worked, 27 October to 3 November 2026.

A department works the unit's day with its own early call and late wrap; DIFFERENT lists the people whose day
was not that. Times are wall times counted from midnight of the row's date, so `31:00` is 7 the next morning.
Sunday 1 November 2026 has two hours from 1:00 to 2:00: `29:00` (5:00 PST) is 12 hours after 18:00 PDT.
"""

from book import minutes
from night_train_people import CREW

# date: call, meal 1, meal 2, wrap
MAIN = {
    "2026-10-27": ("7:00", ("12:30", "13:00"), None, "18:30"),
    "2026-10-28": ("7:00", ("12:30", "13:00"), None, "18:24"),
    "2026-10-29": ("9:00", ("14:30", "15:00"), None, "20:30"),
    "2026-10-30": ("10:00", ("15:30", "16:00"), None, "21:00"),
    "2026-10-31": ("18:00", ("23:30", "24:00"), ("28:45", "29:15"), "31:00"),
}
SECOND = {"2026-10-29": ("8:00", ("13:30", "14:00"), None, "18:00")}
# minutes after the unit's wrap
LATE = {"CAMERA": 24, "GRIP": 30, "ELECTRIC": 30, "MAKE-UP & HAIR": 18, "COSTUME": 18, "LOCATIONS": 30, "TRANSPORTATION": 30}

# The riggers and the swing dresser keep their own days: name, date, call, meal 1, meal 2, wrap, notes
RIGGING = [
    ("Cormac Daly", "2026-10-29", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Cormac Daly", "2026-10-30", "15:00", ("20:45", "21:15"), None, "26:36", "Condor to Travel Town"),
    ("Cormac Daly", "2026-10-31", "12:36", ("18:00", "18:30"), None, "24:30", "Call pushed 0:36"),
    ("Hana Sorensen", "2026-10-29", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Hana Sorensen", "2026-10-30", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Hana Sorensen", "2026-10-31", "12:30", ("18:15", "18:45"), None, "24:45", ""),
    ("Hana Sorensen", "2026-11-03", "5:30", ("11:00", "11:30"), None, "15:00", "Came an hour early for the condor"),
    ("Milo Fenwick", "2026-10-29", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Milo Fenwick", "2026-10-30", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Milo Fenwick", "2026-10-31", "13:00", ("18:00", "18:30"), ("24:00", "24:30"), "25:30", ""),
    ("Milo Fenwick", "2026-11-03", "7:00", ("12:00", "12:30"), None, "16:00", ""),
    ("Otis Bramwell", "2026-10-29", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Otis Bramwell", "2026-10-30", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Otis Bramwell", "2026-10-31", "12:30", ("18:00", "18:30"), None, "24:30", ""),
    ("Otis Bramwell", "2026-11-03", "6:00", ("11:30", "12:00"), None, "16:00", ""),
    ("Junie Abara", "2026-10-27", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Junie Abara", "2026-10-28", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Junie Abara", "2026-10-29", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Junie Abara", "2026-10-30", "8:00", ("13:00", "13:30"), None, "18:00", ""),
    ("Junie Abara", "2026-10-31", "12:30", ("18:00", "18:30"), None, "23:00", ""),
    ("Junie Abara", "2026-11-01", "11:00", ("16:00", "16:30"), None, "19:00", "Restore"),
    ("Priya Raman", "2026-11-03", "13:00", ("18:00", "18:30"), None, "20:00", "Lamp returns"),
]

# (name, date): what was not the department's day
DIFFERENT = {
    # meals
    ("Wendell Okafor", "2026-10-27"): {"meal1": ("13:09", "13:39"), "notes": "Held on the dolly"},
    ("Paulette Renner", "2026-10-28"): {"meal1": ("13:40", "14:10")},
    ("Gideon Marsh", "2026-10-29"): {"meal1": ("16:15", "16:45"), "notes": "Ledger inserts"},
    ("Anneliese Kruger", "2026-10-30"): {"meal1": ("16:21", "16:51"), "grace": "yes", "notes": "Grace called 4:00P"},
    ("Beatriz Coombs", "2026-10-29"): {"meal1": ("15:09", "15:39"), "grace": "yes"},
    ("Jonah Pruitt", "2026-10-31"): {"meal2": ("29:15", "29:45")},
    ("Priya Raman", "2026-10-31"): {"wrap": "31:00"},
    # non-deductible breakfasts
    ("Bettina Szabo", "2026-10-28"): {"call": "5:30", "ndb": ("6:15", "6:45")},
    ("Corwin Tate", "2026-10-28"): {"call": "5:30", "ndb": ("6:15", "6:35")},
    ("Lila Moreau", "2026-10-27"): {"call": "4:00", "ndb": ("5:15", "5:45"), "notes": "Prosthetic test"},
    # rest
    ("Sal Pinto", "2026-10-27"): {"meal2": ("18:45", "19:15"), "wrap": "21:13", "notes": "Truck"},
    ("Renata Vogel", "2026-10-28"): {"meal2": ("18:30", "19:00"), "wrap": "23:36", "notes": "Crane de-rig"},
    ("Teo Fairbanks", "2026-10-29"): {"wrap": None},
    # cells that a hurried hand got wrong: nobody here is judged by a pack
    ("Felix Grant", "2026-10-28"): {"call": "7:OO"},
    ("Mina Castillo", "2026-10-29"): {"wrap": "9:00"},
}


def later(text, by):
    m = minutes(text) + by
    return f"{m // 60}:{m % 60:02}"


def crew_rows():
    """(department, name, date, unit, call, ndb, meal 1, meal 2, wrap, grace, notes), a person's days together."""
    rows = []
    for department, people in CREW.items():
        for position, name, unit, *_, call in people:
            own = [r for r in RIGGING if r[0] == name]
            days = SECOND if unit == "2nd" else MAIN
            if call != "O/C":
                for date, (at, meal1, meal2, wrap) in days.items():
                    d = DIFFERENT.get((name, date), {})
                    early = -30 if call == "-0:30" else 0
                    rows.append((department, name, date, unit or "", d.get("call", later(at, early)), d.get("ndb"),
                                 d.get("meal1", meal1), d.get("meal2", meal2),
                                 d.get("wrap", later(wrap, LATE.get(department, 0))), d.get("grace", ""), d.get("notes", "")))
            for _, date, at, meal1, meal2, wrap, notes in own:
                rows.append((department, name, date, unit or "", at, None, meal1, meal2, wrap, "", notes))
    return rows


# date: [(no., call, ndb, meal 1, meal 2, dismissed, extra)]
L27, L28, L29, L30, L31, L2 = ("12:30", "13:00"), ("12:30", "13:00"), ("14:30", "15:00"), ("15:30", "16:00"), ("23:30", "24:00"), ("13:30", "14:00")
SECOND_MEAL = ("28:45", "29:15")
CAST_ROWS = {
    "2026-10-27": [
        ("1", "6:30", None, L27, None, "18:30", {}),
        ("2", "7:00", None, L27, None, "18:30", {}),
        ("4", "8:00", None, L27, None, "18:00", {"School Day": "Y", "School Hours": "2:40", "Rest Hours": "1:30"}),
        ("5", "6:00", ("8:05", "8:20"), ("12:45", "13:15"), None, "17:30", {}),
        ("8", "7:00", None, L27, None, "19:00", {}),
        ("12", "8:00", None, L27, None, "17:00", {}),
        ("15", "7:30", None, L27, None, "16:00", {}),
    ],
    "2026-10-28": [
        ("1", "6:30", None, L28, None, "18:30", {}),
        ("2", "7:30", None, L28, ("18:30", "19:00"), "21:30", {}),
        ("4", "13:00", None, ("18:00", "18:30"), None, "22:06", {"School Day": "Y", "School Hours": "3:00", "Rest Hours": "1:00"}),
        ("6", "7:00", None, L28, None, "18:00", {}),
        ("8", "6:30", None, L28, None, "17:30", {}),
        ("9", "7:30", None, L28, None, "18:00", {}),
        ("14", "8:00", None, L28, None, "16:30", {}),
    ],
    "2026-10-29": [
        ("1", "8:30", None, L29, None, "20:30", {}),
        ("2", "7:00", ("8:30", "8:45"), L29, None, "20:00", {}),
        ("3", "8:30", None, L29, None, "20:30", {}),
        ("4", "15:00", None, ("17:00", "17:30"), None, "18:40", {"School Day": "Y", "Own School Start": "8:30", "Own School End": "14:30", "School Hours": "0:00", "Rest Hours": "1:00"}),
        ("6", "9:30", None, L29, None, "21:00", {}),
        ("16", "8:00", None, L2, None, "17:00", {"Unit": "2nd"}),
        ("17X", "8:00", None, L2, None, "18:00", {"Unit": "2nd"}),
        ("18X", "7:30", None, L2, None, "17:30", {"Unit": "2nd"}),
    ],
    "2026-10-30": [
        ("1", "9:30", None, L30, None, "21:00", {}),
        ("3", "10:00", None, L30, None, "21:00", {}),
        ("6", "8:00", ("9:45", "10:00"), L30, None, "20:30", {}),
        ("9", "9:30", None, ("15:42", "16:12"), None, "20:30", {}),
        ("10", "10:00", None, L30, None, "20:30", {}),
        ("11", "10:30", None, L30, None, "19:00", {}),
    ],
    "2026-10-31": [
        ("1", "17:30", None, L31, SECOND_MEAL, "31:00", {}),
        ("2", "18:00", None, L31, SECOND_MEAL, "30:30", {}),
        ("3", "18:00", None, L31, SECOND_MEAL, "30:30", {}),
        ("7", "16:30", ("17:45", "18:00"), L31, None, "28:30", {}),
        ("8", "18:30", None, L31, SECOND_MEAL, "30:00", {}),
        ("9", "18:30", None, L31, None, "28:00", {}),
        ("10", "18:00", None, L31, None, "28:00", {}),
        ("11", "19:00", None, L31, None, "27:00", {}),
        ("13", "18:00", None, L31, SECOND_MEAL, "31:00", {}),
    ],
}

# date, unit, crew call, first make-up, shooting call, first shot, lunch, camera wrap, last out, scenes, pages, setups, screen time, notes
UNIT_LOG = [
    ("2026-10-27", "", "7:00", "4:00", "7:30", "8:06", L27, "18:12", "21:13", "12, 12A, 14, 15, 18, 19, 31, 32", "8", 31, "7:10", "Lunch 12:30P. Two meal penalties on grip and hair"),
    ("2026-10-28", "", "7:00", "5:30", "7:30", "8:12", L28, "18:00", "23:36", "1, 2, 3, 4, 5, 6, 7, 8", "6 2/8", 34, "6:02", "Crane de-rig ran late"),
    ("2026-10-29", "", "9:00", "7:00", "9:30", "10:06", L29, "20:06", "21:00", "52, 53, 54, 55, 56, 57, 58", "6 2/8", 27, "5:55", ""),
    ("2026-10-29", "2nd", "8:00", "7:30", "8:30", "9:24", L2, "17:36", "18:00", "22, 23, 24, 25, 26", "3", 22, "2:40", ""),
    ("2026-10-30", "", "10:00", "8:00", "10:30", "11:18", L30, "20:42", "21:30", "40, 41, 42, 43, 44, 45, 46, 47, 48", "7 5/8", "abt 33", "7:01", "Sc 44 at magic hour"),
    ("2026-10-31", "", "18:00", "16:30", "18:45", "19:30", L31, "30:36", "31:30", "61, 62, 63, 64, 65, 66, 67, 68", "9 3/8", 29, "8:20", "Clocks went back at 2:00A"),
]
