//! No import circle among the modules of a crate: what two modules both need lies below both.
//!
//! A module uses another when its own code names something that the other defines; tests do not count. A name is
//! followed through re-exports to where it is defined, so a parent that only declares and re-exports its children is in
//! no circle. Method calls name no module and are not seen.
//!
//! The same goes for folders: all that lies below a module counts as that module's against its neighbours, so that a
//! crate's folders can be put into an order too.
//!
//! Why no tool from elsewhere does it: `docs/decisions.md`, 2026-11-28.

mod attributes;
mod code;
mod graph;
mod imports;
mod reference;
mod resolve;
#[cfg(test)]
mod tests;
mod tree;

use std::path::{Path, PathBuf};

use graph::Graph;
use tree::Tree;

use crate::{
    project::{Project, metadata},
    shell::{Fault, Result},
};

/// One target of a package: each has a tree of modules of its own.
struct Target {
    package: String,
    /// The file of its root module.
    root: PathBuf,
}

/// Looks for circles in the libraries and programs of the workspace. The fault shows each circle.
pub(crate) fn check(project: &Project) -> Result<()> {
    let targets = targets(project)?;
    let mut modules = 0;
    let mut circles = Vec::new();
    for target in &targets {
        let tree = Tree::load(&target.root)?;
        modules += tree.modules.len();
        for circle in Graph::of(&tree).circles(&tree) {
            circles.push(circle.text(&target.package, &tree, &project.root));
        }
    }
    if modules == 0 {
        return Err(Fault::new("no module was found, so nothing was checked"));
    }
    if circles.is_empty() {
        eprintln!(
            "{modules} modules of {} libraries and programs, no circle",
            targets.len()
        );
        return Ok(());
    }
    Err(Fault::new(format!(
        "{}\n\nMove what two modules both need into one below both.",
        circles.join("\n\n")
    )))
}

/// The libraries and programs of all members, as cargo knows them. Tests and examples are left out, and so is the crate
/// that the tests across functions share: the people and places of a test know each other.
fn targets(project: &Project) -> Result<Vec<Target>> {
    let metadata = metadata(&project.root)?;
    let tests = project.path("tests");
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        for target in package["targets"].as_array().into_iter().flatten() {
            let kinds = target["kind"].as_array().into_iter().flatten();
            let counts = |kind: &serde_json::Value| {
                matches!(kind.as_str(), Some("lib" | "rlib" | "bin" | "proc-macro"))
            };
            if let (true, Some(package), Some(root)) = (
                kinds.into_iter().any(counts),
                package["name"].as_str(),
                target["src_path"].as_str(),
            ) && !Path::new(root).starts_with(&tests)
            {
                found.push(Target {
                    package: package.to_owned(),
                    root: PathBuf::from(root),
                });
            }
        }
    }
    Ok(found)
}
