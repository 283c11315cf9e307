//! People of another table or branch, with what they have in their hands.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Phone, Scene, Stack, Tenant, key, ticket};
use serde_json::{Value, json};

#[tokio::test]
async fn threat_15_another_table_s_token_reaches_nothing_of_this_one() {
    let scene = Scene::set().await;
    let elsewhere = scene.waiter.open(&scene.stack.tables[1], "family").await;
    let stranger = elsewhere.join(&scene.stack, "phone-far").await;
    let order = scene.order["id"].as_str().unwrap();
    let path = format!("/orders/{order}");
    stranger.caller.get(&path).await.refused(404, "not_found");
    // A line ID is of the caller's own cart, whatever others call theirs.
    let dish = scene.stack.menu().await.dish();
    let own = stranger.put("line-1", &dish, 7).await;
    assert_eq!(own["lines"].as_array().unwrap().len(), 1);
    stranger
        .caller
        .delete("/cart/lines/line-1")
        .await
        .expect_status(200);
    let body = Phone::order_body(&scene.cart);
    let answer = stranger.try_order(&key(), &body).await;
    let problem = answer.refused(409, "cart_changed");
    assert_eq!(problem["cart"]["lines"], json!([]));
    // Neither do the parts of two good tokens make a third, nor a guest's token staff.
    let (mine, theirs) = (scene.phone.caller.token(), stranger.caller.token());
    let parts = |token: &str| token.split('.').map(str::to_owned).collect::<Vec<_>>();
    let (mine, theirs) = (parts(mine), parts(theirs));
    for mixed in [
        [&mine[0], &mine[1], &theirs[2]],
        [&mine[0], &theirs[1], &theirs[2]],
        [&theirs[0], &mine[1], &mine[2]],
    ] {
        let token = mixed.map(String::as_str).join(".");
        let caller = stranger.caller.with_token(&token);
        caller.get("/session").await.refused(401, "unauthenticated");
    }
    let floor = scene.waiter.path("floor");
    stranger
        .caller
        .get(&floor)
        .await
        .refused(401, "unauthenticated");
    scene
        .waiter
        .caller
        .get("/session")
        .await
        .refused(401, "unauthenticated");
    scene.assert_unchanged("the stranger").await;
}

#[tokio::test]
async fn threat_15_staff_of_another_branch_find_nothing_here() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let ours = stack.staff(Role::Waiter).await;
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let theirs = tenant.staff(&stack, Role::Waiter).await;
    let party = ours.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let order = phone.order(&phone.put("line-1", &dish, 1).await).await;
    let before = party.state(&phone, &ours).await;

    // Their own branch in the path, our session and order: nothing either.
    let (session, order) = (&party.session, order["id"].as_str().unwrap());
    for rest in [
        format!("sessions/{session}/close"),
        format!("sessions/{session}/pin/rotate"),
    ] {
        let answer = theirs.caller.post(&theirs.path(&rest), &json!({})).await;
        answer.refused(404, "not_found");
    }
    let path = theirs.path(&format!("sessions/{session}"));
    theirs.caller.get(&path).await.refused(404, "not_found");
    let body = json!({"party_size": 9});
    let answer = theirs.caller.send(Method::PATCH, &path, &body).await;
    answer.refused(404, "not_found");
    let path = theirs.path(&format!("orders/{order}"));
    let body = json!({"status": "accepted"});
    let answer = theirs.caller.send(Method::PATCH, &path, &body).await;
    answer.refused(404, "not_found");
    let topic = format!("branch:{}:floor", stack.branch);
    let answer = ticket(&theirs.caller, Some(&[&topic])).await;
    answer.refused(403, "forbidden");
    assert_eq!(theirs.board().await, Vec::<Value>::new());
    assert_eq!(party.state(&phone, &ours).await, before);
}
