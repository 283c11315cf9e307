//! The page of a menu: whole before any script, in the words and the order of the guest's app
//! (`static-site/src/guest`), which takes its place without moving anything.
//!
//! Each element has the classes of the component that draws it there, and one of its own that
//! says which component that is, as `static-site/build/document.ts` names them: `dh` the header,
//! `dr` the restaurant around it, `dm` the menu, `dc` the bar of categories, `di` a row, `dt` a
//! tile, `db` the bottom bar, `ds` the search, `dd` a diet mark, `du` a button, `dk` a callout.

mod given;
mod head;
mod icon;
mod missing;
mod money;
mod row;
mod words;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use salver::domain::id::{ItemId, PhotoId};
use salver::wire::menu::{CategoryView, ItemView, MenuView};
use serde::Serialize;

pub use given::Page;
pub use head::policy;
use head::{hash, links};
use icon::{LIST, MAP_PIN, PAUSE, SEARCH, icon};
pub use missing::missing;
use row::Row;

/// So many dishes are in sight at first, more or less.
const FIRST: usize = 4;

/// A page and what its content policy has to let pass.
#[derive(Debug)]
pub struct Rendered {
    /// The whole document.
    pub html: String,
    /// The hash of its one style element, `sha256-…`.
    pub style: String,
    /// What a browser may fetch before it has read the page, as a `Link` header.
    pub links: String,
}

impl Page<'_> {
    /// Renders the menu.
    ///
    /// # Errors
    /// When the menu cannot be written as JSON, which no menu of ours is.
    pub fn render(&self, mut menu: MenuView) -> Result<Rendered, serde_json::Error> {
        let style = self.style();
        let exact = money::has_decimals(&menu);
        let popular = popular(&menu);
        let best = popular.iter().map(|(_, item)| *item);
        let all = menu.categories.iter().flat_map(|category| &category.items);
        let first = best.chain(all).take(FIRST);
        let photos: Vec<PhotoId> = first.filter_map(|item| item.photo.clone()).collect();
        let (zone, now) = (&self.zone, self.now);
        let lists = &menu.price_lists;
        let language = menu.language.clone();
        let lang = Some(language.tag()).filter(|tag| *tag != words::LANGUAGE);
        let row = Row {
            lang,
            exact,
            zone,
            now,
            lists,
            photos: &photos,
        };
        let sections = html! {
            @if !popular.is_empty() {
                section.dm {
                    h2.dm dir="auto" { (words::POPULAR) }
                    p.dm dir="auto" { (words::POPULAR_TEXT) }
                    ul.shelf.dm tabindex="0" { @for (at, item) in &popular {
                        (row.of(item, *at))
                    } }
                }
            }
            @for (at, category) in menu.categories.iter().enumerate() {
                (section(&row, category, at))
                (dishes(category)?)
            }
        };
        let names = categories(&menu, !popular.is_empty(), lang);
        let paused = self.paused(&menu);
        let head = self.head(&style);
        let links = links(&photos);
        menu.categories.clear();
        let page = html! {
            (DOCTYPE)
            html lang=(words::LANGUAGE) data-face=[self.face()] data-own=[self.own()] {
                (head)
                body {
                    div #app data-beside aria-hidden="true" {}
                    // Once more: the app sets the page's before it has put its own in this one's place.
                    div #document lang=(words::LANGUAGE) data-branch=(self.id) data-etag=(self.etag) {
                        div.page.dr {
                            (self.header())
                            main.dr {
                                (search())
                                div.finding.dm { (paused) }
                                (names)
                                div.menu.dm { (sections) }
                            }
                            @if let Some(address) = self.address {
                                address.dr dir="auto" translate="no" { (address) }
                            }
                            (self.bar())
                        }
                        (data(&menu)?)
                    }
                    (fallback())
                }
            }
        };
        Ok(Rendered {
            html: page.into_string(),
            style: hash(&style),
            links,
        })
    }

    fn header(&self) -> Markup {
        let cover = self.looks.and_then(|looks| looks.cover.as_ref());
        let logo = self.looks.and_then(|looks| looks.logo.as_ref());
        html! {
            header.dh {
                @if let Some(cover) = cover {
                    div.cover.dh { img.dh src={ "/photos/" (cover) "-800" } alt="" fetchpriority="low"; }
                }
                div.bar.dh { div.inner.dh {
                    @if let Some(logo) = logo {
                        img.logo.dh src={ "/photos/" (logo) "-192" } alt="";
                    }
                    h1.dh dir="auto" { (self.brand) }
                    div.language.dh {}
                } }
                div.place.dh { div.inner.dh {
                    span.table.dh { (words::MENU) }
                    span.branch.dh { (icon(MAP_PIN, "1rem")) span dir="auto" { (self.branch) } }
                } }
            }
        }
    }

    /// Why nobody can order, where that is so.
    fn paused(&self, menu: &MenuView) -> Markup {
        let ordering = &menu.ordering;
        let when = |at| words::when(at, self.now, &self.zone);
        html! {
            @if !ordering.open {
                div.notes.df { div.paused.dq { div.callout.warn.dk {
                    (icon(PAUSE, "1.25rem"))
                    div.words.dk dir="auto" {
                        @if let Some(at) = ordering.opens_at {
                            p.dq { (words::CLOSED) }
                            p.dq { (words::opens(at, self.now, &self.zone)) " " (words::STILL) }
                        } @else {
                            @match &ordering.word {
                                Some(word) => p.dq dir="auto" { (word.as_str()) },
                                None => p.dq dir="auto" { (words::PAUSED) },
                            }
                            p.dq {
                                @if let Some(until) = ordering.until { (words::again(&when(until))) " " }
                                (words::STILL)
                            }
                        }
                    }
                } } }
            }
        }
    }

    /// Who has scanned no code finds a table by it, and who has no script orders by the staff.
    fn bar(&self) -> Markup {
        html! {
            div.bar.db { div.inner.db {
                a.button.primary.wide.du href={ "/#/" (self.id) } { (words::JOIN) }
                noscript { p { (words::NO_SCRIPT) } }
            } }
        }
    }
}

fn search() -> Markup {
    html! {
        div.tools.dm { div.search.ds {
            (icon(SEARCH, "1.25rem"))
            input.ds type="search" aria-label=(words::SEARCH) placeholder=(words::SEARCH) autocomplete="off" enterkeyhint="search";
        } }
    }
}

/// The bar of categories. `lang` is the menu's own language, where that is not the page's.
fn categories(menu: &MenuView, popular: bool, lang: Option<&str>) -> Markup {
    let popular = popular.then_some((words::POPULAR, None));
    let own = menu.categories.iter();
    let own = own.map(|one| (one.name.as_str(), lang));
    html! {
        nav.dc aria-label=(words::CATEGORIES) { div.dc {
            button.side.dc type="button" aria-label=(words::ALL) { (icon(LIST, "1.25rem")) }
            ul.dc { @for (at, (name, lang)) in popular.into_iter().chain(own).enumerate() {
                li { button.dc type="button" dir="auto" lang=[lang] aria-current=[(at == 0).then_some("true")] { (name) } }
            } }
        } }
    }
}

fn section(row: &Row<'_>, category: &CategoryView, at: usize) -> Markup {
    html! {
        section.dm {
            h2.dm dir="auto" lang=[row.lang] { (category.name) }
            @if let Some(text) = &category.description { p.dm dir="auto" lang=[row.lang] { (text) } }
            ul.dm { @for item in &category.items { (row.of(item, at)) } }
        }
    }
}

/// What is ordered most, each with the place of its category.
fn popular(menu: &MenuView) -> Vec<(usize, &ItemView)> {
    let categories = || menu.categories.iter().enumerate();
    let find = |id: &ItemId| {
        categories().find_map(|(at, category)| {
            let item = category.items.iter().find(|item| item.id == *id);
            item.map(|item| (at, item))
        })
    };
    menu.popular.iter().filter_map(find).collect()
}

/// A category for the app, beside its markup: what the two have in common then costs next to
/// nothing on the wire. What is long, or of chance and so not to be packed, stands in the dish's
/// row alone: its name, what is said of it, and its photo.
fn dishes(category: &CategoryView) -> Result<Markup, serde_json::Error> {
    let mut category = category.clone();
    for item in &mut category.items {
        item.name.clear();
        item.description = None;
        item.photo = None;
    }
    data(&category)
}

/// A part of the menu for the app.
fn data(value: &impl Serialize) -> Result<Markup, serde_json::Error> {
    // Within JSON it can only be in a text, where it ends no element when it is written so.
    let json = serde_json::to_string(value)?.replace('<', "\\u003c");
    Ok(html! { script type="application/json" { (PreEscaped(json)) } })
}

/// What `watch.js` puts above the menu when the app did not start.
fn fallback() -> Markup {
    html! {
        template #plain {
            link rel="stylesheet" href="/plain.css";
            div.plain role="alert" {
                p { strong { (words::NOT_STARTED) } }
                p { (words::NOT_STARTED_WAY) }
                p { button #plain-again type="button" { (words::AGAIN) } }
            }
            script src="/plain.js" {}
        }
    }
}

#[cfg(test)]
#[path = "../page_tests.rs"]
mod tests;
