//! Which module defines what a path names.

use super::tree::Tree;

/// What a path leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A module itself.
    Module(usize),
    /// Something that this module defines.
    In(usize),
}

/// Follows a path from a module, through re-exports, to where its end is defined; nothing when that is in another crate.
pub(super) fn resolve(tree: &Tree, from: usize, path: &[String]) -> Option<Found> {
    Search {
        tree,
        on_the_way: Vec::new(),
    }
    .path(from, path)
}

struct Search<'a> {
    tree: &'a Tree,
    /// The names that are being looked for, so that two modules that import all of each other come to an end.
    on_the_way: Vec<(usize, String)>,
}

impl Search<'_> {
    fn path(&mut self, from: usize, path: &[String]) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        let mut found = match first.as_str() {
            "crate" => Found::Module(0),
            "self" => Found::Module(from),
            "super" => Found::Module(self.tree.modules[from].parent?),
            name => self.name(from, name, rest.is_empty())?,
        };
        for (at, name) in rest.iter().enumerate() {
            let Found::Module(module) = found else {
                break;
            };
            found = if name == "super" {
                Found::Module(self.tree.modules[module].parent?)
            } else {
                let last = at + 1 == rest.len();
                match self.name(module, name, last) {
                    Some(found) => found,
                    // A re-export of another crate's, which this module's own code has no part in.
                    None if self.imports(module, name) => return None,
                    // Nobody says where it is from; a macro may have made it.
                    None => Found::In(module),
                }
            };
        }
        Some(found)
    }

    /// Something that a module has under this name. At the end of a path an item comes before a module that is called
    /// the same.
    fn name(&mut self, module: usize, name: &str, last: bool) -> Option<Found> {
        let key = (module, name.to_owned());
        if self.on_the_way.contains(&key) {
            return None;
        }
        self.on_the_way.push(key);
        let found = self.search(module, name, last);
        self.on_the_way.pop();
        found
    }

    fn search(&mut self, module: usize, name: &str, last: bool) -> Option<Found> {
        let tree = self.tree;
        let here = &tree.modules[module];
        let item = here.items.contains(name).then_some(Found::In(module));
        let child = here.children.get(name).map(|child| Found::Module(*child));
        let own = if last { item.or(child) } else { child.or(item) };
        if own.is_some() {
            return own;
        }
        let (named, globs): (Vec<_>, Vec<_>) = here.imports.iter().partition(|import| !import.glob);
        for import in named {
            if import.name.as_deref() == Some(name) {
                return self.path(module, &import.target.path);
            }
        }
        for import in globs {
            if let Some(Found::Module(target)) = self.path(module, &import.target.path)
                && target != module
                && let Some(found) = self.name(target, name, last)
            {
                return Some(found);
            }
        }
        here.perhaps.contains(name).then_some(Found::In(module))
    }

    fn imports(&self, module: usize, name: &str) -> bool {
        let imports = &self.tree.modules[module].imports;
        imports
            .iter()
            .any(|import| import.name.as_deref() == Some(name))
    }
}
