//! The queue as staff see and move it; several printers beside each other.

use salver::domain::role::Role;
use serde_json::{Value, json};

use super::script::{House, epson, once, star, text};

#[tokio::test]
async fn what_waited_while_the_printer_was_off_waits_for_a_person() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let (old, gone) = (house.test("hot").await, house.test("hot").await);
    for job in [&old, &gone] {
        house.pass(job, 700).await;
    }
    assert_eq!(house.status(&old).await, "held");
    assert_eq!(printer.prints().await, None);
    assert_eq!(house.status(&old).await, "held");
    let released = house.wish(&old, &json!({"status": "queued"})).await;
    assert_eq!(released.expect_status(200)["status"], "queued");
    house
        .wish(&gone, &json!({"status": "dismissed"}))
        .await
        .expect_status(200);
    assert!(printer.prints().await.is_some());
    assert_eq!(printer.prints().await, None);
    assert_eq!(house.status(&gone).await, "dismissed");
}

#[tokio::test]
async fn stations_have_printers_of_their_own_and_one_that_is_dead_blocks_no_other() {
    let house = House::open().await;
    let board = house
        .manager
        .caller
        .get(&house.manager.path("kitchen"))
        .await;
    let board = board.expect_status(200);
    let stations = board["stations"].as_array().unwrap();
    let taken = house
        .order("kot", &house.dishes.iter().take(6).collect::<Vec<_>>())
        .await;
    drop(taken);
    let of = |station: &Value| {
        let mut printer = star();
        printer["stations"] = json!([station["id"]]);
        printer
    };
    let one = house.star("one", &of(&stations[0])).await;
    let two = house.star("two", &of(&stations[1])).await;
    let all = house.epson("all", &epson()).await;
    let many: Vec<_> = house.dishes.iter().take(30).collect();
    let taken = house.order("kot_print", &many).await;
    let jobs = taken["print_jobs"].as_array().unwrap();
    assert_eq!(jobs.len(), 3, "{jobs:?}");
    // The first of them is off; the others print.
    let paper = two.prints().await.unwrap();
    let (_, whole) = all.asks().await.unwrap();
    assert!(paper.matches("2 x ").count() < whole.matches("2 x ").count());
    let late = one.prints().await.unwrap();
    let parts = paper.matches("2 x ").count() + late.matches("2 x ").count();
    assert!(parts <= whole.matches("2 x ").count());
}

#[tokio::test]
async fn a_fallback_takes_what_a_printer_without_paper_leaves_lying() {
    let house = House::open().await;
    let cold = house.star("cold", &star()).await;
    let mut first = star();
    first["fallback"] = json!("cold");
    let hot = house.star("hot", &first).await;
    let job = house.test("hot").await;
    assert_eq!(hot.polls("410").await, None);
    assert_eq!(cold.prints().await, None, "it may come back");
    house.pass(&job, 70).await;
    assert!(cold.prints().await.unwrap().contains("TEST"));
    let at = house.job(&job).await;
    assert_eq!(
        (&at["printer_id"], &at["taken_from"]),
        (&json!("cold"), &json!("hot"))
    );
    assert_eq!(hot.prints().await, None);
    // One that prints keeps its own, however slow it is.
    let job = house.test("hot").await;
    house.pass(&job, 70).await;
    assert!(hot.polls("200").await.is_some());
    assert_eq!(cold.prints().await, None);
}

#[tokio::test]
async fn a_job_is_given_to_another_printer_by_hand_and_printed_again_once() {
    let house = House::open().await;
    let hot = house.star("hot", &star()).await;
    let cold = house.star("cold", &star()).await;
    let job = house.test("hot").await;
    let moved = house
        .wish(&job, &json!({"printer_id": "cold", "version": 1}))
        .await;
    let moved = moved.expect_status(200);
    assert_eq!(
        (&moved["printer_id"], &moved["version"]),
        (&json!("cold"), &json!(2))
    );
    let late = house
        .wish(&job, &json!({"status": "dismissed", "version": 1}))
        .await;
    late.refused(409, "version_conflict");
    let nowhere = house.wish(&job, &json!({"printer_id": "nowhere"})).await;
    nowhere.refused(404, "not_found");
    assert_eq!(hot.prints().await, None);
    let token = cold.polls("200").await.unwrap();
    assert_eq!(cold.fetches(&token).await.status, 200);
    // What a printer has in hand nobody takes out of it.
    for wish in [json!({"status": "dismissed"}), json!({"printer_id": "hot"})] {
        house
            .wish(&job, &wish)
            .await
            .refused(409, "illegal_transition");
    }
    house
        .reprint(&job, &json!({}))
        .await
        .refused(409, "illegal_transition");
    cold.confirms(&token, "200").await;
    let again = house.reprint(&job, &json!({"printer_id": "hot"})).await;
    let again = again.expect_status(201);
    assert_eq!(house.status(&job).await, "printed");
    let paper = hot.prints().await.unwrap();
    assert!(paper.starts_with("DUPLICATE\n"), "{paper}");
    // Of a duplicate another one, which says it once.
    let third = house.reprint(&again, &json!({})).await;
    third.expect_status(201);
    let paper = hot.prints().await.unwrap();
    assert_eq!(paper.matches("DUPLICATE").count(), 1, "{paper}");
}

#[tokio::test]
async fn a_retry_prints_once_and_the_same_key_for_something_else_is_refused() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let job = house.test("hot").await;
    let path = house
        .waiter
        .path(&format!("print-jobs/{}/reprint", text(&job["id"])));
    let send = |body: Value| {
        let request = house.waiter.caller.request(reqwest::Method::POST, &path);
        salver_tests::Answer::to(
            request
                .header("idempotency-key", "reprint-0001")
                .json(&body),
        )
    };
    let first = send(json!({})).await.expect_status(201);
    assert_eq!(send(json!({})).await.expect_status(201), first);
    let other = send(json!({"printer_id": "hot"})).await;
    other.refused(422, "idempotency_key_reused");
    assert!(printer.prints().await.unwrap().contains("DUPLICATE"));
    assert_eq!(printer.prints().await, None);
}

/// Somebody prints from a page what no printer asks for.
#[tokio::test]
async fn a_page_prints_what_a_browser_s_printer_has() {
    let house = House::open().await;
    let page = json!({"name": "Counter", "kind": "browser", "columns": 42});
    house.put("counter", &page).await.expect_status(200);
    let taken = house.order("kot_print", &[&house.dishes[0]]).await;
    let job = &taken["print_jobs"][0];
    let path = house
        .waiter
        .path(&format!("print-jobs/{}", text(&job["id"])));
    let detail = house.waiter.caller.get(&path).await.expect_status(200);
    let lines = detail["lines"].as_array().unwrap();
    let dish = text(&taken["order"]["lines"][0]["name"]);
    assert!(
        lines
            .iter()
            .any(|line| line["text"] == format!("2 x {dish}")),
        "{detail}"
    );
    let printed = house.wish(job, &json!({"status": "printed"})).await;
    assert_eq!(printed.expect_status(200)["status"], "printed");
}

#[tokio::test]
async fn what_is_no_wish_is_refused_by_its_field() {
    let house = House::open().await;
    house.star("hot", &star()).await;
    let job = house.test("hot").await;
    for (wish, field) in [
        (json!({}), "status"),
        (json!({"status": "claimed"}), "status"),
        (
            json!({"status": "printed", "printer_id": "hot"}),
            "printer_id",
        ),
        (json!({"printer_id": "#"}), "printer_id"),
        (json!({"version": "1"}), "version"),
        (json!({"state": "printed"}), "state"),
    ] {
        let refused = house.wish(&job, &wish).await.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{wish}: {refused}");
    }
    let unknown = json!({"id": format!("{}_gone", house.stack.branch)});
    let gone = house.reprint(&unknown, &json!({})).await;
    gone.refused(404, "not_found");
    let printed = json!({"status": "printed"});
    let elsewhere = house.wish(&json!({"id": "elsewhere_gone"}), &printed).await;
    elsewhere.refused(404, "not_found");
    let cook = house.stack.staff(Role::Cook).await;
    let refused = cook.caller.get(&cook.path("print-jobs")).await;
    refused.refused(403, "forbidden");
    let refused = once(&house.waiter, "printers/hot/test", &json!({})).await;
    refused.refused(403, "forbidden");
    assert_eq!(house.status(&job).await, "queued");
}
