//! A printer of Epson's: what it prints, and all that goes wrong with it.

use serde_json::json;

use super::script::{House, epson, text};

#[tokio::test]
async fn a_kot_is_printed_once() {
    let house = House::open().await;
    let printer = house.epson("hot", &epson()).await;
    assert_eq!(printer.asks().await, None);
    let taken = house.order("kot_print", &[&house.dishes[0]]).await;
    let job = taken["print_jobs"][0].clone();
    let (token, xml) = printer.asks().await.unwrap();
    assert!(token.len() <= 30 && text(&job["id"]).ends_with(&token));
    let dish = text(&taken["order"]["lines"][0]["name"]);
    // Large letters leave room for some words of it on the first line.
    let word = dish.split(' ').next().unwrap();
    assert!(xml.contains(&format!("2 x {word}")), "{xml}");
    assert!(xml.contains(r#"<cut type="feed"/>"#) && xml.contains("<timeout>60000</timeout>"));
    assert_eq!(printer.asks().await, None, "one at a time");
    assert_eq!(house.status(&job).await, "claimed");
    // Said until it is heard.
    for _ in 0..2 {
        printer.answers(Some(&token), true, "").await;
        let at = house.job(&job).await;
        assert_eq!(
            (&at["status"], &at["version"]),
            (&json!("printed"), &json!(3))
        );
    }
    printer.answers(Some(&token), false, "SchemaError").await;
    assert_eq!(house.status(&job).await, "printed");
    assert_eq!(printer.asks().await, None);
}

#[tokio::test]
async fn without_paper_a_job_comes_again_and_an_unclear_end_waits_for_a_person() {
    let house = House::open().await;
    let printer = house.epson("hot", &epson()).await;
    let job = house.test("hot").await;
    let (token, _) = printer.asks().await.unwrap();
    printer.answers(Some(&token), false, "EPTR_REC_EMPTY").await;
    let at = house.job(&job).await;
    assert_eq!(
        (&at["status"], &at["trouble"]),
        (&json!("queued"), &json!("EPTR_REC_EMPTY"))
    );
    assert_eq!(house.seen("hot").await["condition"], "no_paper");
    assert_eq!(printer.asks().await, None, "a moment's rest");
    house.pass(&job, 20).await;
    let (token, _) = printer.asks().await.unwrap();
    // Firmware that does not say which job.
    printer.answers(None, false, "EX_TIMEOUT").await;
    assert_eq!(house.status(&job).await, "unconfirmed");
    assert_eq!(printer.asks().await, None);
    printer.answers(Some(&token), true, "").await;
    assert_eq!(house.status(&job).await, "printed");
    assert_eq!(house.seen("hot").await["condition"], "ready");
}

#[tokio::test]
async fn what_it_cannot_read_has_failed_and_a_cutter_that_hangs_is_unclear() {
    let house = House::open().await;
    let printer = house.epson("hot", &epson()).await;
    for (code, status) in [
        ("SchemaError", "failed"),
        ("DeviceNotFound", "failed"),
        ("EPTR_CUTTER", "unconfirmed"),
        ("EPTR_COVER_OPEN", "queued"),
        ("Printing", "claimed"),
    ] {
        let job = house.test("hot").await;
        let (token, _) = printer.asks().await.unwrap();
        printer.answers(Some(&token), false, code).await;
        assert_eq!(house.status(&job).await, status, "{code}");
        let over = printer.answers(Some(&token), true, "");
        over.await;
    }
}

/// The printer takes its job and is never heard of again.
#[tokio::test]
async fn a_printer_that_swallows_its_job_is_not_given_it_twice() {
    let house = House::open().await;
    let printer = house.epson("hot", &epson()).await;
    let job = house.test("hot").await;
    assert!(printer.asks().await.is_some());
    house.pass(&job, 120).await;
    assert_eq!(house.status(&job).await, "unconfirmed");
    assert_eq!(printer.asks().await, None);
    let again = house.reprint(&job, &json!({})).await.expect_status(201);
    assert_eq!(again["repeats"], job["id"]);
    assert_eq!(house.status(&job).await, "dismissed");
    let (token, xml) = printer.asks().await.unwrap();
    assert!(xml.contains("DUPLICATE"), "{xml}");
    printer.answers(Some(&token), true, "").await;
    assert_eq!(house.status(&again).await, "printed");
}

#[tokio::test]
async fn whatever_else_it_posts_is_answered_with_nothing() {
    let house = House::open().await;
    let printer = house.epson("hot", &epson()).await;
    let status = r#"<PrinterStatus><printer asbstatus="0x80000"/></PrinterStatus>"#;
    let forms: [&[(&str, &str)]; 6] = [
        &[("ConnectionType", "SetStatus"), ("Status", status)],
        &[
            ("ConnectionType", "SetResponse"),
            ("ResponseFile", "<no xml"),
        ],
        &[("ConnectionType", "SetResponse")],
        &[("ConnectionType", "Nonsense")],
        &[("Name", "kitchen")],
        &[],
    ];
    for form in forms {
        let answer = printer.posts(form).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, ""), "{form:?}");
    }
    assert_eq!(house.seen("hot").await["condition"], "no_paper");
}
