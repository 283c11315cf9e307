//! Printers are set up, and show who they are.

use reqwest::Method;
use salver_tests::Answer;
use serde_json::json;

use super::script::{House, epson, star, text};

#[tokio::test]
async fn a_printer_is_set_up_changed_and_taken_away() {
    let house = House::open().await;
    let list = house.put("hot", &star()).await.expect_status(200);
    let printer = &list["printers"][0];
    assert_eq!(
        (&printer["id"], &printer["has_secret"]),
        (&json!("hot"), &json!(false))
    );
    assert!(printer["heard_at"].is_null() && printer["is_on"] == false);
    // The same again is no change, also for who saw an older version.
    let mut late = star();
    late["version"] = json!(0);
    assert_eq!(house.put("hot", &late).await.expect_status(200), list);
    late["name"] = json!("Hot kitchen");
    house
        .put("hot", &late)
        .await
        .refused(409, "version_conflict");
    late["version"] = list["version"].clone();
    let named = house.put("hot", &late).await.expect_status(200);
    assert_eq!(named["printers"][0]["name"], "Hot kitchen");

    let printer = house.star("hot", &star()).await;
    assert_eq!(printer.polls("200").await, None);
    let path = house.manager.path("printers/hot");
    for _ in 0..2 {
        let left = house.manager.caller.delete(&path).await.expect_status(200);
        assert_eq!(left["printers"], json!([]));
    }
    printer
        .says(&json!({"statusCode": "200"}))
        .await
        .refused(401, "unauthenticated");
    // Another one of its name is not opened by the secret of before.
    house.put("hot", &star()).await.expect_status(200);
    printer
        .says(&json!({"statusCode": "200"}))
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn who_has_no_secret_gets_nothing_and_a_new_one_makes_the_old_one_void() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let other = house.epson("bar", &epson()).await;
    house.test("hot").await;
    let again = house.star("hot", &star()).await;
    let poll = json!({"statusCode": "200"});
    let refused = printer.says(&poll).await;
    assert!(refused.header("www-authenticate").starts_with("Basic"));
    refused.refused(401, "unauthenticated");
    printer.fetches("x").await.refused(401, "unauthenticated");
    let nobody = house.stack.nobody();
    for path in [
        again.path.clone(),
        again.path.replace("/hot", "/nowhere"),
        again.path.replace("/star/", "/epson/"),
        format!(
            "{}?key={}",
            again.path.replace("/star/", "/epson/"),
            again.password
        ),
        other.path.replace("/epson/", "/star/"),
        other.path.split('?').next().unwrap().to_owned(),
        format!("{}x", other.path),
    ] {
        let refused = Answer::to(nobody.to(Method::POST, &path).json(&poll)).await;
        refused.refused(401, "unauthenticated");
    }
    assert!(again.polls("200").await.is_some());
    // Nothing of the table knows the secret.
    for (key, item) in house.stack.dump().await {
        assert!(!item.to_string().contains(&again.password), "{key}");
    }
}

#[tokio::test]
async fn a_stranger_who_guesses_is_slowed_down_and_the_printer_is_not() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let mut stranger = printer.clone();
    stranger.password = "a guess".to_owned();
    let poll = json!({"statusCode": "200"});
    let mut last = stranger.says(&poll).await;
    for _ in 0..130 {
        if last.status != 401 {
            break;
        }
        last = stranger.says(&poll).await;
    }
    let limited = last.refused(429, "rate_limited");
    assert!(limited["retry_after"].as_u64().unwrap() > 0);
    assert_eq!(printer.polls("200").await, None);
}

#[tokio::test]
async fn what_is_no_printer_is_refused_by_its_field() {
    let house = House::open().await;
    house.put("cold", &star()).await.expect_status(200);
    let with = |field: &str, value: serde_json::Value| {
        let mut printer = star();
        printer[field] = value;
        printer
    };
    for (field, value) in [
        ("name", json!(" ")),
        ("name", json!("x".repeat(61))),
        ("kind", json!("laser")),
        ("columns", json!(40)),
        ("columns", json!("48")),
        ("letters", json!("klingon")),
        ("stations", json!("grill")),
        ("fallback", json!("nowhere")),
        ("fallback", json!("hot")),
        ("prints_orders", json!("yes")),
        ("secret_hash", json!("00")),
    ] {
        let refused = house.put("hot", &with(field, value.clone())).await;
        let refused = refused.refused(422, "validation");
        let named = text(&refused["errors"][0]["field"]);
        assert!(named.starts_with(field), "{field} {value}: {refused}");
    }
    house.put("a_b", &star()).await.refused(404, "not_found");
    let path = house.manager.path("printers/nowhere/secret");
    let secret = Answer::to(house.manager.caller.request(Method::POST, &path)).await;
    secret.refused(404, "not_found");
    let page = json!({"name": "Counter", "kind": "browser", "columns": 42});
    house.put("counter", &page).await.expect_status(200);
    let path = house.manager.path("printers/counter/secret");
    let secret = Answer::to(house.manager.caller.request(Method::POST, &path)).await;
    secret.refused(404, "not_found");
    for number in 0..10 {
        house
            .put(&format!("p{number}"), &star())
            .await
            .expect_status(200);
    }
    let refused = house
        .put("one-more", &star())
        .await
        .refused(422, "validation");
    assert_eq!(refused["errors"][0]["field"], "printer");
    house
        .waiter
        .caller
        .get(&house.waiter.path("printers"))
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn a_printer_is_for_stations_that_are_there() {
    let house = House::open().await;
    let path = house.manager.path("menu");
    let menu = house.manager.caller.get(&path).await.expect_status(200);
    let station = menu["stations"][0]["id"].clone();
    let mut printer = star();
    printer["stations"] = json!([station, "nowhere"]);
    house.put("hot", &printer).await.refused(422, "validation");
    printer["stations"] = json!([station]);
    let list = house.put("hot", &printer).await.expect_status(200);
    assert_eq!(list["printers"][0]["stations"], json!([station]));
}

#[tokio::test]
async fn a_printer_that_asks_like_mad_gets_nothing_until_the_next_minute() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    house.test("hot").await;
    let mut offered = 0;
    let mut nothing = 0;
    // More than a minute's worth for each process that may answer, and the minute may turn.
    for _ in 0..900 {
        match printer.polls("200").await {
            Some(_) => offered += 1,
            None => nothing += 1,
        }
    }
    assert!(offered >= 240 && nothing > 0, "{offered} and {nothing}");
}
