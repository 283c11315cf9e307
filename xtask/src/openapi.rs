//! The OpenAPI document: written from the API's types, committed, and checked for drift.

use crate::{
    project::{Project, read, write as write_file},
    shell::{Fault, Result, output},
};

/// The document: the one committed copy, which the site's build puts beside the pages.
pub(crate) const DOCUMENT: &str = "docs/openapi.json";
/// What is printed, and the one committed copy of it.
const DOCUMENTS: [(&str, &str); 2] = [
    ("document", DOCUMENT),
    ("currencies", "static-site/src/lib/currency-digits.json"),
];

fn printed(project: &Project, what: &str) -> Result<String> {
    output(&mut project.cargo(&[
        "run",
        "--package",
        "xtask",
        "--features",
        "openapi",
        "--bin",
        "salver-openapi",
        "--",
        what,
    ]))
}

/// Writes the document, and the table of currencies that the pages share with it.
pub(crate) fn write(project: &Project) -> Result<()> {
    for (what, path) in DOCUMENTS {
        write_file(&project.path(path), printed(project, what)?)?;
        eprintln!("{path} is written");
    }
    Ok(())
}

/// Fails when a committed document is not what the types say, and names the first line that differs.
pub(crate) fn check(project: &Project) -> Result<()> {
    DOCUMENTS
        .iter()
        .try_for_each(|(what, path)| compare(project, what, path))
}

fn compare(project: &Project, what: &str, path: &str) -> Result<()> {
    let (committed, fresh) = (read(&project.path(path))?, printed(project, what)?);
    if committed == fresh {
        eprintln!("{path} is what the types say");
        return Ok(());
    }
    let mut lines = committed.lines().zip(fresh.lines()).zip(1..);
    let differs = lines.find(|((old, new), _)| old != new);
    let place = match differs {
        Some(((old, new), line)) => format!(
            "line {line} is `{}`, the types say `{}`",
            old.trim(),
            new.trim()
        ),
        None => format!(
            "it has {} lines, the types make {}",
            committed.lines().count(),
            fresh.lines().count()
        ),
    };
    Err(Fault::new(format!(
        "{path} is out of date ({place}); run `cargo xtask openapi` and commit it"
    )))
}
