//! Whether circles of small made-up crates are found, and none where there is none.

mod code;

use std::{fs, path::Path};

use tempfile::TempDir;

use super::{graph::Graph, tree::Tree};

/// What the check says about a crate of these files; empty when it has no circle.
fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let tree = load(folder.path(), files).unwrap();
    Graph::of(&tree)
        .circles(&tree)
        .iter()
        .map(|circle| circle.text("example", &tree, folder.path()))
        .collect()
}

fn load(folder: &Path, files: &[(&str, &str)]) -> crate::shell::Result<Tree> {
    for (name, text) in files {
        crate::project::write(&folder.join(name), text).unwrap();
    }
    Tree::load(&folder.join("lib.rs"))
}

#[track_caller]
fn one_circle(files: &[(&str, &str)], modules: &str) -> String {
    let found = circles(files);
    assert_eq!(found.len(), 1, "{found:?}");
    let first = found[0].lines().next().unwrap_or_default();
    assert!(
        first.ends_with(&format!(" modules go round: {modules}")),
        "{first}"
    );
    found[0].clone()
}

#[track_caller]
fn no_circle(files: &[(&str, &str)]) {
    assert_eq!(circles(files), [""; 0]);
}

#[test]
fn two_modules_that_import_each_other_are_shown_with_file_and_line() {
    let text = one_circle(
        &[
            ("lib.rs", "mod cart;\nmod order;"),
            (
                "cart.rs",
                "//! Carts.\n\nuse super::order::Order;\npub struct Cart(Order);",
            ),
            (
                "order.rs",
                "use crate::{\n    cart::Cart,\n};\npub struct Order(Cart);",
            ),
        ],
        "cart, order",
    );
    assert_eq!(
        text.lines().skip(1).collect::<Vec<_>>(),
        [
            "  cart -> order  cart.rs:3 (super::order::Order)",
            "  order -> cart  order.rs:2 (crate::cart::Cart)",
        ]
    );
}

#[test]
fn a_row_of_modules_has_no_circle() {
    no_circle(&[
        ("lib.rs", "mod cart;\nmod order;\nmod money;"),
        (
            "cart.rs",
            "use crate::{money::Money, order::Order};\nstruct Cart(Order, Money);",
        ),
        (
            "order.rs",
            "use crate::money::Money;\npub struct Order(Money);",
        ),
        ("money.rs", "pub struct Money(i64);"),
    ]);
}

#[test]
fn a_long_way_round_is_a_circle_and_each_circle_is_told_apart() {
    let found = circles(&[
        ("lib.rs", "mod a; mod b; mod c; mod x; mod y; mod alone;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "use crate::c::C; pub struct B(C);"),
        ("c.rs", "use crate::a::A; pub struct C(Box<A>);"),
        ("x.rs", "use crate::y::Y; pub struct X(Y);"),
        (
            "y.rs",
            "use crate::x::X; use crate::a::A; pub struct Y(Box<X>, A);",
        ),
        ("alone.rs", "use crate::x::X; pub struct Alone(X);"),
    ]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("example: 3 modules go round: a, b, c\n"),
        "{found:?}"
    );
    assert_eq!(
        found[0].lines().count(),
        4,
        "one way round, one line for each import"
    );
    assert!(
        found[1].starts_with("example: 2 modules go round: x, y\n"),
        "{found:?}"
    );
}

#[test]
fn a_parent_that_only_re_exports_is_in_no_circle() {
    no_circle(&[
        ("lib.rs", "mod domain;"),
        (
            "domain/mod.rs",
            "mod cart;\nmod money;\npub use cart::*;\npub use money::Money as Price;",
        ),
        (
            "domain/cart.rs",
            "use super::Price;\npub struct Cart(Price, crate::domain::Price);",
        ),
        ("domain/money.rs", "pub struct Money(i64);"),
    ]);
}

#[test]
fn a_circle_through_a_facade_is_one_of_those_behind_it() {
    let files = [
        ("lib.rs", "mod domain;"),
        (
            "domain/mod.rs",
            "mod cart;\nmod money;\npub use cart::*;\npub(crate) use money::Money;",
        ),
        (
            "domain/cart.rs",
            "use super::Money;\npub struct Cart(Money);",
        ),
        (
            "domain/money.rs",
            "use crate::domain;\npub struct Money(Box<domain::Cart>);",
        ),
    ];
    one_circle(&files, "domain::cart, domain::money");
}

#[test]
fn a_parent_whose_code_uses_a_child_that_uses_the_parents_own_items_is_in_a_circle() {
    let child = (
        "store/tail.rs",
        "use super::Store;\npub struct Tail(Box<Store>);",
    );
    for parent in [
        "mod tail;\nuse tail::Tail;\npub struct Store(Tail);",
        "mod tail;\npub use tail::Tail;\npub struct Store(Tail);",
        "mod tail;\npub use self::tail::*;\npub struct Store(Tail);",
        "mod tail;\npub struct Store(tail::Tail);",
    ] {
        one_circle(
            &[("lib.rs", "mod store;"), ("store/mod.rs", parent), child],
            "store, store::tail",
        );
    }
    no_circle(&[
        ("lib.rs", "mod store;"),
        (
            "store/mod.rs",
            "mod tail;\npub use tail::Tail;\npub struct Store;",
        ),
        child,
    ]);
}

#[test]
fn folders_that_need_each_other_are_a_circle_though_their_modules_are_in_none() {
    let files = [
        ("lib.rs", "mod api;\nmod store;"),
        ("api/mod.rs", "pub mod app;\npub mod types;"),
        (
            "api/app.rs",
            "use crate::store::Store;\npub struct App(Store);",
        ),
        ("api/types.rs", "pub struct View;"),
        (
            "store/mod.rs",
            "mod client;\npub mod rows;\npub use client::Store;",
        ),
        ("store/client.rs", "pub struct Store;"),
        (
            "store/rows.rs",
            "\nuse crate::api::types::View;\npub struct Row(View);",
        ),
    ];
    let text = one_circle(&files, "api, store");
    assert_eq!(
        text.lines().skip(1).collect::<Vec<_>>(),
        [
            "  api -> store  api/app.rs:1 (crate::store::Store)",
            "  store -> api  store/rows.rs:2 (crate::api::types::View)",
        ]
    );
}

#[test]
fn a_parents_code_and_what_lies_below_a_child_are_a_circle() {
    one_circle(
        &[
            (
                "lib.rs",
                "mod store;\nfn main() { store::open(); }\npub struct Options;",
            ),
            (
                "store/mod.rs",
                "mod file;\npub mod path;\npub use file::open;",
            ),
            ("store/file.rs", "pub fn open() {}"),
            ("store/path.rs", "pub struct Path(crate::Options);"),
        ],
        "crate, store",
    );
}

#[test]
fn folders_in_a_circle_of_modules_are_told_once() {
    let files = [
        ("lib.rs", "mod api;\nmod store;"),
        ("api/mod.rs", "pub mod app;"),
        (
            "api/app.rs",
            "use crate::store::client::Store;\npub struct App(Store);",
        ),
        ("store/mod.rs", "pub mod client;"),
        (
            "store/client.rs",
            "use crate::api::app::App;\npub struct Store(Box<App>);",
        ),
    ];
    one_circle(&files, "api::app, store::client");
}

#[test]
fn modules_are_found_inside_files_and_under_names_of_their_own() {
    one_circle(
        &[
            (
                "lib.rs",
                "mod outer { pub mod inner; }\n#[path = \"elsewhere.rs\"]\nmod other;",
            ),
            ("outer/inner.rs", "pub struct Inner(crate::other::Other);"),
            (
                "elsewhere.rs",
                "use crate::outer::inner::Inner;\npub struct Other(Box<Inner>);",
            ),
        ],
        "outer::inner, other",
    );
}

#[test]
fn modules_that_pass_on_all_of_each_other_come_to_an_end() {
    no_circle(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "pub use crate::b::*;\npub struct A;"),
        ("b.rs", "pub use crate::a::*;\npub struct B;"),
        ("c.rs", "use crate::a::{B, Nothing};\nfn f(_: B) {}"),
    ]);
}

#[test]
fn a_file_that_is_missing_or_no_rust_is_a_fault_that_names_it() {
    for (second, wanted) in [("order.rs", "cart"), ("cart.rs", "cart.rs:2")] {
        let folder = TempDir::new().unwrap();
        let files = [
            ("lib.rs", "mod cart;"),
            (second, "struct A;\nstruct struct;"),
        ];
        let fault = load(folder.path(), &files)
            .err()
            .map(|fault| fault.to_string());
        assert!(
            fault.as_ref().is_some_and(|text| text.contains(wanted)),
            "{fault:?}"
        );
        fs::remove_dir_all(folder.path()).unwrap();
    }
}
