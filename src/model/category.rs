//! Categories of what scenes need, whatever the sheet or the program calls them.

/// A category that every breakdown knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// As documents print it.
    pub title: &'static str,
    /// Its number in the Universal Schedule Standard, where the description that callboard has names one.
    pub ucid: Option<u32>,
    /// Letters only, lower case.
    words: &'static [&'static str],
}

/// In the order in which a shooting schedule lists them.
pub const ALL: &[Known] = &[
    Known {
        title: "Cast",
        ucid: Some(100),
        words: &["cast", "castmembers", "characters", "principals", "actors"],
    },
    Known {
        title: "Background",
        ucid: Some(101),
        words: &[
            "background",
            "backgroundactors",
            "bg",
            "extras",
            "atmosphere",
            "supportingartists",
            "sas",
            "crowd",
        ],
    },
    Known {
        title: "Stunts",
        ucid: Some(102),
        words: &["stunts", "stunt", "stuntperformers", "stuntplayers", "stuntcast"],
    },
    Known {
        title: "Vehicles",
        ucid: Some(103),
        words: &[
            "vehicles",
            "vehicle",
            "picturevehicles",
            "picturecars",
            "picturevehiclesanimals",
            "cars",
            "actionvehicles",
        ],
    },
    Known { title: "Props", ucid: Some(104), words: &["props", "prop", "properties", "handprops"] },
    Known {
        title: "Set dressing",
        ucid: None,
        words: &["setdressing", "setdec", "setdecoration", "dressing", "setdress"],
    },
    Known { title: "Wardrobe", ucid: Some(106), words: &["wardrobe", "costume", "costumes"] },
    Known {
        title: "Make-up and hair",
        ucid: Some(107),
        words: &[
            "makeuphair",
            "makeup",
            "hair",
            "hairandmakeup",
            "makeupandhair",
            "muhair",
            "hairmakeup",
            "hmu",
            "muah",
        ],
    },
    Known { title: "Animals", ucid: Some(108), words: &["animals", "animal", "livestock"] },
    Known {
        title: "Animal wranglers",
        ucid: Some(109),
        words: &[
            "animalwrangler",
            "animalwranglers",
            "wranglers",
            "wrangler",
            "animalhandler",
            "animalhandlers",
        ],
    },
    Known { title: "Camera", ucid: Some(110), words: &["camera"] },
    Known {
        title: "Special effects",
        ucid: Some(105),
        words: &["specialeffects", "sfx", "spfx", "specialfx", "practicaleffects"],
    },
    Known { title: "Visual effects", ucid: None, words: &["visualeffects", "vfx"] },
    Known { title: "Mechanical effects", ucid: None, words: &["mechanicaleffects", "mechfx"] },
    Known { title: "Sound", ucid: None, words: &["sound", "soundplayback", "playback"] },
    Known { title: "Music", ucid: None, words: &["music"] },
    Known { title: "Weapons", ucid: None, words: &["weapons", "weapon", "armoury", "armory", "firearms"] },
    Known { title: "Greenery", ucid: None, words: &["greenery", "greens"] },
    Known {
        title: "Special equipment",
        ucid: None,
        words: &["specialequipment", "equipment", "specialequip", "grip", "cameraequipment"],
    },
    Known {
        title: "Additional labour",
        ucid: None,
        words: &["additionallabor", "additionallabour", "addlabor"],
    },
    Known { title: "Security", ucid: None, words: &["security"] },
    Known { title: "Notes", ucid: None, words: &["notes", "note", "comments", "productionnotes", "remarks"] },
];

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The category of a heading, if it is a known one.
pub fn known(heading: &str) -> Option<&'static Known> {
    let letters = letters(heading);
    ALL.iter().find(|known| known.words.contains(&letters.as_str()))
}

/// What documents call the category of a heading: the known title, else the heading as written.
pub fn title(heading: &str) -> &str {
    known(heading).map_or_else(|| heading.trim(), |known| known.title)
}

/// Known categories in their order, others after them.
pub fn rank(title: &str) -> usize {
    ALL.iter().position(|known| known.title == title).unwrap_or(ALL.len())
}

/// The things one cell names: parted by commas, semicolons and line ends.
pub fn items(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';', '\n'])
        .map(|item| item.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|item| !item.is_empty())
}
