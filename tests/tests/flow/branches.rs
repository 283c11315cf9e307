//! A brand's second branch: in another country, with prices and dishes of its own.

use jiff::ToSpan;
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Coded, Dish, Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};

pub(crate) async fn make(owner: &Staff, intent: &str, name: &str) -> Answer {
    make_in(owner, intent, name, "Europe/Lisbon").await
}

pub(crate) async fn make_in(owner: &Staff, intent: &str, name: &str, time_zone: &str) -> Answer {
    let path = owner.path("brand/branches");
    let request = owner.caller.request(Method::POST, &path);
    let wish = json!({
        "name": name, "currency": "EUR", "time_zone": time_zone, "closing_hour": 5});
    Answer::to(request.header("idempotency-key", intent).json(&wish)).await
}

/// The same person at another branch, as their page opens it.
pub(crate) async fn at(stack: &Stack, who: &Staff, role: Role, branch: &str) -> Staff {
    let nobody = stack.nobody();
    let request = nobody.request(Method::POST, "/auth/refresh");
    let request = request.header("cookie", format!("salver_refresh={}", who.refresh));
    let opened = Answer::to(request.json(&json!({"branch": branch}))).await;
    Staff::of(&nobody, branch, stack.sign_in_of(role), opened)
}

pub(crate) async fn own_menu(staff: &Staff) -> Value {
    let answer = staff.caller.get(&staff.path("menu/own")).await;
    answer.expect_status(200)
}

pub(crate) async fn say(staff: &Staff, changes: Value) -> Answer {
    let body = json!({"changes": changes});
    let path = staff.path("menu/own");
    staff.caller.send(Method::PATCH, &path, &body).await
}

pub(crate) async fn menu(stack: &Stack, branch: &str) -> Value {
    let path = format!("/branches/{branch}/menu");
    stack.nobody().get(&path).await.expect_status(200)
}

pub(crate) fn items(menu: &Value) -> Vec<&Value> {
    let categories = menu["categories"].as_array().unwrap().iter();
    let items = categories.flat_map(|category| category["items"].as_array().unwrap());
    items.collect()
}

pub(crate) fn find<'a>(menu: &'a Value, id: &str) -> Option<&'a Value> {
    items(menu).into_iter().find(|item| item["id"] == id)
}

/// A dish without variants and choices, in the menu's order the first.
pub(crate) fn plain_dish(menu: &Value) -> String {
    let is_plain = |item: &&&Value| {
        let has_none = |name: &str| item[name].as_array().is_none_or(Vec::is_empty);
        has_none("variants") && has_none("option_groups") && item["available"] == true
    };
    let items = items(menu);
    items.iter().find(is_plain).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn price_of(id: &str) -> Value {
    json!({"of": "item", "item_id": id})
}

pub(crate) fn own_price(id: &str, minor: i64, currency: &str) -> Value {
    let price = json!({"minor": minor, "currency": currency});
    json!({"do": "set_price", "which": price_of(id), "price": price})
}

pub(crate) fn line(id: &str) -> Dish {
    Dish {
        item_id: id.to_owned(),
        variant_id: None,
        options: Vec::new(),
        price: 0,
    }
}

/// A phone at a new table of the branch.
pub(crate) async fn phone_at(stack: &Stack, staff: &Staff) -> (Phone, String) {
    let wish = json!({"section": "Quay", "count": 1});
    let making = staff.caller.request(Method::POST, &staff.path("tables"));
    let making = making.header("idempotency-key", key()).json(&wish);
    let made = Answer::to(making).await.expect_status(201);
    let id = &made["tables"][0]["id"];
    let cards = staff.caller.get(&staff.path("cards")).await;
    let cards = cards.expect_status(200);
    let mut cards = cards["cards"].as_array().unwrap().iter();
    let card = cards.find(|card| card["id"] == *id).unwrap();
    let text = |name: &str| card[name].as_str().unwrap().to_owned();
    let table = Coded {
        id: text("id"),
        code: text("code"),
    };
    let party = staff.open(&table, "family").await;
    let phone = party.join(stack, "phone-quay").await;
    (phone, party.session)
}

#[tokio::test]
async fn a_branch_abroad_sells_the_brands_menu_at_its_own_prices_on_its_own_days() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let store = stack.store();
    let brands_clock = store
        .profile(&stack.branch.parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    // By one of these clocks it is another day than at the brand's first branch, whenever this runs.
    let now = salver::api::clock::now();
    let day_in = |zone: &str| (now.in_tz(zone).unwrap().datetime() - 5.hours()).date();
    let here = brands_clock.business_day(now).date();
    let zone = ["Pacific/Kiritimati", "Pacific/Pago_Pago"]
        .into_iter()
        .find(|zone| day_in(zone) != here);
    let zone = zone.unwrap();
    let intent = key();
    let made = make_in(&owner, &intent, "Harbour", zone)
        .await
        .expect_status(201);
    let again = make_in(&owner, &intent, "Harbour", zone).await;
    assert_eq!(again.expect_status(201), made);
    let branch = made["id"].as_str().unwrap();
    make(&owner, &key(), "harbour")
        .await
        .refused(422, "validation");
    // Neither takes the other's name later on; its own in another case is its own.
    for (path, name, taken) in [
        (format!("/branches/{}", stack.branch), "HARBOUR", true),
        (format!("/branches/{}", stack.branch), "LAKE ROAD", false),
    ] {
        let wish = json!({"name": name});
        let answer = owner.caller.send(Method::PATCH, &path, &wish).await;
        match taken {
            true => {
                let refused = answer.refused(422, "validation");
                assert_eq!(refused["errors"][0]["field"], "name");
            }
            false => assert_eq!(answer.expect_status(200)["name"], name),
        }
    }
    stack
        .staff(Role::Manager)
        .await
        .caller
        .post("/branches/lake-road/brand/branches", &json!({}))
        .await
        .refused(403, "forbidden");

    // The owner works there at once. Nothing has a price there, and all of it is named.
    let there = at(&stack, &owner, Role::Owner, branch).await;
    assert_eq!(items(&menu(&stack, branch).await).len(), 0);
    let before = own_menu(&there).await;
    assert_eq!(
        (
            &before["currency"],
            &before["brand_currency"],
            &before["has_others"]
        ),
        (&json!("EUR"), &json!("INR"), &json!(true))
    );
    let brands = menu(&stack, &stack.branch).await;
    let dish = plain_dish(&brands);
    assert_eq!(find(&before, &dish).unwrap()["prices"][0]["missing"], true);
    assert_eq!(find(&before, &dish).unwrap()["offered"], false);

    // One price by hand, the others by a factor; in the wrong currency none.
    let shown = json!({"do": "show_item", "id": dish});
    let wrong = say(&there, json!([shown, own_price(&dish, 450, "INR")])).await;
    let wrong = wrong.refused(422, "validation");
    let said = (&wrong["change"], &wrong["errors"][0]["field"]);
    assert_eq!(said, (&json!(1), &json!("changes[1].price")));
    let step = json!({"minor": 50, "currency": "EUR"});
    let fill = json!({"do": "fill_prices", "factor": "0.01", "step": step});
    let filled = say(&there, json!([own_price(&dish, 475, "EUR"), fill])).await;
    let filled = filled.expect_status(200);
    assert!(items(&filled).iter().all(|item| item["offered"] == true));
    let sold = menu(&stack, branch).await;
    assert_eq!(items(&sold).len(), items(&brands).len());
    let euros = json!({"minor": 475, "currency": "EUR"});
    assert_eq!(find(&sold, &dish).unwrap()["price"], euros);
    // The first branch goes on as before.
    assert_eq!(menu(&stack, &stack.branch).await, brands);

    // Guests order there, in its currency, on its business day.
    let (phone, session) = phone_at(&stack, &there).await;
    let cart = phone.put("line-1", &line(&dish), 2).await;
    let order = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let order = order.expect_status(201);
    assert_eq!(order["total"], json!({"minor": 950, "currency": "EUR"}));
    assert_eq!(order["number"], 1);
    let placed = store.orders_of(&session.parse().unwrap()).await.unwrap();
    let at = placed[0].placed_at.in_tz(zone).unwrap().datetime();
    assert_eq!(placed[0].business_day.date(), (at - 5.hours()).date());

    // The brand's menu loses the dish: gone at both, and what was ordered stays.
    let edits = json!({"commands": [{"do": "remove_item", "id": dish}]});
    let editing = owner
        .caller
        .request(Method::POST, &owner.path("menu/draft/commands"));
    let edited = Answer::to(editing.header("idempotency-key", key()).json(&edits)).await;
    let version = json!({"draft_version": edited.expect_status(201)["version"]});
    let published = owner
        .caller
        .post(&owner.path("menu/publish"), &version)
        .await;
    assert_eq!(published.expect_status(201)["branches"], 2);
    for branch in [branch, &stack.branch] {
        assert_eq!(find(&menu(&stack, branch).await, &dish), None, "{branch}");
    }
    assert_eq!(phone.orders().await[0]["total"], order["total"]);
    // It comes back, and has its own price there again.
    let back = json!({"version": brands["version"]});
    let rolled = owner.caller.post(&owner.path("menu/rollback"), &back).await;
    rolled.expect_status(200);
    let sold = menu(&stack, branch).await;
    assert_eq!(find(&sold, &dish).unwrap()["price"], euros);
}

#[tokio::test]
async fn an_own_price_reaches_phones_and_open_carts_of_that_branch_until_it_is_taken_back() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let brands = menu(&stack, &stack.branch).await;
    let dish = plain_dish(&brands);
    let usual = find(&brands, &dish).unwrap()["price"]["minor"]
        .as_i64()
        .unwrap();
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &line(&dish), 2).await;
    let mut hears = Socket::open(&phone.caller).await;

    let said = say(&manager, json!([own_price(&dish, usual + 3_000, "INR")])).await;
    assert_eq!(said.expect_status(200)["version"], 1);
    hears
        .event("menu.changed", |menu| menu["version"] == brands["version"])
        .await;
    let sold = menu(&stack, &stack.branch).await;
    assert_eq!(find(&sold, &dish).unwrap()["price"]["minor"], usual + 3_000);
    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let refused = refused.refused(409, "prices_changed");
    assert_eq!(refused["total"]["minor"], 2 * (usual + 3_000));

    // A phone that has kept the menu is told that it is another one.
    let path = format!("/branches/{}/menu", stack.branch);
    let tag = stack.nobody().get(&path).await.header("etag").to_owned();
    let hide = json!([{"do": "hide_item", "id": dish}]);
    say(&manager, hide).await.expect_status(200);
    let request = stack.nobody().request(Method::GET, &path);
    let kept = request.header("if-none-match", &tag).send().await;
    assert_eq!(kept.unwrap().status(), 200);
    assert_eq!(find(&menu(&stack, &stack.branch).await, &dish), None);
    // Staff who say what is sold out see what is sold there.
    let stock = manager
        .caller
        .get(&manager.path("stock"))
        .await
        .expect_status(200);
    let listed = stock["items"].as_array().unwrap();
    assert!(listed.iter().all(|item| item["id"] != dish.as_str()));
    let gone = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    assert_eq!(gone.status, 409, "{}", gone.text);

    let back = json!([
        {"do": "show_item", "id": dish},
        {"do": "remove_price", "which": price_of(&dish)},
    ]);
    say(&manager, back).await.expect_status(200);
    let order = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    assert_eq!(order.expect_status(201)["total"]["minor"], 2 * usual);
    let record = stack.record().await;
    let noted = record
        .iter()
        .filter(|entry| entry["what"] == "overrides_changed");
    assert_eq!(noted.count(), 3);
    for (changes, field) in [
        (json!([]), "changes"),
        (
            json!([{"do": "hide_item", "id": "nothing", "more": 1}]),
            "changes.0",
        ),
    ] {
        let problem = say(&manager, changes).await.refused(422, "validation");
        let named = problem["errors"][0]["field"].as_str().unwrap();
        assert!(
            named.starts_with(field.split('.').next().unwrap()),
            "{problem}"
        );
    }
    let unknown = say(&manager, json!([{"do": "hide_item", "id": "nothing"}])).await;
    unknown.refused(404, "not_found");
}

#[tokio::test]
async fn who_runs_one_branch_of_several_reads_the_brands_menu_and_changes_their_own() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let manager = stack.staff(Role::Manager).await;
    let edit = async |who: &Staff| {
        let commands = json!({"commands": [{"do": "add_category", "id": key(), "name": "Soups"}]});
        let path = who.path("menu/draft/commands");
        let request = who.caller.request(Method::POST, &path);
        Answer::to(request.header("idempotency-key", key()).json(&commands)).await
    };
    let draft = async |who: &Staff| {
        let draft = who.caller.get(&who.path("menu/draft")).await;
        draft.expect_status(200)
    };
    // While it is the only branch its menu is the brand's.
    edit(&manager).await.expect_status(201);
    assert_eq!(draft(&manager).await["read_only"], Value::Null);

    make(&owner, &key(), "Harbour").await.expect_status(201);
    let before = draft(&manager).await;
    assert_eq!(before["read_only"], true);
    let refused = edit(&manager).await.refused(403, "forbidden");
    let words = refused["detail"].as_str().unwrap();
    assert!(words.contains("At this branch"), "{words}");
    for (what, body) in [
        ("menu/publish", json!({"draft_version": before["version"]})),
        ("menu/rollback", json!({"version": 1})),
        ("menu/imports?dry_run=true", json!([])),
    ] {
        let path = manager.path(what);
        let answer = manager.caller.post(&path, &body).await;
        answer.refused(403, "forbidden");
    }
    let photo = manager
        .caller
        .request(Method::POST, &manager.path("photos"));
    Answer::to(photo.body("a dish"))
        .await
        .refused(403, "forbidden");
    assert_eq!(draft(&owner).await["version"], before["version"]);
    assert_eq!(draft(&owner).await["read_only"], Value::Null);
    edit(&owner).await.expect_status(201);
    // Their own branch stays theirs.
    let dish = plain_dish(&menu(&stack, &stack.branch).await);
    let said = say(&manager, json!([own_price(&dish, 12_300, "INR")])).await;
    said.expect_status(200);
}

#[tokio::test]
async fn a_dish_that_the_brand_takes_off_its_menu_stays_on_the_bill_that_was_issued() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let waiter = stack.staff(Role::Waiter).await;
    let cashier = stack.staff(Role::Cashier).await;
    make(&owner, &key(), "Harbour").await.expect_status(201);
    let post = async |staff: &Staff, path: &str, body: Value| {
        let request = staff.caller.request(Method::POST, &staff.path(path));
        let answer = Answer::to(request.header("idempotency-key", key()).json(&body)).await;
        answer.expect_status(201)
    };
    let brands = menu(&stack, &stack.branch).await;
    let dish = plain_dish(&brands);
    let name = find(&brands, &dish).unwrap()["name"].clone();

    let party = waiter.open(&stack.tables[0], "family").await;
    let [orders, bills] = ["orders", "bills"].map(|of| format!("checks/{}/{of}", party.session));
    let line = json!({"id": "w-1", "item_id": dish, "quantity": 2});
    let kot = json!({"action": "kot", "lines": [line]});
    post(&waiter, &orders, kot).await;
    let issued = post(&waiter, &bills, json!({})).await["bills"][0].take();
    assert_eq!(issued["lines"][0]["name"], name);
    assert_eq!(issued["lines"][0]["item_id"], dish.as_str());

    let edits = json!({"commands": [{"do": "remove_item", "id": dish}]});
    let edited = post(&owner, "menu/draft/commands", edits).await;
    let version = json!({"draft_version": edited["version"]});
    let published = post(&owner, "menu/publish", version).await;
    assert_eq!(published["branches"], 2);
    assert_eq!(find(&menu(&stack, &stack.branch).await, &dish), None);

    // To the letter, and it is paid as it says.
    let told = cashier.caller.get(&cashier.path(&bills)).await;
    let kept = told.expect_status(200)["bills"][0].take();
    for what in ["number", "version", "lines", "taxes", "total", "due"] {
        assert_eq!(kept[what], issued[what], "{what}");
    }
    let path = format!("bills/{}/payments", kept["id"].as_str().unwrap());
    let money = json!({"method": "cash", "amount": kept["due"]});
    let paid = post(&cashier, &path, money).await;
    assert_eq!(paid["bill"]["status"], "paid");
    assert_eq!(paid["bill"]["lines"], issued["lines"]);
}
