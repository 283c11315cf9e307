//! A branch in another currency: what of a combo costs extra there, and what whoever publishes is
//! told that it has no price for.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Stack, Staff, key};
use serde_json::{Value, json};

use crate::branches::{at, find, make, menu, own_menu, phone_at, say};
use crate::combos::{dishes, line, meal};
use crate::menu_editing::inr;

fn eur(minor: i64) -> Value {
    json!({"minor": minor, "currency": "EUR"})
}

/// What is added for a main dish of the meal.
fn extra(dish: &Value) -> Value {
    json!({"of": "surcharge", "item_id": "meal", "part_id": "main", "choice_id": dish["id"]})
}

async fn edit(staff: &Staff, commands: Value) -> Value {
    let path = staff.path("menu/draft/commands");
    let request = staff.caller.request(Method::POST, &path);
    let request = request.header("idempotency-key", key());
    let edited = Answer::to(request.json(&json!({"commands": commands}))).await;
    edited.expect_status(201)
}

async fn changes(staff: &Staff) -> Value {
    let path = staff.path("menu/draft/changes");
    staff.caller.get(&path).await.expect_status(200)
}

/// A brand with a meal of dishes, and a branch in euros that has a price for all of it.
struct Abroad {
    stack: Stack,
    owner: Staff,
    there: Staff,
    branch: String,
    dishes: [Value; 3],
}

impl Abroad {
    async fn start() -> Self {
        let stack = Stack::start().await;
        let owner = stack.staff(Role::Owner).await;
        let dishes = dishes(&stack).await;
        meal(&owner, &dishes).await;
        let made = make(&owner, &key(), "Harbour").await.expect_status(201);
        let branch = made["id"].as_str().unwrap().to_owned();
        let there = at(&stack, &owner, Role::Owner, &branch).await;
        let fill = json!([{"do": "fill_prices", "factor": "0.01", "step": eur(50)}]);
        say(&there, fill).await.expect_status(200);
        Self {
            stack,
            owner,
            there,
            branch,
            dishes,
        }
    }

    /// What there is for the main part of the meal.
    async fn mains(&self) -> Value {
        let sold = menu(&self.stack, &self.branch).await;
        find(&sold, "meal").unwrap()["parts"][0]["choices"].clone()
    }
}

#[tokio::test]
async fn what_a_choice_of_a_combo_adds_is_priced_abroad_and_ordered_there() {
    let abroad = Abroad::start().await;
    let [one, other, drink] = &abroad.dishes;
    // Filled in with all else: 50.00 rupees are 50 cents.
    let (plain, dear) = (json!({"item_id": one["id"]}), other["id"].clone());
    let filled = json!([plain, {"item_id": dear, "surcharge": eur(50)}]);
    assert_eq!(abroad.mains().await, filled);

    // Taken back it is missing, named by its part, and cannot be picked.
    let back = json!([{"do": "remove_price", "which": extra(other)}]);
    let told = say(&abroad.there, back).await.expect_status(200);
    let meal = find(&told, "meal").unwrap();
    assert_eq!(meal["offered"], true);
    let prices = meal["prices"].as_array().unwrap();
    assert_eq!(
        prices.len(),
        2,
        "what adds nothing is not listed: {prices:?}"
    );
    let missing = json!({"which": extra(other), "name": other["name"], "part": "Main",
        "brand": inr(5_000), "missing": true});
    assert_eq!(prices[1], missing);
    assert_eq!(abroad.mains().await, json!([plain]));
    let (phone, _) = phone_at(&abroad.stack, &abroad.there).await;
    let refused = phone.try_put("line-1", &line(other, drink)).await;
    refused.refused(422, "validation");

    for (which, status, code) in [
        (extra(drink), 404, "not_found"),
        (
            json!({"of": "surcharge", "item_id": "meal"}),
            422,
            "validation",
        ),
        (json!({"of": 0, "item_id": "meal"}), 422, "validation"),
    ] {
        let wrong = json!([{"do": "set_price", "which": which, "price": eur(1)}]);
        say(&abroad.there, wrong).await.refused(status, code);
    }
    let priced = json!([
        {"do": "set_price", "which": {"of": "item", "item_id": "meal"}, "price": eur(400)},
        {"do": "set_price", "which": extra(other), "price": eur(80)}]);
    say(&abroad.there, priced).await.expect_status(200);
    let cart = phone.try_put("line-1", &line(other, drink)).await;
    let cart = cart.expect_status(200);
    assert_eq!(cart["lines"][0]["unit_price"], eur(480));
    assert_eq!(phone.order(&cart).await["total"], eur(960));
    // The brand's own branch asks what it asked.
    let home = abroad.stack.menu().await;
    let home = home.items().find(|item| item["id"] == "meal").unwrap();
    assert_eq!(home["parts"][0]["choices"][1]["surcharge"], inr(5_000));

    // A price that moves is told to an open cart there.
    let cart = phone.try_put("line-2", &line(other, drink)).await;
    let cart = cart.expect_status(200);
    let dearer = json!([{"do": "set_price", "which": extra(other), "price": eur(100)}]);
    say(&abroad.there, dearer).await.expect_status(200);
    let told = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    assert_eq!(told.refused(409, "prices_changed")["total"], eur(1_000));
}

#[tokio::test]
async fn whoever_publishes_is_told_what_branches_abroad_have_no_price_for() {
    let abroad = Abroad::start().await;
    let Abroad { owner, there, .. } = &abroad;
    let [one, other, _] = &abroad.dishes;
    assert_eq!(changes(owner).await["unpriced"], Value::Null);

    let draft = owner.caller.get(&owner.path("menu/draft")).await;
    let draft = draft.expect_status(200);
    let category = &draft["categories"][0]["id"];
    let meal = |main: Value| {
        json!({"do": "set_combo", "item": "meal", "set": {"parts": [main,
        {"id": "drink", "name": "Drink", "choices": [{"item": abroad.dishes[2]["id"]}]}]}})
    };
    let main = json!({"id": "main", "name": "Main", "choices": [
        {"item": one["id"], "surcharge": inr(1_000)},
        {"item": other["id"], "surcharge": inr(6_000)}]});
    let edited = edit(
        owner,
        json!([{"do": "add_item", "id": "soup", "category": category, "name": "Soup of the day",
            "price": inr(9_000), "diet": "veg"}, meal(main)]),
    )
    .await;
    let told = changes(owner).await;
    let soup = json!({"which": {"of": "item", "item_id": "soup"}, "name": "Soup of the day",
        "leaves": false});
    let choice = json!({"which": extra(one), "name": one["name"], "of": "Meal deal",
        "leaves": true});
    let harbour = json!({"branch": abroad.branch, "name": "Harbour", "currency": "EUR",
        "count": 2, "things": [choice, soup]});
    assert_eq!(told["unpriced"], json!([harbour]));
    // Who runs one branch cannot publish, and is told nothing of the others.
    let manager = abroad.stack.staff(Role::Manager).await;
    assert_eq!(changes(&manager).await["unpriced"], Value::Null);

    // It keeps nobody from publishing; then the branch lacks just what was named.
    let body = json!({"draft_version": edited["version"]});
    let published = owner.caller.post(&owner.path("menu/publish"), &body).await;
    published.expect_status(201);
    let view = own_menu(there).await;
    assert_eq!(find(&view, "soup").unwrap()["offered"], false);
    let choices = abroad.mains().await;
    assert_eq!(
        choices,
        json!([{"item_id": other["id"], "surcharge": eur(50)}])
    );
    // What is missing already is not told again.
    assert_eq!(changes(owner).await["unpriced"], Value::Null);
}
