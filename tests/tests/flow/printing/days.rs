//! A day's report on paper: with its close in one commit, and again as a duplicate.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Staff, key};
use serde_json::{Value, json};

use super::bills::till;
use super::script::{House, once, star, text};

async fn day(staff: &Staff) -> Value {
    let answer = staff.caller.get(&staff.path("day")).await;
    answer.expect_status(200)
}

fn closing(day: &Value) -> Value {
    let open = day["open"].as_array().unwrap().iter();
    let carried: Vec<_> = open.map(|item| item["id"].clone()).collect();
    let counted = json!({"minor": 0, "currency": "INR"});
    json!({"day": day["day"], "counted": counted, "carried": carried, "print": true})
}

#[tokio::test]
async fn a_report_is_printed_with_the_close_of_its_day_and_again_as_a_duplicate() {
    let house = House::open().await;
    let printer = house.star("till", &till(star())).await;
    let cashier = house.stack.staff(Role::Cashier).await;
    let taken = house.order("kot", &[&house.dishes[0]]).await;
    let path = format!("checks/{}/checkout", text(&taken["check"]["id"]));
    let paid = json!({"method": "card"});
    once(&cashier, &path, &paid).await.expect_status(201);
    let running = day(&cashier).await;
    let path = format!("days/{}/print", text(&running["day"]));

    // While it runs its paper says so, as often as somebody wants one.
    for _ in 0..2 {
        let job = once(&cashier, &path, &json!({})).await.expect_status(201);
        assert_eq!(
            job["content"],
            json!({"is": "day_report", "day": running["day"]})
        );
        let paper = printer.prints().await.unwrap();
        assert!(paper.starts_with("NOT CLOSED\n"), "{paper}");
        assert!(paper.contains("Card (1)"), "{paper}");
    }
    let nowhere = json!({"printer_id": "nowhere"});
    once(&cashier, &path, &nowhere)
        .await
        .refused(404, "not_found");
    let other = json!({"printer": "till"});
    once(&cashier, &path, &other)
        .await
        .refused(422, "validation");

    // What is refused prints nothing; what is closed prints once, also when it is sent again.
    let mut end = closing(&running);
    end["printer_id"] = json!("nowhere");
    once(&cashier, "day/close", &end)
        .await
        .refused(404, "not_found");
    end["printer_id"] = json!("till");
    end["print"] = json!(false);
    once(&cashier, "day/close", &end)
        .await
        .refused(422, "validation");
    assert_eq!(printer.prints().await, None);
    assert_eq!(day(&cashier).await["status"], "running");
    end["print"] = json!(true);
    let key = key();
    let close = async || {
        let request = cashier
            .caller
            .request(Method::POST, &cashier.path("day/close"));
        Answer::to(request.header("idempotency-key", &key).json(&end)).await
    };
    let closed = close().await.expect_status(201);
    assert_eq!(closed["print_job"]["printer_id"], "till");
    assert_eq!(close().await.expect_status(201), closed);
    let paper = printer.prints().await.unwrap();
    assert!(
        !paper.contains("DUPLICATE") && !paper.contains("NOT CLOSED"),
        "{paper}"
    );
    for said in ["Closed by", "Billed", "Should be there", "It is right"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    assert_eq!(printer.prints().await, None);

    // From the second paper on it says that it is one; the report itself is as it was.
    let again = once(&cashier, &path, &json!({})).await.expect_status(201);
    assert_eq!(house.status(&again).await, "queued");
    let paper = printer.prints().await.unwrap();
    assert!(paper.starts_with("DUPLICATE\n"), "{paper}");
    let report = format!("days/{}", text(&running["day"]));
    let report = cashier.caller.get(&cashier.path(&report)).await;
    let mut told = closed;
    told.as_object_mut().unwrap().remove("print_job");
    assert_eq!(report.expect_status(200), told);
}

#[tokio::test]
async fn the_first_paper_of_a_report_is_none_of_a_second_whoever_prints_it() {
    let house = House::open().await;
    let printer = house.star("till", &till(star())).await;
    let cashier = house.stack.staff(Role::Cashier).await;
    let mut end = closing(&day(&cashier).await);
    end["print"] = json!(false);
    let closed = once(&cashier, "day/close", &end).await.expect_status(201);
    assert_eq!(closed.get("print_job"), None);
    assert_eq!(printer.prints().await, None);
    let path = format!("days/{}/print", text(&closed["day"]));
    let both = async || once(&cashier, &path, &json!({})).await.expect_status(201);
    tokio::join!(both(), both());
    let mut marked = 0;
    while let Some(paper) = printer.prints().await {
        marked += usize::from(paper.starts_with("DUPLICATE\n"));
    }
    assert_eq!(marked, 1, "one of the two is the second");
    let nobody = house.stack.staff(Role::Waiter).await;
    once(&nobody, &path, &json!({}))
        .await
        .refused(403, "forbidden");
    once(&cashier, "days/2001-01-01/print", &json!({}))
        .await
        .refused(404, "not_found");
    let path = cashier.path("days/someday/print");
    let request = cashier.caller.request(Method::POST, &path);
    Answer::to(request.header("idempotency-key", key()))
        .await
        .refused(404, "not_found");
}
