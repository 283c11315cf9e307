//! What is to be paid is said before anything is ordered, and it is what the order and the check
//! say then: to guests, to companions who listen, and to staff.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};

use crate::combos::{dishes, line, meal};
use crate::menu_editing::{inr, published};

/// The integer next to a fraction, upwards from the middle.
fn nearest(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + denominator) / (2 * denominator)
}

fn minor(of: &Value) -> i64 {
    of["minor"].as_i64().unwrap()
}

/// Two shares of an amount, by largest remainders.
fn parted(amount: i64, weights: [i64; 2]) -> [i64; 2] {
    let all: i64 = weights.iter().sum();
    let [mut one, mut other] = weights.map(|weight| amount * weight / all);
    if one + other < amount {
        match amount * weights[0] % all >= amount * weights[1] % all {
            true => one += 1,
            false => other += 1,
        }
    }
    [one, other]
}

/// What a cart, an order or a check says at its foot.
fn foot(of: &Value) -> Value {
    let mut foot = json!({});
    for field in ["total", "taxes", "round_off", "to_pay"] {
        if let Some(value) = of.get(field) {
            foot[field] = value.clone();
        }
    }
    foot
}

fn tax(name: &str, rate: i64, included: bool, taxable: i64, amount: i64) -> Value {
    json!({"name": name, "rate_bp": rate, "included": included, "taxable": inr(taxable),
        "amount": inr(amount)})
}

/// The foot of dishes with GST and drinks with VAT on top, rounded to whole rupees.
fn on_top(food: i64, drinks: i64) -> Value {
    let (half, vat) = (nearest(food * 250, 10_000), nearest(drinks * 2_000, 10_000));
    let exact = food + drinks + 2 * half + vat;
    let rounded = nearest(exact, 100) * 100;
    let mut taxes = vec![
        tax("CGST", 250, false, food, half),
        tax("SGST", 250, false, food, half),
    ];
    if drinks > 0 {
        taxes.push(tax("VAT", 2_000, false, drinks, vat));
    }
    let mut foot = json!({"total": inr(food + drinks), "taxes": taxes, "to_pay": inr(rounded)});
    if rounded != exact {
        foot["round_off"] = inr(rounded - exact);
    }
    foot
}

async fn tax_so(manager: &Staff, include: bool, standard: Value) -> Value {
    let body = json!({
        "prices_include_tax": include,
        "classes": [
            {"class": "standard", "taxes": standard},
            {"class": "alcohol", "taxes": [{"name": "VAT", "rate_bp": 2_000}]}],
        "round_to": inr(100),
    });
    let path = manager.path("taxes");
    let said = manager.caller.send(Method::PUT, &path, &body).await;
    said.expect_status(200)
}

fn gst() -> Value {
    json!([{"name": "CGST", "rate_bp": 250}, {"name": "SGST", "rate_bp": 250}])
}

/// The drink is taxed otherwise from now on.
async fn of_alcohol(manager: &Staff, drink: &Value) {
    let edit = json!([{"do": "edit_item", "id": drink["id"], "set": {"tax_class": "alcohol"},
        "expected": {"tax_class": "standard"}}]);
    published(manager, edit).await;
}

#[tokio::test]
async fn cart_order_and_check_say_the_taxes_of_each_class_and_of_a_combos_parts() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let kitchen = stack.staff(Role::Cook).await;
    let dishes = dishes(&stack).await;
    let [one, _, drink] = &dishes;
    meal(&manager, &dishes).await;
    of_alcohol(&manager, drink).await;
    tax_so(&manager, false, gst()).await;
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let other = party.join(&stack, "phone-two").await;
    let mut listener = Socket::open(&other.caller).await;

    // Two meals: each part is taxed on its share of their price.
    let [main, drinks] = parted(30_001, [minor(&one["price"]), minor(&drink["price"])]);
    let cart = phone.try_put("line-1", &line(one, drink)).await;
    let cart = cart.expect_status(200);
    assert_eq!(foot(&cart), on_top(2 * main, 2 * drinks));
    assert_eq!(foot(&phone.cart().await), foot(&cart));
    assert_eq!(foot(&other.snapshot().await["cart"]), foot(&cart));
    let told = listener.event("cart.changed", |_| true).await;
    assert_eq!(foot(&told["data"]), foot(&cart));
    let plain = json!({"item_id": one["id"], "quantity": 1, "options": []});
    let more = phone.try_put("line-2", &plain).await.expect_status(200);
    let food = 2 * main + minor(&one["price"]);
    assert_eq!(foot(&more), on_top(food, 2 * drinks));
    let less = phone.caller.delete("/cart/lines/line-2").await;
    let less = less.expect_status(200);
    assert_eq!(foot(&less), foot(&cart));

    let mut body = Phone::order_body(&less);
    body["expected_to_pay"] = less["to_pay"].clone();
    let intent = key();
    let order = phone.try_order(&intent, &body).await.expect_status(201);
    assert_eq!(foot(&order), foot(&cart));
    let again = phone.try_order(&intent, &body).await.expect_status(201);
    assert_eq!(again, order);
    let emptied = phone.cart().await;
    let nothing = json!({"total": inr(0), "to_pay": inr(0)});
    assert_eq!(foot(&emptied), nothing);
    let told = listener.event("order.changed", |_| true).await;
    assert_eq!(foot(&told["data"]), foot(&cart));

    // Guests and staff see the same account.
    let snapshot = phone.snapshot().await;
    assert_eq!(foot(&snapshot["check"]), foot(&cart));
    assert_eq!(foot(&snapshot["orders"][0]), foot(&cart));
    assert_eq!(foot(&phone.orders().await[0]), foot(&cart));
    let seen = manager.party(&party).await.expect_status(200);
    assert_eq!(foot(&seen["check"]), foot(&cart));
    let check = manager.path(&format!("checks/{}", party.session));
    let read = manager.caller.get(&check).await.expect_status(200);
    assert_eq!(foot(&read["check"]), foot(&cart));
    assert_eq!(foot(&read["orders"][0]), foot(&cart));
    assert_eq!(foot(&read["saved"]), nothing);

    // The kitchen is told nothing of money.
    let board = json!(kitchen.board().await).to_string();
    assert!(board.contains(order["id"].as_str().unwrap()));
    assert!(
        !board.contains("tax") && !board.contains("to_pay"),
        "{board}"
    );

    // What is taken off is not taxed.
    let lines = order["lines"].as_array().unwrap();
    let glass = lines
        .iter()
        .find(|line| line["item_id"] == drink["id"])
        .unwrap();
    let path = format!(
        "orders/{}/lines/{}",
        order["id"].as_str().unwrap(),
        glass["id"].as_str().unwrap()
    );
    let void = json!({"status": "cancelled", "reason": "None left"});
    let voided = manager
        .caller
        .send(Method::PATCH, &manager.path(&path), &void)
        .await;
    voided.expect_status(200);
    let after = phone.snapshot().await;
    assert_eq!(foot(&after["check"]), on_top(2 * main, 0));
}

#[tokio::test]
async fn who_saw_other_taxes_is_asked_again_and_who_says_nothing_of_them_is_not() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    tax_so(&manager, true, gst()).await;
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 3).await;
    let total = minor(&cart["total"]);
    // Within the price, which is what is paid but for whole rupees.
    let half = nearest(total * 250, 10_500);
    let taxes = [("CGST", half), ("SGST", half)];
    let taxes = taxes.map(|(name, amount)| tax(name, 250, true, total - 2 * half, amount));
    assert_eq!(cart["taxes"], json!(taxes));
    assert_eq!(cart["to_pay"], inr(nearest(total, 100) * 100));

    // What is planned does not count yet; what counts at once does.
    let mut later = json!({"prices_include_tax": false, "from": "2099-01-01",
        "classes": [{"class": "standard", "taxes": [{"name": "GST", "rate_bp": 2_800}]}]});
    let path = manager.path("taxes");
    let planned = manager.caller.send(Method::PUT, &path, &later).await;
    planned.expect_status(200);
    assert_eq!(foot(&phone.cart().await), foot(&cart));
    later.as_object_mut().unwrap().remove("from");
    later["classes"][0]["taxes"][0]["rate_bp"] = json!(1_800);
    let at_once = manager.caller.send(Method::PUT, &path, &later).await;
    at_once.expect_status(200);

    let mut body = Phone::order_body(&cart);
    body["expected_to_pay"] = cart["to_pay"].clone();
    let refused = phone.try_order(&key(), &body).await;
    let refused = refused.refused(409, "prices_changed");
    let amount = nearest(total * 1_800, 10_000);
    assert_eq!(refused["total"], cart["total"]);
    assert_eq!(
        refused["cart"]["taxes"],
        json!([tax("GST", 1_800, false, total, amount)])
    );
    assert_eq!(refused["cart"]["to_pay"], inr(total + amount));
    body["expected_to_pay"] = refused["cart"]["to_pay"].clone();
    let order = phone.try_order(&key(), &body).await.expect_status(201);
    assert_eq!(order["to_pay"], inr(total + amount));

    // A page from before knows the total of the menu's prices only.
    let cart = phone.put("line-2", &dish, 1).await;
    let order = phone.order(&cart).await;
    assert_eq!(order["to_pay"], cart["to_pay"]);
    for wrong in [
        json!(1),
        json!([]),
        json!({"minor": "1", "currency": "INR"}),
    ] {
        let mut body = Phone::order_body(&cart);
        body["expected_to_pay"] = wrong;
        let refused = phone.try_order(&key(), &body).await;
        refused.refused(422, "validation");
    }
}

#[tokio::test]
async fn staff_see_what_is_to_be_paid_for_what_they_keep_and_send() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    tax_so(&manager, false, gst()).await;
    let once = |path: &str, body: &Value| {
        let request = manager.caller.request(Method::POST, path);
        salver_tests::Answer::to(request.header("idempotency-key", key()).json(body))
    };
    let opened = once(&manager.path("checks"), &json!({"kind": "pickup"})).await;
    let opened = opened.expect_status(201);
    let path = manager.path(&format!("checks/{}", opened["id"].as_str().unwrap()));
    let saved = format!("{path}/lines/line-1");
    let kept = manager
        .caller
        .send(Method::PUT, &saved, &dish.line(2))
        .await;
    let kept = kept.expect_status(200);
    let expected = on_top(minor(&kept["total"]), 0);
    assert_eq!(foot(&kept), expected);
    let taken = once(&format!("{path}/orders"), &json!({"action": "kot"})).await;
    let taken = taken.expect_status(201);
    assert_eq!(foot(&taken["order"]), expected);
    let read = manager.caller.get(&path).await.expect_status(200);
    assert_eq!(foot(&read["check"]), expected);
    // In a list there are no orders to make a bill of.
    let list = manager.caller.get(&manager.path("checks")).await;
    let list = list.expect_status(200);
    let mut checks = list["checks"].as_array().unwrap().iter();
    let listed = checks.find(|check| check["id"] == opened["id"]).unwrap();
    assert!(listed.get("to_pay").is_none(), "{list}");
    assert_eq!(listed["total"], kept["total"]);
}
