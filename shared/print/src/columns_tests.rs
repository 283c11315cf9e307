use proptest::prelude::*;

use super::*;

fn texts(slip: &Slip, paper: Paper) -> Vec<String> {
    let laid = lay_out(slip, paper);
    laid.into_iter()
        .map(|line| match line {
            Laid::Text { text, .. } => text,
            Laid::Code { text } => format!("[{text}]"),
        })
        .collect()
}

fn row(text: &str, amount: &str, style: Style) -> Slip {
    let mut slip = Slip::default();
    slip.amount(text, amount, style);
    slip
}

const LONG_NAME: &str = "Chettinad pepper chicken with curry leaf"; // 40 letters

#[test]
fn a_name_of_forty_letters_leaves_the_amount_in_its_column() {
    let slip = row(LONG_NAME, "1,23,456.78", Style::USUAL);
    assert_eq!(
        texts(&slip, Paper::Narrow),
        [
            "Chettinad pepper     1,23,456.78",
            "chicken with curry",
            "leaf",
        ]
    );
    assert_eq!(
        texts(&slip, Paper::Usual),
        ["Chettinad pepper chicken with  1,23,456.78", "curry leaf",]
    );
    assert_eq!(
        texts(&slip, Paper::Wide),
        ["Chettinad pepper chicken with curry  1,23,456.78", "leaf",]
    );
}

#[test]
fn wide_letters_take_two_columns_and_marks_take_none() {
    let lines = texts(&row("麻婆豆腐", "12.50", Style::USUAL), Paper::Narrow);
    assert_eq!(lines, [format!("麻婆豆腐{}12.50", " ".repeat(32 - 8 - 5))]);
    let lines = texts(&row("Cafe\u{301}", "2.50", Style::USUAL), Paper::Narrow);
    assert_eq!(
        lines,
        [format!("Cafe\u{301}{}2.50", " ".repeat(32 - 4 - 4))]
    );
}

#[test]
fn large_letters_have_half_the_room() {
    let mut slip = Slip::default();
    slip.words("12 x Butter naan, no butter", Style::LARGE);
    assert_eq!(
        texts(&slip, Paper::Narrow),
        ["12 x Butter", "naan, no butter"]
    );
}

#[test]
fn an_amount_too_wide_for_its_column_has_a_line_of_its_own() {
    let slip = row("Total", "9,99,99,99,999.99", Style::LARGE);
    assert_eq!(
        texts(&slip, Paper::Narrow),
        ["Total", "9,99,99,99,999.9", "               9"]
    );
}

#[test]
fn words_are_centred_and_indented() {
    let centred = Style {
        centred: true,
        ..Style::USUAL
    };
    let indented = Style {
        indent: 4,
        ..Style::USUAL
    };
    let mut slip = Slip::default();
    slip.words("Spice Garden", centred)
        .rule()
        .words("no onion", indented)
        .gap();
    slip.lines.push(SlipLine::Code {
        text: "https://example.com".to_owned(),
    });
    let lines = texts(&slip, Paper::Narrow);
    assert_eq!(
        lines,
        [
            format!("{}Spice Garden", " ".repeat(10)),
            "-".repeat(32),
            "    no onion".to_owned(),
            String::new(),
            "[https://example.com]".to_owned(),
        ]
    );
}

/// What people type: words of several scripts, marks, wide letters, long words.
fn typed() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,60}",
        "[\u{4e00}-\u{4e20}]{1,30}",
        "[\u{915}-\u{940}]{1,20}",
        "[\u{627}-\u{64a}]{1,20}",
        Just("e\u{301}\u{302}".to_owned()),
        Just("🌶".to_owned()),
    ];
    prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_paper_and_no_letter_is_lost(
        text in typed(),
        amount in "[1-9][0-9,]{0,24}\\.[0-9]{2}",
        large in any::<bool>(),
        centred in any::<bool>(),
        indent in 0_u8..60,
        paper in prop::sample::select(Paper::ALL.to_vec()),
    ) {
        let style = Style { large, bold: false, centred, indent };
        let mut slip = row(&text, &amount, style);
        slip.words(text.clone(), style);
        let room = room(style, paper);
        let lines = texts(&slip, paper);
        for line in &lines {
            prop_assert!(line.width() <= room, "{} of {room}: {line:?}", line.width());
        }
        let all = letters(&lines.concat());
        let expected = letters(&text).chars().count() * 2 + amount.chars().count();
        prop_assert_eq!(all.chars().count(), expected, "{:?}", lines);
    }

    #[test]
    fn an_amount_ends_at_the_right_edge(
        text in typed(),
        amount in "[1-9][0-9]{0,5}\\.[0-9]{2}",
        paper in prop::sample::select(Paper::ALL.to_vec()),
    ) {
        let lines = texts(&row(&text, &amount, Style::USUAL), paper);
        let first = &lines[0];
        prop_assert!(first.ends_with(&amount));
        prop_assert_eq!(first.width(), paper.characters());
    }
}
