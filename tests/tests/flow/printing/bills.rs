//! Bills on paper: printed by both makers' printers, once, marked where they are not the first.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Staff, key};
use serde_json::{Value, json};

use super::script::{House, epson, once, star, text};

/// A printer beside the till.
pub(super) fn till(mut printer: Value) -> Value {
    printer["name"] = json!("Till");
    printer["prints_kitchen"] = json!(false);
    printer["prints_bills"] = json!(true);
    printer
}

impl House {
    async fn cashier(&self) -> Staff {
        self.stack.staff(Role::Cashier).await
    }

    /// A pickup on which something was ordered, by its ID.
    async fn ordered(&self) -> String {
        let taken = self.order("kot", &[&self.dishes[0]]).await;
        text(&taken["check"]["id"])
    }
}

async fn bill(staff: &Staff, check: &str, body: &Value) -> Value {
    let path = format!("checks/{check}/bills");
    once(staff, &path, body).await.expect_status(201)
}

async fn print(staff: &Staff, bill: &Value, body: &Value) -> Answer {
    once(staff, &format!("bills/{}/print", text(&bill["id"])), body).await
}

/// The last word of each line that ends in an amount.
fn edges(paper: &str) -> Vec<usize> {
    let amounts = paper.lines().filter(|line| {
        let parted = line.trim_start().contains("  ");
        parted && line.ends_with(char::is_numeric)
    });
    amounts.map(|line| line.chars().count()).collect()
}

#[tokio::test]
async fn a_bill_is_printed_with_its_check_and_again_as_a_duplicate() {
    let house = House::open().await;
    let kitchen = house.star("hot", &star()).await;
    let printer = house.star("till", &till(star())).await;
    let cashier = house.cashier().await;
    let check = house.ordered().await;
    let wish = json!({"print": true, "printer_id": "nowhere"});
    let path = format!("checks/{check}/bills");
    once(&cashier, &path, &wish).await.refused(404, "not_found");
    let wish = json!({"printer_id": "till"});
    once(&cashier, &path, &wish)
        .await
        .refused(422, "validation");
    let billed = bill(&cashier, &check, &json!({"print": true})).await;
    let jobs = billed["print_jobs"].as_array().unwrap();
    assert_eq!(jobs.len(), 1);
    let told = &billed["bills"][0];
    assert_eq!(jobs[0]["printer_id"], "till");
    assert_eq!(
        jobs[0]["content"],
        json!({"is": "bill", "bill_id": told["id"], "number": told["number"]})
    );
    assert_eq!(told["printed_version"], 1);
    let paper = printer.prints().await.unwrap();
    let number = format!("Bill {}", text(&told["number"]));
    assert!(
        paper.contains(&number) && !paper.contains("DUPLICATE"),
        "{paper}"
    );
    assert!(paper.contains("2 x ") && paper.contains("Total"), "{paper}");
    let edges = edges(&paper);
    assert!(
        edges.len() >= 3 && edges.iter().all(|edge| *edge == 48),
        "{paper}"
    );
    assert_eq!(house.status(&jobs[0]).await, "printed");
    assert_eq!(kitchen.prints().await, None, "bills are not the kitchen's");

    // Once per key, and marked from the second on.
    let key = key();
    let path = cashier.path(&format!("bills/{}/print", text(&told["id"])));
    let post = async || {
        let request = cashier.caller.request(Method::POST, &path);
        Answer::to(request.header("idempotency-key", &key).json(&json!({}))).await
    };
    let first = post().await.expect_status(201);
    assert_eq!(post().await.expect_status(201), first);
    let paper = printer.prints().await.unwrap();
    assert!(paper.starts_with("DUPLICATE\n"), "{paper}");
    assert_eq!(printer.prints().await, None);

    // What is ordered later makes the paper on the table old; the new one says which it replaces.
    let mut line = house.dishes[1].line(1);
    line["id"] = json!("later");
    let body = json!({"action": "kot", "lines": [line]});
    once(&house.waiter, &format!("checks/{check}/orders"), &body)
        .await
        .expect_status(201);
    print(&cashier, told, &json!({})).await.expect_status(201);
    let paper = printer.prints().await.unwrap();
    assert!(paper.contains("NOT VALID"), "{paper}");
    let anew = bill(&cashier, &check, &json!({"print": true})).await;
    let paper = printer.prints().await.unwrap();
    assert!(
        paper.starts_with("Replaces the bill printed before.\n"),
        "{paper}"
    );
    assert!(paper.contains(&number), "{paper}");
    let told = &anew["bills"][0];
    let void = json!({"reason": "a slip"});
    let manager = &house.manager;
    once(manager, &format!("bills/{}/void", text(&told["id"])), &void)
        .await
        .expect_status(201);
    print(&cashier, told, &json!({})).await.expect_status(201);
    assert!(printer.prints().await.unwrap().contains("VOID\n"));
}

#[tokio::test]
async fn what_was_paid_stands_on_the_paper_of_the_checkout() {
    let house = House::open().await;
    let printer = house.epson("till", &till(epson())).await;
    let cashier = house.cashier().await;
    let check = house.ordered().await;
    let path = format!("checks/{check}/checkout");
    let tendered = json!({"minor": 1_000_000, "currency": "INR"});
    let wish = json!({"method": "cash", "tendered": tendered, "print": true});
    let settled = once(&cashier, &path, &wish).await.expect_status(201);
    assert_eq!(settled["print_jobs"][0]["printer_id"], "till");
    let (token, xml) = printer.asks().await.unwrap();
    assert!(xml.contains("10,000.00") && xml.contains("Change"), "{xml}");
    assert!(
        xml.contains(r#"width="2" height="2" em="true">Total"#),
        "{xml}"
    );
    printer.answers(Some(&token), true, "").await;
    assert_eq!(house.status(&settled["print_jobs"][0]).await, "printed");
}

#[tokio::test]
async fn without_a_printer_a_bill_and_a_kot_wait_for_the_browser() {
    let house = House::open().await;
    let cashier = house.cashier().await;
    let taken = house.order("kot_print", &[&house.dishes[0]]).await;
    let copy = &taken["print_jobs"][0];
    assert_eq!(copy["printer_id"], "page");
    let check = text(&taken["check"]["id"]);
    let billed = bill(&cashier, &check, &json!({"print": true})).await;
    let job = &billed["print_jobs"][0];
    assert_eq!(job["printer_id"], "page");
    let path = cashier.path(&format!("print-jobs/{}", text(&job["id"])));
    let slip = cashier.caller.get(&path).await.expect_status(200);
    let lines = slip["lines"].as_array().unwrap();
    let total = lines.iter().find(|line| line["text"] == "Total").unwrap();
    assert!(text(&total["amount"]).starts_with('₹') && total["large"] == true);
    let done = json!({"status": "printed"});
    let printed = cashier.caller.send(Method::PATCH, &path, &done).await;
    assert_eq!(printed.expect_status(200)["status"], "printed");
    // A printer that comes later takes what the browser did not print.
    let printer = house.star("hot", &star()).await;
    house
        .wish(copy, &json!({"printer_id": "hot"}))
        .await
        .expect_status(200);
    assert!(printer.prints().await.is_some());
    // Whoever brings the food prints no bills.
    let rider = house.stack.staff(Role::Rider).await;
    print(&rider, &billed["bills"][0], &json!({}))
        .await
        .refused(403, "forbidden");
}
