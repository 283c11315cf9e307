//! What comments on code must say: something, where another crate reads it, and nothing that the
//! name says already.
//!
//! The compiler's own lint asks for a comment on every field and variant too. What it got were a hundred
//! lines such as "Its name." above `name`, between which the ones that matter were not seen.

use std::{fs, path::Path};

use syn::{
    Attribute, Expr, Field, ImplItemConst, ImplItemFn, Item, ItemMod, Lit, Meta, TraitItemConst,
    TraitItemFn, Variant, Visibility,
    visit::{self, Visit},
};

use crate::{
    project::{Project, read},
    shell::{Fault, Result},
};

/// The libraries, whose public items other crates read.
const LIBRARIES: [&str; 7] = [
    "local/src",
    "shared/auth/src",
    "shared/demo/src",
    "shared/domain/src",
    "shared/src",
    "shared/store/src",
    "tests/src",
];
/// Where a comment may not repeat a name: all of it.
const EVERYWHERE: [&str; 6] = [
    "bench/src",
    "functions",
    "local",
    "shared",
    "tests",
    "xtask/src",
];
/// Operations say what they do in their summaries, which the API's document shows.
const SUMMARIZED: &str = "shared/src/api/operations";
/// Words that add nothing to a name.
const EMPTY_WORDS: [&str; 11] = [
    "a", "an", "its", "of", "one", "s", "the", "their", "what", "which", "whose",
];

/// Looks for public items without a word, and for words that only repeat a name.
pub(crate) fn check(project: &Project) -> Result<()> {
    let mut found = Vec::new();
    let mut files = 0;
    for folder in EVERYWHERE {
        each_file(&project.path(folder), &mut |path| {
            files += 1;
            let name = path.strip_prefix(project.path("")).unwrap_or(path);
            let is_library = LIBRARIES.iter().any(|library| name.starts_with(library))
                && !name.starts_with(SUMMARIZED)
                && !name.to_string_lossy().ends_with("_tests.rs");
            found.extend(faults(
                &read(path)?,
                &name.display().to_string(),
                is_library,
            )?);
            Ok(())
        })?;
    }
    if files == 0 {
        return Err(Fault::new(
            "no source file was found, so no comment was read",
        ));
    }
    if found.is_empty() {
        eprintln!(
            "{files} files, no public item without a comment, no comment that says the name again"
        );
        return Ok(());
    }
    Err(Fault::new(found.join("\n")))
}

fn each_file(path: &Path, look: &mut impl FnMut(&Path) -> Result<()>) -> Result<()> {
    if path.is_dir() {
        let entries = fs::read_dir(path)
            .map_err(|error| Fault::new(format!("cannot read {}: {error}", path.display())))?;
        for entry in entries {
            let entry = entry
                .map_err(|error| Fault::new(format!("cannot read {}: {error}", path.display())))?;
            if entry.file_name() != "target" {
                each_file(&entry.path(), look)?;
            }
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        look(path)?;
    }
    Ok(())
}

fn faults(text: &str, file: &str, is_library: bool) -> Result<Vec<String>> {
    let tree = syn::parse_file(text).map_err(|error| Fault::new(format!("{file}: {error}")))?;
    let mut reader = Reader {
        file,
        is_library,
        found: Vec::new(),
    };
    reader.visit_file(&tree);
    Ok(reader.found)
}

struct Reader<'a> {
    file: &'a str,
    is_library: bool,
    found: Vec<String>,
}

impl Reader<'_> {
    /// Looks at the comment of something with a name; `wanted` when it must have one.
    fn named(&mut self, name: &str, attributes: &[Attribute], wanted: bool) {
        let comment = comment(attributes);
        if comment.is_empty() {
            if wanted && self.is_library {
                self.found.push(format!(
                    "{}: `{name}` is public and has no comment",
                    self.file
                ));
            }
        } else if words(&comment) == words(name) {
            let comment = comment.trim();
            self.found.push(format!(
                "{}: \"{comment}\" says no more than `{name}`",
                self.file
            ));
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let (name, attributes, seen) = match item {
            Item::Const(it) => (&it.ident, &it.attrs, &it.vis),
            Item::Enum(it) => (&it.ident, &it.attrs, &it.vis),
            Item::Fn(it) => (&it.sig.ident, &it.attrs, &it.vis),
            Item::Static(it) => (&it.ident, &it.attrs, &it.vis),
            Item::Struct(it) => (&it.ident, &it.attrs, &it.vis),
            Item::Trait(it) => (&it.ident, &it.attrs, &it.vis),
            Item::Type(it) => (&it.ident, &it.attrs, &it.vis),
            _ => return visit::visit_item(self, item),
        };
        self.named(&name.to_string(), attributes, is_public(seen));
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        // Tests explain themselves.
        if module.ident != "tests" {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_impl_item_fn(&mut self, method: &'ast ImplItemFn) {
        let name = method.sig.ident.to_string();
        self.named(&name, &method.attrs, is_public(&method.vis));
        visit::visit_impl_item_fn(self, method);
    }

    fn visit_impl_item_const(&mut self, constant: &'ast ImplItemConst) {
        let name = constant.ident.to_string();
        self.named(&name, &constant.attrs, is_public(&constant.vis));
        visit::visit_impl_item_const(self, constant);
    }

    fn visit_trait_item_const(&mut self, constant: &'ast TraitItemConst) {
        self.named(&constant.ident.to_string(), &constant.attrs, true);
        visit::visit_trait_item_const(self, constant);
    }

    fn visit_trait_item_fn(&mut self, method: &'ast TraitItemFn) {
        self.named(&method.sig.ident.to_string(), &method.attrs, true);
        visit::visit_trait_item_fn(self, method);
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if let Some(name) = &field.ident {
            self.named(&name.to_string(), &field.attrs, false);
        }
        visit::visit_field(self, field);
    }

    fn visit_variant(&mut self, variant: &'ast Variant) {
        self.named(&variant.ident.to_string(), &variant.attrs, false);
        visit::visit_variant(self, variant);
    }
}

fn is_public(seen: &Visibility) -> bool {
    matches!(seen, Visibility::Public(_))
}

fn comment(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(line) = &literal.lit
        {
            lines.push(line.value());
        }
    }
    lines.join(" ")
}

/// The words of a name or a comment that say something, in order: `branch_id`, `BranchId` and
/// "The branch's ID." are the same.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for letter in text.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if letter.is_alphanumeric() {
            letter
        } else {
            ' '
        });
        before = letter;
    }
    let spaced = spaced.to_lowercase();
    let words = spaced
        .split_whitespace()
        .filter(|word| !EMPTY_WORDS.contains(word));
    // An ID says that much by its type.
    words
        .filter(|word| *word != "id")
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        faults(text, "a.rs", true).unwrap()
    }

    #[test]
    fn a_comment_that_repeats_a_name_is_found() {
        for text in [
            "/// A table.\npub struct Table;",
            "/// A row.\nstruct Row { /// Its branch.\n branch_id: u8 }",
            "/// Why somebody calls.\npub enum Reason { /// The bill.\n Bill }",
            "/// A thing.\npub struct Kind;\nimpl Kind { /// The name.\n pub fn name(&self) {} }",
        ] {
            assert!(!found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn public_items_say_something_and_the_rest_may_be_silent() {
        assert_eq!(found("pub fn close() {}").len(), 1);
        assert_eq!(found("pub trait Gate { fn open(&self); }").len(), 2);
        assert_eq!(found("impl Gate { pub const MOST: u8 = 1; }").len(), 1);
        assert_eq!(
            found("/// What opens.\npub trait Gate { const MOST: u8; }").len(),
            1
        );
        let quiet = "/// What a party owes.\npub struct Check { pub name: String }\nfn close() {}\n\
                     mod tests { pub fn helper() {} }";
        assert_eq!(found(quiet), Vec::<String>::new());
        assert_eq!(
            faults("pub fn close() {}", "main.rs", false).unwrap(),
            Vec::<String>::new()
        );
    }
}
