//! What must not stand in the source of the product.

use std::{fs, path::Path};

use crate::{
    project::{Project, read},
    shell::{Fault, Result},
};

/// Text that must not occur in the functions and the crate they share, and why.
const BANNED: [(&str, &str); 4] = [
    (".scan()", "a scan costs more with every day of history"),
    (
        "operation::scan",
        "a scan costs more with every day of history",
    ),
    (
        ".execute_statement()",
        "PartiQL turns into a scan without a word when a key is missing",
    ),
    (
        ".batch_write_item()",
        "a batch write has no conditions, so it can overwrite what another request wrote",
    ),
];

/// Where alone a name may occur, and why: files, the name, reason.
const ALONE: [(&[&str], &str, &str); 3] = [
    (AUDIT, "keys::audit", ADDED),
    (AUDIT, "brand_audit", ADDED),
    (AUDIT, "nobodys_audit", ADDED),
];

/// Where keys of audit entries are made and used.
const AUDIT: &[&str] = &[
    "store/src/audit.rs",
    "store/src/keys.rs",
    "store/src/keys_tests.rs",
];
const ADDED: &str =
    "an audit entry is only ever added, by the one write that asks that there is none";

/// Looks for banned text. Clippy bans the calls that it can name; this also sees them behind macros and in code
/// that is compiled for other platforms.
pub(crate) fn check(project: &Project) -> Result<()> {
    let mut found = Vec::new();
    let mut files = 0;
    for folder in ["functions", "shared"] {
        search(&project.path(folder), &mut files, &mut found)?;
    }
    if files == 0 {
        return Err(Fault::new(
            "no source file was found, so nothing was checked",
        ));
    }
    if found.is_empty() {
        eprintln!("{files} files, no store call that is banned");
        return Ok(());
    }
    Err(Fault::new(found.join("\n")))
}

fn search(path: &Path, files: &mut usize, found: &mut Vec<String>) -> Result<()> {
    if path.is_dir() {
        let entries = fs::read_dir(path)
            .map_err(|error| Fault::new(format!("cannot read {}: {error}", path.display())))?;
        for entry in entries {
            let entry = entry
                .map_err(|error| Fault::new(format!("cannot read {}: {error}", path.display())))?;
            // Tests look at all that is in a table of theirs.
            if entry.file_name() != "tests" {
                search(&entry.path(), files, found)?;
            }
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        *files += 1;
        find(&read(path)?, &path.display().to_string(), found);
    }
    Ok(())
}

fn find(text: &str, name: &str, found: &mut Vec<String>) {
    for (number, line) in text.lines().enumerate() {
        // A call may be broken over lines or hold spaces; what counts is the name and its empty arguments.
        let squeezed: String = line
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        let is_there = |files: &[&str]| files.iter().any(|file| name.ends_with(file));
        let elsewhere = ALONE.iter().filter(|(files, ..)| !is_there(files));
        let elsewhere = elsewhere.map(|&(_, text, reason)| (text, reason));
        for (banned, reason) in BANNED.into_iter().chain(elsewhere) {
            if squeezed.contains(banned) {
                found.push(format!("{name}:{}: `{banned}`: {reason}", number + 1));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        find(text, "a.rs", &mut found);
        found
    }

    #[test]
    fn a_scan_of_the_table_is_found_with_its_line() {
        let found = lines("let page = client\n    .scan( )\n    .send();");
        assert_eq!(
            found,
            ["a.rs:2: `.scan()`: a scan costs more with every day of history"]
        );
    }

    #[test]
    fn the_key_of_an_audit_entry_is_made_where_it_is_added() {
        for maker in makers_of_audit_keys() {
            for text in [
                format!("let key = keys::{maker}(&day, &id);"),
                format!("use super::keys::{maker};"),
            ] {
                let mut found = Vec::new();
                find(&text, "shared/store/src/audit.rs", &mut found);
                assert_eq!(found, [""; 0]);
                assert_eq!(lines(&text).len(), 1, "{text}");
            }
        }
    }

    /// All that make the key of an audit entry, as they stand in the file of all keys.
    fn makers_of_audit_keys() -> Vec<&'static str> {
        let keys = include_str!("../../shared/store/src/keys.rs");
        let makers = keys.split("\npub fn ").skip(1);
        let makers = makers.filter(|maker| {
            let body = maker.split("\n}").next().unwrap();
            body.contains("\"AUDIT#")
        });
        let makers = makers.map(|maker| maker.split('(').next().unwrap());
        let makers: Vec<_> = makers.collect();
        assert!(makers.len() >= 3, "{makers:?}");
        makers
    }

    #[test]
    fn the_scan_of_an_iterator_is_no_scan_of_the_table() {
        assert_eq!(
            lines("prices.iter().scan(0, |sum, price| Some(*sum + price))"),
            [""; 0]
        );
    }
}
