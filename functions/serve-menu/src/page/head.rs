//! The head of the page: its style, what a preview of the link shows, and what may be fetched
//! before the page is read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, PreEscaped, html};
use salver::domain::id::PhotoId;
use salver::domain::looks::DisplayFace;
use salver::domain::palette::Tones;
use sha2::{Digest, Sha256};

use super::given::Page;
use super::words;

/// What the built style sheet of the guest's page has for this markup: `document.css` of the
/// built site, which `cargo xtask test` compares with it.
const STYLE: &str = include_str!("document.css");

impl Page<'_> {
    pub(super) fn face(&self) -> Option<&'static str> {
        let face = self.looks.map(|looks| looks.face);
        let own = face.filter(|face| *face != DisplayFace::Plain);
        own.map(DisplayFace::name)
    }

    pub(super) fn own(&self) -> Option<&'static str> {
        let palette = self.looks.and_then(|looks| looks.palette);
        palette.map(|_| "yes")
    }

    /// The sheet and, of a brand with a colour of its own, what is made of that. Colours are
    /// hexadecimal digits: nothing that anybody typed is in it.
    pub(super) fn style(&self) -> String {
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

    pub(super) fn head(&self, style: &str) -> Markup {
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
pub(super) fn links(photos: &[PhotoId]) -> String {
    let photos = photos
        .iter()
        .map(|photo| format!(", </photos/{photo}-192>; rel=preload; as=image; fetchpriority=high"));
    format!(
        "</guest.js>; rel=modulepreload{}",
        photos.collect::<String>()
    )
}

/// As a content policy names it.
pub(super) fn hash(style: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(style)))
}
