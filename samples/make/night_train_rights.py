"""Night Train: clearances, deliverables, permits and insurance, consents, who gets what."""

W, A, P = "World", "All media", "Perpetuity"

# item, kind, status, scene, rights holder, territory, media, term start, term end, fee, document, signed, signatory, guardian signed, share
CLEARANCES = [
    ("Script clearance report", "Script report", "Cleared", "", "Halberd Research", W, A, "2026-09-01", P, 2400, "LGL-001", "2026-09-14", "M. Halberd", "", None),
    ("Title report: Night Train", "Title report", "Cleared", "", "Halberd Research", W, A, "2026-09-01", P, 900, "LGL-002", "2026-09-14", "M. Halberd", "", None),
    ("Chain of title", "Chain of title", "Cleared", "", "Orson Whitcombe", W, A, "2025-03-01", P, 0, "LGL-003", "2025-03-01", "O. Whitcombe", "", None),
    ("Halcyon Stage 2", "Location", "Signed", "12", "Halcyon Stages", W, A, "2026-10-01", P, 36000, "LOC-101", "2026-10-02", "B. Okonkwo", "", None),
    ("Union Station", "Location", "Signed", "1", "Metro Facilities", W, A, "2026-10-01", P, 42000, "LOC-102", "2026-10-09", "I. Marchetti", "", None),
    ("LA State Historic Park", "Location", "Signed", "40", "California State Parks", W, A, "2026-10-01", P, 9800, "LOC-103", "2026-10-12", "H. Pruett", "", None),
    ("Travel Town", "Location", "Signed", "61", "City of Los Angeles", W, A, "2026-10-01", P, 12500, "LOC-104", "2026-10-15", "G. Navarro", "", None),
    ("Harbor at Dusk (oil, compartment wall)", "Artwork", "Requested", "14", "Estate of L. Ferrand", W, A, "2026-10-20", P, 750, "", None, "", "", None),
    ("Luggage labels, Hotel Miramar", "Artwork", "Verbal OK", "2", "Miramar Hotels", W, A, "2026-10-20", P, 0, "", None, "", "", None),
    ("Club car mural", "Artwork", "Cleared", "18", "Paloma Reyes", W, A, "2026-10-01", P, 1800, "ART-201", "2026-10-06", "P. Reyes", "", None),
    ("Station posters (6)", "Artwork", "Cleared", "2", "Print Shop on Broadway", W, A, "2026-10-01", P, 600, "ART-202", "2026-10-08", "D. Osei", "", None),
    ("Willa's sketchbook", "Artwork", "Cleared", "15", "Ana Whitlow", W, A, "2026-10-01", P, 500, "ART-203", "2026-10-08", "A. Whitlow", "", None),
    ("Nora's family photograph", "Photo", "Cleared", "31", "Tessellate Stock", "US, CA", A, "2026-10-01", P, 350, "STK-301", "2026-10-12", "Tessellate Stock", "", None),
    ("Conductor's portrait", "Photo", "Cleared", "55", "Tessellate Stock", W, A, "2026-10-01", P, 350, "STK-302", "2026-10-12", "Tessellate Stock", "", None),
    ("Newspaper front page", "Photo", "Cleared", "4", "Courier Archive", W, A, "2026-10-01", P, 425, "STK-303", "2026-10-13", "R. Boyd", "", None),
    ("1988 newsreel, 14 seconds", "Archive footage", "Licensed", "32", "Courier Archive", W, A, "2026-10-01", "2026-12-15", 2100, "ARC-401", "2026-10-13", "R. Boyd", "", None),
    ("Platform announcement tape", "Archive footage", "Licensed", "6", "Rail Heritage Trust", W, A, "2026-10-01", P, 300, "ARC-402", "2026-10-14", "J. Tranter", "", None),
    ("Departures board film loop", "Archive footage", "Licensed", "52", "Rail Heritage Trust", W, "Theatrical", "2026-10-01", P, 300, "ARC-403", "2026-10-14", "J. Tranter", "", None),
    ("Beacon Whisky bottle", "Product", "Cleared", "18", "Beacon Distillers", W, A, "2026-10-01", P, 0, "PRD-501", "2026-10-07", "S. Moffat", "", None),
    ("Tin of biscuits", "Product", "Refused", "14", "Dalgety Bakers", W, A, None, "", 0, "", None, "", "", None),
    ("Model train set", "Product", "Signed", "31", "Lionshead Models", W, A, "2026-10-01", P, 0, "", None, "", "", None),
    ("Cola machine", "Product", "Removed from cut", "5", "Fizz & Co.", "", "", None, "", 0, "", None, "", "", None),
    ("Locomotive 1544", "Product", "Cleared", "61", "City of Los Angeles", W, A, "2026-10-01", P, 0, "PRD-503", "2026-10-15", "G. Navarro", "", None),
    ("Last Car Out", "Music sync", "Cleared", "18", "Brasswork Music", W, A, "2026-10-01", P, 4000, "MUS-601", "2026-10-10", "K. Brand", "", 50),
    ("Last Car Out", "Music sync", "Cleared", "18", "Tollgate Songs", W, A, "2026-10-01", P, 4000, "MUS-602", "2026-10-11", "T. Gale", "", 50),
    ("Last Car Out", "Music master", "Cleared", "18", "Brasswork Records", W, A, "2026-10-01", P, 4000, "MUS-603", "2026-10-11", "K. Brand", "", 100),
    ("Platform Nine", "Music master", "Cleared", "6", "Sidings Records", W, A, "2026-10-01", P, 2500, "MUS-604", "2026-10-12", "E. Sidoli", "", 100),
    ("Slow to Barstow", "Music sync", "Cleared", "63", "Tollgate Songs", W, A, "2026-10-01", P, 3000, "MUS-605", "2026-10-12", "T. Gale", "", 50),
    ("Slow to Barstow", "Music sync", "Cleared", "63", "Hollis Sun Publishing", W, A, "2026-10-01", P, 1500, "MUS-606", "2026-10-12", "H. Sun", "", 25),
    ("Slow to Barstow", "Music sync", "Cleared", "63", "Ferrule Music", W, A, "2026-10-01", P, 1200, "MUS-607", "2026-10-12", "A. Ferro", "", 20),
    ("Slow to Barstow", "Music master", "Cleared", "63", "Sidings Records", W, A, "2026-10-01", P, 2500, "MUS-608", "2026-10-12", "E. Sidoli", "", 100),
    ("Child traveller: Oscar Pell", "Minor", "Signed", "2", "Oscar Pell", W, A, "2026-10-28", P, 0, "MIN-701", "2026-10-28", "Oscar Pell", "N", None),
    ("Child traveller: Ida Pell", "Minor", "Signed", "2", "Ida Pell", W, A, "2026-10-28", P, 0, "MIN-702", "2026-10-28", "Karen Pell", "Y", None),
    ("Busker on the concourse", "Appearance", "Sent", "52", "Dov Maringer", W, A, "2026-10-29", P, 100, "", None, "", "", None),
    ("Flower seller", "Appearance", "Signed", "1", "Rosa Alcantar", W, A, "2026-10-28", P, 50, "APP-801", "2026-10-28", "Rosa Alcantar", "", None),
    ("Station fire officer", "Appearance", "Signed", "6", "Capt. J. Mears", W, A, "2026-10-28", P, 0, "APP-802", "2026-10-28", "J. Mears", "", None),
    ("Docents, Travel Town (3)", "Appearance", "Signed", "61", "Museum Society", W, A, "2026-10-30", P, 0, "APP-803", "2026-10-30", "G. Navarro", "", None),
    ("Hymn: Abide With Me", "Music sync", "Public domain", "40", "Public domain", W, A, "2026-10-01", P, 0, "MUS-609", "2026-10-12", "Counsel", "", 100),
    ("Hymn: Abide With Me", "Music master", "Cleared", "40", "Recorded for the picture", W, A, "2026-10-01", P, 0, "MUS-610", "2026-10-30", "Brasswork Records", "", 100),
    ("Typeface, station signs", "Font", "Cleared", "1", "Foundry Lane", W, A, "2026-10-01", P, 220, "FNT-901", "2026-10-05", "Foundry Lane", "", None),
]

# deliverable, spec, due, status, delivered, language, codec, width, height, frame rate, scan, bits, audio layout, sample rate,
# loudness, dialogue loudness, true peak, measured with, PSE, captions, duration
UHD = ("IMF App 2E", 3840, 2160, "23.976", "progressive", 10)
MIX = ("5.1", 48000)
DELIVERABLES = [
    ("IMF master, OV", "", "2027-06-01", "In work", "", "en", *UHD, *MIX, "", -27.0, -2.6, "LM-5D 4.2", "pass", "SDH", "1:41:22"),
    ("IMF, French dub", "", "2027-06-15", "In work", "", "fr", *UHD, *MIX, "", -26.4, -2.2, "LM-5D 4.2", "pass", "SDH", "1:41:22"),
    ("IMF, German dub", "", "2027-06-15", "In work", "", "de", *UHD, *MIX, "", -24.9, -2.4, "LM-5D 4.2", "pass", "SDH", "1:41:22"),
    ("IMF, Spanish dub", "", "2027-06-15", "In work", "", "es", *UHD, *MIX, "", -27.8, -1.6, "LM-5D 4.2", "pass", "SDH", "1:41:22"),
    ("IMF, Italian dub", "", "2027-06-15", "In work", "", "it", *UHD, *MIX, "", "", -2.3, "", "pass", "SDH", "1:41:22"),
    ("IMF, Japanese dub", "", "2027-06-15", "In work", "", "ja", *UHD, *MIX, "", -25.0, -2.0, "LM-5D 4.2", "pass", "SDH", "1:41:22"),
    ("Textless master", "", "2027-06-01", "In work", "", "zxx", "IMF App 2E", 3840, 2160, "24", "progressive", 10, *MIX, "", -27.1, -2.5, "LM-5D 4.2", "pass", "none", "1:41:22"),
    ("Trailer 1", "", "2027-03-01", "In work", "", "en", *UHD, *MIX, "", -27.2, -2.4, "LM-5D 4.2", "pass", "SDH", "0:02:14"),
    ("Trailer 2", "", "2027-04-01", "In work", "", "en", *UHD, *MIX, "", -26.9, -2.4, "LM-5D 4.2", "pass", "SDH", "0:01:58"),
    ("Teaser", "", "2027-02-01", "In work", "", "en", *UHD, *MIX, "", -27.4, -2.9, "LM-5D 4.2", "pass", "SDH", "0:00:45"),
    ("Featurette", "", "2027-05-01", "In work", "", "en", *UHD, *MIX, "", -27.0, -3.0, "LM-5D 4.2", "pass", "SDH", "0:08:10"),
    ("Behind the scenes", "", "2027-05-01", "In work", "", "en", *UHD, *MIX, "", -26.8, -2.7, "LM-5D 4.2", "pass", "SDH", "0:21:05"),
    ("Recap, 90 seconds", "", "2027-05-01", "In work", "", "en", *UHD, *MIX, "", -27.3, -2.1, "LM-5D 4.2", "pass", "SDH", "0:01:30"),
    ("Audio description mix", "", "2027-06-15", "In work", "", "en", *UHD, *MIX, "", -27.5, -2.2, "LM-5D 4.2", "pass", "none", "1:41:22"),
    ("Airline version", "", "2027-07-01", "In work", "", "en", *UHD, *MIX, "", -26.2, -2.8, "LM-5D 4.2", "pass", "SDH", "1:39:50"),
    ("Music video, Last Car Out", "", "2027-05-01", "In work", "", "en", *UHD, *MIX, "", -27.0, -2.0, "LM-5D 4.2", "pass", "none", "0:03:41"),
    ("EU broadcast master", "ebu-r128", "2027-08-01", "In work", "", "en", "XAVC", 1920, 1080, "25", "progressive", 10, "Stereo", 48000, -23.4, "", -1.4, "LM-5D 4.2", "pass", "SDH", "1:37:10"),
    ("EU promo 30", "ebu-r128", "2027-07-15", "In work", "", "en", "XAVC", 1920, 1080, "25", "progressive", 10, "Stereo", 48000, -21.7, "", -1.2, "LM-5D 4.2", "pass", "none", "0:00:30"),
    ("EU promo 20", "ebu-r128", "2027-07-15", "In work", "", "en", "XAVC", 1920, 1080, "25", "progressive", 10, "Stereo", 48000, -22.4, "", -0.8, "LM-5D 4.2", "pass", "none", "0:00:20"),
    ("EU promo 10", "ebu-r128", "2027-07-15", "In work", "", "en", "XAVC", 1920, 1080, "25", "progressive", 10, "Stereo", 48000, -24.0, "", -1.0, "LM-5D 4.2", "pass", "none", "0:00:10"),
]

# kind, location, person, number, from, to, limit, holder, additional insured
PERMITS = [
    ("Permit", "Halcyon Stage 2", "", "STG-2026-118", "2026-10-05", "2026-11-06", None, "", ""),
    ("Permit", "Union Station", "", "FLA-26-40417", "2026-10-28", "2026-10-28", None, "", ""),
    ("Permit", "LA State Historic Park", "", "CSP-26-0931", "2026-10-29", "2026-10-31", None, "", ""),
    ("Permit", "Travel Town", "", "FLA-26-40502", "2026-10-30", "2026-11-04", None, "", ""),
    ("Permit", "Vasquez Rocks", "", "LAC-26-2216", "2026-10-29", "2026-10-30", None, "", ""),
    ("COI", "Halcyon Stage 2", "", "HP-GL-001", "2026-10-01", "2026-12-31", 2000000, "Halcyon Stages", "Halcyon Stages"),
    ("COI", "Union Station", "", "HP-GL-002", "2026-10-01", "2026-12-31", 2000000, "Metro Facilities", "Metro Facility Partners"),
    ("COI", "LA State Historic Park", "", "HP-GL-003", "2026-10-01", "2026-12-31", 500000, "California State Parks", "California State Parks"),
    ("COI", "Travel Town", "", "HP-GL-004", "2026-10-01", "2026-10-30", 2000000, "City of Los Angeles", "City of Los Angeles"),
    ("COI", "Vasquez Rocks", "", "HP-GL-005", "2026-10-01", "2026-12-31", 2000000, "County of Los Angeles", "County of Los Angeles"),
    ("Licence", "", "Bram Oduya", "SFX-CA-3391", "2025-01-01", "2027-12-31", None, "", ""),
]

# kind, rule, from, to, person, unit, given by, given on, evidence, scope, uses, expires
CONSENTS = [
    ("Consent", "sag-aftra-theatrical/rest-daily", "2026-10-29", "2026-10-29", "Marcus Oyelaran", "", "Marcus Oyelaran", "2026-10-28",
     "Signed note, AD file 12", "Invasion over two hours for the dawn rehearsal", 1, None),
    ("Waiver", "iatse-basic/rest-daily", "2026-10-27", "2026-10-28", "Owen Tully", "", "L. 728 steward", "2026-10-26",
     "E-mail of 26 Oct, file 9", "Nine hours after the pre-light", 1, "2026-10-29"),
]

# name, e-mail, documents, department, language
RECIPIENTS = [
    ("Gretchen Albright", "upm@example.com", "call-sheet, compliance-report, cost-report, intake-report", "Production", "en"),
    ("Tobias Renn", "tobias.renn@example.com", "call-sheet, compliance-report", "Production", "en"),
    ("Amara Lindgren", "amara.lindgren@example.com", "call-sheet, intake-report", "Production", "en"),
    ("Winifred Yoon", "accounting@example.com", "cost-report, compliance-report", "Accounting", "en"),
    ("Orson Whitcombe", "orson.whitcombe@example.com", "cost-report, call-sheet", "Producers", "en"),
    ("Leland Cho, counsel", "clearances@example.com", "release", "Legal", "en"),
]
