//! What belongs to somebody else.

use salver_tests::{Phone, key};
use serde_json::json;

use super::Scene;

#[tokio::test]
async fn another_table_s_token_reaches_nothing_of_this_one() {
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
