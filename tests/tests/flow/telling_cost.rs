//! What it costs to tell of an order, as the store says itself.

use salver::domain::role::Role;
use salver_tests::{Cost, Meter, Socket, Stack, StoreProxy};

/// Looks for listeners: the party's, the branch's, and the branch's once more when the order's
/// fact follows it.
const LOOKS: usize = 3;
/// Numbers drawn: one for all that belongs to the party, one for all that belongs to the branch.
const NUMBERS: usize = 2;

/// The calls of what tells, by their kind, without the branch's profile, which is read once a
/// minute.
fn calls(costs: &[Cost]) -> (usize, usize) {
    let telling = costs.iter().filter(|cost| cost.function == "fan-out");
    let calls: Vec<_> = telling.flat_map(|cost| cost.count().0).collect();
    let of = |kind: &str| calls.iter().filter(|call| **call == kind).count();
    let (looks, numbers) = (of("Query"), of("UpdateItem"));
    assert_eq!(looks + numbers + of("GetItem"), calls.len(), "{calls:?}");
    (looks, numbers)
}

#[tokio::test]
async fn an_order_is_told_by_one_number_for_its_party_and_one_for_its_branch() {
    let proxy = StoreProxy::metering();
    let stack = Stack::start_counted(&proxy).await;
    let dish = stack.menu().await.dish();
    let [waiter, cook] = [Role::Waiter, Role::Cook].map(|role| stack.staff(role));
    let (waiter, cook) = (waiter.await, cook.await);
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let mut meter = Meter::new(&stack, &proxy);

    let cart = phone.put("unheard", &dish, 1).await;
    meter.count("placeOrder", phone.order(&cart)).await;
    let (looks, numbers) = calls(&meter.take());
    assert!((1..=LOOKS).contains(&looks), "{looks} looks");
    assert_eq!(numbers, 0, "numbered where nobody listens");

    let mut at_the_phone = Socket::open(&phone.caller).await;
    let mut in_the_kitchen = Socket::open(&cook.caller).await;
    let mut on_the_floor = Socket::open(&waiter.caller).await;
    let cart = phone.put("heard", &dish, 1).await;
    let order = meter.count("placeOrder", phone.order(&cart)).await;
    let (looks, numbers) = calls(&meter.take());
    println!("told by {looks} looks and {numbers} numbers");
    assert!(looks <= LOOKS, "{looks} looks");
    assert_eq!(numbers, NUMBERS);
    for socket in [&mut at_the_phone, &mut in_the_kitchen, &mut on_the_floor] {
        let told = |told: &serde_json::Value| told["id"] == order["id"];
        socket.event("order.changed", told).await;
    }
}
