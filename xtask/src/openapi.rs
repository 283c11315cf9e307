//! The OpenAPI document: written from the API's types, committed, and checked for drift.

use crate::{
    project::{Project, read, write as write_file},
    shell::{Fault, Result, output},
};

/// The one committed copy; the site's build puts it beside the pages.
pub(crate) const DOCUMENT: &str = "docs/openapi.json";

fn document(project: &Project) -> Result<String> {
    output(&mut project.cargo(&[
        "run",
        "--package",
        "xtask",
        "--features",
        "openapi",
        "--bin",
        "salver-openapi",
    ]))
}

/// Writes the document.
pub(crate) fn write(project: &Project) -> Result<()> {
    write_file(&project.path(DOCUMENT), document(project)?)?;
    eprintln!("{DOCUMENT} is written");
    Ok(())
}

/// Fails when the committed document is not what the types say, and names the first line that differs.
pub(crate) fn check(project: &Project) -> Result<()> {
    let (committed, fresh) = (read(&project.path(DOCUMENT))?, document(project)?);
    if committed == fresh {
        eprintln!("{DOCUMENT} is what the types say");
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
        "{DOCUMENT} is out of date ({place}); run `cargo xtask openapi` and commit it"
    )))
}
