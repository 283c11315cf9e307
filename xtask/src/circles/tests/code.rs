//! What counts as a use of a module.

use super::{circles, no_circle, one_circle};

#[test]
fn what_only_tests_use_does_not_count() {
    for tests in [
        "#[cfg(test)]\nmod tests { use crate::order::Order; fn f(_: Order) {} }",
        "#[cfg(test)]\nmod tests;",
        "#[cfg(all(test, unix))]\nuse crate::order::Order;",
        "#[cfg(test)]\nfn order() -> crate::order::Order { todo!() }",
        "impl Cart { #[cfg(test)] fn order(&self) -> crate::order::Order { todo!() } }",
    ] {
        no_circle(&[
            ("lib.rs", "mod cart;\nmod order;"),
            ("cart.rs", &format!("pub struct Cart;\n{tests}")),
            ("cart/tests.rs", "use crate::order::Order;"),
            (
                "order.rs",
                "use crate::cart::Cart;\npub struct Order(Cart);",
            ),
        ]);
    }
}

#[test]
fn what_tests_and_others_use_counts() {
    for code in [
        "#[cfg(not(test))]\nuse crate::order::Order;",
        "#[cfg(any(test, unix))]\nuse crate::order::Order;",
    ] {
        let cart = format!("pub struct Cart;\n{code}");
        one_circle(
            &[
                ("lib.rs", "mod cart;\nmod order;"),
                ("cart.rs", &cart),
                (
                    "order.rs",
                    "use crate::cart::Cart;\npub struct Order(Cart);",
                ),
            ],
            "cart, order",
        );
    }
}

#[test]
fn a_path_counts_wherever_it_stands() {
    for code in [
        "fn f() { crate::order::place(); }",
        "fn f() { super::order::place(); }",
        "use super::order;\nfn f() { order::place(); }",
        "use super::order as kitchen;\nfn f() { kitchen::place(); }",
        "use super::order::{self};\nfn f() { order::place(); }",
        "fn f() { use super::order::place; place(); }",
        "fn f() { println!(\"{}\", 1 + super::order::place()); }",
        "use super::order;\nfn f() { drop(vec![order::place()]); }",
        "#[serde(with = \"crate::order\", default = \"crate::order::place\")]\nstruct S;",
        "#[utoipa::path(body = crate::order::Order)]\nfn f() {}",
        "impl From<Cart> for crate::order::Order { }",
        "use super::order::*;",
        "fn f(all: &[u8]) -> Vec<super::order::Order> { todo!() }",
    ] {
        let cart = format!("pub struct Cart;\n{code}");
        let files = [
            ("lib.rs", "mod cart;\nmod order;"),
            ("cart.rs", cart.as_str()),
            (
                "order.rs",
                "use crate::cart::Cart;\npub struct Order(Cart);\npub fn place() -> u8 { 0 }",
            ),
        ];
        let found = circles(&files);
        assert_eq!(found.len(), 1, "{code}: {found:?}");
    }
}

#[test]
fn what_is_no_use_of_a_module_does_not_count() {
    for code in [
        "// use crate::order::Order;",
        "/// As [`crate::order::Order`] says.\nstruct S;",
        "pub(in crate::order) struct S;",
        "fn f() { let _ = \"see crate::order::Order\"; }",
        "use ::order::Order;",
        "use order::Order;\nfn f(_: order::Order) {}",
        "use super::order;",
    ] {
        let cart = format!("pub struct Cart;\n{code}");
        let files = [
            ("lib.rs", "mod cart;\nmod order;"),
            ("cart.rs", cart.as_str()),
            (
                "order.rs",
                "use crate::cart::Cart;\npub struct Order(Cart);",
            ),
        ];
        assert_eq!(circles(&files), [""; 0], "{code}");
    }
}

#[test]
fn a_local_variable_hides_a_function_that_is_passed_on() {
    no_circle(&[
        ("lib.rs", "mod site;"),
        (
            "site/mod.rs",
            "mod file;\npub use file::page;\npub struct Site;\nfn f() { let page = 1; drop(page); }",
        ),
        ("site/file.rs", "use super::Site;\npub fn page(_: Site) {}"),
    ]);
}

#[test]
fn what_a_macro_makes_is_found_where_the_macro_is_called() {
    no_circle(&[
        (
            "lib.rs",
            "mod ids; mod other; mod user; pub use ids::*; pub use other::*;",
        ),
        ("ids.rs", "ids! { OrderId }"),
        (
            "other.rs",
            "use crate::user::User;\npub struct Other(User);",
        ),
        ("user.rs", "use crate::OrderId;\npub struct User(OrderId);"),
    ]);
}
