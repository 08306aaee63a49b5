"""Writes the workbooks of samples/night-train/inbox: run `python3 samples/make/night_train.py`.

The data stand in the night_train_*.py tables; this file is the layout only: whose workbook it is, what stands
above the table, which words its headings use, how its times and amounts are written. Running it twice gives the
same bytes.
"""

import datetime as dt
import os

from book import Book, Clock, Csv, Formula, clock12, clock24, minutes
from night_train_hours import CAST_ROWS, UNIT_LOG, crew_rows
from night_train_money import BUDGET, EXPENSES, PURCHASE_ORDERS
from night_train_people import CAST, CREW
from night_train_rights import CLEARANCES, CONSENTS, DELIVERABLES, PERMITS, RECIPIENTS
from night_train_schedule import (BACKGROUND, CALENDAR, CALLS, CREW_CALLS, DAYS, NOTES, PLACES, PRODUCTION, SCENES,
                                  SECOND_UNIT_CALLS)

INBOX = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "night-train", "inbox")


def day(text):
    return dt.date.fromisoformat(text) if text else None


def production():
    book = Book(INBOX, "Production info.xlsx")
    page = book.sheet("Production")
    page.title("NIGHT TRAIN", "Halcyon Pictures LLC")
    page.pairs("production", PRODUCTION)
    page = book.sheet("Calendar")
    page.title("NIGHT TRAIN - calendar")
    page.header([("Date", "Date"), ("Kind", "Kind"), ("Applies To", "Applies To"), ("Name", "Name")])
    for date, kind, who, name in CALENDAR:
        page.line("calendar", name + date, [day(date), kind, who, name])
    book.close()


def schedule():
    book = Book(INBOX, "Shooting schedule GOLDENROD 10-23-26.xlsx")
    page = book.sheet("Days")
    page.title("NIGHT TRAIN - SHOOTING SCHEDULE", "Goldenrod 10/23/26, based on Pink script 10/12/26")
    page.header([("Date", "Date"), ("Day No", "Day"), ("Unit", "Unit"), ("Day Type", "Day Type"), ("Crew Call", "Crew Call"),
                 ("Shooting Call", "Shooting Call"), ("Lunch", "Lunch"), ("Est. Wrap", "Est. Wrap"), ("Location", "Location"),
                 ("School Day", "School Day"), ("Weather", "Weather"), ("Notes", "Notes")])
    for date, number, unit, kind, call, shooting, lunch, wrap, *rest in DAYS:
        times = [clock12(t) if t and minutes(t) < 1440 else t for t in (call, shooting, lunch, wrap)]
        page.line("schedule", f"{date} {unit or 'Main'}", [day(date), number, unit, kind, *times, *rest])

    page = book.sheet("Scenes")
    page.title("NIGHT TRAIN - BREAKDOWN", "One row a scene, in shooting order")
    page.header([("Sc", "Scene"), ("Shoot Date", "Date"), ("Unit", "Unit"), ("I/E", "I/E"), ("Set", "Set"), ("D/N", "D/N"),
                 ("Script Day", "Script Day"), ("Pgs", "Pages"), ("Cast", "Cast"), ("BG", "Background"), ("Location", "Location"),
                 ("Synopsis", "Synopsis"), ("Props", "Props"), ("Vehicles", "Vehicles"), ("SFX", "SFX")])
    totals = {(log[0], log[1]): log[10] for log in UNIT_LOG}
    last = None
    for scene in [*SCENES, None]:
        here = scene and (scene[1], scene[2])
        if last and last != here:
            number = next(row[1] for row in DAYS if (row[0], row[2]) == last)
            unit = f" ({last[1]} unit)" if last[1] else ""
            page.banner(f"END OF DAY {number}{unit} -- {day(last[0]):%a, %b %-d, %Y} -- Total pages: {totals[last]}")
        if scene is None:
            break
        last = here
        number, date, unit, *rest = scene
        pages = {"12A": "1/2", "14": 2.375, "19": dt.date(2026, 3, 8), "7": "¼", "57": "5/8 pgs.", "61": "1-7/8"}.get(number, rest[4])
        forms = {"Pages": book.month_day} if isinstance(pages, dt.date) else None
        page.line("scenes", number, [number, day(date), unit, *rest[:4], pages, *rest[5:]], forms)
    book.close()


def places():
    book = Book(INBOX, "Locations.xlsx")
    page = book.sheet("Locations")
    page.title("NIGHT TRAIN - LOCATIONS", "Call Carolina before you call an owner")
    page.header([("Location", "Location"), ("Address", "Address"), ("Gate", "Gate"), ("Basecamp", "Basecamp"), ("Crew Parking", "Crew Parking"),
                 ("Nearest Hospital", "Nearest Hospital"), ("Hospital Address", "Hospital Address"), ("Hospital Phone", "Hospital Phone"),
                 ("Latitude", "Latitude"), ("Longitude", "Longitude"), ("Location Type", "Location Type"), ("Zone", "Zone"),
                 ("Contact", "Contact"), ("Phone", "Phone")])
    for row in PLACES:
        page.line("locations", row[0], list(row))
    book.close()


def cast():
    book = Book(INBOX, "Cast list 10-20-26.xlsx")
    page = book.sheet("Cast")
    page.title("NIGHT TRAIN", "CAST LIST - CONFIDENTIAL", "as of 10/20/26")
    page.header([("No.", "No."), ("Character", "Character"), ("Artist", "Name"), ("Agreement", "Agreement"), ("Contract", "Contract"),
                 ("Role", "Role"), ("Rate", "Rate"), ("Per", "Per"), ("DOB", "Date of Birth"), ("Residence", "Residence"),
                 ("Guardian", "Guardian"), ("Permit Until", "Permit Until"), ("E-mail", "Email"), ("Phone", "Phone"), ("Agent", "Agent")])
    for n, (number, character, name, contract, role, rate, per, born, home, guardian, email, agent) in enumerate(CAST):
        page.line("cast", name, [number, character, name, "SAG-AFTRA", contract, role, f"${rate:,.2f}", per, day(born), home, guardian,
                                 dt.date(2027, 2, 28) if guardian else None, email, f"(310) 555-01{80 + n}" if n < 18 else None, agent])
    book.close()


def crew():
    book = Book(INBOX, "Crew list 10-24-26.xlsx")
    page = book.sheet("Crew")
    page.title("NIGHT TRAIN", "CREW LIST - CONFIDENTIAL", "Production office (213) 555-0100")
    page.header([("Position", "Position"), ("Name", "Name"), ("Unit", "Unit"), ("Union", "Agreement"), ("Local", "Local"), ("Craft", "Craft"),
                 ("Contract", "Contract"), ("Rate", "Rate"), ("Per", "Per"), ("E-mail", "Email"), ("Cell", "Phone"), ("Call", "Call")], col=1)
    for department, people in CREW.items():
        page.banner(department, col=1)
        for position, name, unit, agreement, local, craft, contract, rate, per, email, tail, call in people:
            first = people[0][1] == name
            union = agreement if first or department in ("PRODUCTION", "ART DEPARTMENT", "SET OPERATIONS", "SECOND UNIT") else '"'
            page.line("crew", name, [position, name, unit, union, local, craft, contract, float(rate), per, email, f"(323) 555-01{tail}", call])
    book.close()


CALL_COLUMNS = [("Date", "Date"), ("No.", "No."), ("Artist", "Name"), ("Unit", "Unit"), ("Status", "Status"), ("P/U", "Pickup"), ("Report", "Report"),
                ("M/U", "Makeup"), ("Ward.", "Wardrobe"), ("On Set", "On Set"), ("Est. Dismiss", "Est. Dismiss"), ("Remarks", "Remarks")]


def calls():
    book = Book(INBOX, "2nd AD working file.xlsx")
    names = {row[0]: row[2] for row in CAST}

    def cast_line(page, date, unit, row):
        number, status, *times, remarks = row
        shown = [None if not t else t if minutes(t) >= 1440 else clock12(t) for t in times]
        page.line("calls", f"{names[number]} {date}", [day(date), number, names[number], unit, status, *shown, remarks])

    for n, (date, rows) in enumerate(CALLS.items(), 1):
        page = book.sheet(f"Day {n}")
        page.title(f"NIGHT TRAIN - CAST CALLS - DAY {n} OF 5")
        page.header(CALL_COLUMNS)
        for row in rows:
            cast_line(page, date, "", row)
        if n == 3:
            page.skip()
            page.banner("SECOND UNIT")
            page.header(CALL_COLUMNS)
            for row in SECOND_UNIT_CALLS:
                cast_line(page, date, "2nd", row)
    page = book.sheet("Crew pre-calls")
    page.title("Crew who do not follow the unit's call")
    page.header([("Date", "Date"), ("Name", "Name"), ("Unit", "Unit"), ("Report", "Report"), ("Est. Dismiss", "Est. Dismiss"), ("Remarks", "Remarks")])
    for date, name, unit, report, dismiss, remarks in CREW_CALLS:
        shown = dismiss if minutes(dismiss) >= 1440 else clock12(dismiss)
        page.line("calls", f"{name} {date}", [day(date), name, unit, clock12(report), shown, remarks])
    page = book.sheet("Background")
    page.title("BACKGROUND")
    page.header([(h, h) for h in ("Date", "Unit", "Count", "Description", "Scene", "Call", "Location", "Agency", "Rate", "Remarks")])
    for n, (date, unit, count, what, scene, call, place, agency, rate, remarks) in enumerate(BACKGROUND):
        page.line("background", str(n), [day(date), unit, count, what, scene, clock12(call), place, agency, rate, remarks])
    page = book.sheet("Notes")
    page.title("DEPARTMENT NOTES")
    page.header([(h, h) for h in ("Date", "Unit", "Department", "Scene", "Note")])
    for n, (date, *rest) in enumerate(NOTES):
        page.line("notes", str(n), [day(date), *rest])
    book.close()


CREW_HOURS = [("Date", "Date"), ("Name", "Name"), ("Unit", "Unit"), ("In", "Call"), ("NDB Out", "NDB Start"), ("NDB In", "NDB End"),
              ("Meal 1 Out", "Meal 1 Start"), ("Meal 1 In", "Meal 1 End"), ("Meal 2 Out", "Meal 2 Start"), ("Meal 2 In", "Meal 2 End"),
              ("Out", "Wrap"), ("Meal 1 Grace", "Meal 1 Grace"), ("Notes", "Notes")]
REAL_TIMES = {"CAMERA", "SOUND", "SCRIPT"}
TWELVE = {"COSTUME", "MAKE-UP & HAIR", "SET OPERATIONS", "ART DEPARTMENT", "RIGGING"}


def shown(text, department):
    """A time as the department's timekeeper writes it; what is no time stays as it was typed."""
    if text is None:
        return None
    if not text.replace(":", "").isdigit():
        return text
    if department in REAL_TIMES:
        return Clock(text)
    return clock12(text) if department in TWELVE else clock24(text)


def crew_hours():
    book = Book(INBOX, "Timesheets crew.xlsx")
    rows = crew_rows()
    for sheet, ending, first, last in (("WE 10-31-26", "10/31/2026", "2026-10-25", "2026-10-31"), ("WE 11-07-26", "11/07/2026", "2026-11-01", "2026-11-07")):
        page = book.sheet(sheet)
        page.title("NIGHT TRAIN - CREW TIME", f"Payroll week ending {ending}")
        page.header(CREW_HOURS)
        department = person = None
        for dept, name, date, unit, call, ndb, meal1, meal2, wrap, grace, notes in rows:
            if not first <= date <= last:
                continue
            if dept != department:
                page.banner(dept)
                department = dept
            times = [shown(t, dept) for t in (call, *(ndb or (None, None)), *(meal1 or (None, None)), *(meal2 or (None, None)), wrap)]
            ditto = dept == "GRIP" and name == person
            page.line("timesheets", f"{name} {date}", [day(date), '"' if ditto else name, unit, *times, grace, notes])
            person = name
        if sheet == "WE 10-31-26":
            page.banner("DAY PLAYERS")
            page.line("timesheets", "Chas. Whitlock 2026-10-30", [day("2026-10-30"), "Chas. Whitlock", "", "1000", None, None, "1530", "1600", None, None, "2100", "", "Replaced Mina after lunch?"])
            page.line("timesheets", "Robin Ashe bad", ["10/32/26", "Robin Ashe", "", "1000", None, None, "1530", "1600", None, None, "2100", "", ""])
    book.close()


CAST_HOURS = [("Date", "Date"), ("Artist", "Name"), ("Unit", "Unit"), ("Report", "Call"), ("NDB Start", "NDB Start"), ("NDB End", "NDB End"),
              ("Meal 1 Start", "Meal 1 Start"), ("Meal 1 End", "Meal 1 End"), ("Meal 2 Start", "Meal 2 Start"), ("Meal 2 End", "Meal 2 End"),
              ("Dismiss Set", "Wrap"), ("School Day", "School Day"), ("School Hours", "School Hours"), ("Rest Hours", "Rest Hours"),
              ("Own School Start", "Own School Start"), ("Own School End", "Own School End"), ("Notes", "Notes")]


def cast_hours():
    book = Book(INBOX, "Exhibit G cast times.xlsx")
    names = {row[0]: row[2] for row in CAST}
    page = book.sheet("WE 10-31-26")
    page.title("NIGHT TRAIN - PERFORMERS' TIME", "Copied from the signed Exhibit G's")
    page.header(CAST_HOURS)
    for date, rows in CAST_ROWS.items():
        for number, call, ndb, meal1, meal2, out, extra in rows:
            times = [clock12(t) if t else None for t in (call, *(ndb or (None, None)), *meal1, *(meal2 or (None, None)), out)]
            school = [extra.get(h) for h in ("School Day", "School Hours", "Rest Hours")] + [
                clock12(extra[h]) if h in extra else None for h in ("Own School Start", "Own School End")]
            page.line("timesheets", f"{names[number]} {date}", [dt.date.fromisoformat(date).strftime("%-m/%-d/%y"), names[number],
                      extra.get("Unit", ""), *times, *school, ""])
    book.close()


def unit_log():
    book = Book(INBOX, "Production reports digest.xlsx")
    page = book.sheet("PR digest")
    page.title("NIGHT TRAIN - PRODUCTION REPORTS, DIGEST")
    page.header([(h, h) for h in ("Date", "Unit", "Crew Call", "First Makeup Call", "Shooting Call", "First Shot", "Lunch Start", "Lunch End",
                                  "Camera Wrap", "Last Out", "Scenes Completed", "Pages", "Setups", "Screen Time", "Notes")])
    for date, unit, call, makeup, shooting, first, lunch, camera, last, scenes, pages, setups, screen, notes in UNIT_LOG:
        times = [t if minutes(t) >= 1440 else clock12(t) for t in (call, makeup, shooting, first, *lunch, camera, last)]
        page.line("unit-log", f"{date} {unit or 'Main'}", [day(date), unit, *times, scenes, pages, setups, screen, notes])
    book.close()


def money():
    book = Book(INBOX, "Budget and PO log.xlsx")
    page = book.sheet("Budget")
    page.title("NIGHT TRAIN - LOCKED BUDGET", "Approved 9/30/26, US dollars")
    page.header([("Acct", "Account"), ("Account Name", "Description"), ("Category", "Category"), ("Budget", "Budget"), ("ETC", "Estimate to Complete")])
    first = page.row
    for account, what, category, amount, etc in BUDGET:
        page.line("budget", account, [account, what, category, amount, etc], {"Budget": book.money, "Estimate to Complete": book.money})
    page.put(page.row, 1, "TOTAL")
    page.put(page.row, 3, Formula(f"=SUM(D{first + 1}:D{page.row})", sum(r[3] for r in BUDGET)))
    page.put(page.row, 4, Formula(f"=SUM(E{first + 1}:E{page.row})", sum(r[4] for r in BUDGET)))
    page = book.sheet("PO log")
    page.title("NIGHT TRAIN - PURCHASE ORDERS")
    page.header([("P.O.", "PO"), ("Date", "Date"), ("Vendor", "Vendor"), ("Acct", "Account"), ("Description", "Description"), ("Amount", "Amount"),
                 ("Cur", "Currency"), ("Status", "Status")])
    for po, date, vendor, account, what, amount, currency, status in PURCHASE_ORDERS:
        page.line("purchase-orders", po, [po, day(date), vendor, account, what, float(amount), currency, status], {"Amount": book.money})
    book.close()

    log = Csv(INBOX, "Account log.csv")
    log.plain("Night Train - account log", "exported 11/06/2026")
    log.header([("Trans Date", "Date"), ("Acct", "Account"), ("Payee", "Vendor"), ("Memo", "Description"), ("Amount", "Amount"), ("Cur", "Currency"),
                ("Paid By", "Method"), ("PO No", "PO"), ("Inv No", "Invoice"), ("Receipt", "Receipt"), ("Spent By", "Person"), ("Status", "Status")])
    for n, (date, account, vendor, what, amount, currency, *rest) in enumerate(EXPENSES):
        value = float(amount)
        sign = {"USD": "$", "GBP": "£"}[currency]
        text = f"({sign}{-value:,.2f})" if value < 0 else f"{sign}{value:,.2f}"
        log.line("expenses", f"{vendor} {date} {amount}", [day(date).strftime("%m/%d/%Y"), account, vendor, what, text, currency, *rest])
    log.close()


def rights():
    book = Book(INBOX, "Clearance log.xlsx")
    page = book.sheet("Clearances")
    page.title("NIGHT TRAIN - CLEARANCE LOG", "Release: US, CA, GB, DE; theatrical and SVOD; 1 Sep 2027 to 31 Aug 2034")
    page.header([("Item", "Item"), ("Type", "Kind"), ("Status", "Status"), ("Scene", "Scene"), ("Owner", "Rights Holder"), ("Territory", "Territory"),
                 ("Media", "Media"), ("Term Start", "Term Start"), ("Term End", "Term End"), ("Fee", "Fee"), ("Ref / Doc", "Document"),
                 ("Signed", "Signed Date"), ("Signed By", "Signatory"), ("Guardian Signed", "Guardian Signed"), ("Share %", "Share")])
    for item, kind, status, scene, owner, territory, media, start, end, fee, document, signed, by, guardian, share in CLEARANCES:
        end = day(end) if end[:1].isdigit() else end
        page.line("clearances", f"{item} / {kind} / {owner}", [item, kind, status, scene, owner, territory, media, day(start), end, fee, document,
                                                     day(signed), by, guardian, share])
    book.close()

    book = Book(INBOX, "Deliverables.xlsx")
    page = book.sheet("Delivery")
    page.title("NIGHT TRAIN - DELIVERY SCHEDULE")
    page.header([(h, h) for h in ("Deliverable", "Spec", "Due", "Status", "Delivered", "Language", "Codec", "Width", "Height", "Frame Rate", "Scan",
                                  "Bit Depth", "Audio Layout", "Sample Rate", "Loudness", "Dialogue Loudness", "True Peak", "Measured With", "PSE",
                                  "Captions", "Duration")])
    for row in DELIVERABLES:
        page.line("deliverables", row[0], [*row[:2], day(row[2]), *row[3:]])
    book.close()

    book = Book(INBOX, "Permits & insurance.xlsx")
    page = book.sheet("Permits")
    page.title("NIGHT TRAIN - PERMITS AND CERTIFICATES")
    page.header([(h, h) for h in ("Kind", "Location", "Person", "Number", "From", "To", "Limit", "Holder", "Additional Insured")])
    for kind, place, person, number, first, last, limit, holder, insured in PERMITS:
        page.line("permits", number, [kind, place, person, number, day(first), day(last), f"${limit:,}" if limit else None, holder, insured])
    page = book.sheet("Consents")
    page.title("WAIVERS AND CONSENTS ON FILE")
    page.header([(h, h) for h in ("Kind", "Rule", "From", "To", "Person", "Unit", "Given By", "Given On", "Evidence", "Scope", "Uses", "Expires")])
    for kind, rule, first, last, person, unit, by, on, evidence, scope, uses, expires in CONSENTS:
        page.line("consents", f"{kind} {person}", [kind, rule, day(first), day(last), person, unit, by, day(on), evidence, scope, uses, day(expires)])
    book.close()

    book = Book(INBOX, "Distribution.xlsx")
    page = book.sheet("Distribution")
    page.title("NIGHT TRAIN - DISTRIBUTION LIST")
    page.header([("Name", "Name"), ("E-mail", "Email"), ("Documents", "Documents"), ("Dept", "Department"), ("Language", "Language")])
    for row in RECIPIENTS:
        page.line("recipients", row[0], list(row))
    book.close()


def main():
    os.makedirs(INBOX, exist_ok=True)
    for part in (production, schedule, places, cast, crew, calls, crew_hours, cast_hours, unit_log, money, rights):
        part()


if __name__ == "__main__":
    main()
