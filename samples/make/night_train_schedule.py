"""Night Train: the schedule, places, scenes, planned calls, background and notes."""

PRODUCTION = [
    ("Title", "Night Train"), ("Company", "Halcyon Pictures LLC"), ("Kind", "Feature"), ("Time Zone", "America/Los_Angeles"),
    ("Currency", "USD"), ("Country", "US"), ("Region", "CA"), ("Photography Start", "10/27/2026"), ("Workweek", "Tue, Wed, Thu, Fri, Sat"),
    ("Office Address", "2200 Figueroa Terrace, Suite 4, Los Angeles, CA 90012"), ("Office Phone", "(213) 555-0100"),
    ("Director", "Saskia Brandvold"), ("Producer", "Orson Whitcombe"), ("UPM", "Gretchen Albright"),
    ("1st AD", "Tobias Renn"), ("2nd AD", "Amara Lindgren"), ("Script Revision", "Pink 10/12/26"), ("Schedule Revision", "Goldenrod 10/23/26"),
]

CALENDAR = [
    ("2026-10-26", "day off", "", "Travel and prep"),
    ("2026-11-01", "day off", "", "Company day off"),
    ("2026-11-02", "day off", "", "Company day off"),
    ("2026-11-11", "holiday", "", "Veterans Day"),
    ("2026-11-11", "school holiday", "minors", "Veterans Day"),
    ("2026-11-26", "holiday", "", "Thanksgiving"),
]

STAGE, UNION, PARK, TRAVEL, ROCKS = "Halcyon Stage 2", "Union Station", "LA State Historic Park", "Travel Town", "Vasquez Rocks"

# date, day number, unit, type, crew call, shooting call, lunch, est. wrap, location, school day, weather, notes
DAYS = [
    ("2026-10-27", 1, "", "Shoot", "7:00", "7:30", "12:30", "19:00", STAGE, "Y", "Stage work. 74/56, clear", "Safety meeting at call"),
    ("2026-10-28", 2, "", "Shoot", "7:00", "7:30", "12:30", "18:30", UNION, "Y", "75/57, clear, wind W 5 mph", "Public in the concourse: hold the lock-up"),
    ("2026-10-29", 3, "", "Shoot", "9:00", "9:30", "14:30", "20:30", UNION, "Y", "71/55, high cloud", "Splits"),
    ("2026-10-29", 1, "2nd", "Shoot", "8:00", "8:30", "13:30", "18:00", ROCKS, "Y", "78/49, dry, wind N 15 mph", "Drive-bys and plates"),
    ("2026-10-30", 4, "", "Shoot", "10:00", "10:30", "15:30", "21:00", PARK, "Y", "", "Magic hour 5:30P: be ready"),
    ("2026-10-31", 5, "", "Shoot", "18:00", "18:45", "23:30", "31:00", TRAVEL, "N", "66/52, clear, waning moon", "NIGHT. Clocks go back at 2:00A"),
    ("2026-10-31", None, "Rigging", "Prep", "12:30", "", "18:00", "24:30", TRAVEL, "N", "Same as main unit", "Pre-rig rail yard"),
    ("2026-11-01", None, "Rigging", "Wrap", "11:00", "", "16:00", "19:00", TRAVEL, "N", "68/52, clear", "Restore the rail yard"),
    ("2026-11-03", None, "Rigging", "Wrap", "6:00", "", "11:30", "16:00", TRAVEL, "Y", "70/53, clear", "Strike"),
    ("2026-11-03", None, "", "Wrap", "13:00", "", "18:00", "21:00", STAGE, "Y", "Stage work", "Equipment returns"),
]

# location, address, gate, basecamp, crew parking, hospital, its address, its phone, lat, long, type, zone, contact, phone
PLACES = [
    (STAGE, "1800 N Main St, Los Angeles, CA 90031", "Gate 2, N Main St", "On the lot", "Structure B, level 2", "Los Angeles General Medical Center", "2051 Marengo St, Los Angeles, CA 90033", "(323) 555-0131", 34.0651, -118.2240, "studio", "studio", "Bev Okonkwo", "(323) 555-0171"),
    (UNION, "800 N Alameda St, Los Angeles, CA 90012", "North Patio, Alameda St", "Lot B, Vignes St", "Lot B, Vignes St", "Los Angeles General Medical Center", "2051 Marengo St, Los Angeles, CA 90033", "(323) 555-0131", 34.0560, -118.2347, "report-to", "studio", "Ines Marchetti", "(213) 555-0172"),
    (PARK, "1245 N Spring St, Los Angeles, CA 90012", "Spring St service gate", "Spring St frontage", "Lot at Sotello St", "", "", "", 34.0686, -118.2329, "report-to", "studio", "Ranger Holly Pruett", "(213) 555-0173"),
    (TRAVEL, "5200 Zoo Dr, Los Angeles, CA 90027", "", "Museum car park", "Zoo Dr, north side", "Providence Saint Joseph Medical Center", "501 S Buena Vista St, Burbank, CA 91505", "(818) 555-0132", 34.1545, -118.3078, "report-to", "studio", "Gil Navarro", "(323) 555-0174"),
    (ROCKS, "10700 Escondido Canyon Rd, Agua Dulce, CA 91390", "Park entrance kiosk", "Day-use lot", "Day-use lot, west end", "Henry Mayo Newhall Hospital", "23845 McBean Pkwy, Valencia, CA 91355", "(661) 555-0133", 34.4886, -118.3211, "report-to", "secondary", "Marsha Villalobos", "(661) 555-0175"),
]

# scene, date, unit, I/E, set, D/N, script day, pages (as somebody typed them), cast, background, location, synopsis, props, vehicles, sfx / stunts
SCENES = [
    ("12", "2026-10-27", "", "INT", "SLEEPER CAR - CORRIDOR", "N", "N1", "1 2/8", "1, 2", "6 passengers", STAGE, "Nora finds the wrong berth made up.", "Berth card, lantern", "", "Train rock"),
    ("12A", "2026-10-27", "", "INT", "SLEEPER CAR - CORRIDOR", "N", "N1", "4/8", "1", "", STAGE, "She listens at the door.", "", "", "Train rock"),
    ("14", "2026-10-27", "", "INT", "COMPARTMENT 7", "N", "N1", "2 3/8", "1, 4, 5", "", STAGE, "Mrs. Abernathy will not give up the window seat.", "Knitting, tin of biscuits", "", ""),
    ("15", "2026-10-27", "", "INT", "COMPARTMENT 7", "N", "N1", "6/8", "4, 5", "", STAGE, "Willa draws the man in the corridor.", "Sketchbook (4 identical)", "", ""),
    ("18", "2026-10-27", "", "INT", "CLUB CAR", "N", "N1", "1 5/8", "1, 2, 8, 12", "9 passengers", STAGE, "Fuentes buys Rourke a drink he did not ask for.", "Hero glass, badge", "", "Breakaway glass"),
    ("19", "2026-10-27", "", "INT", "CLUB CAR", "N", "N1", "3/8", "2, 8, 12", "9 passengers", STAGE, "The bill is already paid.", "Bar bill", "", ""),
    ("31", "2026-10-27", "", "INT", "NORA'S CHILDHOOD BEDROOM - FLASHBACK", "D", "FB1", "7/8", "15", "", STAGE, "A suitcase under the bed.", "Suitcase, 1988 train set", "", ""),
    ("32", "2026-10-27", "", "INT", "NORA'S CHILDHOOD BEDROOM - FLASHBACK", "N", "FB1", "2/8", "15", "", STAGE, "The suitcase is gone.", "", "", ""),
    ("1", "2026-10-28", "", "EXT", "UNION STATION - FORECOURT", "D", "D1", "5/8", "1", "25 travellers", UNION, "Nora misses the 4:10.", "Hero case", "2 picture cabs", ""),
    ("2", "2026-10-28", "", "INT", "UNION STATION - WAITING ROOM", "D", "D1", "1 6/8", "1, 14", "40 travellers", UNION, "The Station Master sells her the last sleeper.", "Ticket (hero + 6)", "", ""),
    ("3", "2026-10-28", "", "INT", "UNION STATION - WAITING ROOM", "D", "D1", "3/8", "6, 14", "40 travellers", UNION, "A trunk that nobody claims.", "Trunk", "", ""),
    ("4", "2026-10-28", "", "INT", "UNION STATION - TICKET HALL", "D", "D1", "1", "2, 8", "12 travellers", UNION, "Rourke is recognised.", "Newspaper", "", ""),
    ("5", "2026-10-28", "", "INT", "UNION STATION - TELEPHONE BOOTH", "D", "D1", "4/8", "9", "", UNION, "Eddie Pak reverses the charges.", "Booth handset", "", ""),
    ("6", "2026-10-28", "", "EXT", "UNION STATION - PLATFORM 9", "D", "D1", "1 1/8", "1, 2, 6", "30 travellers", UNION, "All aboard.", "Luggage carts", "", "Steam"),
    ("7", "2026-10-28", "", "EXT", "UNION STATION - PLATFORM 9", "DUSK", "D1", "2/8", "4", "12 travellers", UNION, "Willa counts the carriages.", "Sketchbook", "", "Steam"),
    ("8", "2026-10-28", "", "INT", "UNION STATION - LEFT LUGGAGE", "DUSK", "D1", "5/8", "4, 9", "", UNION, "She has seen his face before.", "Claim check 114", "", ""),
    ("52", "2026-10-29", "", "INT", "UNION STATION - CONCOURSE", "D", "D3", "1 4/8", "1, 3", "35 travellers", UNION, "Hale hands in his cap.", "Conductor's cap", "", ""),
    ("53", "2026-10-29", "", "INT", "UNION STATION - CONCOURSE", "D", "D3", "7/8", "1, 2, 6", "35 travellers", UNION, "Three of them, one trunk.", "Trunk", "", ""),
    ("54", "2026-10-29", "", "INT", "UNION STATION - SOUTH PATIO", "D", "D3", "2/8", "4", "", UNION, "Willa keeps the drawing.", "Sketchbook", "", ""),
    ("55", "2026-10-29", "", "INT", "UNION STATION - STATION OFFICE", "N", "N3", "2 1/8", "1, 2, 3", "", UNION, "The ledger for carriage 7.", "Ledger (hero + 2)", "", ""),
    ("56", "2026-10-29", "", "INT", "UNION STATION - STATION OFFICE", "N", "N3", "6/8", "3, 6", "", UNION, "What Sam was paid to forget.", "Envelope, cash", "", ""),
    ("57", "2026-10-29", "", "EXT", "UNION STATION - FORECOURT", "N", "N3", "5/8", "1, 2", "10 travellers", UNION, "One cab left.", "", "1 picture cab", "Wet down"),
    ("58", "2026-10-29", "", "EXT", "UNION STATION - FORECOURT", "N", "N3", "1/8", "3", "", UNION, "Hale watches it go.", "", "1 picture cab", ""),
    ("22", "2026-10-29", "2nd", "EXT", "DESERT ROAD - CHASE", "D", "D2", "1 1/8", "17X, 18X", "", ROCKS, "The car draws level with the train.", "", "Picture sedan, camera car", "Precision driving"),
    ("23", "2026-10-29", "2nd", "EXT", "DESERT ROAD - CHASE", "D", "D2", "6/8", "17X, 18X", "", ROCKS, "Over the grade crossing.", "", "Picture sedan, camera car", "Precision driving"),
    ("24", "2026-10-29", "2nd", "EXT", "DESERT ROAD - CROSSING", "D", "D2", "3/8", "16", "", ROCKS, "The Courier waits by the signal.", "Satchel", "Courier's truck", ""),
    ("25", "2026-10-29", "2nd", "EXT", "DESERT - PLATES", "D", "D2", "2/8", "", "", ROCKS, "Plates for carriage windows, both sides.", "", "Camera car", ""),
    ("26", "2026-10-29", "2nd", "EXT", "DESERT - ROCKS", "D", "D2", "4/8", "16", "", ROCKS, "The satchel goes into the rocks.", "Satchel", "", ""),
    ("40", "2026-10-30", "", "EXT", "PARK - FUNERAL LAWN", "D", "D4", "1 3/8", "1, 10", "20 mourners", PARK, "Father Gregory has the wrong name.", "Order of service", "Hearse", ""),
    ("41", "2026-10-30", "", "EXT", "PARK - FUNERAL LAWN", "D", "D4", "4/8", "1, 9, 10", "20 mourners", PARK, "Eddie Pak stands at the back.", "", "", ""),
    ("42", "2026-10-30", "", "EXT", "PARK - PATH", "D", "D4", "1 2/8", "1, 6", "4 joggers", PARK, "Sam gives back the key.", "Berth key", "", ""),
    ("43", "2026-10-30", "", "EXT", "PARK - BENCH", "D", "D4", "2 2/8", "1, 3", "", PARK, "Hale tells it from the beginning.", "Thermos", "", ""),
    ("44", "2026-10-30", "", "EXT", "PARK - BENCH", "DUSK", "D4", "5/8", "3, 11", "", PARK, "The nurse who took the call.", "Nurse's watch", "", ""),
    ("45", "2026-10-30", "", "EXT", "PARK - FOOTBRIDGE", "DUSK", "D4", "3/8", "1", "", PARK, "Nora over the tracks at magic hour.", "", "", ""),
    ("46", "2026-10-30", "", "EXT", "PARK - FOOTBRIDGE", "N", "N4", "7/8", "1, 9", "", PARK, "He offers her the envelope.", "Envelope", "", ""),
    ("47", "2026-10-30", "", "EXT", "PARK - GATE", "N", "N4", "1/8", "9, 11", "", PARK, "They leave separately.", "", "", ""),
    ("48", "2026-10-30", "", "EXT", "PARK - GATE", "N", "N4", "2/8", "10", "", PARK, "Father Gregory locks up.", "Keys", "", ""),
    ("61", "2026-10-31", "", "EXT", "RAIL YARD - SIDINGS", "N", "N5", "1 7/8", "1, 2, 13", "", TRAVEL, "The carriage that was taken out of service.", "Lanterns, crowbar", "Engine 1544 (static)", "Smoke"),
    ("62", "2026-10-31", "", "EXT", "RAIL YARD - SIDINGS", "N", "N5", "6/8", "2, 13", "", TRAVEL, "The Brakeman wants paying.", "Cash", "", "Smoke"),
    ("63", "2026-10-31", "", "INT", "CARRIAGE 7", "N", "N5", "3 1/8", "1, 2, 3, 8", "", TRAVEL, "Everyone who was on the train.", "Ledger, badge, berth card", "", ""),
    ("64", "2026-10-31", "", "INT", "CARRIAGE 7", "N", "N5", "1 4/8", "7, 9, 10", "", TRAVEL, "The Salesman opens the case.", "Sample case", "", ""),
    ("65", "2026-10-31", "", "EXT", "RAIL YARD - ENGINE SHED", "N", "N5", "5/8", "8, 11", "", TRAVEL, "Fuentes and the nurse compare times.", "Nurse's watch", "", ""),
    ("66", "2026-10-31", "", "EXT", "RAIL YARD - ENGINE SHED", "N", "N5", "2/8", "7", "", TRAVEL, "The case, open on the track.", "Sample case", "", "Smoke"),
    ("67", "2026-10-31", "", "EXT", "RAIL YARD - TURNTABLE", "N", "N5", "7/8", "1, 2, 13", "", TRAVEL, "The turntable moves.", "", "", "Turntable practical"),
    ("68", "2026-10-31", "", "EXT", "RAIL YARD - GATE", "DAWN", "D6", "3/8", "1, 3", "", TRAVEL, "First light, no train.", "Conductor's cap", "", ""),
]

# no., status, pickup, report, make-up, wardrobe, on set, est. dismiss, remarks
CALLS = {
    "2026-10-27": [
        ("1", "SW", "", "6:30", "6:30", "7:10", "7:30", "18:30", ""),
        ("2", "SW", "", "7:00", "7:00", "7:20", "7:45", "18:30", ""),
        ("4", "SW", "", "8:00", "8:15", "8:00", "9:00", "16:30", "Minor: studio teacher S. Hatcher"),
        ("5", "SW", "", "6:30", "6:30", "7:20", "7:45", "17:30", ""),
        ("8", "SW", "", "7:00", "7:30", "7:00", "10:00", "18:30", ""),
        ("12", "SWF", "", "8:00", "8:15", "8:00", "10:00", "17:00", ""),
        ("15", "SWF", "", "7:30", "7:30", "8:00", "9:00", "16:00", ""),
    ],
    "2026-10-28": [
        ("1", "W", "5:48", "6:30", "6:30", "7:10", "7:30", "18:30", ""),
        ("2", "W", "", "7:30", "7:30", "7:50", "8:30", "18:30", ""),
        ("4", "W", "", "13:00", "13:15", "13:00", "16:30", "20:00", "Minor: school on set from 1:00P"),
        ("6", "SW", "", "7:00", "7:15", "7:00", "8:00", "18:00", ""),
        ("8", "W", "", "7:00", "7:30", "7:00", "9:00", "17:30", ""),
        ("9", "SW", "", "7:30", "7:45", "7:30", "9:30", "18:00", ""),
        ("14", "SWF", "", "8:00", "8:00", "8:20", "9:00", "16:30", ""),
    ],
    "2026-10-29": [
        ("1", "W", "", "8:30", "8:30", "9:10", "9:30", "20:30", ""),
        ("2", "W", "", "8:30", "8:30", "8:50", "9:30", "20:00", ""),
        ("3", "SW", "", "8:30", "8:45", "8:30", "9:30", "20:30", ""),
        ("4", "W", "", "15:00", "15:10", "15:00", "15:40", "18:00", "Minor: attends own school until 2:30P"),
        ("6", "W", "", "9:30", "9:45", "9:30", "10:30", "20:30", ""),
        ("9", "H", "", "", "", "", "", "", ""),
    ],
    "2026-10-30": [
        ("1", "W", "", "9:30", "9:30", "10:10", "10:30", "21:00", ""),
        ("3", "W", "", "10:00", "10:15", "10:00", "11:00", "21:00", ""),
        ("6", "WF", "", "9:30", "9:45", "9:30", "11:00", "20:30", ""),
        ("9", "W", "", "9:30", "9:45", "9:30", "11:00", "20:30", ""),
        ("10", "SW", "", "10:00", "10:15", "10:00", "11:00", "20:30", ""),
        ("11", "SW", "", "10:30", "10:30", "10:50", "12:00", "19:00", ""),
        ("2", "H", "", "", "", "", "", "", ""),
        ("4", "H", "", "", "", "", "", "", ""),
        ("8", "H", "", "", "", "", "", "", ""),
    ],
    "2026-10-31": [
        ("1", "WF", "", "17:30", "17:30", "18:10", "18:45", "31:00", ""),
        ("2", "WF", "", "18:00", "18:00", "18:20", "18:45", "30:30", ""),
        ("3", "WF", "", "18:00", "18:15", "18:00", "20:00", "30:30", ""),
        ("7", "SWF", "", "16:30", "16:30", "18:00", "19:00", "28:30", "Prosthetic: 90 min"),
        ("8", "WF", "", "18:30", "18:45", "18:30", "20:00", "30:00", ""),
        ("9", "WF", "", "18:30", "18:45", "18:30", "20:30", "28:00", ""),
        ("10", "WF", "", "18:00", "18:15", "18:00", "20:30", "28:00", ""),
        ("11", "WF", "", "19:00", "19:00", "19:20", "21:00", "27:00", ""),
        ("13", "SWF", "", "18:00", "18:15", "18:00", "18:45", "31:00", ""),
    ],
}
SECOND_UNIT_CALLS = [
    ("16", "SWF", "", "8:00", "8:15", "8:00", "9:30", "17:00", ""),
    ("17X", "SWF", "", "8:00", "8:15", "8:00", "8:30", "18:00", ""),
    ("18X", "SWF", "", "7:30", "7:45", "7:30", "8:30", "17:30", "Car rehearsal"),
]
# date, name, unit, report, est. dismiss, remarks: crew who do not follow the unit's call
CREW_CALLS = [
    ("2026-10-31", "Cormac Daly", "Rigging", "12:00", "24:30", "Opens the yard"),
    ("2026-10-31", "Hana Sorensen", "Rigging", "12:30", "24:30", ""),
    ("2026-10-31", "Milo Fenwick", "Rigging", "13:00", "24:30", ""),
    ("2026-10-31", "Otis Bramwell", "Rigging", "12:30", "24:30", ""),
    ("2026-10-31", "Junie Abara", "Rigging", "12:30", "23:00", ""),
    ("2026-11-01", "Junie Abara", "Rigging", "11:00", "19:00", "Restore with the museum's curator"),
    ("2026-11-03", "Hana Sorensen", "Rigging", "6:30", "16:00", "Strike"),
    ("2026-11-03", "Milo Fenwick", "Rigging", "7:00", "16:00", "Strike"),
    ("2026-11-03", "Otis Bramwell", "Rigging", "6:00", "16:00", "Strike"),
    ("2026-11-03", "Priya Raman", "", "12:00", "20:00", "Lamp returns"),
]

# date, unit, count, description, scene, call, location, agency, rate, remarks
BACKGROUND = [
    ("2026-10-27", "", 6, "Sleeping-car passengers", "12", "7:00", STAGE, "Midtown Background", 224, "Period-neutral"),
    ("2026-10-27", "", 9, "Club-car passengers", "18", "9:00", STAGE, "Midtown Background", 224, ""),
    ("2026-10-28", "", 40, "Travellers", "2", "6:30", UNION, "Midtown Background", 224, "Own luggage, no logos"),
    ("2026-10-28", "", 2, "Stand-ins", "", "7:00", UNION, "Midtown Background", 243, ""),
    ("2026-10-29", "", 35, "Travellers", "52", "9:00", UNION, "Midtown Background", 224, "35 of the 40 from Wed"),
    ("2026-10-30", "", 20, "Mourners", "40", "10:00", PARK, "Midtown Background", 224, "Dark suits"),
    ("2026-10-30", "", 4, "Joggers", "42", "11:30", PARK, "Midtown Background", "scale + bump", ""),
    ("2026-10-31", "", 2, "Stand-ins", "", "18:00", TRAVEL, "Midtown Background", 243, ""),
]

# date, unit, department, scene, note
NOTES = [
    ("2026-10-27", "", "Props", "18", "Breakaway glass ×12. Hero glass is real: hand it back to props."),
    ("2026-10-27", "", "SFX", "12", "Train rock rig live from 7:15A; nobody on the gimbal without Bram."),
    ("2026-10-28", "", "Locations", "", "Concourse stays open to the public. ITC lock-up in orange vests."),
    ("2026-10-28", "", "SFX", "6", "Steam on platform 9: ventilation check with station fire officer 6:45A."),
    ("2026-10-29", "", "Grip", "57", "Wet down of forecourt after 7:00P."),
    ("2026-10-29", "2nd", "Stunts", "22", "Precision driving. Safety meeting at the kiosk, then walk the road."),
    ("2026-10-29", "2nd", "Camera", "25", "Plates: 3 cameras, both windows, 40 mph."),
    ("2026-10-30", "", "Props", "40", "Order of service with the wrong name; do not correct it."),
    ("2026-10-31", "", "SFX", "61", "Smoke: outdoors, low-lying, wind permitting. Data sheet at the AD trailer."),
    ("2026-10-31", "", "Production", "", "Clocks go back at 2:00A. All times after 2:00A are Pacific Standard."),
    ("2026-10-31", "", "Transport", "", "Shuttle from Zoo Dr parking from 4:00P. Rides home offered after 14 hours."),
]
