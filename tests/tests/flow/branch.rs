//! What a manager runs the branch with: settings, name and address, the list of tables.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};

pub(crate) async fn settings(manager: &Staff) -> Value {
    let path = format!("/branches/{}", manager.branch);
    manager.caller.get(&path).await.expect_status(200)
}

async fn change(manager: &Staff, body: &Value) -> Answer {
    let path = format!("/branches/{}", manager.branch);
    manager.caller.send(Method::PATCH, &path, body).await
}

pub(crate) async fn cards(manager: &Staff) -> Value {
    let path = manager.path("cards");
    manager.caller.get(&path).await.expect_status(200)
}

pub(crate) async fn order(phone: &Phone, stack: &Stack, line: &str) -> Value {
    let dish = stack.menu().await.dish();
    let cart = phone.put(line, &dish, 1).await;
    phone.order(&cart).await
}

#[tokio::test]
async fn caps_and_the_length_of_pins_count_from_the_next_table_on() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let waiter = stack.staff(Role::Waiter).await;
    let first = waiter.open(&stack.tables[0], "family").await;
    let wish =
        json!({"pin_length": 6, "lines_per_order": 1, "orders_per_session": 1, "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    let seen = [
        "pin_length",
        "lines_per_order",
        "orders_per_session",
        "lines_per_session",
    ]
    .map(|name| changed[name].clone());
    assert_eq!(seen, [6, 1, 1, 1000]);
    assert_eq!(first.pin.len(), 4);
    let dish = stack.menu().await.dish();
    let old = first.join(&stack, "phone-one").await;
    old.put("line-1", &dish, 1).await;
    old.put("line-2", &dish, 1).await;
    let second = waiter.open(&stack.tables[1], "family").await;
    assert_eq!(second.pin.len(), 6);
    let phone = second.join(&stack, "phone-two").await;
    order(&phone, &stack, "line-1").await;
    let cart = phone.put("line-2", &dish, 1).await;
    let body = Phone::order_body(&cart);
    Answer::to(phone.ordering(&key(), &body))
        .await
        .refused(409, "session_order_limit");

    for (field, value) in [
        ("pin_length", json!(3)),
        ("pin_length", json!(7)),
        ("orders_per_session", json!(0)),
        ("orders_per_window", json!(61)),
        ("lines_per_order", json!(61)),
        ("lines_per_session", json!(1001)),
    ] {
        let refused = change(&manager, &json!({field: value}))
            .await
            .refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    change(&manager, &json!({"pin_length": 5, "version": 1}))
        .await
        .refused(409, "version_conflict");
    change(&waiter, &json!({"pin_length": 5}))
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn settings_count_from_the_next_order_on_and_pages_hear_of_them() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let before = settings(&manager).await;
    assert_eq!(
        before,
        json!({
            "id": stack.branch, "name": "Lake Road", "address": "12 Lake Road\nKolkata 700029", "upi_id": "lanes.lakeroad@example",
            "legal_name": "", "invoice_prefix": "", "invoice_footer": "", "calling_code": "", "brand": "The Marigold Tram",
            "currency": "INR", "smallest_coin": 1,
            "auto_accept": false, "urgent_minutes": 10, "critical_minutes": 15,
            "table_list": true, "opening_hours": {"week": [], "closed_on": []}, "time_zone": "Asia/Kolkata", "closing_hour": 4,
            "pin_length": 4, "orders_per_session": 100, "orders_per_window": 10,
            "lines_per_order": 40, "lines_per_session": 1000,
            "message_via": "by_hand", "message_order_confirmed": false,
            "message_out_for_delivery": false, "message_bill": false,
            "version": 1,
        })
    );
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    assert_eq!(order(&phone, &stack, "line-1").await["status"], "placed");

    let mut floor = Socket::open(&waiter.caller).await;
    let wish = json!({"auto_accept": true, "urgent_minutes": 3, "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    assert_eq!(
        (
            &changed["auto_accept"],
            &changed["urgent_minutes"],
            &changed["version"]
        ),
        (&json!(true), &json!(3), &json!(2))
    );
    assert_eq!(settings(&manager).await, changed);
    // The process that took the first order takes the second one otherwise.
    assert_eq!(order(&phone, &stack, "line-2").await["status"], "accepted");
    floor
        .event("stock.changed", |stock| stock["profile_version"] == 2)
        .await;
    let board = manager.caller.get(&manager.path("kitchen")).await;
    let board = board.expect_status(200);
    assert_eq!(
        (
            &board["branch"]["urgent_minutes"],
            &board["branch"]["critical_minutes"]
        ),
        (&json!(3), &json!(15)),
        "{board}"
    );
    let shown = waiter.caller.get(&waiter.path("floor")).await;
    assert_eq!(shown.expect_status(200)["branch"]["auto_accept"], true);

    // What is so already moves nothing.
    let again = change(&manager, &json!({"auto_accept": true})).await;
    assert_eq!(again.expect_status(200), changed);
}

/// Two times of a Monday, of which the second one begins at `again`.
fn hours(opens: &str, closes: &str, again: &str) -> Value {
    json!({
        "week": [
            {"day": "monday", "opens": opens, "closes": closes},
            {"day": "monday", "opens": again, "closes": "17:00"},
        ],
        "closed_on": [],
    })
}

#[tokio::test]
async fn bad_settings_are_refused_and_change_nothing() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let before = settings(&manager).await;
    for (body, field) in [
        (json!({}), "body"),
        (json!({"version": 1}), "body"),
        (json!({"urgent_minutes": 0}), "urgent_minutes"),
        (
            json!({"urgent_minutes": 241, "critical_minutes": 300}),
            "urgent_minutes",
        ),
        (json!({"urgent_minutes": 15}), "urgent_minutes"),
        (json!({"critical_minutes": 10}), "critical_minutes"),
        (json!({"critical_minutes": 481}), "critical_minutes"),
        (json!({"urgent_minutes": -1}), "urgent_minutes"),
        (json!({"urgent_minutes": 1.5}), "urgent_minutes"),
        (json!({"auto_accept": "yes"}), "auto_accept"),
        (
            json!({"opening_hours": hours("12:00", "15:00", "14:59")}),
            "opening_hours.week",
        ),
        (
            json!({"opening_hours": hours("12:00", "24:00", "16:00")}),
            "opening_hours.week[0].closes",
        ),
        (
            json!({"opening_hours": {"week": [], "closed_on": ["25.12.2026"]}}),
            "opening_hours.closed_on[0]",
        ),
        (json!({"opening_hours": {"week": []}}), "opening_hours"),
        (json!({"auto_accept": true, "currency": "EUR"}), "currency"),
        (json!({"name": ""}), "name"),
        (json!({"name": " \u{200b} "}), "name"),
        (json!({"name": "x".repeat(61)}), "name"),
        (json!({"address": "1\n2\n3\n4\n5\n6"}), "address"),
        (json!({"address": "x".repeat(301)}), "address"),
        (json!({"address": "a\u{202E}b"}), "address"),
        (json!({"address": 12}), "address"),
        (json!({"upi_id": "lakeroad"}), "upi_id"),
        (json!({"upi_id": "lakeroad@okbank&am=1"}), "upi_id"),
        (json!({"time_zone": "Asia/Kolkatta"}), "time_zone"),
        (json!({"time_zone": "UTC+5"}), "time_zone"),
        (json!({"time_zone": 5}), "time_zone"),
        (json!({"closing_hour": 24}), "closing_hour"),
        (json!({"closing_hour": "4"}), "closing_hour"),
        // Not one of several is taken.
        (
            json!({"name": "Mill Lane", "time_zone": "Mars/Base"}),
            "time_zone",
        ),
    ] {
        let refused = change(&manager, &body).await.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{body}");
    }
    let stale = json!({"table_list": false, "version": 9});
    let refused = change(&manager, &stale).await;
    assert_eq!(refused.refused(409, "version_conflict")["version"], 1);
    assert_eq!(settings(&manager).await, before);
}

/// What was said of the branch at set-up is put right: on every page, on its cards and for the
/// day that the next order counts for.
#[tokio::test]
async fn a_branch_gets_another_name_and_another_clock() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    order(&phone, &stack, "line-1").await;
    let figures = async || {
        let answer = manager.caller.get(&manager.path("figures")).await;
        answer.expect_status(200)
    };
    let before = figures().await["business_day"].clone();

    // With this clock and this hour it is always an earlier day than in India at four.
    let wish = json!({
        "name": " Mill Lane ", "time_zone": "pacific/pago_pago", "closing_hour": 23, "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    assert_eq!(
        changed,
        json!({
            "id": stack.branch, "name": "Mill Lane", "address": "12 Lake Road\nKolkata 700029", "upi_id": "lanes.lakeroad@example",
            "legal_name": "", "invoice_prefix": "", "invoice_footer": "", "calling_code": "", "brand": "The Marigold Tram",
            "currency": "INR", "smallest_coin": 1,
            "auto_accept": false, "urgent_minutes": 10, "critical_minutes": 15,
            "table_list": true, "opening_hours": {"week": [], "closed_on": []},
            "time_zone": "Pacific/Pago_Pago", "closing_hour": 23,
            "pin_length": 4, "orders_per_session": 100, "orders_per_window": 10,
            "lines_per_order": 40, "lines_per_session": 1000, "version": 2,
            "message_via": "by_hand", "message_order_confirmed": false,
            "message_out_for_delivery": false, "message_bill": false,
        })
    );
    assert_eq!(settings(&manager).await, changed);
    let shown = figures().await;
    let today = shown["business_day"].as_str().unwrap();
    assert!(today < before.as_str().unwrap(), "{today} {before}");
    assert_eq!(shown["branch"]["time_zone"], "Pacific/Pago_Pago");

    // The process that numbered the first order by the old clock numbers this one by the new.
    let counter = format!("COUNT#ORDER#{today}");
    let is_numbered = async || stack.dump().await.keys().any(|key| key.contains(&counter));
    assert!(!is_numbered().await);
    order(&phone, &stack, "line-2").await;
    assert!(is_numbered().await);

    // What is so already moves nothing, in whatever case it is written.
    let again = json!({"name": "Mill Lane", "time_zone": "Pacific/Pago_pago"});
    assert_eq!(change(&manager, &again).await.expect_status(200), changed);
    let table = format!("/tables/{}", stack.tables[0].code);
    let table = stack.nobody().get(&table).await.expect_status(200);
    assert_eq!(
        (&table["branch"]["name"], &table["branch"]["time_zone"]),
        (&json!("Mill Lane"), &json!("Pacific/Pago_Pago"))
    );
    assert_eq!(cards(&manager).await["branch"], changed);
    // Where people choose among their branches it is called so too.
    let listed = manager.caller.request(Method::GET, "/auth/branches");
    let listed = listed.header("cookie", format!("salver_refresh={}", manager.refresh));
    let listed = Answer::to(listed).await;
    assert_eq!(
        listed.expect_status(200)["branches"][0]["name"],
        "Mill Lane"
    );
    let entry = stack.record().await;
    let entry = entry
        .iter()
        .find(|entry| entry["what"] == "settings_changed");
    assert_eq!(
        entry.unwrap()["details"],
        json!({
            "name": "Lake Road -> Mill Lane", "closing_hour": "4 -> 23",
            "time_zone": "Asia/Kolkata -> Pacific/Pago_Pago",
        })
    );
}

/// Where the branch is stands below its menu, for who came by a link and for who sits there.
#[tokio::test]
async fn guests_read_where_the_branch_is_until_its_manager_takes_that_away() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let nobody = stack.nobody();
    let table = async || {
        let path = format!("/tables/{}", stack.tables[0].code);
        nobody.get(&path).await.expect_status(200)["branch"].clone()
    };
    let page = async || {
        let request = nobody.to(Method::GET, &format!("/m/{}", stack.branch));
        request.send().await.unwrap().text().await.unwrap()
    };
    let tag = page().await.matches("<address").count();
    assert_eq!(tag, 1, "the demo says where it is");

    let wish = json!({"address": " 1 Mill <Lane> \n\n Pune \u{200b}", "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    assert_eq!(changed["address"], "1 Mill <Lane>\nPune");
    assert_eq!(table().await["address"], "1 Mill <Lane>\nPune");
    assert!(
        page()
            .await
            .contains(">1 Mill &lt;Lane&gt;\nPune</address>")
    );
    // Written otherwise it is the same, and moves nothing.
    let again = change(&manager, &json!({"address": "1 Mill <Lane>\n \nPune"})).await;
    assert_eq!(again.expect_status(200), changed);

    let gone = change(&manager, &json!({"address": ""})).await;
    assert_eq!(gone.expect_status(200)["address"], "");
    assert_eq!(table().await.get("address"), None);
    assert!(!page().await.contains("<address"));
    let record = stack.record().await;
    let noted = record.iter().filter(|e| e["what"] == "settings_changed");
    let details: Vec<_> = noted.map(|e| e["details"]["address"].clone()).collect();
    let steps = [
        "12 Lake Road, Kolkata 700029 -> 1 Mill <Lane>, Pune",
        "1 Mill <Lane>, Pune -> none",
    ];
    assert_eq!(details, steps);
}

#[tokio::test]
async fn tables_are_listed_only_where_the_branch_wants_it() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let path = format!("/branches/{}/tables", stack.branch);
    let list = stack.nobody().get(&path).await.expect_status(200);
    assert_eq!(list["branch"]["name"], "Lake Road");
    let sections = list["sections"].as_array().unwrap();
    let tables: Vec<&Value> = sections
        .iter()
        .flat_map(|section| section["tables"].as_array().unwrap())
        .collect();
    let codes: Vec<&str> = tables.iter().map(|t| t["code"].as_str().unwrap()).collect();
    let expected: Vec<&str> = stack.tables.iter().map(|t| t.code.as_str()).collect();
    assert_eq!(codes, expected);
    assert!(
        tables.iter().all(|t| t.as_object().unwrap().len() == 2),
        "name and code only"
    );

    change(&manager, &json!({"table_list": false}))
        .await
        .expect_status(200);
    let refused = stack.nobody().get(&path).await.refused(403, "forbidden");
    assert!(!refused.to_string().contains(codes[0]));
    for branch in ["no-such-branch", "x_y", "%23"] {
        let path = format!("/branches/{branch}/tables");
        stack.nobody().get(&path).await.refused(404, "not_found");
    }
    // The codes themselves lead on as before.
    let by_code = format!("/tables/{}", codes[0]);
    stack.nobody().get(&by_code).await.expect_status(200);
}

/// Whoever takes the money shows a code that pays the branch: at which address, its manager says.
#[tokio::test]
async fn where_the_branch_is_paid_by_upi_is_told_to_whoever_takes_the_money() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let cashier = stack.staff(Role::Cashier).await;
    let floor = async || {
        let told = cashier.caller.get(&cashier.path("floor")).await;
        told.expect_status(200)["branch"]["upi_id"].clone()
    };
    assert_eq!(floor().await, "lanes.lakeroad@example");
    let wish = json!({"upi_id": " lakeroad@okbank ", "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    assert_eq!(changed["upi_id"], "lakeroad@okbank");
    assert_eq!(floor().await, "lakeroad@okbank");
    let gone = change(&manager, &json!({"upi_id": ""})).await;
    assert_eq!(gone.expect_status(200)["upi_id"], "");
    assert_eq!(floor().await, json!(null));
    let record = stack.record().await;
    let details = |entry: &&serde_json::Value| entry["what"] == "settings_changed";
    let noted = record.iter().filter(details).count();
    assert_eq!(noted, 2);
}
