//! A branch whose kitchen has other places than the brand's menu says: its dishes go there, and
//! no other branch notices.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Stack, Staff, key};
use serde_json::{Value, json};

use crate::branches::{at, find, items, line, make, menu, own_menu, phone_at, say};

/// The dishes on the kitchen's board, by order: whole, or one station's.
async fn board(staff: &Staff, station: Option<&str>) -> Vec<Vec<String>> {
    let query = station.map_or_else(String::new, |station| format!("?station={station}"));
    let path = staff.path(&format!("kitchen{query}"));
    let board = staff.caller.get(&path).await.expect_status(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let dishes = |order: &Value| {
        let lines = order["lines"].as_array().unwrap().iter();
        lines.map(|line| text(&line["item_id"])).collect()
    };
    let orders = board["orders"].as_array().unwrap();
    orders.iter().map(dishes).collect()
}

/// The stations from which a screen of the kitchen can choose.
async fn stations(staff: &Staff) -> Vec<String> {
    let board = staff.caller.get(&staff.path("kitchen")).await;
    ids(&board.expect_status(200)["stations"])
}

fn ids(all: &Value) -> Vec<String> {
    let ids = all.as_array().unwrap().iter();
    ids.map(|one| one["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn order(phone: &Phone, dish: &str) {
    let cart = phone.put(&key(), &line(dish), 1).await;
    let order = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    order.expect_status(201);
}

async fn publish(owner: &Staff, commands: Value) {
    let path = owner.path("menu/draft/commands");
    let edit = owner.caller.request(Method::POST, &path);
    let edit = edit.header("idempotency-key", key());
    let edited = Answer::to(edit.json(&json!({"commands": commands}))).await;
    let version = json!({"draft_version": edited.expect_status(201)["version"]});
    let path = owner.path("menu/publish");
    let published = owner.caller.post(&path, &version).await;
    published.expect_status(201);
}

/// Each dish of a branch is made at a station that its kitchen has.
async fn nothing_hangs_in_the_air(stack: &Stack, branch: &str) {
    let sold = menu(stack, branch).await;
    let there = ids(&sold["stations"]);
    for item in items(&sold) {
        let station = item["station"].as_str();
        assert!(
            station.is_none_or(|at| there.iter().any(|id| id == at)),
            "{item}"
        );
    }
}

#[tokio::test]
async fn a_branch_makes_the_tandoor_s_dishes_at_a_place_of_its_own_and_no_other_branch_does() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let made = make(&owner, &key(), "Harbour").await.expect_status(201);
    let branch = made["id"].as_str().unwrap();
    let there = at(&stack, &owner, Role::Owner, branch).await;
    let step = json!({"minor": 50, "currency": "EUR"});
    let fill = json!({"do": "fill_prices", "factor": "0.01", "step": step});
    say(&there, json!([fill])).await.expect_status(200);
    let usual = stations(&owner).await;
    assert_eq!(stations(&there).await, usual);

    // One kitchen for all that goes to the tandoor, and for one dish of another station.
    let moved = json!([
        {"do": "add_station", "id": "quay", "name": "Quay kitchen"},
        {"do": "make_at", "id": "tandoor", "station": "quay"},
        {"do": "make_item_at", "id": "vada-pav", "station": "quay"},
    ]);
    let said = say(&there, moved.clone()).await.expect_status(200);
    assert_eq!(
        say(&there, moved).await.expect_status(200)["version"],
        said["version"]
    );
    let told = said["stations"].as_array().unwrap();
    assert!(told.contains(&json!({
        "id": "tandoor", "name": "Tandoor", "own": false, "made_at": "quay"})));
    assert!(told.contains(&json!({"id": "quay", "name": "Quay kitchen", "own": true})));
    let vada = find(&said, "vada-pav").unwrap();
    assert_eq!(
        (&vada["station"], &vada["own_station"]),
        (&json!("griddle"), &json!("quay"))
    );
    let mut here = usual.clone();
    here.retain(|id| id != "tandoor");
    here.push("quay".to_owned());
    assert_eq!(stations(&there).await, here);
    assert_eq!(stations(&owner).await, usual);
    nothing_hangs_in_the_air(&stack, branch).await;

    // Guests order the same at both.
    let (phone, _) = phone_at(&stack, &there).await;
    let party = owner.open(&stack.tables[0], "family").await;
    let home = party.join(&stack, "phone-home").await;
    for dish in ["butter-roti", "vada-pav", "jeera-rice"] {
        order(&phone, dish).await;
        order(&home, dish).await;
    }
    assert_eq!(
        board(&there, Some("quay")).await,
        [["butter-roti"], ["vada-pav"]]
    );
    assert_eq!(board(&there, Some("curry")).await, [["jeera-rice"]]);
    let path = there.path("kitchen?station=tandoor");
    let gone = there.caller.get(&path).await.refused(422, "validation");
    assert_eq!(gone["errors"][0]["field"], "station");
    assert_eq!(board(&owner, Some("tandoor")).await, [["butter-roti"]]);
    assert_eq!(board(&owner, Some("griddle")).await, [["vada-pav"]]);
    let path = owner.path("kitchen?station=quay");
    owner.caller.get(&path).await.refused(422, "validation");

    // The place is taken away: the brand's stations are back. What was sent to it is still to be
    // cooked, and every screen has it.
    let removed = json!([{"do": "remove_station", "id": "quay"}]);
    say(&there, removed).await.expect_status(200);
    assert_eq!(stations(&there).await, usual);
    let sold = menu(&stack, branch).await;
    assert_eq!(find(&sold, "butter-roti").unwrap()["station"], "tandoor");
    assert_eq!(find(&sold, "vada-pav").unwrap()["station"], "griddle");
    order(&phone, "butter-roti").await;
    let sent = [vec!["butter-roti".to_owned()], vec!["vada-pav".to_owned()]];
    assert_eq!(board(&there, Some("wok")).await, sent);
    let all = [&sent[..], &[vec!["butter-roti".to_owned()]]].concat();
    assert_eq!(board(&there, Some("tandoor")).await, all);
    assert_eq!(board(&there, None).await.len(), 4);
}

#[tokio::test]
async fn own_stations_are_put_in_order_and_the_kitchen_s_screens_have_it() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let brands = stations(&manager).await;
    let add = |id: &str, name: &str| json!({"do": "add_station", "id": id, "name": name});
    let three = json!([
        add("one", "Main"),
        add("two", "Back"),
        add("three", "Pantry")
    ]);
    say(&manager, three).await.expect_status(200);
    let order = async |wanted: [&str; 3]| {
        let wanted = [&brands[..], &wanted.map(str::to_owned)].concat();
        assert_eq!(stations(&manager).await, wanted);
        assert_eq!(ids(&own_menu(&manager).await["stations"]), wanted);
        let sold = menu(&stack, &stack.branch).await;
        assert_eq!(ids(&sold["stations"]), wanted);
    };
    order(["one", "two", "three"]).await;
    let to_front = json!([{"do": "move_station", "id": "three", "after": null}]);
    let moved = say(&manager, to_front.clone()).await.expect_status(200);
    order(["three", "one", "two"]).await;
    // Said twice it is done once.
    let again = say(&manager, to_front).await.expect_status(200);
    assert_eq!(again["version"], moved["version"]);
    let behind = json!([{"do": "move_station", "id": "three", "after": "one"}]);
    say(&manager, behind).await.expect_status(200);
    order(["one", "three", "two"]).await;
    let last = json!([{"do": "move_station", "id": "one"}]);
    say(&manager, last).await.expect_status(200);
    order(["three", "two", "one"]).await;
    // One to stand behind that is gone by now, and what cannot be moved here.
    let gone = json!([{"do": "move_station", "id": "three", "after": "gone"}]);
    say(&manager, gone).await.expect_status(200);
    order(["two", "one", "three"]).await;
    for id in ["wok", "gone"] {
        let refused = say(&manager, json!([{"do": "move_station", "id": id}])).await;
        refused.refused(404, "not_found");
    }
    for change in [
        json!({"do": "move_station"}),
        json!({"do": "move_station", "id": "two", "after": 1}),
        json!({"do": "move_station", "id": "two", "before": "one"}),
    ] {
        let refused = say(&manager, json!([change])).await;
        assert_eq!(refused.status, 422);
    }
    order(["two", "one", "three"]).await;
    let record = stack.record().await;
    let noted: Vec<_> = record
        .iter()
        .filter(|entry| entry["what"] == "overrides_changed")
        .map(|entry| entry["details"]["changes"].to_string())
        .collect();
    assert!(
        noted
            .iter()
            .any(|said| said.contains("stations in the order Pantry, Main, Back")),
        "{noted:?}"
    );
}

#[tokio::test]
async fn what_the_brand_does_to_its_stations_leaves_no_dish_without_one_that_is_there() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let before = menu(&stack, &stack.branch).await["version"].clone();
    let moved = json!([
        {"do": "make_at", "id": "wok", "station": "tandoor"},
        {"do": "make_item_at", "id": "vada-pav", "station": "tandoor"},
        {"do": "add_station", "id": "back", "name": "Back kitchen"},
        {"do": "make_at", "id": "curry", "station": "back"},
    ]);
    say(&owner, moved).await.expect_status(200);
    let at = async |dish: &str| {
        let sold = menu(&stack, &stack.branch).await;
        find(&sold, dish).unwrap()["station"].clone()
    };
    assert_eq!(
        (at("honey-chilli-potato").await, at("vada-pav").await),
        (json!("tandoor"), json!("tandoor"))
    );

    // The brand has no tandoor any more: what was to be made there is made where the brand says.
    let gone = json!([
        {"do": "remove_station", "id": "tandoor"},
        {"do": "remove_station", "id": "curry"},
    ]);
    publish(&owner, gone).await;
    nothing_hangs_in_the_air(&stack, &stack.branch).await;
    assert_eq!(at("honey-chilli-potato").await, "wok");
    assert_eq!(at("vada-pav").await, "griddle");
    assert_eq!(at("butter-roti").await, Value::Null);
    assert_eq!(stations(&owner).await, ["wok", "griddle", "bar", "back"]);
    assert_eq!(
        find(&own_menu(&owner).await, "vada-pav").unwrap()["own_station"],
        Value::Null
    );

    // An earlier menu counts again, and so does what the branch said of it.
    let path = owner.path("menu/rollback");
    let back = json!({"version": before});
    owner.caller.post(&path, &back).await.expect_status(200);
    nothing_hangs_in_the_air(&stack, &stack.branch).await;
    assert_eq!(at("vada-pav").await, "tandoor");
    assert_eq!(at("jeera-rice").await, "back");

    // Until it is taken back, all of it.
    let brands = json!([
        {"do": "make_at_brands", "id": "wok"},
        {"do": "make_item_at_brands", "id": "vada-pav"},
        {"do": "remove_station", "id": "back"},
    ]);
    let said = say(&owner, brands).await.expect_status(200);
    let kitchen = said["stations"].as_array().unwrap();
    assert!(
        kitchen
            .iter()
            .all(|one| one["own"] == false && one["made_at"].is_null())
    );
    assert_eq!(at("jeera-rice").await, "curry");
    let record = stack.record().await;
    let noted = record
        .iter()
        .filter(|entry| entry["what"] == "overrides_changed");
    let noted: Vec<_> = noted
        .map(|entry| entry["details"]["changes"].to_string())
        .collect();
    assert_eq!(noted.len(), 2);
    assert!(
        noted
            .iter()
            .any(|said| said.contains("station Back kitchen added")),
        "{noted:?}"
    );
}

#[tokio::test]
async fn a_kitchen_that_cannot_be_is_refused_by_field_and_nothing_of_it_is_kept() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let before = own_menu(&manager).await;
    let add = |id: &str, name: &str| json!({"do": "add_station", "id": id, "name": name});
    let ours = add("quay", "Quay kitchen");
    for (change, field) in [
        (add("other", "quay kitchen"), "name"),
        (add("other", "Tand\u{43e}or"), "name"),
        (add("other", " "), "name"),
        (add("wok", "Other"), "id"),
        (
            json!({"do": "make_at", "id": "wok", "station": "wok"}),
            "station",
        ),
        (
            json!({"do": "make_item_at", "id": "curry-combo", "station": "quay"}),
            "id",
        ),
    ] {
        let refused = say(&manager, json!([ours, change])).await;
        let problem = refused.refused(422, "validation");
        let named = format!("changes[1].{field}");
        assert_eq!(problem["errors"][0]["field"], named, "{change}");
        assert_eq!(problem["change"], 1);
    }
    for change in [
        json!({"do": "rename_station", "id": "wok", "name": "Other"}),
        json!({"do": "make_at", "id": "wok", "station": "nowhere"}),
        json!({"do": "make_at", "id": "quay", "station": "wok"}),
        json!({"do": "make_item_at", "id": "vada-pav", "station": "nowhere"}),
        json!({"do": "make_item_at", "id": "nothing", "station": "wok"}),
    ] {
        let refused = say(&manager, json!([ours, change])).await;
        refused.refused(404, "not_found");
    }
    for change in [
        json!({"do": "add_station", "id": "quay"}),
        json!({"do": "make_at", "id": "wok", "station": null}),
        json!({"do": "make_at", "id": "wok", "station": "tandoor", "more": 1}),
        add("a_b", "Other"),
        add("quay", &"x".repeat(121)),
    ] {
        let refused = say(&manager, json!([ours, change])).await;
        assert_eq!(refused.status, 422, "{change}");
    }
    assert_eq!(own_menu(&manager).await, before);
}
