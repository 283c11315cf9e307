//! The page of a branch that there is not: the one that the CDN shows for every other address.

use maud::{DOCTYPE, html};

/// Says that there is no such page, and what leads to the menu.
pub fn missing() -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width";
            meta name="color-scheme" content="light dark";
            title { "No such page" }
            link rel="icon" href="/icon.svg" type="image/svg+xml";
            link rel="stylesheet" href="/plain.css";
            main.plain {
                h1 { "There is no such page" }
                p { "To see the menu, scan the QR code on your table, or type in the code that is printed below it." }
                p { a href="/" { "To the menu" } }
                p { small { "Staff: " a href="/sign-in" { "sign in" } } }
            }
        }
    };
    page.into_string()
}
