//! A printer of Star's: what it prints, and all that goes wrong with it.

use serde_json::{Value, json};

use super::script::{House, star, text};

#[tokio::test]
async fn a_kot_is_printed_once_and_what_is_void_is_cancelled_on_paper() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    assert_eq!(printer.prints().await, None);
    let (one, two) = (&house.dishes[0], &house.dishes[1]);
    let taken = house.order("kot_print", &[one, two]).await;
    let job = taken["print_jobs"][0].clone();
    assert_eq!(job["content"]["is"], "kitchen_copy");
    assert_eq!(house.status(&job).await, "queued");
    let paper = printer.prints().await.unwrap();
    let order = &taken["order"];
    assert!(
        paper.contains(&format!("Order {}", order["number"])),
        "{paper}"
    );
    let lines = order["lines"].as_array().unwrap();
    for line in lines {
        assert!(
            paper.contains(&format!("2 x {}", text(&line["name"]))),
            "{paper}"
        );
    }
    assert_eq!(house.status(&job).await, "printed");
    assert_eq!(printer.prints().await, None);

    // One piece of the first dish is not to be made after all.
    let path = format!(
        "orders/{}/lines/{}",
        text(&order["id"]),
        text(&lines[0]["id"])
    );
    let void = json!({"status": "cancelled", "quantity": 1, "reason": "changed their mind"});
    let path = house.waiter.path(&path);
    let voided = house
        .waiter
        .caller
        .send(reqwest::Method::PATCH, &path, &void)
        .await;
    voided.expect_status(200);
    let paper = printer.prints().await.unwrap();
    let said = format!("CANCEL 1 x {}", text(&lines[0]["name"]));
    assert!(paper.contains(&said), "{paper}");
    assert!(!paper.contains(&text(&lines[1]["name"])), "{paper}");
    assert_eq!(printer.prints().await, None);

    // Then all of it.
    let path = house.waiter.path(&format!("orders/{}", text(&order["id"])));
    let all = json!({"status": "cancelled", "reason": "gone home"});
    let gone = house
        .waiter
        .caller
        .send(reqwest::Method::PATCH, &path, &all)
        .await;
    gone.expect_status(200);
    let paper = printer.prints().await.unwrap();
    for said in [
        format!("CANCEL 1 x {}", text(&lines[0]["name"])),
        format!("CANCEL 2 x {}", text(&lines[1]["name"])),
    ] {
        assert!(paper.contains(&said), "{paper}");
    }
}

#[tokio::test]
async fn what_was_not_to_be_printed_is_not_and_prints_no_cancel_slip() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let taken = house.order("kot", &[&house.dishes[0]]).await;
    assert!(taken["print_jobs"].is_null(), "{taken}");
    let path = house
        .waiter
        .path(&format!("orders/{}", text(&taken["order"]["id"])));
    let all = json!({"status": "cancelled", "reason": "gone home"});
    let gone = house
        .waiter
        .caller
        .send(reqwest::Method::PATCH, &path, &all)
        .await;
    gone.expect_status(200);
    assert_eq!(printer.prints().await, None);
}

/// A guest's order is printed when the restaurant takes it on, where a printer does so by itself.
#[tokio::test]
async fn an_order_of_guests_is_printed_when_it_is_accepted() {
    let house = House::open().await;
    let mut by_itself = star();
    by_itself["prints_orders"] = json!(true);
    let printer = house.star("hot", &by_itself).await;
    let quiet = house.star("quiet", &star()).await;
    let party = house.waiter.open(&house.stack.tables[0], "family").await;
    let phone = party.join(&house.stack, "phone-one").await;
    let order = phone
        .order(&phone.put("a", &house.dishes[0], 3).await)
        .await;
    assert_eq!(printer.prints().await, None);
    house
        .waiter
        .move_order(&order, "accepted")
        .await
        .expect_status(200);
    let paper = printer.prints().await.unwrap();
    assert!(paper.contains("3 x "), "{paper}");
    assert_eq!(printer.prints().await, None);

    // A branch that accepts by itself prints it at once.
    let path = format!("/branches/{}", house.stack.branch);
    let at_once = json!({"auto_accept": true});
    let changed = house
        .manager
        .caller
        .send(reqwest::Method::PATCH, &path, &at_once)
        .await;
    changed.expect_status(200);
    let order = phone
        .order(&phone.put("b", &house.dishes[0], 1).await)
        .await;
    assert_eq!(order["status"], "accepted");
    assert!(printer.prints().await.unwrap().contains("1 x "));
    assert_eq!(quiet.prints().await, None);
}

#[tokio::test]
async fn without_paper_a_job_stays_and_is_printed_when_somebody_was_there() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let job = house.test("hot").await;
    assert_eq!(printer.polls("410%20Out%20of%20paper").await, None);
    assert_eq!(house.status(&job).await, "queued");
    let seen = house.seen("hot").await;
    assert_eq!(
        (&seen["condition"], &seen["is_on"]),
        (&json!("no_paper"), &json!(true))
    );
    // It ran out in the middle: nothing was said of the job, and it is fetched again.
    let token = printer.polls("200%20OK").await.unwrap();
    printer.fetches(&token).await;
    assert_eq!(printer.polls("410%20Out%20of%20paper").await, None);
    let waiting = house.job(&job).await;
    assert_eq!(waiting["status"], "queued");
    assert_eq!(waiting["trouble"], "410 Out of paper");
    house.pass(&job, 20).await;
    assert!(printer.prints().await.unwrap().contains("TEST"));
    assert_eq!(house.status(&job).await, "printed");
    assert_eq!(house.seen("hot").await["condition"], "ready");
}

#[tokio::test]
async fn a_confirmation_that_is_lost_prints_nothing_twice_and_a_late_one_counts() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let job = house.test("hot").await;
    let token = printer.polls("200%20OK").await.unwrap();
    let first = printer.fetches(&token).await;
    // A connection that broke: the same again, and it changes nothing.
    assert_eq!(printer.fetches(&token).await.text, first.text);
    assert_eq!(house.status(&job).await, "claimed");
    for _ in 0..3 {
        assert_eq!(printer.polls("200%20OK").await, None, "one at a time");
    }
    house.pass(&job, 120).await;
    assert_eq!(house.status(&job).await, "unconfirmed");
    assert_eq!(printer.polls("200%20OK").await, None);
    printer.fetches(&token).await.refused(404, "not_found");
    let released = house.wish(&job, &json!({"status": "queued"})).await;
    released.refused(409, "illegal_transition");
    // The next one is not in its way.
    let next = house.test("hot").await;
    assert!(printer.prints().await.is_some());
    assert_eq!(house.status(&next).await, "printed");
    printer.confirms(&token, "200%20OK").await;
    assert_eq!(house.status(&job).await, "printed");
}

#[tokio::test]
async fn a_result_said_twice_or_taken_back_changes_nothing() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let job = house.test("hot").await;
    let token = printer.polls("200%20OK").await.unwrap();
    printer.fetches(&token).await;
    for code in ["200%20OK", "200%20OK", "511%20Decode", "410", "520"] {
        printer.confirms(&token, code).await;
        let at = house.job(&job).await;
        assert_eq!(
            (&at["status"], &at["version"]),
            (&json!("printed"), &json!(3)),
            "{code}"
        );
    }
    printer.confirms("no-such-job", "200%20OK").await;
    printer.confirms("%23", "200%20OK").await;
    assert_eq!(printer.prints().await, None);
}

#[tokio::test]
async fn what_a_printer_cannot_read_has_failed_and_a_broken_download_is_tried_again() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let job = house.test("hot").await;
    for attempt in 1..=3 {
        let token = printer.polls("200%20OK").await.unwrap();
        printer.fetches(&token).await;
        printer.confirms(&token, "520%20Timeout").await;
        let status = if attempt < 3 { "queued" } else { "failed" };
        assert_eq!(house.status(&job).await, status);
        assert_eq!(printer.polls("200%20OK").await, None, "a moment's rest");
        house.pass(&job, 20).await;
    }
    let at = house.job(&job).await;
    assert_eq!(at["trouble"], "520 Timeout");
    house
        .wish(&job, &json!({"status": "queued"}))
        .await
        .expect_status(200);
    let token = printer.polls("200%20OK").await.unwrap();
    printer.fetches(&token).await;
    printer.confirms(&token, "511").await;
    assert_eq!(house.status(&job).await, "failed");
}

/// What printers send in the field, from the samples of `shared/print`.
#[tokio::test]
async fn odd_polls_are_answered_and_hurt_nothing() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let samples = include_str!("../../../../shared/print/src/star-polls.jsonl");
    let expected = [
        ("usual", true),
        ("status code not encoded", true),
        ("booleans as text", false),
        ("only what is guaranteed", false),
        (
            "answers under another name, as a list, broken ones between",
            true,
        ),
        ("control characters and 900 letters", true),
    ];
    let job = house.test("hot").await;
    for (sample, (why, offers)) in samples.lines().zip(expected) {
        let sample: Value = serde_json::from_str(sample).unwrap();
        assert_eq!(sample["why"], why);
        let offer = printer.says(&sample["body"]).await.expect_status(200);
        assert_eq!(offer["jobReady"], offers, "{why}");
        house.pass(&job, 20).await;
    }
    for body in [
        json!(null),
        json!([]),
        json!("x"),
        json!({"statusCode": 200}),
        json!({}),
    ] {
        printer.says(&body).await.expect_status(200);
    }
    assert_eq!(house.seen("hot").await["is_on"], true);
    // Neither token nor type, as old firmware asks; and a form that is not to be had.
    let asked = printer.asks("?type=image%2Fjpeg").await;
    asked.refused(415, "media_type_refused");
    let paper = printer.asks("").await;
    assert!(paper.text.contains("TEST"), "{}", paper.text);
    assert_eq!(paper.header("content-type"), "text/plain");
    assert!(paper.header("x-star-cut").starts_with("partial"));
    let confirmed = printer.asks("?delete&code=200%20OK").await;
    assert_eq!(confirmed.status, 200);
    assert_eq!(house.status(&job).await, "printed");
    printer.asks("").await.refused(404, "not_found");
    let long = json!({"statusCode": "200 OK", "printerMAC": "x".repeat(70_000)});
    printer.says(&long).await.refused(413, "body_too_large");
}

#[tokio::test]
async fn a_second_machine_under_the_same_name_prints_nothing_again() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let mut other = printer.clone();
    other.mac = "02:00:00:aa:00:02".to_owned();
    house.test("hot").await;
    let token = printer.polls("200%20OK").await.unwrap();
    assert_eq!(other.polls("200%20OK").await.as_ref(), Some(&token));
    assert_eq!(printer.fetches(&token).await.status, 200);
    other.fetches(&token).await.refused(404, "not_found");
}

#[tokio::test]
async fn staff_hear_what_happens_at_the_printers() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let mut floor = salver_tests::Socket::open(&house.waiter.caller).await;
    let job = house.test("hot").await;
    let heard = floor.event("print.changed", |data| data.is_null()).await;
    assert_eq!(heard["entity"]["kind"], "print_job", "{heard}");
    assert_eq!(heard["entity"]["id"], job["id"]);
    printer.polls("410").await;
    let told = |m: &Value| m["type"] == "print.changed" && m["entity"]["kind"] == "printer";
    floor.hears("the printer's paper", told).await;
}

#[tokio::test]
async fn what_a_printer_has_no_letters_for_it_gets_as_a_picture() {
    let house = House::open().await;
    let mut plain = star();
    plain["letters"] = json!("ascii");
    let printer = house.star("hot", &plain).await;
    let said = json!({"note": "प्याज नहीं"});
    house.order_with("kot_print", &house.dishes[0], &said).await;
    let poll = json!({"statusCode": "200", "printerMAC": printer.mac});
    let offer = printer.says(&poll).await.expect_status(200);
    assert_eq!(offer["mediaTypes"], json!(["image/png"]));
    let token = text(&offer["jobToken"]);
    let query = format!("?type=image%2Fpng&mac={}&token={token}", printer.mac);
    let paper = printer.asks(&query).await;
    assert_eq!(
        (paper.status, paper.header("content-type")),
        (200, "image/png")
    );
    // A printer that takes only words gets what can be spelled.
    let words = printer.fetches(&token).await;
    assert!(
        words.text.contains("2 x ") && words.text.contains('?'),
        "{}",
        words.text
    );
    printer.confirms(&token, "200").await;

    let mut plain = super::script::epson();
    plain["letters"] = json!("latin");
    let other = house.epson("hot", &plain).await;
    house.order_with("kot_print", &house.dishes[0], &said).await;
    let (_, xml) = other.asks().await.unwrap();
    assert!(
        xml.contains(r#"<image width="512" "#) && !xml.contains("<text"),
        "{xml}"
    );
}
