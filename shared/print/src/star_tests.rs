use proptest::prelude::*;

use super::*;

fn faulty(fault: Fault) -> Health {
    Health::Faulty { fault }
}

/// Polls of printers in the field, each with what is odd about it.
fn samples() -> Vec<(String, Poll)> {
    let lines = include_str!("star-polls.jsonl").lines();
    let read = lines.map(|line| {
        let sample: Value = serde_json::from_str(line).unwrap();
        let body = serde_json::to_vec(&sample["body"]).unwrap();
        (sample["why"].as_str().unwrap().to_owned(), poll(&body))
    });
    read.collect()
}

#[test]
fn polls_of_the_field_are_read() {
    let samples = samples();
    let of = |why: &str| {
        let found = samples.iter().find(|(said, _)| said == why);
        found
            .unwrap_or_else(|| panic!("no sample: {why}"))
            .1
            .clone()
    };
    for why in ["usual", "status code not encoded", "booleans as text"] {
        assert_eq!(of(why).heard.health, Health::Online, "{why}");
        assert_eq!(of(why).heard.code, "200 OK", "{why}");
        assert_eq!(of(why).busy, why == "booleans as text", "{why}");
    }
    assert_eq!(of("usual").mac.as_deref(), Some("02:00:00:aa:00:01"));
    assert_eq!(of("usual").token, None);
    let only = of("only what is guaranteed");
    assert_eq!(only.heard.health, faulty(Fault::NoPaper));
    assert_eq!(only.heard.code, "410 Out of paper");
    let answers = of("answers under another name, as a list, broken ones between").answers;
    let expected = [
        ("ClientType", "TSP-LIKE"),
        ("Encodings", "text/plain, image/png"),
    ];
    let expected = expected.map(|(question, answer)| (question.to_owned(), answer.to_owned()));
    assert_eq!(answers, BTreeMap::from(expected));
    let long = of("control characters and 900 letters");
    assert_eq!(long.heard.health, Health::Online);
    assert_eq!(long.heard.code, "200 OK");
    assert_eq!(long.answers["ClientType"], "a".repeat(64));
    assert_eq!(samples.len(), 6);
}

#[test]
fn the_first_digit_says_how_a_printer_is() {
    for (status, health) in [
        ("200", Health::Online),
        ("200%20OK", Health::Online),
        ("OK", Health::Online),
        ("210%20PaperLow", Health::PaperLow),
        ("411%20Jam", faulty(Fault::Jam)),
        ("420", faulty(Fault::CoverOpen)),
        ("499", faulty(Fault::Other)),
        ("", Health::Unknown),
        ("null", Health::Unknown),
    ] {
        assert_eq!(heard(status).health, health, "{status}");
    }
    let number = poll(br#"{"statusCode": 200}"#);
    assert_eq!(number.heard.health, Health::Online);
}

#[test]
fn a_confirmation_says_whether_the_job_is_kept() {
    let again = |again| Outcome::Failed { again };
    for (code, expected) in [
        ("200%20OK", Outcome::Printed),
        ("OK", Outcome::Printed),
        ("211", Outcome::Printed),
        ("410%20Out%20of%20paper", Outcome::Kept),
        ("420", Outcome::Kept),
        ("510", again(false)),
        ("511%20Decode", again(false)),
        ("520%20Timeout", again(true)),
        ("521", again(false)),
        ("", again(false)),
    ] {
        assert_eq!(outcome(code).0, expected, "{code}");
    }
}

#[test]
fn a_job_is_offered_in_one_form() {
    assert_eq!(offer(None), json!({"jobReady": false}));
    let offered = offer(Some(("job-1", Media::Png)));
    assert_eq!(offered["mediaTypes"], json!(["image/png"]));
    assert_eq!(offered["jobToken"], "job-1");
    assert_eq!(offered["jobReady"], true);
    assert_eq!(Media::asked("text/plain; charset=utf-8"), Some(Media::Text));
    assert_eq!(Media::asked("IMAGE/PNG"), Some(Media::Png));
    assert_eq!(Media::asked("application/octet-stream"), None);
}

proptest! {
    #[test]
    fn whatever_comes_is_read(body in prop::collection::vec(any::<u8>(), 0..400)) {
        let read = poll(&body);
        prop_assert!(read.heard.code.chars().count() <= 64);
    }

    #[test]
    fn whatever_stands_in_a_field_is_read(
        key in prop::sample::select(vec!["statusCode", "printingInProgress", "jobToken", "clientAction", "printerMAC"]),
        value in prop::sample::select(vec![json!(null), json!([]), json!({}), json!(7), json!(true), json!(""), json!([null, {"request": 7}])]),
    ) {
        let body = json!({key: value});
        let read = poll(&serde_json::to_vec(&body).unwrap());
        prop_assert!(read.answers.is_empty());
        prop_assert!(read.token.is_none() && read.mac.is_none());
    }
}

#[test]
fn plain_words_are_as_wide_as_the_paper() {
    use salver_domain::slip::Style;
    let mut slip = Slip::default();
    slip.words("T7, Hall", Style::LARGE);
    slip.amount("Order 12", "19:05", Style::USUAL).rule();
    slip.lines.push(SlipLine::Code {
        text: "upi://pay".to_owned(),
    });
    let said = words(&slip, Paper::Narrow);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines[0], "T7, Hall");
    assert_eq!(lines[1], "Order 12                   19:05");
    assert_eq!(lines[2], "-".repeat(32));
    assert_eq!(lines[3], "upi://pay");
    assert!(said.ends_with('\n') && lines.len() == 4);
}
