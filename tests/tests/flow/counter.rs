//! The counter over HTTP: each kind of check from its start to the table, the door or the window,
//! and each kind against everything that may be asked of it.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Dish, Socket, Stack, Staff, key};
use serde_json::{Value, json};

/// Sends a body once.
async fn once(staff: &Staff, path: &str, key: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

async fn open(staff: &Staff, body: &Value) -> Value {
    once(staff, "checks", &key(), body).await.expect_status(201)
}

fn meera() -> Value {
    json!({"name": "Meera", "phone": "+91 98450 12345", "address": "12 Lake Road\nthird floor"})
}

fn line(dish: &Dish, id: &str, quantity: u32) -> Value {
    let mut line = dish.line(quantity);
    line["id"] = json!(id);
    line
}

fn id(of: &Value) -> &str {
    of["id"].as_str().unwrap()
}

async fn take(staff: &Staff, check: &Value, action: &str, lines: &[Value]) -> Answer {
    let body = json!({"action": action, "lines": lines});
    once(
        staff,
        &format!("checks/{}/orders", id(check)),
        &key(),
        &body,
    )
    .await
}

async fn step(staff: &Staff, check: &Value, to: &Value) -> Answer {
    let path = staff.path(&format!("checks/{}", id(check)));
    staff.caller.send(Method::PATCH, &path, to).await
}

async fn read(staff: &Staff, check: &Value) -> Answer {
    let path = staff.path(&format!("checks/{}", id(check)));
    staff.caller.get(&path).await
}

/// An order goes through the kitchen to whoever waits for it.
async fn cook(cook: &Staff, waiter: &Staff, order: &Value) {
    for status in ["preparing", "ready"] {
        cook.move_order(order, status).await.expect_status(200);
    }
    waiter.move_order(order, "served").await.expect_status(200);
}

#[tokio::test]
async fn a_waiter_serves_a_table_beside_its_guests_without_its_pin() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let chef = stack.staff(Role::Cook).await;
    let table = &stack.tables[0];
    let check = open(&waiter, &json!({"kind": "dine_in", "table_id": table.id})).await;
    assert_eq!(
        (&check["kind"], &check["status"]),
        (&json!("dine_in"), &json!("saved"))
    );
    assert_eq!(check["waiter_id"], waiter.id.to_string());
    // It is the party that the floor shows, whose phones join by its PIN.
    let row = waiter.table(table).await;
    assert_eq!(row["session"]["id"], check["id"]);
    let pin = waiter.path(&format!("sessions/{}/pin", id(&check)));
    let pin = waiter.caller.get(&pin).await.expect_status(200);
    let party = salver_tests::Party {
        table: table.clone(),
        session: id(&check).to_owned(),
        pin: pin["pin"].as_str().unwrap().to_owned(),
    };
    let phone = party.join(&stack, "meera-phone").await;
    let own = phone.order(&phone.put("line-1", &dish, 1).await).await;

    take(&waiter, &check, "save", &[line(&dish, "w-1", 2)])
        .await
        .expect_status(201);
    assert_eq!(chef.board().await.len(), 1, "what is saved is not sent");
    let taken = take(&waiter, &check, "kot", &[line(&dish, "w-2", 1)]).await;
    let taken = taken.expect_status(201);
    let order = &taken["order"];
    let lines: Vec<_> = order["lines"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(lines, ["w-1", "w-2"]);
    assert_eq!(
        (&order["status"], &order["table_id"]),
        (&json!("accepted"), &json!(table.id))
    );
    assert_eq!(taken["saved"]["lines"], json!([]));
    // The guests see it on their bill, and whose it is.
    let seen = phone.snapshot().await;
    assert_eq!(seen["orders"].as_array().unwrap().len(), 2);
    assert_eq!(seen["orders"][1]["placed_by"]["name"], "Staff");
    assert_eq!(seen["check"]["total"]["minor"], 4 * dish.price);
    assert_eq!(chef.board().await.len(), 2);

    waiter.move_order(&own, "accepted").await.expect_status(200);
    cook(&chef, &waiter, &own).await;
    let seen = read(&waiter, &check).await.expect_status(200);
    assert_eq!(seen["check"]["status"], "sent_to_kitchen");
    cook(&chef, &waiter, order).await;
    let seen = read(&waiter, &check).await.expect_status(200);
    assert_eq!(seen["check"]["status"], "ready_to_bill");
    assert_eq!(seen["orders"].as_array().unwrap().len(), 2);
    let path = waiter.path("checks?kind=dine_in");
    let listed = waiter.caller.get(&path).await.expect_status(200);
    let mut listed = listed["checks"].as_array().unwrap().iter();
    let own = listed.find(|other| other["id"] == check["id"]).unwrap();
    assert_eq!(own["status"], "ready_to_bill");
    // One more round, and it is with the kitchen again.
    take(&waiter, &check, "kot", &[line(&dish, "w-3", 1)])
        .await
        .expect_status(201);
    let seen = read(&waiter, &check).await.expect_status(200);
    assert_eq!(seen["check"]["status"], "sent_to_kitchen");
    let wish = json!({"kind": "dine_in", "table_id": table.id});
    let taken = once(&waiter, "checks", &key(), &wish).await;
    taken.refused(409, "table_not_free");
    waiter.close(&party).await.expect_status(200);
    let late = take(&waiter, &check, "kot", &[line(&dish, "w-4", 1)]).await;
    late.refused(409, "session_closed");
}

#[tokio::test]
async fn a_pickup_goes_from_the_counter_to_the_window() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let chef = stack.staff(Role::Cook).await;
    let mut floor = Socket::open(&cashier.caller).await;
    let wish = json!({"kind": "pickup", "customer": {"name": "Omar", "phone": "12345"}});
    let check = open(&cashier, &wish).await;
    assert_eq!(check["name"], "Pickup 1");
    floor.event("check.changed", |told| told.is_null()).await;
    let order_key = key();
    let body = json!({"action": "kot", "lines": [line(&dish, "p-1", 2)], "note": "no cutlery"});
    let path = format!("checks/{}/orders", id(&check));
    let taken = once(&cashier, &path, &order_key, &body)
        .await
        .expect_status(201);
    let again = once(&cashier, &path, &order_key, &body)
        .await
        .expect_status(201);
    assert_eq!(taken, again);
    // The kitchen is told what it is and its number, and nothing of who fetches it.
    let board = chef.board().await;
    assert_eq!((board.len(), &board[0]["table"]), (1, &json!("Pickup 1")));
    let told = chef.caller.get(&chef.path("kitchen")).await.text;
    for hidden in ["Omar", "12345"] {
        assert!(!told.contains(hidden), "{hidden} in {told}");
    }
    let seen = read(&cashier, &check).await.expect_status(200);
    assert_eq!(
        seen["check"]["customer"],
        json!({"name": "Omar", "phone": "12345"})
    );
    cook(&chef, &cashier, &taken["order"]).await;
    let ready = json!({"status": "ready_for_pickup"});
    let moved = step(&cashier, &check, &ready).await.expect_status(200);
    assert_eq!(moved["status"], "ready_for_pickup");
    let problem = step(&cashier, &check, &ready)
        .await
        .refused(409, "illegal_transition");
    assert_eq!(problem["current"], "ready_for_pickup");
    // Its tables are as they were, and it stands on no floor.
    let floor = cashier
        .caller
        .get(&cashier.path("floor"))
        .await
        .expect_status(200);
    assert_eq!(floor["calls"], json!([]));
    assert!(!floor["sections"].to_string().contains("Pickup"));
    let path = cashier.path(&format!("sessions/{}", id(&check)));
    cashier.caller.get(&path).await.refused(404, "not_found");
    cashier
        .caller
        .get(&format!("{path}/pin"))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn a_delivery_goes_to_the_door_with_its_rider() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let chef = stack.staff(Role::Cook).await;
    let rider = stack.staff(Role::Rider).await;
    let wish = json!({"kind": "delivery", "customer": meera()});
    let check = open(&manager, &wish).await;
    let other = open(&manager, &wish).await;
    assert_eq!(
        [&check["name"], &other["name"]],
        ["Delivery 1", "Delivery 2"]
    );
    let taken = take(&manager, &check, "kot", &[line(&dish, "d-1", 1)]).await;
    let order = taken.expect_status(201)["order"].take();
    assert_eq!(chef.board().await[0]["table"], "Delivery 1");
    // A rider sees nothing before it is theirs.
    let list = rider.path("checks");
    let mine = rider.caller.get(&list).await.expect_status(200);
    assert_eq!(mine["checks"], json!([]));
    read(&rider, &check).await.refused(404, "not_found");
    step(&rider, &check, &json!({"status": "preparing"}))
        .await
        .refused(404, "not_found");
    // The floor tells who could bring it.
    let floor = manager.path("floor");
    let floor = manager.caller.get(&floor).await.expect_status(200);
    let mut riders = floor["riders"].as_array().unwrap().iter();
    assert!(riders.any(|one| one["id"] == json!(rider.id) && one["role"] == "rider"));
    let assigned = json!({"status": "preparing", "rider_id": rider.id.to_string()});
    step(&manager, &check, &assigned).await.expect_status(200);
    let mine = rider.caller.get(&list).await.expect_status(200);
    assert_eq!(mine["checks"].as_array().unwrap().len(), 1);
    assert_eq!(mine["checks"][0]["customer"], meera());
    // What is not theirs to do.
    step(&rider, &check, &json!({"rider_id": chef.id.to_string()}))
        .await
        .refused(403, "forbidden");
    take(&rider, &check, "kot", &[])
        .await
        .refused(403, "forbidden");
    cook(&chef, &manager, &order).await;
    for status in ["out_for_delivery", "delivered"] {
        let moved = step(&rider, &check, &json!({"status": status})).await;
        assert_eq!(moved.expect_status(200)["status"], status);
    }
    let late = take(&manager, &check, "kot", &[line(&dish, "d-2", 1)]).await;
    assert_eq!(
        late.refused(409, "illegal_transition")["current"],
        "delivered"
    );
    read(&rider, &other).await.refused(404, "not_found");
    // The record says who did what, and names no customer.
    let record = stack.record().await;
    let steps = record.iter().filter(|entry| entry["what"] == "check_moved");
    assert_eq!(steps.count(), 3);
    let record = json!(record).to_string();
    for hidden in ["Meera", "98450", "Lake Road"] {
        assert!(!record.contains(hidden), "{hidden} is on record");
    }
}

/// Every kind against everything that may be asked of a check: an effect, or a clear refusal.
#[tokio::test]
async fn every_kind_against_every_action() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let kinds = [
        json!({"kind": "dine_in", "table_id": stack.tables[0].id}),
        json!({"kind": "pickup"}),
        json!({"kind": "delivery", "customer": meera()}),
    ];
    for wish in kinds {
        let kind = wish["kind"].as_str().unwrap();
        let check = open(&waiter, &wish).await;
        let post = async |what: &str, body: Value| {
            let path = waiter.path(&format!("checks/{}/{what}", id(&check)));
            waiter.caller.post(&path, &body).await
        };
        take(&waiter, &check, "kot", &[])
            .await
            .refused(409, "cart_empty");
        take(&waiter, &check, "save", &[])
            .await
            .refused(422, "validation");
        let kept = take(&waiter, &check, "save", &[line(&dish, "a", 1)]).await;
        assert_eq!(kept.expect_status(201)["saved"]["lines"][0]["id"], "a");
        let held = post("hold", json!({})).await.expect_status(200);
        assert_eq!(held["on_hold"], true, "{kind}");
        if kind == "dine_in" {
            let row = waiter.table(&stack.tables[0]).await;
            assert_eq!(row["session"]["on_hold"], true, "the floor tells it too");
        }
        take(&waiter, &check, "kot", &[])
            .await
            .refused(409, "check_on_hold");
        let stale = post("resume", json!({"version": 1})).await;
        stale.refused(409, "version_conflict");
        post("resume", json!({"version": held["version"]}))
            .await
            .expect_status(200);
        let path = waiter.path(&format!("checks/{}/lines/a", id(&check)));
        let more = waiter.caller.send(Method::PUT, &path, &dish.line(3)).await;
        assert_eq!(more.expect_status(200)["lines"][0]["quantity"], 3);
        let gone = waiter.caller.delete(&path).await.expect_status(200);
        assert_eq!(gone["lines"], json!([]));
        let sent = take(&waiter, &check, "kot", &[line(&dish, "b", 1)]).await;
        sent.expect_status(201);
        take(&waiter, &check, "kot", &[line(&dish, "b", 1)])
            .await
            .refused(409, "cart_changed");
        // In a branch without a printer the browser prints it.
        let printed = take(&waiter, &check, "kot_print", &[line(&dish, "p", 1)]).await;
        assert_eq!(
            printed.expect_status(201)["print_jobs"][0]["printer_id"],
            "page"
        );
        // Bills and payments are operations of their own.
        for action in ["save_print", "checkout"] {
            let answer = take(&waiter, &check, action, &[line(&dish, "c", 1)]).await;
            answer.refused(422, "validation");
        }
        for status in [
            "saved",
            "sent_to_kitchen",
            "ready_to_bill",
            "billed",
            "paid",
        ] {
            let answer = step(&waiter, &check, &json!({"status": status})).await;
            answer.refused(409, "illegal_transition");
        }
        let steps = [
            "preparing",
            "out_for_delivery",
            "delivered",
            "ready_for_pickup",
        ];
        for status in steps {
            let rider = match kind {
                "delivery" => json!(waiter.id.to_string()),
                _ => Value::Null,
            };
            let answer = step(
                &waiter,
                &check,
                &json!({"status": status, "rider_id": rider}),
            )
            .await;
            let takes = match kind {
                "delivery" => status != "ready_for_pickup",
                "pickup" => status == "ready_for_pickup",
                _ => false,
            };
            match (takes, status) {
                (true, "delivered") | (true, _) => drop(answer.expect_status(200)),
                // It was brought: nobody else brings it.
                (false, _) if kind == "delivery" => assert!(matches!(answer.status, 409 | 422)),
                (false, _) => drop(answer.refused(409, "illegal_transition")),
            }
        }
    }
}

/// Save & Print as the page does it: an order and its bill with a key each, made of one. Sent
/// again after a lost answer or a second tap it is one order, one bill and one paper, and what is
/// taken away goes on from `billed`.
#[tokio::test]
async fn save_and_print_is_once_and_a_pickup_and_a_delivery_go_on_from_billed() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let steps: [(&str, Value, &[&str]); 3] = [
        ("dine_in", json!({"table_id": stack.tables[0].id}), &[]),
        ("pickup", json!({}), &["ready_for_pickup"]),
        (
            "delivery",
            json!({"customer": meera()}),
            &["preparing", "out_for_delivery", "delivered"],
        ),
    ];
    for (kind, mut body, steps) in steps {
        body["kind"] = json!(kind);
        let check = open(&cashier, &body).await;
        let one = key();
        let tap = async || {
            let path = format!("checks/{}/orders", id(&check));
            let order = json!({"action": "kot", "lines": [line(&dish, "a", 2)]});
            let sent = once(&cashier, &path, &one, &order).await.expect_status(201);
            let path = format!("checks/{}/bills", id(&check));
            let bill = format!("{one}-bill");
            let billed = once(&cashier, &path, &bill, &json!({"print": true})).await;
            (sent["order"]["id"].clone(), billed.expect_status(201))
        };
        let (order, billed) = tap().await;
        assert_eq!(billed["check"]["status"], "billed", "{kind}");
        assert_eq!(billed["print_jobs"][0]["printer_id"], "page", "no printer");
        assert_eq!(tap().await, (order, billed));
        let now = read(&cashier, &check).await.expect_status(200);
        assert_eq!(now["orders"].as_array().unwrap().len(), 1);
        assert_eq!(now["check"]["status"], "billed");
        assert!(now["check"]["billed_at"].is_string());
        let queue = cashier.caller.get(&cashier.path("print-jobs")).await;
        let queue = queue.expect_status(200);
        let papers = queue["jobs"].as_array().unwrap().iter();
        let papers = papers.filter(|job| job["printer_id"] == "page");
        let made = match kind {
            "dine_in" => 1,
            "pickup" => 2,
            _ => 3,
        };
        assert_eq!(papers.count(), made, "{kind}");

        for status in steps {
            let rider = match kind {
                "delivery" => json!(cashier.id.to_string()),
                _ => Value::Null,
            };
            let to = json!({"status": status, "rider_id": rider});
            let moved = step(&cashier, &check, &to).await.expect_status(200);
            assert_eq!(moved["status"], *status);
            assert!(moved["billed_at"].is_string(), "it is billed still");
        }
        let path = format!("checks/{}/checkout", id(&check));
        let paid = once(&cashier, &path, &key(), &json!({"method": "cash"})).await;
        let paid = paid.expect_status(201);
        let end = steps.last().unwrap_or(&"paid");
        assert_eq!(paid["check"]["status"], *end);
        assert!(paid["check"]["paid_at"].is_string());
    }
}
