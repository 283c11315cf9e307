//! What the SDK may rest on when it sends a transaction again: its token, once. The one-machine
//! stack keeps the tokens itself, and is held to what the engine makes of them; here the engine
//! is held to what the second store makes of them.

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};

use crate::world::World;

#[expect(
    clippy::disallowed_methods,
    reason = "the store itself is asked here, as no code of the product asks it"
)]
/// Makes an item and adds to a count, in one transaction: `done`, or the error's code.
async fn transact(world: &World, token: &str, name: &str, by: u32) -> String {
    let (client, table) = world.raw();
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let by = AttributeValue::N(by.to_string());
    let put = Put::builder()
        .table_name(table)
        .item("pk", text("TOKENS"))
        .item("sk", text(name))
        .item("by", by.clone())
        .condition_expression("attribute_not_exists(pk)")
        .build()
        .unwrap();
    let count = Update::builder()
        .table_name(table)
        .key("pk", text("TOKENS"))
        .key("sk", text("COUNT"))
        .update_expression("ADD pieces :by")
        .expression_attribute_values(":by", by)
        .build()
        .unwrap();
    let request = client
        .transact_write_items()
        .client_request_token(token)
        .transact_items(TransactWriteItem::builder().put(put).build())
        .transact_items(TransactWriteItem::builder().update(count).build());
    match request.send().await {
        Ok(_) => "done".to_owned(),
        Err(error) => error.code().unwrap_or("no code").to_owned(),
    }
}

/// How much was added.
async fn counted(world: &World) -> u32 {
    let items = world.items().await;
    let pieces = items.iter().find_map(|item| item.get("pieces"));
    pieces.map_or(0, |pieces| pieces.as_n().unwrap().parse().unwrap())
}

#[tokio::test]
async fn a_transaction_sent_again_with_its_token_is_done_once() {
    let world = World::new().await;
    assert_eq!(transact(&world, "one", "a", 1).await, "done");
    assert_eq!(transact(&world, "one", "a", 1).await, "done");
    assert_eq!(counted(&world).await, 1);
    // Another transaction with that token is a slip, and changes nothing.
    let slip = transact(&world, "one", "b", 2).await;
    assert_eq!(slip, "IdempotentParameterMismatchException");
    assert_eq!(counted(&world).await, 1);
    // What was refused is not remembered: its token is free for what is right.
    let refused = transact(&world, "two", "a", 4).await;
    assert_eq!(refused, "TransactionCanceledException");
    assert_eq!(transact(&world, "two", "b", 4).await, "done");
    assert_eq!(counted(&world).await, 5);
}
