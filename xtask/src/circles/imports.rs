//! `use` declarations, taken apart into one import for each name.

use syn::{ItemUse, UseTree, Visibility};

use super::reference::Reference;

/// One name that a `use` declaration brings in.
pub(super) struct Import {
    /// What it is called here; none for a glob and for `as _`.
    pub(super) name: Option<String>,
    pub(super) glob: bool,
    /// Whether others see it too. A facade may re-export what its own code does not use.
    pub(super) passed_on: bool,
    pub(super) target: Reference,
}

/// Adds what a `use` declaration imports.
pub(super) fn read(item: &ItemUse, found: &mut Vec<Import>) {
    let passed_on = !matches!(item.vis, Visibility::Inherited);
    // A path with `::` in front of it names another crate.
    if item.leading_colon.is_none() {
        walk(&item.tree, &mut Vec::new(), passed_on, found);
    }
}

fn walk(tree: &UseTree, above: &mut Vec<String>, passed_on: bool, found: &mut Vec<Import>) {
    let (last, name, glob) = match tree {
        UseTree::Path(path) => {
            above.push(path.ident.to_string());
            walk(&path.tree, above, passed_on, found);
            above.pop();
            return;
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                walk(tree, above, passed_on, found);
            }
            return;
        }
        UseTree::Name(name) => (&name.ident, Some(name.ident.to_string()), false),
        UseTree::Rename(name) => {
            let new = name.rename.to_string();
            (&name.ident, (new != "_").then_some(new), false)
        }
        UseTree::Glob(glob) => {
            let line = glob.star_token.spans[0].start().line;
            let target = Reference::new(above.clone(), line);
            found.push(Import {
                name: None,
                glob: true,
                passed_on,
                target,
            });
            return;
        }
    };
    let mut path = above.clone();
    let mut name = name;
    if last == "self" && !path.is_empty() {
        // `use a::b::{self}` brings `b` in.
        if name.as_deref() == Some("self") {
            name = path.last().cloned();
        }
    } else {
        path.push(last.to_string());
    }
    let target = Reference::new(path, last.span().start().line);
    found.push(Import {
        name,
        glob,
        passed_on,
        target,
    });
}
