//! Every colour makes pages that can be read.

use serde_json::{Value, json};

use super::*;

fn colour(text: &str) -> Colour {
    text.parse().unwrap()
}

/// Colours of all kinds, 16 steps of each channel apart.
fn many() -> impl Iterator<Item = Colour> {
    let steps = || (0..=255).step_by(17);
    steps().flat_map(move |r| steps().flat_map(move |g| steps().map(move |b| Colour::new(r, g, b))))
}

/// The grounds, inks and soft inks of `tokens.css`.
const LIGHT: [&[&str]; 2] = [&["#fbf8f3", "#ffffff", "#f2ece2"], &["#221c15", "#63584a"]];
const DARK: [&[&str]; 2] = [&["#16130f", "#211c16", "#2b251d"], &["#f6efe4", "#c0b4a3"]];

#[test]
fn all_that_is_written_can_be_read_whatever_the_colour() {
    for of in many() {
        let Palette { light, dark } = Palette::of(of);
        for (tones, [grounds, inks]) in [(light, LIGHT), (dark, DARK)] {
            let mut pairs: Vec<_> = grounds
                .iter()
                .map(|on| (tones.accent, colour(on)))
                .collect();
            pairs.extend(inks.iter().map(|ink| (colour(ink), tones.accent_soft)));
            pairs.extend([
                (tones.on_accent, tones.accent),
                (tones.on_accent, tones.accent_strong),
                (tones.on_accent_soft, tones.accent_soft),
            ]);
            for (ink, on) in pairs {
                assert!(
                    contrast(ink, on) >= READABLE,
                    "{of}: {ink} on {on} in {tones:?}"
                );
            }
        }
    }
}

#[test]
fn a_colour_that_can_be_read_stays_as_it_is() {
    assert_eq!(
        Palette::of(colour("#9c3d1b")).light.accent,
        colour("#9c3d1b")
    );
    assert_eq!(
        Palette::of(colour("#ffd24a")).dark.accent,
        colour("#ffd24a")
    );
    // Nobody reads white on white, nor yellow.
    for pale in ["#ffffff", "#ffd24a"] {
        assert_ne!(Palette::of(colour(pale)).light.accent, colour(pale));
    }
}

#[test]
fn contrast_is_as_wcag_counts_it() {
    let near = |one, other, expected: f64| {
        assert!((contrast(colour(one), colour(other)) - expected).abs() < 0.01);
    };
    near("#ffffff", "#000000", 21.0);
    near("#777777", "#ffffff", 4.48);
    near("#123456", "#123456", 1.0);
}

/// What the admin page makes too. `SALVER_CASES=new` writes them anew.
#[test]
fn the_cases_that_the_page_reads_are_what_is_made() {
    let of = [
        "#9c3d1b", "#ffd24a", "#000000", "#ffffff", "#777777", "#1d6b3a", "#ff0000", "#00ff00",
        "#0000ff", "#0a1f44", "#f4a6c0", "#7fffd4", "#4b0082", "#c0ffee", "#800000",
    ];
    let made = of.map(|text| json!({"of": text, "palette": Palette::of(colour(text))}));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/palettes.json");
    if std::env::var("SALVER_CASES").is_ok_and(|wish| wish == "new") {
        let text = serde_json::to_string_pretty(&made).unwrap();
        std::fs::write(path, text + "\n").unwrap();
    }
    let cases: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(cases, json!(made));
}
