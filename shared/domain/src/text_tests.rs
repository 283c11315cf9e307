use super::*;

fn note(text: &str) -> Result<Option<String>, DomainError> {
    Ok(Note::parse(Some(text))?.map(|note| note.0))
}

fn name(text: &str) -> Result<Option<String>, DomainError> {
    Ok(GuestName::parse(Some(text))?.map(|name| name.0))
}

#[test]
fn texts_are_trimmed_and_bounded() {
    assert_eq!(Note::parse(None), Ok(None));
    assert_eq!(note("  "), Ok(None));
    assert_eq!(note(" no onion "), Ok(Some("no onion".to_owned())));
    assert!(note(&"x".repeat(201)).is_err());
    // 40 characters of any script fit, whatever their bytes.
    assert!(name(&"अ".repeat(40)).is_ok());
    assert!(name(&"अ".repeat(41)).is_err());
    // What is dropped does not count.
    assert_eq!(
        name(&format!("{}Asha", "\u{200B}".repeat(99))),
        Ok(Some("Asha".to_owned()))
    );
}

#[test]
fn a_text_of_nothing_visible_is_none() {
    for nothing in [
        "",
        " \u{A0}\u{3000}\n",
        "\u{200B}",
        "\u{200D}\u{200C}",
        "\u{FEFF} \u{2060}",
        "\u{AD}\u{180E}",
        "\u{200E}\u{200F}\u{61C}",
        "\u{2067}\u{2069}",
        "\u{3164}",
        "\u{FFA0}\u{115F}\u{1160}",
        "\u{2800}\u{2800}",
        "\u{FE0F}\u{E0100}",
    ] {
        assert_eq!(note(nothing), Ok(None), "{nothing:?}");
        assert_eq!(name(nothing), Ok(None), "{nothing:?}");
        assert_eq!(Phone::parse(Some(nothing)), Ok(None), "{nothing:?}");
        assert_eq!(Reason::parse(Some(nothing)), Ok(None), "{nothing:?}");
    }
}

#[test]
fn what_hides_text_or_turns_it_around_is_refused_by_field() {
    for bad in [
        "a\u{7}b",
        "a\tb",
        "a\rb",
        "a\u{0}",
        "a\u{85}b",
        "a\u{2028}b",
        "a\u{202E}b",
        "a\u{202D}b\u{202C}",
        "\u{202A}a",
        "a\u{2067}b",
        "a\u{2069}b",
        "\u{2069}a\u{2067}",
        "a\u{206E}b",
        "a\u{FFF9}b\u{FFFA}c\u{FFFB}",
        "a\u{E0061}\u{E007F}",
        "\u{1F3F4}\u{E0067}\u{E0062}",
        "\u{1F3F4}\u{E0067}b",
        "a\u{E0001}b",
        "a\u{FFFE}b",
        "a\u{1FFFF}b",
    ] {
        for (refused, of) in [
            (note(bad).err(), "note"),
            (name(bad).err(), "guest.name"),
            (Phone::parse(Some(bad)).err(), "guest.phone"),
            (Reason::parse(Some(bad)).err(), "reason"),
        ] {
            let fits = matches!(refused, Some(DomainError::Invalid { field, .. }) if field == of);
            assert!(fits, "{of} {bad:?}");
        }
    }
}

#[test]
fn a_note_may_have_lines_and_a_name_has_one() {
    assert_eq!(
        note("no onion\nno garlic\n"),
        Ok(Some("no onion\nno garlic".to_owned()))
    );
    assert!(name("Asha\nRao").is_err());
    assert!(Phone::parse(Some("98\n76")).is_err());
    // Each line closes what it opens.
    assert!(note("\u{2067}a\nb\u{2069}").is_err());
}

#[test]
fn what_people_write_stays_as_it_is() {
    for text in [
        "Zoë O'Brien-Łukasz",
        "क्\u{200D}ष",
        "می\u{200C}خواهم",
        "שלום \u{2068}Zoe\u{2069} שלום",
        "مرحبا\u{200F}!",
        "👨\u{200D}👩\u{200D}👧",
        "❤\u{FE0F}\u{200D}🔥",
        "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
        "葛\u{E0100}城",
        "नमस्ते",
        "+91 98765 43210",
    ] {
        assert_eq!(note(text), Ok(Some(text.to_owned())));
        assert_eq!(name(text), Ok(Some(text.to_owned())));
    }
}

#[test]
fn what_joins_nothing_is_dropped() {
    for (text, kept) in [
        ("\u{200D}Asha\u{200D}", "Asha"),
        ("As\u{200B}ha", "Asha"),
        ("\u{FEFF}Asha", "Asha"),
        ("Asha \u{200D} Rao", "Asha  Rao"),
        ("क्\u{200D}\u{200D}\u{200D}ष", "क्\u{200D}ष"),
        ("Asha \u{200B}", "Asha"),
    ] {
        assert_eq!(name(text), Ok(Some(kept.to_owned())), "{text:?}");
    }
}
