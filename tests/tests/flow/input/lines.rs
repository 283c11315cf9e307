//! Lines of the cart.

use serde_json::{Value, json};

use super::Scene;

#[tokio::test]
async fn a_line_that_is_not_right_never_reaches_the_cart() {
    let scene = Scene::set().await;
    let menu = scene.stack.menu().await;
    let good = menu.dish().line(1);
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let (choice, group) = menu.with_choice();
    let all: Vec<_> = group["options"].as_array().unwrap().iter().collect();
    let of_choice = |options: Vec<&Value>| json!({"item_id": choice.item_id, "quantity": 1, "options": options});
    let ids = |list: &[&Value]| list.iter().map(|o| o["id"].clone()).collect::<Vec<_>>();
    let every = ids(&all);
    let twice = [&every[0], &every[0]].to_vec();
    for (what, status, code, body) in [
        ("too few options", 422, "validation", of_choice(vec![])),
        (
            "too many options",
            422,
            "validation",
            of_choice(every.iter().collect()),
        ),
        ("an option twice", 422, "validation", of_choice(twice)),
        (
            "a foreign option",
            422,
            "validation",
            with("options", json!(["no-such-option"])),
        ),
        (
            "an unknown item",
            404,
            "not_found",
            with("item_id", "no-such-item".into()),
        ),
        (
            "a sold-out item",
            409,
            "item_sold_out",
            menu.sold_out().line(1),
        ),
        (
            "a negative quantity",
            422,
            "validation",
            with("quantity", (-1).into()),
        ),
        (
            "a huge quantity",
            422,
            "validation",
            with("quantity", 100.into()),
        ),
        (
            "an endless quantity",
            422,
            "validation",
            with("quantity", json!(1e300)),
        ),
        (
            "a fractional quantity",
            422,
            "validation",
            with("quantity", json!(1.5)),
        ),
        (
            "a quantity in words",
            422,
            "validation",
            with("quantity", "2".into()),
        ),
        (
            "a price",
            422,
            "validation",
            with("price", json!({"minor": 1, "currency": "INR"})),
        ),
        ("a total", 422, "validation", with("total", 1.into())),
        (
            "a long note",
            422,
            "validation",
            with("note", "x".repeat(201).into()),
        ),
        (
            "a note with a bell",
            422,
            "validation",
            with("note", "a\u{7}b".into()),
        ),
        ("no item", 422, "validation", json!({"quantity": 1})),
        ("a list", 422, "validation", json!([])),
    ] {
        let answer = scene.phone.try_put("line-new", &body).await;
        let problem = answer.refused(status, code);
        if status == 422 {
            assert!(
                problem["errors"][0]["field"].is_string(),
                "{what}: {problem}"
            );
        }
        scene.assert_unchanged(what).await;
    }
    for line in ["a%23b", "a.b", &*"x".repeat(121), "%20"] {
        scene
            .phone
            .try_put(line, &good)
            .await
            .refused(404, "not_found");
    }
    // What was ordered cannot come back into the cart by a late retry.
    let late = scene.phone.try_put("line-0", &good).await;
    late.refused(409, "cart_changed");
    scene.assert_unchanged("a late retry").await;
}
