//! Tokens whose session is over.

use salver::domain::role::Role;
use salver_tests::{Phone, Socket, Stack, key, leave, ticket};

#[tokio::test]
async fn threat_10_old_token_after_the_table_closed() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 1).await;
    let mut socket = Socket::open(&phone.caller).await;
    let early = ticket(&phone.caller, None).await.expect_status(201);
    waiter.close(&party).await.expect_status(200);

    assert_eq!(socket.ends().await, 4401);
    let path = early["url"].as_str().unwrap();
    let late = Socket::try_open(&phone.caller, path, None).await;
    assert_eq!(late.err(), Some(401), "a ticket from before the end");
    // The next party sits there; the old token is no part of it either.
    let next = waiter.open(&stack.tables[0], "family").await;
    let newcomer = next.join(&stack, "phone-two").await;
    let before = next.state(&newcomer, &waiter).await;
    for path in ["/session", "/cart", "/orders"] {
        phone.caller.get(path).await.refused(401, "session_closed");
    }
    let line = phone.try_put("line-2", &dish.line(1)).await;
    line.refused(401, "session_closed");
    let order = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    order.refused(401, "session_closed");
    ticket(&phone.caller, None)
        .await
        .refused(401, "session_closed");
    leave(&phone.caller).await.refused(401, "session_closed");
    assert_eq!(next.state(&newcomer, &waiter).await, before);
}
