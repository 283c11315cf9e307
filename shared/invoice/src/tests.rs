//! Invoices in the scripts of those who write them.

use std::io::Read;

use crate::faces::{Faces, Weight};
use crate::letters::{Style, set, wrapped};
use crate::{Heads, Invoice, Line, Paper, Sum, TaxLine, pdf};

fn text(text: &str) -> String {
    text.to_owned()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (text(name), text(value))
}

fn line(name: &str, quantity: &str, price: &str, amount: &str) -> Line {
    Line {
        name: text(name),
        note: None,
        quantity: text(quantity),
        price: text(price),
        amount: text(amount),
    }
}

fn sum(label: &str, amount: &str, strong: bool) -> Sum {
    Sum {
        label: text(label),
        amount: text(amount),
        strong,
    }
}

fn tax(name: &str) -> TaxLine {
    TaxLine {
        name: text(name),
        taxable: text("1,519.00"),
        amount: text("37.98"),
    }
}

/// With everything that one can have.
pub(crate) fn invoice() -> Invoice {
    Invoice {
        title: text("Tax invoice"),
        number: text("LR-26-27/12"),
        stamp: None,
        seller: text("Saffron Lane"),
        seller_lines: vec![
            text("Lake Road"),
            text("Saffron Lane Foods LLP"),
            text("12 Lake Road\nKolkata 700029"),
            text("GSTIN 29ABCDE1234F1ZW"),
            text("FSSAI 12345678901234"),
            text("SAC 996331"),
        ],
        facts: vec![
            pair("Number", "LR-26-27/12"),
            pair("Date", "30 Nov 2026, 21:05"),
            pair("Table", "Window 4"),
        ],
        recipient: vec![
            text("Acme Travels Private Limited"),
            text("4 Park Street\nKolkata 700016"),
            text("GSTIN 27AAPFU0939F1ZV"),
        ],
        heads: Heads {
            item: text("Item"),
            quantity: text("Qty"),
            price: text("Price"),
            amount: text("Amount"),
            tax: text("Tax"),
            taxable: text("Taxable amount"),
            on: text("on"),
            recipient: text("Billed to"),
            payments: text("Paid by"),
        },
        lines: vec![
            line(
                "Paneer tikka (half), from the clay oven, with mint chutney",
                "2",
                "320.00",
                "640.00",
            ),
            Line {
                note: Some(text("60.00 off")),
                ..line("पनीर टिक्का मसाला, तंदूरी रोटी के साथ", "1", "460.00", "400.00")
            },
            line("شاورما دجاج مع بطاطا 2 قطعة", "1", "479.00", "479.00"),
            line("Espresso 🍵 & crème brûlée", "1", "0.00", "0.00"),
        ],
        sums: vec![
            sum("Subtotal", "1,579.00", false),
            sum("Discount", "-60.00", false),
            sum("CGST 2.5%", "37.98", false),
            sum("SGST 2.5%", "37.98", false),
            sum("Rounding", "+0.04", false),
            sum("Total", "₹1,595.00", true),
        ],
        taxes: vec![tax("CGST 2.5%"), tax("SGST 2.5%")],
        payments: vec![pair("UPI, 30 Nov 2026, 21:09", "1,595.00")],
        footer: vec![
            text("Thank you. फिर आइए! شكرا"),
            text("Subject to Kolkata jurisdiction."),
        ],
    }
}

/// The text of a file as whoever searches it finds it: its streams, unpacked.
fn streams(pdf: &[u8]) -> String {
    let mut found = String::new();
    let mut rest = pdf;
    let find = |rest: &[u8], what: &[u8]| rest.windows(what.len()).position(|w| w == what);
    while let Some(start) = find(rest, b"stream\n") {
        let body = &rest[start + 7..];
        let end = find(body, b"endstream").unwrap();
        let mut unpacked = Vec::new();
        if flate2::read::ZlibDecoder::new(&body[..end])
            .read_to_end(&mut unpacked)
            .is_ok()
        {
            found.push_str(&String::from_utf8_lossy(&unpacked));
        }
        rest = &body[end + "endstream".len()..];
    }
    found
}

#[test]
fn the_same_invoice_is_the_same_file() {
    for paper in [Paper::A4, Paper::Roll] {
        let one = pdf(&invoice(), paper).unwrap();
        assert_eq!(one, pdf(&invoice(), paper).unwrap());
        assert!(one.starts_with(b"%PDF-"));
        assert!(one.len() < 150_000, "{}", one.len());
    }
    if let Ok(folder) = std::env::var("SALVER_PICTURES") {
        let mut void = invoice();
        void.stamp = Some(text("VOID: this bill was taken back"));
        void.lines = (0..60).map(|_| invoice().lines.remove(0)).collect();
        for (name, invoice, paper) in [
            ("a4", &invoice(), Paper::A4),
            ("80mm", &invoice(), Paper::Roll),
            ("a4-void", &void, Paper::A4),
            ("80mm-void", &void, Paper::Roll),
        ] {
            let file = pdf(invoice, paper).unwrap();
            std::fs::write(format!("{folder}/{name}.pdf"), file).unwrap();
        }
    }
}

/// Another letter anywhere is another file: nothing of an invoice is left out.
#[test]
fn all_that_is_said_stands_in_the_file() {
    let plain = pdf(&invoice(), Paper::Roll).unwrap();
    let changes: [fn(&mut Invoice); 10] = [
        |i| i.title.push('x'),
        |i| i.stamp = Some("x".to_owned()),
        |i| i.seller.push('x'),
        |i| i.seller_lines.push("x".to_owned()),
        |i| i.facts.push(("x".to_owned(), "y".to_owned())),
        |i| i.recipient.push("x".to_owned()),
        |i| i.lines[1].note = None,
        |i| i.sums[0].amount.push('0'),
        |i| i.taxes[1].taxable.push('0'),
        |i| i.footer.push("x".to_owned()),
    ];
    for (n, change) in changes.into_iter().enumerate() {
        for paper in [Paper::A4, Paper::Roll] {
            let mut other = invoice();
            change(&mut other);
            assert_ne!(pdf(&other, paper).unwrap(), plain, "change {n}");
        }
    }
    // Who copies text out of it gets letters of every script, by the tables in it.
    let tables = streams(&plain);
    for letter in ['₹', 'प', 'ش', 'û'] {
        let code = format!("{:04X}", u32::from(letter));
        assert!(tables.to_uppercase().contains(&code), "{letter} {code}");
    }
}

#[test]
fn many_lines_take_several_sheets_and_one_long_roll() {
    let mut long = invoice();
    long.lines = (0..200).map(|_| invoice().lines.remove(0)).collect();
    let count = |paper| {
        let file = String::from_utf8_lossy(&pdf(&long, paper).unwrap()).into_owned();
        file.matches("/Type /Page\n").count() + file.matches("/Type/Page/").count()
    };
    assert_eq!(count(Paper::Roll), 1);
    assert!(count(Paper::A4) > 3, "{}", count(Paper::A4));
}

#[test]
fn letters_are_joined_and_stand_in_their_order() {
    let faces = Faces::read().unwrap();
    let plain = Style {
        weight: Weight::Regular,
        size: 1_000,
    };
    let glyphs = |text: &str| {
        let set = set(&faces, text, plain).unwrap();
        set.runs.iter().map(|run| run.glyphs.len()).sum::<usize>()
    };
    // क्ष and क्क are one shape each, of three letters.
    assert!(glyphs("क्ष") < 3 && glyphs("टिक्का") < 6);
    // Three letters alone are wider than the same joined.
    let width = |text: &str| set(&faces, text, plain).unwrap().width;
    assert!(width("شكر") < width("ش") + width("ك") + width("ر"));
    // What is written from right to left, with a number in it: the number reads from left to right.
    let mixed = set(&faces, "شاورما 12", plain).unwrap();
    let texts: Vec<_> = mixed.runs.iter().map(|run| run.text.trim()).collect();
    assert_eq!(texts.first(), Some(&"12"), "{texts:?}");
    // What no face has is not left out.
    assert_eq!(glyphs("🍵"), 1);
    assert!(width("🍵") > 0);
}

#[test]
fn lines_are_broken_at_spaces_and_within_words_that_are_too_long() {
    let faces = Faces::read().unwrap();
    let plain = Style {
        weight: Weight::Bold,
        size: 900,
    };
    for text in [
        "one two three four five six",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "पनीर टिक्का मसाला",
    ] {
        let lines = wrapped(&faces, text, plain, 3_000).unwrap();
        assert!(lines.len() > 1, "{text}");
        let all: String = lines
            .iter()
            .flat_map(|line| &line.runs)
            .map(|run| run.text.as_str())
            .collect();
        assert_eq!(all.replace(' ', ""), text.replace(' ', ""));
        assert!(lines.iter().all(|line| line.width <= 3_000), "{text}");
    }
    assert_eq!(wrapped(&faces, "", plain, 10).unwrap().len(), 1);
    // Narrower than a letter: each stands alone.
    assert_eq!(wrapped(&faces, "ab", plain, 1).unwrap().len(), 2);
}
