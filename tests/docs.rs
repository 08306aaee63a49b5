//! The generated pages of `docs/` are what the code says. `UPDATE_DOCS=1 cargo test --test docs` writes them anew.

use callboard::diagnostic::Code;
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[test]
fn the_list_of_diagnostics_is_current() {
    let mut page = String::from(
        "# Diagnostics\n\nWhat callboard says about things a person can mend. Generated from `src/diagnostic.rs`.\n\n\
         | code | severity | what it says |\n| --- | --- | --- |\n",
    );
    for code in Code::ALL {
        let _ = writeln!(page, "| `{code}` | {} | {} |", code.severity().word(), code.about());
    }
    same("diagnostics.md", &page);
}

#[test]
fn no_two_codes_share_a_name() {
    let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

fn same(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, page).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == page, "docs/{name} is not current: run UPDATE_DOCS=1 cargo test --test docs");
}
