//! The paths that stand in a module's code.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{
    Attribute, ImplItemFn, Item, ItemUse, Macro, Meta, PatIdent, Path, Visibility,
    visit::{self, Visit},
};

use super::{attributes::is_test, imports, reference::Reference};

/// All paths in these items.
pub(super) fn references(items: &[Item]) -> Vec<Reference> {
    let mut all = Vec::new();
    for item in items {
        let mut finder = Finder::default();
        finder.visit_item(item);
        let Finder { found, locals } = finder;
        // A local variable hides what is imported under its name.
        all.extend(
            found
                .into_iter()
                .filter(|reference| match &reference.path[..] {
                    [name] => !locals.contains(name),
                    _ => true,
                }),
        );
    }
    all
}

#[derive(Default)]
struct Finder {
    found: Vec<Reference>,
    locals: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item(&mut self, item: &'ast Item) {
        if let Item::Fn(function) = item
            && is_test(&function.attrs)
        {
            return;
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let mut inner = Vec::new();
        imports::read(item, &mut inner);
        self.found
            .extend(inner.into_iter().map(|import| import.target));
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none()
            && let Some(first) = path.segments.first()
        {
            let names = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string());
            let line = first.ident.span().start().line;
            self.found.push(Reference::new(names.collect(), line));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        visit::visit_macro(self, call);
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            Meta::List(list) => self.tokens(list.tokens.clone()),
            Meta::NameValue(pair) if !pair.path.is_ident("doc") => {
                visit::visit_expr(self, &pair.value);
            }
            Meta::NameValue(_) | Meta::Path(_) => {}
        }
    }

    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        let name = pattern.ident.to_string();
        if !starts_large(&name) {
            self.locals.insert(name);
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {
        // `pub(super)` uses nothing.
    }
}

impl Finder {
    /// What stands in a macro's arguments is not known to be Rust, so its paths are picked from the tokens.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => self.text(literal),
                TokenTree::Punct(_) => {}
                TokenTree::Ident(first) => {
                    let is_field = at > 0
                        && punct(&tokens, at - 1, '.')
                        && !punct(&tokens, at.wrapping_sub(2), '.');
                    let mut path = vec![first.to_string()];
                    while punct(&tokens, at + 1, ':')
                        && punct(&tokens, at + 2, ':')
                        && let Some(TokenTree::Ident(next)) = tokens.get(at + 3)
                    {
                        path.push(next.to_string());
                        at += 3;
                    }
                    let counts =
                        path.len() > 1 || starts_large(&path[0]) || is_called(tokens.get(at + 1));
                    if counts && !is_field {
                        self.found
                            .push(Reference::new(path, first.span().start().line));
                    }
                }
            }
            at += 1;
        }
    }

    /// `#[serde(with = "super::seconds")]` names a module in a text.
    fn text(&mut self, literal: &proc_macro2::Literal) {
        let text = literal.to_string();
        let text = text.trim_matches('"');
        let names: Vec<String> = text.split("::").map(str::to_owned).collect();
        let is_name = |name: &String| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        if names.len() > 1 && names.iter().all(is_name) {
            self.found
                .push(Reference::new(names, literal.span().start().line));
        }
    }
}

fn punct(tokens: &[TokenTree], at: usize, wanted: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == wanted)
}

fn is_called(next: Option<&TokenTree>) -> bool {
    matches!(next, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
}

fn starts_large(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}
