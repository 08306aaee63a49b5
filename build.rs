//! Lists what goes into the binary from folders of files, so that a new file there is all that a new rule pack or document needs:
//! the packs of `rules/` for `src/check/builtin.rs`, and the templates of `templates/` with their samples for `src/render/assets.rs`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);

    println!("cargo:rerun-if-changed=rules");
    let packs: Vec<Entry> =
        files(&root.join("rules"), "toml")?.iter().map(|path| (name(path), below(&root, path))).collect();
    let packs = list("BUILT_IN", "The file's name in `rules/`, and its text.", &packs);
    fs::write(out.join("packs.rs"), packs)?;

    println!("cargo:rerun-if-changed=templates");
    let (mut sources, mut samples) = (Vec::new(), Vec::new());
    for folder in entries(&root.join("templates"))?.into_iter().filter(|path| path.is_dir()) {
        for path in files(&folder, "typ")? {
            sources.push((format!("{}/{}", name(&folder), name(&path)), below(&root, &path)));
        }
        let sample = folder.join("data.json");
        if sample.is_file() {
            samples.push((name(&folder), below(&root, &sample)));
        }
    }
    let sources = list("TEMPLATES", "The templates, by path below `templates/`.", &sources);
    let samples = list("SAMPLES", "The sample of each template's data, by the template's name.", &samples);
    fs::write(out.join("templates.rs"), sources + &samples)
}

/// The key of a file, and where it lies below the repository, with `/` before it and between its parts.
type Entry = (String, String);

fn below(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).iter();
    parts.map(|part| format!("/{}", part.to_string_lossy())).collect()
}

fn list(constant: &str, what: &str, entries: &[Entry]) -> String {
    // The repository's place is the compiler's to say: a target folder may be used from another clone, and this list with it.
    let line = |(key, path): &Entry| {
        format!("    ({key:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),\n")
    };
    let lines = entries.iter().map(line).collect::<String>();
    format!("/// {what}\npub const {constant}: &[(&str, &str)] = &[\n{lines}];\n")
}

fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = entries(folder)?;
    found.retain(|path| path.extension().is_some_and(|e| e == extension));
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
