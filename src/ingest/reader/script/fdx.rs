//! Final Draft (`.fdx`): XML, saved by Final Draft itself and by others that leave out half of it.
//!
//! A scene heading may carry its number, its length in eighths, its page and who is in it. Elements that were tagged in
//! Final Draft come with their category. Entities other than XML's own are not expanded, and nothing outside
//! the file is ever looked at.

use super::{ScriptScene, workbook};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::Workbook;
use crate::ingest::reader::encoding;
use crate::ingest::reader::listing::one_line;
use crate::ingest::reader::xlsx::parts::attribute;
use crate::ingest::refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Elements lie in each other no deeper than this in any script; deeper ones are made to do harm.
const DEEPEST: usize = 200;

/// Whether a text is a Final Draft script.
pub fn is_script(head: &str) -> bool {
    head.contains("<FinalDraft")
}

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let text = encoding::decode(bytes).text;
    let mut xml = Reader::from_str(&text);
    xml.config_mut().check_end_names = true;
    let mut script = Script::default();
    loop {
        match xml.read_event() {
            Ok(Event::Start(tag)) => {
                script.open(&tag);
                if script.path.len() > DEEPEST {
                    return Err(refusal::damaged(file, "elements inside each other without end"));
                }
            }
            Ok(Event::Empty(tag)) => {
                script.open(&tag);
                script.close();
            }
            Ok(Event::End(_)) => script.close(),
            Ok(Event::Text(text)) => script.text(&text.xml10_content()),
            Ok(Event::CData(text)) => script.text(&text.xml10_content()),
            Ok(Event::GeneralRef(entity)) => {
                let known = match entity.resolve_char_ref() {
                    Ok(Some(letter)) => Some(letter.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_string),
                };
                script.text(&known.unwrap_or_default());
            }
            Ok(Event::Eof) if script.path.is_empty() => break,
            Ok(Event::Eof) => return Err(refusal::incomplete(file)),
            Ok(_) => {}
            Err(error) => return Err(refusal::damaged(file, &error.to_string())),
        }
    }
    workbook(script.finish(), file)
}

/// What is open, and what was found so far.
#[derive(Default)]
struct Script {
    path: Vec<String>,
    scenes: Vec<ScriptScene>,
    /// The paragraph that is open: its type and its text.
    paragraph: Option<(String, String)>,
    /// The numbers of the tags in each scene's text.
    tags: Vec<Vec<String>>,
    /// Category names by id, definitions (label, category) by id, and the definition of each tag number.
    categories: BTreeMap<String, String>,
    definitions: BTreeMap<String, (String, String)>,
    numbered: BTreeMap<String, String>,
    tag: Option<String>,
}

impl Script {
    /// In the script itself, not on the title page or in the head of a page.
    fn in_content(&self) -> bool {
        self.path.get(1).is_some_and(|name| name == "Content")
    }

    fn in_properties(&self) -> bool {
        self.path.iter().any(|name| name == "SceneProperties")
    }

    fn open(&mut self, tag: &BytesStart) {
        let name = tag.local_name().as_ref().to_string();
        let get = |name| attribute(tag, name).unwrap_or_default();
        if self.in_content() {
            match name.as_str() {
                "Paragraph" if !self.in_properties() => {
                    let kind = get("Type");
                    if kind == "Scene Heading" {
                        self.scenes.push(ScriptScene { number: get("Number"), ..ScriptScene::default() });
                        self.tags.push(Vec::new());
                    }
                    self.paragraph = Some((kind, String::new()));
                }
                "SceneProperties" => {
                    if let Some(scene) = self.scenes.last_mut() {
                        scene.length = get("Length");
                        scene.page = get("Page");
                        scene.synopsis = get("Title");
                    }
                }
                "CharacterArcBeat" => {
                    let who = get("Name");
                    if let Some(scene) = self.scenes.last_mut() {
                        scene.speaks(&who);
                    }
                }
                "Text" => {
                    let number = get("TagNumber");
                    if let Some(tags) = self.tags.last_mut().filter(|_| !number.is_empty()) {
                        tags.push(number);
                    }
                }
                _ => {}
            }
        } else {
            match name.as_str() {
                "TagCategory" => drop(self.categories.insert(get("Id"), get("Name"))),
                "TagDefinition" => {
                    drop(self.definitions.insert(get("Id"), (get("Label"), get("CatId"))));
                }
                "Tag" => self.tag = Some(get("Number")),
                _ => {}
            }
        }
        self.path.push(name);
    }

    fn text(&mut self, text: &str) {
        let innermost = self.path.last().map_or("", String::as_str);
        if innermost == "DefId" {
            if let Some(tag) = &self.tag {
                self.numbered.insert(tag.clone(), text.trim().to_string());
            }
        } else if innermost == "Text" && self.in_content() {
            if self.in_properties() {
                // A summary, or notes on a character: the summary is the scene's.
                let summary = self.path.iter().any(|name| name == "Summary");
                if let Some(scene) = self.scenes.last_mut().filter(|_| summary) {
                    scene.synopsis.push(' ');
                    scene.synopsis.push_str(text);
                }
            } else if let Some((_, words)) = &mut self.paragraph {
                words.push_str(text);
            }
        }
    }

    fn close(&mut self) {
        let Some(name) = self.path.pop() else { return };
        if name != "Paragraph" || self.in_properties() || !self.in_content() {
            return;
        }
        let Some((kind, words)) = self.paragraph.take() else { return };
        let Some(scene) = self.scenes.last_mut() else { return };
        match kind.as_str() {
            "Scene Heading" => scene.heading = words,
            "Character" => scene.speaks(&words),
            _ => {}
        }
    }

    fn finish(mut self) -> Vec<ScriptScene> {
        for (scene, tags) in self.scenes.iter_mut().zip(&self.tags) {
            scene.synopsis = one_line(&scene.synopsis);
            for tag in tags {
                let definition = self.numbered.get(tag).and_then(|id| self.definitions.get(id));
                let Some((label, category)) = definition else { continue };
                let Some(category) = self.categories.get(category).filter(|name| !name.is_empty()) else {
                    continue;
                };
                let label = one_line(&label.replace([',', ';'], " "));
                if label.is_empty() {
                    continue;
                }
                if category.to_lowercase().starts_with("cast") {
                    scene.speaks(&label);
                } else {
                    let names = scene.elements.entry(category.clone()).or_default();
                    if !names.contains(&label) {
                        names.push(label);
                    }
                }
            }
        }
        self.scenes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::ingest::grid::Raw;

    const TAGGED: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Version="5"><Content>
<Paragraph Number="12A" Type="Scene Heading"><SceneProperties Length="1 3/8" Page="9" Title=""><Summary><Paragraph><Text>She finds</Text><Text> the key.</Text></Paragraph></Summary>
<SceneArcBeats><CharacterArcBeat Name="NORA"><Paragraph><Text>arc note</Text></Paragraph></CharacterArcBeat></SceneArcBeats></SceneProperties>
<Text>INT. CAR &amp; TRAIN - NIGHT</Text></Paragraph>
<Paragraph Type="Action"><Text>A </Text><Text TagNumber="1">brass key</Text><Text>.</Text></Paragraph>
<Paragraph><DualDialogue><Paragraph Type="Character"><Text>NORA (CONT&#8217;D)</Text></Paragraph><Paragraph Type="Character"><Text>SAM (O.S.)</Text></Paragraph></DualDialogue></Paragraph>
</Content>
<TitlePage><Content><Paragraph Type="Scene Heading"><Text>INT. NOT A SCENE</Text></Paragraph></Content></TitlePage>
<TagData><TagCategories><TagCategory Id="c5" Name="Props" Number="5"/></TagCategories>
<TagDefinitions><TagDefinition Id="d1" CatId="c5" Label="Brass key" Number="1"/></TagDefinitions>
<Tags><Tag Number="1"><DefId>d1</DefId></Tag></Tags></TagData></FinalDraft>"##;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let book = read(text.as_bytes(), "a.fdx").unwrap();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (row, _, raw) in &book.sheets[0].cells {
            let Raw::Text(text) = raw else { panic!() };
            if rows.len() <= *row as usize {
                rows.push(Vec::new());
            }
            rows[*row as usize].push(text.clone());
        }
        rows
    }

    #[test]
    fn a_scene_has_what_final_draft_saved_of_it() {
        let rows = rows(TAGGED);
        assert_eq!(rows.len(), 2, "the title page is no scene");
        assert_eq!(rows[0].last().unwrap(), "Props");
        assert_eq!(
            rows[1],
            [
                "12A",
                "INT",
                "CAR & TRAIN",
                "NIGHT",
                "1 3/8",
                "9",
                "NORA, SAM",
                "She finds the key.",
                "Brass key"
            ]
        );
    }

    #[test]
    fn hostile_xml_is_told_and_expands_nothing() {
        let entity = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><FinalDraft><Content><Paragraph Number=\"1\" Type=\"Scene Heading\"><Text>INT. &a;&f; ROOM - DAY</Text></Paragraph></Content></FinalDraft>";
        assert_eq!(rows(entity)[1][2], "ROOM");
        let deep = format!("<FinalDraft>{}", "<Content>".repeat(100_000));
        assert_eq!(read(deep.as_bytes(), "a.fdx").unwrap_err().code, Code::FileDamaged);
        let cut = &TAGGED[..TAGGED.len() / 2];
        assert!(matches!(
            read(cut.as_bytes(), "a.fdx").unwrap_err().code,
            Code::FileIncomplete | Code::FileDamaged
        ));
        let crossed = "<FinalDraft><Content></FinalDraft></Content>";
        assert_eq!(read(crossed.as_bytes(), "a.fdx").unwrap_err().code, Code::FileDamaged);
    }
}
