use super::*;

/// The slip of a bill with a dish in Hindi, one in Arabic and one in Chinese.
fn slip() -> Slip {
    let mut slip = Slip::default();
    let name = Style {
        centred: true,
        ..Style::LARGE
    };
    slip.words("Spice Garden", name);
    slip.words(
        "12 Lake Road\nBengaluru 560001",
        Style {
            centred: true,
            ..Style::USUAL
        },
    );
    slip.rule()
        .amount("2 x मसाला डोसा, घी", "₹240.00", Style::USUAL)
        .words(
            "120.00 each",
            Style {
                indent: 4,
                ..Style::USUAL
            },
        )
        .amount("1 x شاي بالنعناع", "₹12,34,567.00", Style::USUAL)
        .amount(
            "1 x Chettinad pepper chicken with curry leaf and more",
            "₹40.00",
            Style::USUAL,
        )
        .rule()
        .amount("Total", "₹12,34,847.00", Style::LARGE)
        .gap();
    slip
}

/// The last column of dots in which there is ink, of each row that has some.
fn right_edge(canvas: &Canvas, rows: std::ops::Range<usize>) -> usize {
    let inked = rows.flat_map(|y| (0..canvas.width()).filter(move |x| canvas.is_inked(*x, y)));
    inked.max().unwrap()
}

#[test]
fn a_slip_fills_its_paper_and_no_more() {
    for paper in Paper::ALL {
        let canvas = picture(&slip(), paper);
        assert_eq!(canvas.width(), usize::try_from(paper.dots()).unwrap());
        let edge = right_edge(&canvas, 0..canvas.height());
        assert!(edge + 8 >= canvas.width(), "{edge} of {}", canvas.width());
        assert_eq!(canvas.dots().len(), canvas.width() / 8 * canvas.height());
    }
}

/// Devanagari joins and moves its signs: a syllable is not its letters side by side.
#[test]
fn scripts_are_shaped() {
    let ink = |text: &str| {
        let mut slip = Slip::default();
        slip.words(text, Style::USUAL);
        let canvas = picture(&slip, Paper::Wide);
        canvas
            .dots()
            .iter()
            .map(|byte| byte.count_ones())
            .sum::<u32>()
    };
    assert_ne!(ink("क्षि"), ink("क ् ष ि"));
    assert_ne!(ink("شاي"), ink("ش ا ي"));
    // The box that stands for a letter that no font has is the same for every letter.
    assert_eq!(ink("麻"), ink("婆"));
    assert_ne!(ink("डो"), ink("दो"));
}

#[test]
fn a_picture_is_what_it_was() {
    let canvas = picture(&slip(), Paper::Wide);
    let file = canvas.png().unwrap();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/src/slip-576.png");
    if std::env::var_os("SALVER_PICTURE").is_some() {
        std::fs::write(kept, &file).unwrap();
    }
    let kept = std::fs::read(kept).unwrap();
    let decoder = png::Decoder::new(std::io::Cursor::new(kept));
    let mut reader = decoder.read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut dots).unwrap();
    let size = (info.width, info.height);
    let expected = (576, u32::try_from(canvas.height()).unwrap());
    assert_eq!(size, expected);
    let white: Vec<u8> = canvas.dots().iter().map(|byte| !byte).collect();
    assert!(dots == white, "look at it, then SALVER_PICTURE=1 keeps it");
}
