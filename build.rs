//! Lists the rule packs of `rules/` for `src/check/builtin.rs`: name and text of each, in the order of their names.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=rules");
    let rules = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("rules");
    let mut files: Vec<_> = fs::read_dir(&rules)?.collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.path().extension().is_some_and(|extension| extension == "toml"));
    files.sort_by_key(fs::DirEntry::file_name);
    let line =
        |file: &fs::DirEntry| format!("    ({:?}, include_str!({:?})),\n", file.file_name(), file.path());
    let list = files.iter().map(line).collect::<String>();
    let code = format!(
        "/// The file's name in `rules/`, and its text.\npub const BUILT_IN: &[(&str, &str)] = &[\n{list}];\n"
    );
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("packs.rs"), code)
}
