//! One brand's menu on the clocks of two branches, and the edge of a happy hour.

use std::time::Duration;

use jiff::{Timestamp, ToSpan, Zoned};
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Stack, Staff, key};
use serde_json::{Value, json};

use crate::branches::{at, find, line, make_in, menu, phone_at, plain_dish, say};

const HERE: &str = "Asia/Kolkata";
/// Four and a half hours behind, or five and a half.
const THERE: &str = "Europe/London";
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

fn daily(opens: &str, closes: &str) -> Value {
    json!(DAYS.map(|day| json!({"day": day, "opens": opens, "closes": closes})))
}

fn clock(zone: &str) -> Zoned {
    salver::api::clock::now().in_tz(zone).unwrap()
}

/// Three hours, of which this is the second, on that clock: no edge comes while a test runs, and it
/// is no time of the other one.
fn about_now(zone: &str) -> Value {
    let full = |hours: i64| {
        let then = clock(zone).checked_add(hours.hours()).unwrap();
        then.strftime("%H:00").to_string()
    };
    daily(&full(-1), &full(2))
}

async fn publish(owner: &Staff, commands: Value) {
    let path = owner.path("menu/draft/commands");
    let editing = owner.caller.request(Method::POST, &path);
    let editing = editing.header("idempotency-key", key());
    let edited = Answer::to(editing.json(&json!({"commands": commands}))).await;
    let body = json!({"draft_version": edited.expect_status(201)["version"]});
    let done = owner.caller.post(&owner.path("menu/publish"), &body).await;
    done.expect_status(201);
}

async fn open_during(staff: &Staff, week: Value) {
    let path = format!("/branches/{}", staff.branch);
    let body = json!({"opening_hours": {"week": week, "closed_on": []}});
    let answer = staff.caller.send(Method::PATCH, &path, &body).await;
    answer.expect_status(200);
}

fn minor(of: &Value) -> i64 {
    of["minor"].as_i64().unwrap()
}

/// A price list for a part of the day, of so many hundredths of a percent.
fn list(id: &str, times: Value, basis_points: i64) -> Value {
    json!({"do": "add_price_list", "id": id, "name": id, "channels": ["dine_in"], "times": times,
        "percent": {"basis_points": basis_points, "round_to": 1}})
}

#[tokio::test]
async fn hours_and_happy_hours_are_by_the_clock_of_each_branch() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let made = make_in(&owner, &key(), "Docks", THERE).await;
    let made = made.expect_status(201);
    let branch = made["id"].as_str().unwrap();
    let there = at(&stack, &owner, Role::Owner, branch).await;
    let step = json!({"minor": 10, "currency": "EUR"});
    let fill = json!([{"do": "fill_prices", "factor": "0.01", "step": step}]);
    say(&there, fill).await.expect_status(200);
    let dish = plain_dish(&menu(&stack, &stack.branch).await);
    let price = async |branch: &str| {
        let menu = menu(&stack, branch).await;
        let dish = find(&menu, &dish).unwrap();
        (minor(&dish["price"]), dish["price_list"].clone())
    };
    let (usual_here, usual_there) = (price(&stack.branch).await.0, price(branch).await.0);

    // Both lists are the brand's. It is the hour of the first one here and of the second one there.
    let lists = json!([
        list("a-fifth-off", about_now(HERE), -2_000),
        list("half", about_now(THERE), -5_000)
    ]);
    publish(&owner, lists).await;
    assert_eq!(
        price(&stack.branch).await,
        (usual_here * 4 / 5, json!("a-fifth-off"))
    );
    assert_eq!(price(branch).await, (usual_there / 2, json!("half")));
    // What is charged is what is shown.
    let party = owner.open(&stack.tables[0], "family").await;
    let here = party.join(&stack, "phone-here").await;
    let (far, _) = phone_at(&stack, &there).await;
    for (phone, each) in [(&here, usual_here * 4 / 5), (&far, usual_there / 2)] {
        let cart = phone.put("line-1", &line(&dish), 2).await;
        let order = phone.try_order(&key(), &Phone::order_body(&cart)).await;
        assert_eq!(minor(&order.expect_status(201)["total"]), 2 * each);
    }

    // The same week on both doors: it is open where its hours are now.
    for (zone, line_id, [open, shut]) in [
        (HERE, "line-2", [&owner, &there]),
        (THERE, "line-3", [&there, &owner]),
    ] {
        for staff in [&owner, &there] {
            open_during(staff, about_now(zone)).await;
        }
        let state = async |staff: &Staff| menu(&stack, &staff.branch).await["ordering"].clone();
        assert_eq!(state(open).await["open"], true, "{zone}");
        let closed = state(shut).await;
        assert_eq!(closed["open"], false, "{zone}");
        let opens: Timestamp = closed["opens_at"].as_str().unwrap().parse().unwrap();
        let (own, first) = if zone == HERE {
            (THERE, HERE)
        } else {
            (HERE, THERE)
        };
        let opens = opens.in_tz(own).unwrap();
        let wanted = clock(first).checked_sub(1.hour()).unwrap();
        assert_eq!((opens.hour(), opens.minute()), (wanted.hour(), 0), "{zone}");
        let phones = [(&here, &owner), (&far, &there)];
        for (phone, staff) in phones {
            let cart = phone.put(line_id, &line(&dish), 1).await;
            let order = phone.try_order(&key(), &Phone::order_body(&cart)).await;
            if staff.branch == open.branch {
                order.expect_status(201);
            } else {
                order.refused(409, "branch_closed");
            }
        }
    }
}

#[tokio::test]
async fn a_happy_hour_ends_while_the_cart_is_open_and_nobody_pays_what_they_have_not_seen() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let brands = menu(&stack, &stack.branch).await;
    let dish = plain_dish(&brands);
    let usual = minor(&find(&brands, &dish).unwrap()["price"]);
    let party = owner.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    // Far enough for what has to be done before it.
    let edge = clock(HERE).checked_add(90.seconds()).unwrap();
    let begun = edge.checked_sub(2.hours()).unwrap();
    let time = |at: &Zoned| at.strftime("%H:%M").to_string();
    publish(
        &owner,
        json!([list("happy", daily(&time(&begun), &time(&edge)), -5_000)]),
    )
    .await;

    let happy = menu(&stack, &stack.branch).await;
    assert_eq!(minor(&find(&happy, &dish).unwrap()["price"]), usual / 2);
    let moment = |value: &Value| value.as_str().unwrap().parse::<Timestamp>().unwrap();
    let ends = happy["price_lists"].as_array().unwrap().iter();
    let ends = ends
        .filter(|list| list["name"] == "happy")
        .map(|list| moment(&list["until"]));
    let ends = ends.min().unwrap();
    assert!(ends <= edge.timestamp(), "{ends} {edge}");
    // Once a day something else of the demo's menu changes before that; and its own happy hour has another end.
    let changes = moment(&happy["changes_at"]);
    assert!(changes <= ends, "{changes} {ends}");
    let cart = phone.put("line-1", &line(&dish), 2).await;
    assert_eq!(minor(&cart["total"]), usual / 2 * 2);
    let early = phone.put("line-2", &line(&dish), 1).await;
    assert_eq!(minor(&early["total"]), usual / 2 * 3);
    // No phone keeps the menu past its end.
    let path = format!("/branches/{}/menu", stack.branch);
    let kept = stack.nobody().get(&path).await;
    let age: i64 = kept
        .header("cache-control")
        .rsplit('=')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let left = changes.duration_since(salver::api::clock::now());
    assert!(age <= left.as_secs() + 1, "{age} s of {left:?}");

    let left = ends.duration_since(salver::api::clock::now()).as_millis();
    let left = u64::try_from(left).unwrap_or_default() + 5;
    tokio::time::sleep(Duration::from_millis(left)).await;
    let after = menu(&stack, &stack.branch).await;
    assert_eq!(minor(&find(&after, &dish).unwrap()["price"]), usual);
    let refused = phone.try_order(&key(), &Phone::order_body(&early)).await;
    let refused = refused.refused(409, "prices_changed");
    assert_eq!(minor(&refused["total"]), usual * 3);
    let mut agreed = Phone::order_body(&early);
    agreed["expected_total"] = refused["total"].clone();
    let order = phone.try_order(&key(), &agreed).await.expect_status(201);
    assert_eq!(minor(&order["total"]), usual * 3);
}
