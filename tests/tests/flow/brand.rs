//! A brand gets another name: one place says it, so that every branch, page and card has it at
//! once, and cards that lie on tables are told to be out of date.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, Staff, key};
use serde_json::{Value, json};

use crate::branches::{at, make, own_menu, phone_at};

const OLD: &str = "The Marigold Tram";

async fn rename(staff: &Staff, wish: &Value) -> Answer {
    let path = staff.path("brand");
    staff.caller.send(Method::PATCH, &path, wish).await
}

async fn sheet(staff: &Staff) -> Value {
    let cards = staff.caller.get(&staff.path("cards")).await;
    cards.expect_status(200)
}

/// Says that the card of the branch's first table lies there.
async fn lay_first(staff: &Staff) {
    let sheet = sheet(staff).await;
    let card = &sheet["cards"][0];
    let lies = json!({"id": card["id"], "mark": card["mark"]});
    let wish = json!({"origin": sheet["site"]["origin"], "cards": [lies]});
    let path = staff.path("cards/printed");
    let done = staff.caller.send(Method::PUT, &path, &wish).await;
    assert_eq!(first(&done.expect_status(200)), "current");
}

fn first(sheet: &Value) -> &str {
    sheet["cards"][0]["printed"]["standing"].as_str().unwrap()
}

#[tokio::test]
async fn a_brand_is_called_otherwise_at_all_of_its_branches_at_once() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let made = make(&owner, &key(), "Harbour").await.expect_status(201);
    let harbour = made["id"].as_str().unwrap();
    let abroad = at(&stack, &owner, Role::Owner, harbour).await;
    phone_at(&stack, &abroad).await;
    // Cards that say the old name lie on a table of each.
    lay_first(&owner).await;
    lay_first(&abroad).await;
    let before = sheet(&owner).await;
    let brand = before["brand"].clone();
    assert_eq!(
        (&brand["name"], &brand["version"]),
        (&json!(OLD), &json!(0))
    );

    let wish = json!({"name": " The Lanes ", "version": 0});
    let renamed = rename(&abroad, &wish).await.expect_status(200);
    assert_eq!(
        renamed,
        json!({"id": brand["id"], "name": "The Lanes", "version": 1})
    );
    let nobody = stack.nobody();
    for staff in [&owner, &abroad] {
        let sheet = sheet(staff).await;
        assert_eq!(sheet["brand"], renamed);
        assert_eq!(sheet["branch"]["brand"], "The Lanes");
        assert_eq!(first(&sheet), "outdated", "a card names the brand");
        let path = format!("/branches/{}", staff.branch);
        let settings = staff.caller.get(&path).await.expect_status(200);
        assert_eq!(settings, sheet["branch"]);
        assert_eq!(own_menu(staff).await["brand"], "The Lanes");
        // What guests and those who print see.
        let card = &sheet["cards"][0];
        let table = format!("/tables/{}", card["code"].as_str().unwrap());
        let table = nobody.get(&table).await.expect_status(200);
        assert_eq!(table["brand"]["name"], "The Lanes");
        let page = nobody.to(Method::GET, &format!("/m/{}", staff.branch));
        let page = page.send().await.unwrap().text().await.unwrap();
        assert!(page.contains("<title>The Lanes · Menu</title>"), "{page}");
        assert!(!page.contains(OLD), "{page}");
        let code = staff.path(&format!("tables/{}/qr", card["id"].as_str().unwrap()));
        let code = staff.caller.request(Method::GET, &code).send().await;
        let code = code.unwrap().text().await.unwrap();
        assert!(code.contains("<title>The Lanes, "), "{code}");
    }
    let listed = format!("/branches/{}/tables", stack.branch);
    let listed = nobody.get(&listed).await.expect_status(200);
    assert_eq!(listed["brand"]["name"], "The Lanes");
    // A branch that is made now is of the same name.
    let made = make(&owner, &key(), "Hill").await.expect_status(201);
    let hill = at(&stack, &owner, Role::Owner, made["id"].as_str().unwrap()).await;
    assert_eq!(sheet(&hill).await["branch"]["brand"], "The Lanes");

    // A lost answer asks again with what it saw; so is what is so already.
    assert_eq!(rename(&abroad, &wish).await.expect_status(200), renamed);
    let record = stack.record().await;
    let noted = record.iter().filter(|e| e["what"] == "brand_renamed");
    let noted: Vec<_> = noted.collect();
    assert_eq!(noted.len(), 1, "{noted:#?}");
    assert_eq!(noted[0]["details"]["name"], format!("{OLD} -> The Lanes"));
    assert_eq!(noted[0]["brand_id"], brand["id"]);

    // Back again, and the cards of before are right.
    let back = rename(&owner, &json!({"name": OLD, "version": 1})).await;
    assert_eq!(back.expect_status(200)["version"], 2);
    assert_eq!(first(&sheet(&owner).await), "current");
}

#[tokio::test]
async fn a_name_that_is_none_and_one_from_another_time_change_nothing() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let before = sheet(&owner).await["brand"].clone();
    for (name, field) in [
        (json!(""), "name"),
        (json!(" \u{200b} "), "name"),
        (json!("x".repeat(61)), "name"),
        (json!("two\nlines"), "name"),
        (json!("a\u{202E}b"), "name"),
        (json!(5), "name"),
    ] {
        let refused = rename(&owner, &json!({"name": name})).await;
        let problem = refused.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{name}: {problem}");
    }
    let more = json!({"name": "The Lanes", "looks": {}});
    let refused = rename(&owner, &more).await.refused(422, "validation");
    assert_eq!(refused["errors"][0]["field"], "looks");
    let stale = json!({"name": "The Lanes", "version": 7});
    let conflict = rename(&owner, &stale).await;
    assert_eq!(conflict.refused(409, "version_conflict")["version"], 0);
    // It is the whole brand's, so neither a branch's manager nor a waiter says it.
    for role in [Role::Manager, Role::Waiter] {
        let staff = stack.staff(role).await;
        let refused = rename(&staff, &json!({"name": "The Lanes"})).await;
        refused.refused(403, "forbidden");
    }
    assert_eq!(sheet(&owner).await["brand"], before);
}
