"""Night Train: cast and crew. Everybody is invented; telephone numbers are 555-01xx."""

# No., character, name, contract, role, rate, per, date of birth, residence, guardian, email, agent
CAST = [
    ("1", "NORA VANCE", "Imogen Castellane", "weekly", "principal", 9500, "week", None, "CA", None, "imogen@example.com", "Larch & Poole"),
    ("2", "DECLAN ROURKE", "Marcus Oyelaran", "weekly", "principal", 12000, "week", None, "CA", None, "marcus.o@example.com", "Larch & Poole"),
    ("3", "CONDUCTOR HALE", "Theodore Brandt", "weekly", "principal", 5200, "week", None, "NY", None, "tbrandt@example.com", "Mercer Talent"),
    ("4", "WILLA", "Ruby Santangelo", "weekly", "principal", 4326, "week", "2015-03-14", "CA", "Paula Santangelo", "paula.s@example.com", "Kestrel Kids"),
    ("5", "MRS. ABERNATHY", "Judith Kalman", "day", "principal", 1246, "day", None, "CA", None, "jkalman@example.com", "Mercer Talent"),
    ("6", "PORTER SAM", "Desmond Achebe", "day", "principal", 1246, "day", None, "CA", None, "desmond.achebe@example.com", "Birch Agency"),
    ("7", "THE SALESMAN", "Victor Lindqvist", "day", "principal", 1246, "day", None, "CA", None, None, "Birch Agency"),
    ("8", "DET. FUENTES", "Marisol Quiroga", "weekly", "principal", 4326, "week", None, "CA", None, "mquiroga@example.com", "Solano Group"),
    ("9", "EDDIE PAK", "Kevin Moon", "day", "principal", 1246, "day", None, "CA", None, "kevin.moon@example.com", "Solano Group"),
    ("10", "FATHER GREGORY", "Alasdair Finch", "day", "principal", 1246, "day", None, "CA", None, "afinch@example.com", "Mercer Talent"),
    ("11", "NURSE ODELL", "Tamsin Odette", "day", "principal", 1246, "day", None, "CA", None, "tamsin@example.com", "Birch Agency"),
    ("12", "BARTENDER", "Luis Arriaga", "day", "principal", 1246, "day", None, "CA", None, "luis.arriaga@example.com", None),
    ("13", "BRAKEMAN", "Walt Dunphy", "day", "principal", 1300, "day", None, "CA", None, "wdunphy@example.com", None),
    ("14", "STATION MASTER", "Harriet Bloom", "day", "principal", 1300, "day", None, "CA", None, "hbloom@example.com", "Larch & Poole"),
    ("15", "YOUNG NORA", "Celia Park", "day", "principal", 1246, "day", "2004-06-02", "CA", None, "celia.park@example.com", "Solano Group"),
    ("16", "COURIER", "Noel Vance-Reyes", "day", "principal", 1246, "day", None, "CA", None, None, None),
    ("17X", "NORA STUNT DBL", "Kit Halvorsen", "day", "stunt", 1246, "day", None, "CA", None, "kit.h@example.com", None),
    ("18X", "DECLAN STUNT DBL", "Rafe Dominguez", "day", "stunt", 1246, "day", None, "CA", None, "rafe.d@example.com", None),
]

IA, T399, DGA, NON = "IATSE Basic", "Teamsters 399", "DGA", "Non-union"

# department: [(position, name, unit, agreement, local, craft, contract, rate, per, email, phone, call)]
# call: None = at crew call, "-0:30" = relative to it, "O/C" = on call. phone is the last four digits' tail of 555-01.
CREW = {
    "PRODUCTION": [
        ("Unit Production Manager", "Gretchen Albright", None, DGA, None, None, "on call", 6200, "week", "upm@example.com", "01", "O/C"),
        ("1st Assistant Director", "Tobias Renn", None, DGA, None, None, "weekly", 6000, "week", "tobias.renn@example.com", "02", "-0:30"),
        ("2nd Assistant Director", "Amara Lindgren", None, DGA, None, None, "weekly", 4000, "week", "amara.lindgren@example.com", "03", "-0:30"),
        ("2nd 2nd Assistant Director", "Pete Sandoval", None, DGA, None, None, "weekly", 3600, "week", "pete.s@example.com", "04", "-0:30"),
        ("Production Coordinator", "Yolanda Meeks", None, NON, None, None, "on call", 2200, "week", "office@example.com", "05", "O/C"),
        ("Asst. Production Coordinator", "Brett Ikeda", None, NON, None, None, "on call", 1500, "week", "apoc@example.com", "06", "O/C"),
        ("Key Set PA", "Dani Orozco", None, NON, None, None, "daily", 22, "hour", "dani.orozco@example.com", "07", "-0:30"),
        ("Set PA", "Felix Grant", None, NON, None, None, "daily", 20, "hour", None, "08", None),
        ("Set PA", "Mina Castillo", None, NON, None, None, "daily", 20, "hour", "mina.c@example.com", "09", None),
    ],
    "CAMERA": [
        ("Director of Photography", "Ingrid Solheim", None, IA, "600", "DP", "weekly", 130, "hour", "ingrid@example.com", "10", None),
        ("A Camera Operator", "Julian Marsh", None, IA, "600", "operator", "weekly", 78, "hour", "jmarsh@example.com", "11", None),
        ("A 1st Asst. Camera", "Noor Haddad", None, IA, "600", "1st AC", "weekly", 62, "hour", "noor.h@example.com", "12", None),
        ("A 2nd Asst. Camera", "Teo Fairbanks", None, IA, "600", "2nd AC", "weekly", 54, "hour", "teo.f@example.com", "13", None),
        ("DIT", "Lorraine Petty", None, IA, "600", "DIT", "weekly", 66, "hour", "lpetty@example.com", "14", None),
    ],
    "SOUND": [
        ("Sound Mixer", "Anneliese Kruger", None, IA, "695", "mixer", "weekly", 84, "hour", "akruger@example.com", "15", None),
        ("Boom Operator", "Dashiell Roy", None, IA, "695", "boom", "weekly", 58, "hour", "droy@example.com", "16", None),
    ],
    "SCRIPT": [
        ("Script Supervisor", "Beatriz Coombs", None, IA, "871", "script", "weekly", 52, "hour", "bcoombs@example.com", "17", None),
    ],
    "GRIP": [
        ("Key Grip", "Dolores Ibarra", None, IA, "80", "grip", "weekly", 56, "hour", "dolores.ibarra@example.com", "18", None),
        ("Best Boy Grip", "Sal Pinto", None, IA, "80", "grip", "weekly", 50, "hour", "sal.pinto@example.com", "19", None),
        ("Dolly Grip", "Renata Vogel", None, IA, "80", "grip", "weekly", 48.5, "hour", "rvogel@example.com", "20", None),
        ("Grip", "Wendell Okafor", None, IA, "80", "grip", "daily", 46, "hour", "wendell.o@example.com", "21", None),
        ("Grip", "Tyrell Jessup", None, IA, "80", "grip", "daily", 46, "hour", None, "22", None),
    ],
    "ELECTRIC": [
        ("Gaffer", "Priya Raman", None, IA, "728", "electric", "weekly", 56, "hour", "priya.raman@example.com", "23", None),
        ("Best Boy Electric", "Owen Tully", None, IA, "728", "electric", "weekly", 50, "hour", "otully@example.com", "24", None),
        ("Lamp Operator", "Jonah Pruitt", None, IA, "728", "electric", "daily", 46, "hour", "jonah.p@example.com", "25", None),
        ("Lamp Operator", "Suki Yamada", None, IA, "728", "electric", "daily", 46, "hour", "suki.y@example.com", "26", None),
    ],
    "RIGGING": [
        ("Rigging Gaffer", "Cormac Daly", "Rigging", IA, "728", "electric", "weekly", 60, "hour", "cormac.daly@example.com", "27", "O/C"),
        ("Rigging Electric", "Hana Sorensen", "Rigging", IA, "728", "electric", "daily", 47, "hour", "hana.s@example.com", "28", "O/C"),
        ("Rigging Electric", "Milo Fenwick", "Rigging", IA, "728", "electric", "daily", 48, "hour", "milo.f@example.com", "29", "O/C"),
        ("Rigging Grip", "Otis Bramwell", "Rigging", IA, "80", "grip", "daily", 46, "hour", None, "30", "O/C"),
    ],
    "ART DEPARTMENT": [
        ("Production Designer", "Leopold Astor", None, NON, None, None, "on call", 5500, "week", "lastor@example.com", "31", "O/C"),
        ("Set Decorator", "Frances Bellweather", None, IA, "44", "decorator", "weekly", 52, "hour", "fbell@example.com", "32", None),
        ("Swing Set Dresser", "Junie Abara", "Rigging", IA, "44", "set dresser", "daily", 44, "hour", "junie.a@example.com", "33", "O/C"),
        ("Property Master", "Gideon Marsh", None, IA, "44", "props", "weekly", 54, "hour", "gmarsh@example.com", "34", None),
        ("Asst. Property Master", "Yvette Lang", None, IA, "44", "props", "daily", 46, "hour", "ylang@example.com", "35", None),
    ],
    "COSTUME": [
        ("Costume Designer", "Marguerite Shaw", None, IA, "892", "designer", "weekly", 64, "hour", "mshaw@example.com", "36", "-0:30"),
        ("Key Set Costumer", "Paolo Venn", None, IA, "705", "costumer", "weekly", 50, "hour", "pvenn@example.com", "37", "-0:30"),
    ],
    "MAKE-UP & HAIR": [
        ("Make-up Dept. Head", "Bettina Szabo", None, IA, "706", "make-up", "weekly", 60, "hour", "bettina.szabo@example.com", "38", "-0:30"),
        ("Key Make-up", "Lila Moreau", None, IA, "706", "make-up", "weekly", 54, "hour", "lila.m@example.com", "39", "-0:30"),
        ("Hair Dept. Head", "Augustin Rowe", None, IA, "706", "hair", "weekly", 60, "hour", "arowe@example.com", "40", "-0:30"),
        ("Key Hair", "Corwin Tate", None, IA, "706", "hair", "weekly", 54, "hour", "corwin.t@example.com", "41", "-0:30"),
    ],
    "SPECIAL EFFECTS": [
        ("SFX Coordinator", "Bram Oduya", None, IA, "44", "effects", "weekly", 58, "hour", "bram.oduya@example.com", "42", None),
    ],
    "LOCATIONS": [
        ("Location Manager", "Carolina Fuerte", None, T399, "399", None, "weekly", 3900, "week", "carolina@example.com", "43", "-0:30"),
        ("Key Asst. Location Manager", "Niles Becker", None, T399, "399", None, "weekly", 2900, "week", "nbecker@example.com", "44", "-0:30"),
    ],
    "TRANSPORTATION": [
        ("Transportation Coordinator", "Big Ray Mondello", None, T399, "399", None, "weekly", 3800, "week", "rmondello@example.com", "45", "O/C"),
        ("Transportation Captain", "Lou Pettibone", None, T399, "399", None, "weekly", 48, "hour", "lpettibone@example.com", "46", "-0:30"),
        ("Driver - Honeywagon", "Earl Swann", None, T399, "399", None, "daily", 42, "hour", None, "47", "-0:30"),
        ("Driver - Maxi Van", "Jeannie Cobb", None, T399, "399", None, "daily", 42, "hour", None, "48", "-0:30"),
        ("Driver - Stakebed", "Hector Ruelas", None, T399, "399", None, "daily", 42, "hour", "hruelas@example.com", "49", None),
    ],
    "SET OPERATIONS": [
        ("Set Medic", "Ondine Farrow", None, NON, None, None, "daily", 45, "hour", "ofarrow@example.com", "50", None),
        ("Craft Service", "Paulette Renner", None, IA, "80", "craft service", "daily", 42, "hour", "paulette.r@example.com", "51", None),
        ("Studio Teacher", "Simone Hatcher", None, IA, "884", "teacher", "daily", 68, "hour", "shatcher@example.com", "52", "O/C"),
    ],
    "ACCOUNTING": [
        ("Production Accountant", "Winifred Yoon", None, NON, None, None, "on call", 3800, "week", "accounting@example.com", "53", "O/C"),
        ("Payroll Accountant", "Sanjay Bhatt", None, NON, None, None, "on call", 2400, "week", "payroll@example.com", "54", "O/C"),
    ],
    "SECOND UNIT": [
        ("2nd Unit 1st AD", "Roland Pike", "2nd", DGA, None, None, "daily", 1500, "day", "rpike@example.com", "55", None),
        ("2nd Unit Director of Photography", "Esme Calloway", "2nd", IA, "600", "DP", "daily", 130, "hour", "ecalloway@example.com", "56", None),
        ("2nd Unit 1st Asst. Camera", "Grady Holt", "2nd", IA, "600", "1st AC", "daily", 62, "hour", "gholt@example.com", "57", None),
        ("2nd Unit Key Grip", "Ximena Duarte", "2nd", IA, "80", "grip", "daily", 56, "hour", "xduarte@example.com", "58", None),
        ("2nd Unit Driver", "Curtis Vail", "2nd", T399, "399", None, "daily", 42, "hour", None, "59", None),
        ("2nd Unit Set PA", "Robin Ashe", "2nd", NON, None, None, "daily", 20, "hour", "robin.ashe@example.com", "60", None),
    ],
}
