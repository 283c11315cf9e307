//! The page of a menu: whole before any script, in the words and the order of the guest's app
//! (`static-site/src/guest`), which takes its place without moving anything.
//!
//! Each element has the classes of the component that draws it there, and one of its own that
//! says which component that is, as `static-site/build/document.ts` names them: `dh` the header,
//! `dr` the restaurant around it, `dm` the menu, `dc` the bar of categories, `di` a row, `dt` a
//! tile, `db` the bottom bar, `ds` the search, `dd` a diet mark, `du` a button, `dk` a callout.

mod missing;
mod money;
mod row;
mod words;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use salver::domain::id::{ItemId, PhotoId};
use salver::domain::looks::DisplayFace;
use salver::domain::palette::Tones;
use salver::wire::looks::LooksView;
use salver::wire::menu::{CategoryView, ItemView, MenuView};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use missing::missing;
use row::Row;

/// What the built style sheet of the guest's page has for this markup: `document.css` of the
/// built site, which `cargo xtask test` compares with it.
const STYLE: &str = include_str!("document.css");

/// So many dishes are in sight at first, more or less.
const FIRST: usize = 4;

/// What a page is made of.
#[derive(Debug)]
pub struct Page<'a> {
    /// The brand's name.
    pub brand: &'a str,
    /// The branch's name.
    pub branch: &'a str,
    /// The branch, as its address names it.
    pub id: &'a str,
    /// By which its clocks go.
    pub zone: TimeZone,
    /// Where the site is, such as `https://order.example.com`, if the deployment says.
    pub origin: Option<&'a str>,
    /// Of a brand that has some.
    pub looks: Option<&'a LooksView>,
    /// What it was read as: the app asks by it what has changed since.
    pub etag: &'a str,
    /// When it is shown.
    pub now: Timestamp,
}

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
        let row = Row {
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
        let names = categories(&menu, !popular.is_empty());
        let paused = self.paused(&menu);
        let head = self.head(&style);
        let links = links(&photos);
        menu.categories.clear();
        let page = html! {
            (DOCTYPE)
            html lang="en" data-face=[self.face()] data-own=[self.own()] {
                (head)
                body {
                    div #app data-beside aria-hidden="true" {}
                    div #document data-branch=(self.id) data-etag=(self.etag) {
                        div.page.dr {
                            (self.header())
                            main.dr {
                                (search())
                                div.finding.dm { (paused) }
                                (names)
                                div.menu.dm { (sections) }
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

    fn face(&self) -> Option<&'static str> {
        let face = self.looks.map(|looks| looks.face);
        let own = face.filter(|face| *face != DisplayFace::Plain);
        own.map(DisplayFace::name)
    }

    fn own(&self) -> Option<&'static str> {
        let palette = self.looks.and_then(|looks| looks.palette);
        palette.map(|_| "yes")
    }

    /// The sheet and, of a brand with a colour of its own, what is made of that. Colours are
    /// hexadecimal digits: nothing that anybody typed is in it.
    fn style(&self) -> String {
        let Some(palette) = self.looks.and_then(|looks| looks.palette) else {
            return STYLE.to_owned();
        };
        let mut style = format!("{STYLE}:root{{");
        for (scheme, tones) in [("light", palette.light), ("dark", palette.dark)] {
            let Tones {
                accent,
                accent_strong,
                on_accent,
                accent_soft,
                on_accent_soft,
            } = tones;
            for (name, colour) in [
                ("accent", accent),
                ("accent_strong", accent_strong),
                ("on_accent", on_accent),
                ("accent_soft", accent_soft),
                ("on_accent_soft", on_accent_soft),
            ] {
                style.push_str(&format!("--{scheme}-{name}:{colour};"));
            }
        }
        style.push('}');
        style
    }

    /// The colours of the browser's own bars, in light and dark.
    fn bars(&self) -> [String; 2] {
        let palette = self.looks.and_then(|looks| looks.palette);
        palette.map_or_else(
            || ["#fbf8f3".to_owned(), "#16130f".to_owned()],
            |palette| [palette.light, palette.dark].map(|tones| tones.accent_soft.to_string()),
        )
    }

    fn head(&self, style: &str) -> Markup {
        let [light, dark] = self.bars();
        let title = words::title(self.brand);
        let place = words::description(self.brand, self.branch);
        let address = self.origin.map(|origin| format!("{origin}/m/{}", self.id));
        let photo = self.looks.and_then(|looks| {
            let cover = looks.cover.as_ref().map(|photo| (photo, 800));
            cover.or_else(|| looks.logo.as_ref().map(|photo| (photo, 192)))
        });
        let image = self.origin.zip(photo);
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content";
                meta name="color-scheme" content="light dark";
                meta name="theme-color" media="(prefers-color-scheme: light)" content=(light);
                meta name="theme-color" media="(prefers-color-scheme: dark)" content=(dark);
                title { (title) }
                style { (PreEscaped(style)) }
                script type="module" crossorigin src="/guest.js" {}
                script defer src="/watch.js" {}
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                meta name="description" content=(place);
                meta property="og:type" content="website";
                meta property="og:title" content=(title);
                meta property="og:description" content=(place);
                @if let Some(address) = address {
                    link rel="canonical" href=(address);
                    meta property="og:url" content=(address);
                }
                @if let Some((origin, (photo, width))) = image {
                    meta property="og:image" content={ (origin) "/photos/" (photo) "-" (width) };
                }
            }
        }
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

const SEARCH: &str = "M0 0m21 21-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z";
const LIST: &str = "M0 0M3 5h.01M0 0M3 12h.01M0 0M3 19h.01M0 0M8 5h13M0 0M8 12h13M0 0M8 19h13";
const MAP_PIN: &str = "M0 0M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0M9 10a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z";
const PAUSE: &str = "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0ZM10 15L10 9M14 15L14 9";

/// An icon of Lucide as one path, as `static-site/build/icons.ts` makes it.
fn icon(shapes: &str, size: &str) -> Markup {
    html! {
        svg width=(size) height=(size) viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
            path d=(shapes);
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

fn categories(menu: &MenuView, popular: bool) -> Markup {
    let popular = popular.then_some(words::POPULAR);
    let own = menu.categories.iter().map(|one| one.name.as_str());
    html! {
        nav.dc aria-label=(words::CATEGORIES) { div.dc {
            button.side.dc type="button" aria-label=(words::ALL) { (icon(LIST, "1.25rem")) }
            ul.dc { @for (at, name) in popular.into_iter().chain(own).enumerate() {
                li { button.dc type="button" dir="auto" aria-current=[(at == 0).then_some("true")] { (name) } }
            } }
        } }
    }
}

fn section(row: &Row<'_>, category: &CategoryView, at: usize) -> Markup {
    html! {
        section.dm {
            h2.dm dir="auto" { (category.name) }
            @if let Some(text) = &category.description { p.dm dir="auto" { (text) } }
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

/// What the page may do: as every page of the site (`PageHeaders` in `infra/template.yaml`), with
/// its own style.
pub fn policy(style: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' '{style}'; img-src 'self' data:; \
         font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; \
         worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types svelte-trusted-html salver-worker"
    )
}

/// The script and the photos that are in sight at first: a slow phone is long at work before it
/// comes to them.
fn links(photos: &[PhotoId]) -> String {
    let photos = photos
        .iter()
        .map(|photo| format!(", </photos/{photo}-192>; rel=preload; as=image; fetchpriority=high"));
    format!(
        "</guest.js>; rel=modulepreload{}",
        photos.collect::<String>()
    )
}

/// As a content policy names it.
fn hash(style: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(style)))
}

#[cfg(test)]
#[path = "../page_tests.rs"]
mod tests;
