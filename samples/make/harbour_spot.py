"""Writes the workbooks of samples/harbour-spot/inbox: a one-day commercial in Bristol.

Run `python3 samples/make/harbour_spot.py`. Everybody is invented; telephone numbers are from the ranges that
Ofcom keeps for drama. Dates are day-first, times 24-hour. Running it twice gives the same bytes.
"""

import datetime as dt
import os

import book as books
from book import WHERE, Book, Csv, Formula

INBOX = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harbour-spot", "inbox")
PREP, SHOOT = dt.date(2026, 11, 11), dt.date(2026, 11, 12)
books.CREATED = dt.datetime(2026, 11, 9, 9, 0, 0)

PRODUCTION = [
    ("Title", "Harbour Spot"), ("Company", "Gromit Street Films Ltd"), ("Kind", "Commercial"), ("Time Zone", "Europe/London"), ("Currency", "GBP"),
    ("Country", "GB"), ("Photography Start", "12/11/2026"), ("Workweek", "Mon, Tue, Wed, Thu, Fri"),
    ("Office Address", "14 Wapping Wharf, Bristol BS1 6DS"), ("Office Phone", "0117 496 0100"), ("Director", "Isolde Prentice"),
    ("Producer", "Callum Ferris"), ("UPM", "Hetty Marlowe"), ("1st AD", "Gwen Treharne"), ("2nd AD", "Joss Appleyard"),
    ("Script Revision", "Shooting script 6/11/26"), ("Schedule Revision", "White 9/11/26"),
]

# department: [(grade, name, agreement, contract, rate a day, e-mail, tail of 07700 900xxx, call)]
CREW = {
    "Production": [
        ("Production Manager", "Hetty Marlowe", "BECTU", "daily", 420, "hetty@example.com", "101", None),
        ("1st Assistant Director", "Gwen Treharne", "BECTU", "daily", 480, "gwen.t@example.com", "102", "-0:30"),
        ("2nd Assistant Director", "Joss Appleyard", "BECTU", "daily", 320, "joss.a@example.com", "103", "-0:30"),
        ("Runner", "Tilly Marsh", "Non-union", "daily", 160, None, "104", "-0:30"),
        ("Runner / Driver", "Kofi Adjei", "Non-union", "daily", 170, "kofi.a@example.com", "105", "-0:30"),
    ],
    "Camera": [
        ("Director of Photography", "Rhys Calder", "BECTU", "daily", 900, "rhys.c@example.com", "106", None),
        ("Focus Puller", "Naomi Birch", "BECTU", "daily", 440, "naomi.b@example.com", "107", None),
        ("Clapper Loader", "Ed Sayle", "BECTU", "daily", 340, "ed.sayle@example.com", "108", None),
        ("DIT", "Farah Yusuf", "BECTU", "daily", 450, "farah.y@example.com", "109", None),
    ],
    "Grip": [("Key Grip", "Dai Pritchard", "BECTU", "daily", 460, "dai.p@example.com", "110", None)],
    "Lighting": [
        ("Gaffer", "Moira Keogh", "BECTU", "daily", 480, "moira.k@example.com", "111", None),
        ("Electrician", "Sonny Akers", "BECTU", "daily", 400, "sonny.a@example.com", "112", None),
        ("Electrician", "Petra Novak", "BECTU", "daily", 400, "petra.n@example.com", "113", None),
    ],
    "Sound": [("Sound Recordist", "Lewis Thorne", "BECTU", "daily", 460, "lewis.t@example.com", "114", None)],
    "Art Department": [
        ("Art Director", "Cleo Vasey", "BECTU", "daily", 480, "cleo.v@example.com", "115", "-0:30"),
        ("Standby Props", "Burt Hallam", "BECTU", "daily", 360, "burt.h@example.com", "116", None),
    ],
    "Costume": [("Costume Stylist", "Odile Brand", "Non-union", "daily", 450, "odile.b@example.com", "117", "-0:30")],
    "Make-up & Hair": [("Make-up Artist", "Shona Reid", "BECTU", "daily", 430, "shona.r@example.com", "118", "-0:30")],
    "Locations": [("Location Manager", "Perran Nance", "Non-union", "daily", 420, "perran.n@example.com", "119", "-0:30")],
    "Health & Safety": [("Unit Medic", "Agnes Coyle", "Non-union", "daily", 320, "agnes.c@example.com", "120", None)],
}

# no., part, artiste, role, rate, e-mail, tail, agent
CAST = [
    ("1", "Skipper", "Morwenna Blythe", "principal", 850, "morwenna@example.com", "131", "Quay Artists"),
    ("2", "Commuter", "Idris Bellamy", "principal", 650, "idris.b@example.com", "132", "Quay Artists"),
    ("3", "Student", "Priti Sandhu", "principal", 650, "priti.s@example.com", "133", "Tern Management"),
    ("4", "Deckhand", "Lorcan Duffy", "principal", 500, None, "134", None),
]

# shot, I/E, set, D/N, eighths, cast, background, synopsis, props, minutes
SCENES = [
    ("1", "EXT", "HARBOURSIDE - FERRY STEPS", "D", "2/8", "2, 3", "6 commuters", "Commuter and Student meet at the steps.", "Coffee cups (unbranded)", 60),
    ("2", "EXT", "HARBOURSIDE - FERRY STEPS", "D", "1/8", "1", "", "The Skipper takes the rope.", "Hero rope", 45),
    ("3", "EXT", "FERRY - FOREDECK", "D", "3/8", "1, 2, 3", "6 commuters", "Three ways across the same water.", "Tickets", 90),
    ("4", "EXT", "FERRY - WHEELHOUSE", "D", "1/8", "1", "", "Hands on the wheel.", "", 40),
    ("5", "EXT", "FERRY - STERN", "D", "2/8", "1, 4", "", "Deckhand coils, Skipper nods.", "Hero rope", 60),
    ("6", "EXT", "HARBOURSIDE - CRANES", "DUSK", "1/8", "", "", "Pack shot: the ferry, the cranes, the end line.", "End-line board", 45),
]

# no., status, pick-up, report, costume, make-up, on set, est. dismiss
CALLS = [
    ("1", "SWF", "06:50", "07:30", "07:30", "07:45", "09:30", "18:00"),
    ("2", "SWF", None, "07:30", "07:45", "08:00", "08:45", "15:30"),
    ("3", "SWF", None, "07:30", "08:00", "08:15", "08:45", "15:30"),
    ("4", "SWF", None, "12:30", "12:45", "13:00", "14:45", "17:00"),
]

# name, date, call, lunch out, lunch in, wrap
PREP_HOURS = [
    ("Cleo Vasey", "10:00", "14:00", "15:00", "22:45"),
    ("Burt Hallam", "09:00", "13:00", "14:00", "18:00"),
    ("Perran Nance", "09:00", "13:00", "14:00", "17:30"),
    ("Moira Keogh", "10:00", "13:00", "14:00", "17:00"),
    ("Hetty Marlowe", "09:00", "13:00", "14:00", "18:30"),
]
# who wrapped when on the shoot; everybody else at 18:40
WRAPS = {"Gwen Treharne": "19:00", "Joss Appleyard": "19:10", "Tilly Marsh": "19:20", "Kofi Adjei": "19:20", "Moira Keogh": "19:15",
         "Sonny Akers": "19:15", "Petra Novak": "19:15", "Dai Pritchard": "19:00", "Cleo Vasey": "18:30"}
CAST_HOURS = [("Morwenna Blythe", "07:30", "18:00"), ("Idris Bellamy", "07:30", "15:30"), ("Priti Sandhu", "07:30", "15:40"), ("Lorcan Duffy", "12:30", "17:00")]

# account, description, section, budget, estimate to complete
BUDGET = [
    ("A", "Pre-production labour", "A to K", 6200, 0), ("B", "Shoot labour", "A to K", 12400, 11800), ("C", "Pre-production expenses", "A to K", 1400, 200),
    ("D", "Location and travel", "A to K", 4800, 600), ("E", "Props, wardrobe, animals", "A to K", 2200, 300), ("G", "Art department labour", "A to K", 1900, 1500),
    ("H", "Art department materials", "A to K", 1500, 200), ("I", "Equipment", "A to K", 7600, 900), ("J", "Media", "A to K", 600, 300),
    ("K", "Insurance and miscellaneous", "A to K", 2100, 500), ("M", "Talent", "Below the line", 3900, 3600), ("P", "Editorial and post", "Below the line", 9800, 9000),
]
# PO, date, vendor, account, description, amount
ORDERS = [
    ("HS-01", dt.date(2026, 11, 2), "Severn Camera Hire", "I", "Camera and lenses, 1 day", 2850),
    ("HS-02", dt.date(2026, 11, 2), "Avon Lighting", "I", "Lighting and generator", 2150),
    ("HS-03", dt.date(2026, 11, 3), "Harbour Ferries CIC", "D", "Ferry and crew, 1 day", 1900),
    ("HS-04", dt.date(2026, 11, 4), "Bristol Film Office", "D", "Harbourside permit", 640),
]
# date, account, vendor, description, amount, method, PO, invoice, receipt, person
EXPENSES = [
    (dt.date(2026, 11, 4), "C", "Floating Harbour Print", "Storyboards, scripts", 84.60, "Card", "", "", "R01", "Hetty Marlowe"),
    (dt.date(2026, 11, 5), "D", "Bristol Film Office", "Harbourside permit", 640.00, "PO", "HS-04", "BFO-2231", "INV", ""),
    (dt.date(2026, 11, 9), "H", "Gloucester Road Hardware", "Paint, signage", 212.35, "Petty cash", "", "", "R02", "Cleo Vasey"),
    (dt.date(2026, 11, 9), "E", "Vintage & Tide", "Skipper's jacket x2", 186.00, "Card", "", "", "R03", "Odile Brand"),
    (dt.date(2026, 11, 10), "H", "Bedminster Rope Works", "Hero rope", 84.50, "Petty cash", "", "", "", "Burt Hallam"),
    (dt.date(2026, 11, 11), "K", "Coastline Cover", "Marine rider", 525.00, "Invoice", "", "CC-8841", "INV", ""),
    (dt.date(2026, 11, 11), "D", "Cumberland Car Park", "Unit parking", 96.00, "Card", "", "", "R05", "Perran Nance"),
    (dt.date(2026, 11, 12), "I", "Severn Camera Hire", "Camera and lenses", 2850.00, "PO", "HS-01", "SCH-0917", "INV", ""),
    (dt.date(2026, 11, 12), "D", "Harbour Ferries CIC", "Ferry and crew", 1900.00, "PO", "HS-03", "HFC-114", "INV", ""),
    (dt.date(2026, 11, 12), "D", "Quayside Kitchen", "Catering, 32 covers", 512.00, "Invoice", "", "QK-77", "INV", ""),
]

CLEARANCES = [
    ("Bristol Harbourside", "Location", "Signed", "1", "Bristol City Council", "World", "All media", dt.date(2026, 11, 1), "Perpetuity", 640, "LOC-1", dt.date(2026, 11, 4), "A. Penhale"),
    ("Ferry 'Margaret Ann'", "Product", "Signed", "3", "Harbour Ferries CIC", "World", "All media", dt.date(2026, 11, 1), "Perpetuity", 0, "PRD-1", dt.date(2026, 11, 3), "T. Slade"),
    ("Passer-by at the steps", "Appearance", "Sent", "1", "Jem Corrigan", "World", "All media", dt.date(2026, 11, 12), "Perpetuity", 50, "", None, ""),
]

DELIVERABLES = [
    ("TV 30, clean", "ebu-r128", "TFD/HSPT001/030", -23.0, -1.3, "00:00:30"),
    ("TV 20, cut-down", "ebu-r128", "TFD/HSPT002/020", -23.8, -0.6, "00:00:20"),
    ("Social 15", "ebu-r128", "TFD/HSPT003/015", "", "", "00:00:15"),
]

# kind, location, number, from, to, limit, holder, additional insured
PERMITS = [
    ("Permit", "Bristol Harbourside", "BFO-26-512", dt.date(2026, 11, 11), dt.date(2026, 11, 13), None, "", ""),
    ("COI", "Bristol Harbourside", "GSF-PL-09", dt.date(2026, 11, 1), dt.date(2026, 11, 30), "£5,000,000", "Bristol City Council", "Bristol City Council"),
]

RECIPIENTS = [
    ("Gwen Treharne", "gwen.t@example.com", "call-sheet, compliance-report", "Production"),
    ("Hetty Marlowe", "hetty@example.com", "call-sheet, compliance-report, cost-report, intake-report", "Production"),
    ("Philippa Quill (client)", "philippa.quill@example.com", "call-sheet", "Client: Tidewater Ferries"),
    ("Rory Stead (agency)", "rory.stead@example.com", "call-sheet", "Agency: Kite & Anchor"),
]


def table(page, name, headings, rows, key=0, dates=()):
    """A table whose headings are the canonical ones or (as written, canonical) pairs."""
    page.header([h if isinstance(h, tuple) else (h, h) for h in headings])
    forms = {canonical: page.book.uk_date for _, canonical in page.columns if canonical in ("Date", "From", "To", "Due", "Term Start", "Signed Date", *dates)}
    for row in rows:
        page.line(name, str(row[key]), list(row), forms)


def unit():
    book = Book(INBOX, "Harbour Spot unit and schedule.xlsx")
    page = book.sheet("Job")
    page.title("HARBOUR SPOT", "Gromit Street Films for Kite & Anchor / Tidewater Ferries")
    page.pairs("production", PRODUCTION)
    page = book.sheet("Unit list")
    page.title("UNIT LIST")
    page.header([("Grade", "Position"), ("Name", "Name"), ("Union", "Agreement"), ("Contract", "Contract"), ("Rate", "Rate"), ("Per", "Per"),
                 ("Email", "Email"), ("Mobile", "Phone"), ("Call", "Call")])
    for department, people in CREW.items():
        page.banner(department.upper())
        for grade, name, agreement, contract, rate, email, tail, call in people:
            page.line("crew", name, [grade, name, agreement, contract, f"£{rate:,.2f}", "day", email, f"07700 900{tail}", call])
    page = book.sheet("Artistes")
    page.title("ARTISTES")
    rows = [(no, part, name, "Equity", role, f"£{rate:,.2f}", "day", email, f"07700 900{tail}", agent) for no, part, name, role, rate, email, tail, agent in CAST]
    table(page, "cast", [("ID", "No."), ("Character", "Character"), ("Artiste", "Name"), "Agreement", "Role", "Rate", "Per", "Email", ("Mobile", "Phone"), ("Agency", "Agent")], rows, 2)
    page = book.sheet("Schedule")
    page.title("SCHEDULE")
    table(page, "schedule", ["Date", "Day", "Unit", "Day Type", ("SWD/CWD", "Working Day"), ("Unit Call", "Crew Call"), ("Ready to Shoot", "Shooting Call"), "Lunch", ("Est Wrap", "Est. Wrap"), "Location", "Weather", "Notes"],
          [(PREP, None, "", "Prep", None, "09:00", None, "13:00", "18:00", "Bristol Harbourside", "Showers, 11/7", "Dress the steps"),
           (SHOOT, 1, "", "Shoot", "SWD", "08:00", "08:45", "13:00", "19:00", "Bristol Harbourside", "Dry, 10/5, wind SW 12 mph", "Lifejackets on the ferry. Risk assessment HS-RA-03")], 3)
    page = book.sheet("Shots")
    page.title("SHOT LIST")
    rows = [(no, SHOOT, ie, place, dn, pages, cast, bg, "Bristol Harbourside", what, props, mins) for no, ie, place, dn, pages, cast, bg, what, props, mins in SCENES]
    table(page, "scenes", ["Scene", "Date", "I/E", "Set", "D/N", "Pages", "Cast", "Background", "Location", "Synopsis", "Props", ("Est Mins", "Est. Minutes")], rows)
    page = book.sheet("Artiste calls")
    page.title("ARTISTE CALLS")
    names = {row[0]: row[2] for row in CAST}
    table(page, "calls", ["Date", ("ID", "No."), ("Artiste", "Name"), "Status", ("P/U", "Pickup"), "Report", ("Costume", "Wardrobe"), ("Make-up/Hair", "Makeup"), "On Set", "Est. Dismiss"],
          [(SHOOT, no, names[no], *rest) for no, *rest in CALLS], 2)
    page = book.sheet("SAs")
    page.title("SUPPORTING ARTISTES")
    table(page, "background", ["Date", "Count", "Description", "Scene", "Call", "Agency", "Remarks"],
          [(SHOOT, 6, "Commuters", "1, 3", "07:45", "West Country Faces", "Own coats, no logos")], 2)
    page = book.sheet("Location")
    page.title("LOCATION")
    table(page, "locations", ["Location", "Address", ("Entrance", "Gate"), ("Unit Base", "Basecamp"), ("Parking", "Crew Parking"), ("Nearest A&E", "Nearest Hospital"), ("A&E Address", "Hospital Address"), ("A&E Phone", "Hospital Phone"), "Latitude", "Longitude", "Contact", "Phone"],
          [("Bristol Harbourside", "Wapping Road, Bristol BS1 4RN", "Museum Square, by the cranes", "Museum Square", "Cumberland Car Park", "Bristol Royal Infirmary A&E", "Marlborough Street, Bristol BS2 8HW", "0117 496 0131", 51.4477, -2.5986, "Harbour office", "0117 496 0150")])
    page = book.sheet("Notes")
    page.title("NOTES")
    table(page, "notes", ["Date", "Department", "Note"],
          [(SHOOT, "Health & Safety", "Lifejackets for everybody on the ferry. Safety boat from 08:30."), (SHOOT, "Catering", "Breakfast 07:15 at unit base, lunch 13:00 for one hour."),
           (SHOOT, "Client", "Philippa Quill (Tidewater Ferries) and Rory Stead (Kite & Anchor) from 10:00.")], 2)
    page = book.sheet("Distribution")
    page.title("DISTRIBUTION")
    table(page, "recipients", ["Name", "Email", "Documents", "Department"], RECIPIENTS)
    book.close()


def hours():
    log = Csv(INBOX, "Unit hours.csv")
    log.plain("Harbour Spot - unit hours")
    log.header([("Date", "Date"), ("Name", "Name"), ("In", "Call"), ("Meal 1 Out", "Meal 1 Start"), ("Meal 1 In", "Meal 1 End"), ("Out", "Wrap")])
    for name, *times in PREP_HOURS:
        log.line("timesheets", f"{name} prep", [PREP.strftime("%d/%m/%Y"), name, *times])
    for people in CREW.values():
        for _, name, *_, call in people:
            log.line("timesheets", f"{name} shoot", [SHOOT.strftime("%d/%m/%Y"), name, "07:30" if call else "08:00", "13:00", "14:00", WRAPS.get(name, "18:40")])
    for name, call, wrap in CAST_HOURS:
        lunch = ("13:00", "14:00") if call < "12:00" else ("", "")
        log.line("timesheets", f"{name} shoot", [SHOOT.strftime("%d/%m/%Y"), name, call, *lunch, wrap])
    log.close()


def money():
    book = Book(INBOX, "Harbour Spot costs.xlsx")
    page = book.sheet("Budget")
    page.title("HARBOUR SPOT - BUDGET", "Sterling, net of VAT")
    table(page, "budget", ["Account", "Description", ("Section", "Category"), "Budget", ("ETC", "Estimate to Complete")], BUDGET)
    page.put(page.row, 1, "TOTAL")
    page.put(page.row, 3, Formula(f"=SUM(D{page.row - len(BUDGET) + 1}:D{page.row})", sum(r[3] for r in BUDGET)))
    page = book.sheet("Orders")
    page.title("PURCHASE ORDERS")
    table(page, "purchase-orders", ["PO", "Date", ("Supplier", "Vendor"), "Account", "Description", "Amount"], ORDERS)
    page = book.sheet("Spend")
    page.title("SPEND TO DATE")
    table(page, "expenses", ["Date", "Account", ("Supplier", "Vendor"), "Description", "Amount", "Method", "PO", "Invoice", "Receipt", "Person"], EXPENSES, 3)
    book.close()

    book = Book(INBOX, "Harbour Spot rights and delivery.xlsx")
    page = book.sheet("Clearances")
    page.title("CLEARANCES")
    table(page, "clearances", ["Item", "Kind", "Status", "Scene", "Rights Holder", "Territory", "Media", "Term Start", "Term End", "Fee", "Document", "Signed Date", "Signatory"], CLEARANCES)
    page = book.sheet("Delivery")
    page.title("DELIVERY", "Clearcast clock numbers in the last column")
    table(page, "deliverables", ["Deliverable", "Spec", "Due", "Status", "Language", "Width", "Height", "Frame Rate", "Scan", "Audio Layout", "Sample Rate", "Loudness", "True Peak", "PSE", "Duration", "Clock Number"],
          [(name, spec, dt.date(2026, 12, 1), "In work", "en", 1920, 1080, 25, "progressive", "Stereo", 48000, lufs, peak, "pass", length, clock) for name, spec, clock, lufs, peak, length in DELIVERABLES])
    page = book.sheet("Permits")
    page.title("PERMITS AND INSURANCE")
    table(page, "permits", ["Kind", "Location", "Number", "From", "To", "Limit", "Holder", "Additional Insured"], PERMITS, 2)
    book.close()


def main():
    WHERE.clear()
    os.makedirs(INBOX, exist_ok=True)
    unit()
    hours()
    money()


if __name__ == "__main__":
    main()
