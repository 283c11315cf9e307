//! A house makes its tables: from none to the first party, and every change after it.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, Coded, Party, Socket, Stack, Staff, Tenant, key};
use serde_json::{Value, json};

async fn try_make(manager: &Staff, body: &Value, key: &str) -> Answer {
    let request = manager
        .caller
        .request(Method::POST, &manager.path("tables"));
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

async fn make(manager: &Staff, body: &Value) -> Vec<Value> {
    let made = try_make(manager, body, &key()).await.expect_status(201);
    made["tables"].as_array().unwrap().clone()
}

async fn change(manager: &Staff, table: &str, body: &Value) -> Answer {
    let path = manager.path(&format!("tables/{table}/plan"));
    manager.caller.send(Method::PATCH, &path, body).await
}

async fn rename(manager: &Staff, section: &str, name: &str) -> Answer {
    let path = manager.path(&format!("sections/{section}"));
    let body = json!({"name": name});
    manager.caller.send(Method::PATCH, &path, &body).await
}

async fn remove(manager: &Staff, table: &str) -> Answer {
    let path = manager.path(&format!("tables/{table}"));
    manager.caller.delete(&path).await
}

fn id(made: &Value) -> &str {
    made["id"].as_str().unwrap()
}

/// Sections with the names of their tables, as the floor shows them.
async fn floor(caller: &Caller, branch: &str) -> Vec<(String, Vec<String>)> {
    let path = format!("/branches/{branch}/floor");
    let floor = caller.get(&path).await.expect_status(200);
    let text = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let sections = floor["sections"].as_array().unwrap().iter();
    let tables = |section: &Value| {
        section["tables"]
            .as_array()
            .unwrap()
            .iter()
            .map(text)
            .collect()
    };
    sections
        .map(|section| (text(section), tables(section)))
        .collect()
}

/// The card of a table.
async fn card(manager: &Staff, table: &str) -> Option<Value> {
    let sheet = manager.caller.get(&manager.path("cards")).await;
    let sheet = sheet.expect_status(200);
    let mut cards = sheet["cards"].as_array().unwrap().iter();
    cards.find(|card| card["id"] == table).cloned()
}

fn range(numbers: std::ops::RangeInclusive<u32>, prefix: &str) -> Vec<String> {
    numbers.map(|number| format!("{prefix}{number}")).collect()
}

#[tokio::test]
async fn a_house_from_nothing_seats_a_party_at_tables_that_it_made() {
    let stack = Stack::start_empty().await;
    let nobody = stack.nobody();
    let wish = json!({
        "code": stack.code_of_set_up(),
        "account": {"name": "Vera", "login": "vera@lane.example", "password": "four plain words"},
        "brand": {"name": "The Lanes"},
        "branch": {
            "name": "Lake Road", "currency": "INR", "time_zone": "Asia/Kolkata", "closing_hour": 4,
        },
    });
    let done = nobody.post("/set-up", &wish).await.expect_status(201);
    let owner = nobody.with_token(done["access_token"].as_str().unwrap());
    let branch = done["branch"]["id"].as_str().unwrap();
    assert_eq!(floor(&owner, branch).await, []);

    // "12 in the hall, 6 outside".
    let path = format!("/branches/{branch}/tables");
    for body in [
        json!({"section": "Hall", "count": 12}),
        json!({"section": "Outside", "count": 6, "prefix": "O", "seats": 2}),
    ] {
        let request = owner.request(Method::POST, &path).json(&body);
        let made = Answer::to(request.header("idempotency-key", key())).await;
        assert_eq!(
            made.header("location"),
            format!("/api/v1/branches/{branch}/cards")
        );
        made.expect_status(201);
    }
    let expected = [
        ("Hall".to_owned(), range(1..=12, "")),
        ("Outside".to_owned(), range(1..=6, "O")),
    ];
    assert_eq!(floor(&owner, branch).await, expected);

    let cards = owner.get(&format!("/branches/{branch}/cards")).await;
    let card = cards.expect_status(200)["cards"][12].clone();
    assert_eq!(
        (&card["name"], &card["section"], &card["seats"]),
        (&json!("O1"), &json!("Outside"), &json!(2))
    );
    let open = format!("{path}/{}/open", id(&card));
    let opened = owner.post(&open, &json!({"mode": "family"})).await;
    let opened = opened.expect_status(201);
    let party = Party {
        table: Coded {
            id: id(&card).to_owned(),
            code: card["code"].as_str().unwrap().to_owned(),
        },
        session: opened["session"]["id"].as_str().unwrap().to_owned(),
        pin: opened["pin"].as_str().unwrap().to_owned(),
    };
    party.join(&stack, "phone-one").await;
}

#[tokio::test]
async fn tables_are_made_once_by_their_key_and_go_on_counting() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let mut screen = Socket::open(&waiter.caller).await;
    let (body, intent) = (json!({"section": "Roof", "count": 2, "prefix": "R"}), key());
    let made = try_make(&manager, &body, &intent).await.expect_status(201);
    let again = try_make(&manager, &body, &intent).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect_status(201), made);
    let other = json!({"section": "Roof", "count": 3, "prefix": "R"});
    let other = try_make(&manager, &other, &intent).await;
    other.refused(422, "idempotency_key_reused");
    let keyless = manager.caller.post(&manager.path("tables"), &body).await;
    keyless.refused(400, "idempotency_key_missing");
    // The floor that is open hears of it, and sees them when it looks again.
    let told = screen.event("plan.changed", |_| true).await;
    assert_eq!(told.get("data"), None);
    // The section by its name, however it is written; numbers go on.
    let more = make(
        &manager,
        &json!({"section": "ROOF", "count": 1, "prefix": "r"}),
    )
    .await;
    assert_eq!(more[0]["section_id"], made["tables"][0]["section_id"]);
    let seen = floor(&waiter.caller, &stack.branch).await;
    let roof = (
        String::from("Roof"),
        ["R1", "R2", "r3"].map(String::from).to_vec(),
    );
    assert_eq!(seen.last(), Some(&roof));
    // Who picks from the list finds them as well.
    let list = stack.nobody().get(&manager.path("tables")).await;
    let list = list.expect_status(200);
    let last = list["sections"].as_array().unwrap().last().unwrap();
    assert_eq!(last["tables"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn bad_wishes_are_refused_by_their_field_and_change_nothing() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let before = floor(&manager.caller, &stack.branch).await;
    for (body, field) in [
        (json!({"section": "Roof", "count": 0}), "count"),
        (json!({"section": "Roof", "count": 41}), "count"),
        (json!({"section": "Roof", "count": 1.5}), "count"),
        (json!({"section": " ", "count": 1}), "section"),
        (json!({"section": "a\u{202E}b", "count": 1}), "section"),
        (json!({"section": "x".repeat(61), "count": 1}), "section"),
        (json!({"section": "Roof", "count": 1, "seats": 0}), "seats"),
        (
            json!({"section": "Roof", "count": 1, "seats": 100}),
            "seats",
        ),
        (
            json!({"section": "Roof", "count": 1, "prefix": "x".repeat(13)}),
            "prefix",
        ),
        (
            json!({"section": "Roof", "count": 1, "prefix": "x".repeat(12)}),
            "prefix",
        ),
        (
            json!({"section": "Roof", "count": 1, "status": "occupied"}),
            "status",
        ),
    ] {
        let refused = try_make(&manager, &body, &key()).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{body}: {refused}");
    }
    let table = &stack.tables[0];
    for (body, field) in [
        (json!({}), "body"),
        (json!({"name": ""}), "name"),
        (json!({"name": "h2"}), "name"),
        (json!({"seats": 0}), "seats"),
        (json!({"code": "7KQ2M9XH"}), "code"),
    ] {
        let refused = change(&manager, &table.id, &body).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{body}: {refused}");
    }
    let others = rename(&manager, "hall", &before[1].0).await;
    assert_eq!(
        others.refused(422, "validation")["errors"][0]["field"],
        "name"
    );
    let none = "no-such-one";
    change(&manager, none, &json!({"seats": 2}))
        .await
        .refused(404, "not_found");
    rename(&manager, none, "Roof")
        .await
        .refused(404, "not_found");
    remove(&manager, none).await.refused(404, "not_found");
    assert_eq!(floor(&manager.caller, &stack.branch).await, before);
}

#[tokio::test]
async fn a_party_keeps_its_table_s_name_until_it_leaves() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let table = &stack.tables[0];
    let party = waiter.open(table, "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let wish = json!({"name": "Window", "seats": 8, "section": "Bay"});
    let changed = change(&manager, &table.id, &wish).await.expect_status(200);
    assert_eq!(
        (&changed["name"], &changed["seats"], &changed["section"]),
        (&json!("Window"), &json!(8), &json!("Bay"))
    );
    let renamed = rename(
        &manager,
        changed["section_id"].as_str().unwrap(),
        "Bay side",
    )
    .await;
    assert_eq!(
        renamed.expect_status(200)["tables"][0]["section"],
        "Bay side"
    );
    // On the floor as on its tickets, while it sits there; the card to print says the new name.
    assert_eq!(waiter.table(table).await["name"], "H1");
    let dish = stack.menu().await.dish();
    let order = phone.order(&phone.put("line-1", &dish, 1).await).await;
    let board = waiter
        .caller
        .get(&waiter.path("floor"))
        .await
        .expect_status(200);
    let ours = |o: &&Value| o["id"] == order["id"];
    let ours = board["orders"]
        .as_array()
        .unwrap()
        .iter()
        .find(ours)
        .unwrap()
        .clone();
    assert_eq!(ours["table"], "H1", "{ours}");
    let printed = card(&manager, &table.id).await.unwrap();
    assert_eq!(
        (&printed["name"], &printed["code"]),
        (&json!("Window"), &json!(table.code))
    );
    waiter.close(&party).await.expect_status(200);
    let free = waiter.table(table).await;
    assert_eq!(
        (&free["name"], &free["seats"]),
        (&json!("Window"), &json!(8))
    );
    // In its new section, behind the others.
    let seen = floor(&waiter.caller, &stack.branch).await;
    assert_eq!(
        seen.last(),
        Some(&("Bay side".to_owned(), vec!["Window".to_owned()]))
    );
    let again = change(&manager, &table.id, &wish).await.expect_status(200);
    assert_eq!(
        again["section"], "Bay",
        "a section that is not there is made"
    );
}

#[tokio::test]
async fn a_table_goes_with_its_card_but_never_from_under_a_party() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let nobody = stack.nobody();
    let table = &stack.tables[0];
    let party = waiter.open(table, "family").await;
    let phone = party.join(&stack, "phone-one").await;
    remove(&manager, &table.id)
        .await
        .refused(409, "table_not_free");
    phone.snapshot().await;
    waiter.close(&party).await.expect_status(200);
    let booked = json!({"status": "booked"});
    waiter.move_table(table, &booked).await.expect_status(200);
    remove(&manager, &table.id)
        .await
        .refused(409, "table_not_free");
    let free = json!({"status": "free"});
    waiter.move_table(table, &free).await.expect_status(200);

    let mut screen = Socket::open(&waiter.caller).await;
    let gone = remove(&manager, &table.id).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    screen.event("plan.changed", |_| true).await;
    let path = format!("/tables/{}", table.code);
    for path in [path.clone(), format!("{path}/menu")] {
        nobody.get(&path).await.refused(404, "not_found");
    }
    let late = party.try_join(&stack, "phone-two", &party.pin).await;
    late.refused(404, "not_found");
    let open = manager.path(&format!("tables/{}/open", table.id));
    let open = manager.caller.post(&open, &json!({"mode": "family"})).await;
    open.refused(404, "not_found");
    assert_eq!(card(&manager, &table.id).await, None);
    let seen = floor(&waiter.caller, &stack.branch).await;
    assert!(!seen[0].1.contains(&"H1".to_owned()), "{seen:?}");
    remove(&manager, &table.id).await.refused(404, "not_found");
    // Its name is free again.
    let made = make(
        &manager,
        &json!({"section": "Bar", "count": 1, "prefix": "X"}),
    )
    .await;
    let named = change(&manager, id(&made[0]), &json!({"name": "H1"})).await;
    assert_eq!(named.expect_status(200)["name"], "H1");
}

#[tokio::test]
async fn nobody_plans_another_house_s_floor() {
    let stack = Stack::start().await;
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let owner = tenant.staff(&stack, Role::Owner).await;
    let before = floor(&stack.staff(Role::Waiter).await.caller, &stack.branch).await;
    let made = make(&owner, &json!({"section": "Roof", "count": 1})).await;
    // A table of theirs has no place in ours, nor ours in theirs: the tables of the demo have
    // the same IDs in both houses, so what they change is their own.
    remove(&owner, &stack.tables[0].id).await.expect_status(204);
    let mut abroad = owner.clone();
    abroad.branch.clone_from(&stack.branch);
    let body = json!({"section": "Roof", "count": 1});
    try_make(&abroad, &body, &key())
        .await
        .refused(404, "not_found");
    remove(&abroad, &stack.tables[0].id)
        .await
        .refused(404, "not_found");
    rename(&abroad, "hall", "Theirs")
        .await
        .refused(404, "not_found");
    remove(&abroad, id(&made[0]))
        .await
        .refused(404, "not_found");
    let waiter = stack.staff(Role::Waiter).await;
    assert_eq!(floor(&waiter.caller, &stack.branch).await, before);
    let code = format!("/tables/{}", stack.tables[0].code);
    stack.nobody().get(&code).await.expect_status(200);
}
