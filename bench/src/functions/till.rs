//! A sale at the counter in a rush, from its KOT to the paper that its payer keeps.

use reqwest::Method;
use salver_tests::{Answer, Dish, Stack, Staff};
use serde_json::{Value, json};

use crate::counter::{Printer, id, pickup, post, take};

/// A pickup is ordered and printed, made, paid in cash, and its receipt read and taken as a PDF.
pub(super) async fn sale(stack: &Stack, staff: &Staff, (printer, dish): (&Printer, &Dish)) {
    let check = pickup(staff).await;
    let order = take(staff, &check, "kot_print", (std::slice::from_ref(dish), 2)).await;
    print(printer).await;
    for status in ["preparing", "ready", "served"] {
        staff.move_order(&order, status).await.expect_status(200);
    }
    let cash = json!({"method": "cash"});
    let paid = post(staff, &format!("checks/{check}/checkout"), &cash).await;
    let paid = paid.expect_status(201);
    let path = format!("bills/{}/link", id(&paid["bills"][0]));
    let link = post(staff, &path, &json!({})).await.expect_status(200);
    receipt(stack, &link).await;
}

/// The printer is one for all, so the job that it is offered may be that of another sale, and two
/// polls may be offered the same one: it is confirmed once.
async fn print(printer: &Printer) {
    if let Some(token) = printer.polls().await {
        printer.fetches(&token).await;
    }
}

async fn receipt(stack: &Stack, link: &Value) {
    let (_, token) = link["url"].as_str().unwrap().split_once('#').unwrap();
    let payer = stack.nobody().with_token(token);
    payer.get("/receipt").await.expect_status(200);
    let paper = Answer::to(payer.request(Method::GET, "/receipt/pdf")).await;
    assert_eq!(paper.status, 200, "{}", paper.text);
}
