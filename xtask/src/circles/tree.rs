//! The modules of a crate, read from its files.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Item, ItemMod};

use super::{
    attributes::{is_test, own_path},
    imports::{self, Import},
};
use crate::{
    project::read,
    shell::{Fault, Result},
};

/// The modules of one library or program, without those of tests. The first is the root.
pub(super) struct Tree {
    pub(super) modules: Vec<Module>,
}

/// A module with where it stands among the others.
pub(super) struct Module {
    /// As the crate names it: `store::keys`; the root is `crate`.
    pub(super) name: String,
    pub(super) file: PathBuf,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<String, usize>,
    /// The names of what it defines.
    pub(super) items: BTreeSet<String>,
    /// Names that it passes to a macro at its top: the macro may define them.
    pub(super) perhaps: BTreeSet<String>,
    /// Its `use` declarations, one for each name.
    pub(super) imports: Vec<Import>,
    /// The rest of its items, without modules and tests.
    pub(super) code: Vec<Item>,
}

/// Where the files of a module's children are.
struct Place<'a> {
    file: &'a Path,
    folder: PathBuf,
}

impl Tree {
    /// Reads a crate from the file of its root module. A file that is not there or is no Rust is a fault.
    pub(super) fn load(root: &Path) -> Result<Self> {
        let mut tree = Self {
            modules: Vec::new(),
        };
        let folder = root.parent().unwrap_or(root).to_path_buf();
        tree.file("crate", root, folder, None)?;
        Ok(tree)
    }

    /// As what a module counts among `parent` and its children: `parent` itself, or the child that it is or lies in.
    pub(super) fn below(&self, parent: usize, module: usize) -> Option<usize> {
        let mut at = module;
        while at != parent {
            match self.modules[at].parent? {
                above if above == parent => return Some(at),
                above => at = above,
            }
        }
        Some(parent)
    }

    fn file(
        &mut self,
        name: &str,
        file: &Path,
        folder: PathBuf,
        parent: Option<usize>,
    ) -> Result<usize> {
        let parsed = syn::parse_file(&read(file)?).map_err(|error| {
            let line = error.span().start().line;
            Fault::new(format!("{}:{line}: {error}", file.display()))
        })?;
        self.module(name, &Place { file, folder }, parent, parsed.items)
    }

    fn module(
        &mut self,
        name: &str,
        place: &Place<'_>,
        parent: Option<usize>,
        items: Vec<Item>,
    ) -> Result<usize> {
        let number = self.modules.len();
        self.modules.push(Module {
            name: name.to_owned(),
            file: place.file.to_path_buf(),
            parent,
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            perhaps: BTreeSet::new(),
            imports: Vec::new(),
            code: Vec::new(),
        });
        for item in items {
            if attributes(&item).is_some_and(is_test) {
                continue;
            }
            match item {
                Item::Mod(child) => self.child(number, place, child)?,
                Item::Use(item) => imports::read(&item, &mut self.modules[number].imports),
                item => self.modules[number].take(item),
            }
        }
        Ok(number)
    }

    fn child(&mut self, parent: usize, place: &Place<'_>, child: ItemMod) -> Result<()> {
        let short = child.ident.to_string();
        let name = match self.modules[parent].name.as_str() {
            "crate" => short.clone(),
            above => format!("{above}::{short}"),
        };
        let own = own_path(&child.attrs);
        let number = if let Some((_, items)) = child.content {
            let inside = Place {
                file: place.file,
                folder: place.folder.join(&short),
            };
            self.module(&name, &inside, Some(parent), items)?
        } else if let Some(own) = own {
            let beside = place.file.parent().unwrap_or(place.file);
            let file = beside.join(own);
            let folder = file.parent().unwrap_or(beside).to_path_buf();
            self.file(&name, &file, folder, Some(parent))?
        } else {
            let folder = place.folder.join(&short);
            let flat = place.folder.join(format!("{short}.rs"));
            let file = if flat.is_file() {
                flat
            } else {
                folder.join("mod.rs")
            };
            self.file(&name, &file, folder, Some(parent))?
        };
        self.modules[parent].children.insert(short, number);
        Ok(())
    }
}

impl Module {
    fn take(&mut self, item: Item) {
        let name = match &item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::TraitAlias(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            Item::Macro(item) => item.ident.as_ref(),
            _ => None,
        };
        self.items.extend(name.map(ToString::to_string));
        if let Item::Macro(item) = &item
            && item.ident.is_none()
        {
            identifiers(item.mac.tokens.clone(), &mut self.perhaps);
        }
        self.code.push(item);
    }
}

fn identifiers(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn attributes(item: &Item) -> Option<&[Attribute]> {
    Some(match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => return None,
    })
}
