//! The colours of a brand's pages, made of its own one: what is written in them or on them can be
//! read, in the light scheme and in the dark one.
//!
//! The admin page makes the same of a colour while somebody chooses one (`palette.ts`);
//! `palettes.json` holds what both must make.
#![expect(
    clippy::float_arithmetic,
    reason = "light is measured, and no money is counted here"
)]

use serde::Serialize;

use super::colour::Colour;

/// What words need beside what they stand on, by WCAG.
pub const READABLE: f64 = 4.5;

const WHITE: Colour = Colour::new(255, 255, 255);
const BLACK: Colour = Colour::new(0, 0, 0);
/// Of all that pages are laid out on in the light scheme, the darkest: `--sunken`.
const LIGHT_SUNKEN: Colour = Colour::new(0xF2, 0xEC, 0xE2);
/// In the dark scheme, the lightest: `--sunken`.
const DARK_SUNKEN: Colour = Colour::new(0x2B, 0x25, 0x1D);
/// In the dark scheme, the ground of all: `--ground`.
const DARK_GROUND: Colour = Colour::new(0x16, 0x13, 0x0F);

/// Tries on the way from one colour to another.
const STEPS: u8 = 64;

/// The colours of both schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Palette {
    pub light: Tones,
    pub dark: Tones,
}

/// The colours of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tones {
    /// Buttons, links and what stands out: can be read on every ground.
    pub accent: Colour,
    /// The same under a finger.
    pub accent_strong: Colour,
    /// Words on `accent` and on `accent_strong`.
    pub on_accent: Colour,
    /// Behind the head of a page.
    pub accent_soft: Colour,
    /// Words on `accent_soft`.
    pub on_accent_soft: Colour,
}

impl Palette {
    /// What a brand's own colour makes.
    pub fn of(colour: Colour) -> Self {
        Self {
            light: Tones::light(colour),
            dark: Tones::dark(colour),
        }
    }
}

impl Tones {
    fn light(colour: Colour) -> Self {
        let accent = toward(BLACK, colour, LIGHT_SUNKEN);
        let accent_soft = mixed(colour, WHITE, 0.86);
        Self {
            accent,
            accent_strong: mixed(accent, BLACK, 0.2),
            on_accent: WHITE,
            accent_soft,
            on_accent_soft: toward(BLACK, accent, accent_soft),
        }
    }

    fn dark(colour: Colour) -> Self {
        let accent = toward(WHITE, colour, DARK_SUNKEN);
        let accent_soft = mixed(colour, DARK_GROUND, 0.8);
        Self {
            accent,
            accent_strong: mixed(accent, WHITE, 0.3),
            on_accent: toward(BLACK, mixed(colour, BLACK, 0.8), accent),
            accent_soft,
            on_accent_soft: toward(WHITE, accent, accent_soft),
        }
    }
}

/// The first colour on the way from `from` to `end` that can be read on `ground`.
fn toward(end: Colour, from: Colour, ground: Colour) -> Colour {
    (0..=STEPS)
        .map(|step| mixed(from, end, f64::from(step) / f64::from(STEPS)))
        .find(|colour| contrast(*colour, ground) >= READABLE)
        .unwrap_or(end)
}

/// A colour between two; `share` says how much of the second, 0 to 1.
fn mixed(one: Colour, other: Colour, share: f64) -> Colour {
    let ([r, g, b], [to_r, to_g, to_b]) = (one.channels(), other.channels());
    let between = |from: u8, to: u8| {
        let (from, to) = (f64::from(from), f64::from(to));
        // Within 0 to 255, as both are.
        (from + (to - from) * share + 0.5).floor() as u8
    };
    Colour::new(between(r, to_r), between(g, to_g), between(b, to_b))
}

/// How well one is seen on the other, 1 to 21, by WCAG.
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let [r, g, b] = colour.channels().map(|channel| {
        let channel = f64::from(channel) / 255.0;
        match channel <= 0.03928 {
            true => channel / 12.92,
            false => ((channel + 0.055) / 1.055).powf(2.4),
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
#[path = "palette_tests.rs"]
mod tests;
