//! What figures cost at the store, as it says itself: they must stay cheap on a busy day with
//! days behind it.

use salver::domain::role::Role;
use salver_tests::{Cost, Meter, Stack, StoreProxy};

/// Orders of the day so far: one every 72 seconds for 12 hours.
const ORDERS: usize = 600;
/// Halves of read units that reading the figures may take.
const MOST_READ: u64 = 2 * 12;
/// And so many more in the first six minutes of a day.
const BETWEEN_DAYS: u64 = 2 * 6;
/// Write units that counting an order may take.
const MOST_WRITTEN: u64 = 2;

/// What a function asked for, the only one by that name.
fn of<'a>(costs: &'a [Cost], function: &str) -> &'a Cost {
    let its: Vec<_> = costs
        .iter()
        .filter(|cost| cost.function == function)
        .collect();
    assert_eq!(its.len(), 1, "{costs:?}");
    its[0]
}

#[tokio::test]
async fn the_figures_of_a_busy_day_are_read_for_a_few_units_and_an_order_is_counted_for_two() {
    let proxy = StoreProxy::metering();
    let stack = Stack::start_counted(&proxy).await;
    stack.give_busy_days(ORDERS).await;
    let owner = stack.staff(Role::Owner).await;
    let mut meter = Meter::new(&stack, &proxy);
    let first = meter.count("readFigures", owner.figures()).await;
    let folding = meter.take();
    assert!(
        of(&folding, "analytics").units().write > 0,
        "nothing was folded"
    );
    let again = meter.count("readFigures", owner.figures()).await;
    for figures in [&first, &again] {
        assert_eq!(figures["today"]["orders"], ORDERS);
        assert_eq!(figures["money"]["bills"], ORDERS / 2);
        assert_eq!(figures["fortnight"]["bills"], ORDERS + 12 * 50);
        assert_eq!(figures["recent"].as_array().unwrap().len(), 20);
        let days = figures["days"].as_array().unwrap();
        assert!(
            days.iter()
                .all(|day| day["sales"]["orders"].as_u64() >= Some(100))
        );
        // As much of that day as there is of this one, but for seconds.
        let before = figures["same_weekday"]["until_now"]["orders"].as_u64();
        assert!((598..=600).contains(&before.unwrap()), "{before:?}");
    }
    let costs = meter.take();
    let read = of(&costs, "analytics");
    println!("readFigures: {:?}", read.count());
    let more = if stack.is_between_days().await {
        BETWEEN_DAYS
    } else {
        0
    };
    let most = MOST_READ + more;
    assert!(read.units().read_halves <= most, "{:?}", read.count());
    assert_eq!(read.units().write, 0);

    // The first order of a process asks whether the days before are folded; the second does not.
    let waiter = stack.staff(Role::Waiter).await;
    let dish = stack.menu().await.dish();
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let mut orders = Vec::new();
    for line in ["first", "second"] {
        let cart = phone.put(line, &dish, 2).await;
        orders.push(meter.count("placeOrder", phone.order(&cart)).await);
    }
    let placing = meter.take();
    let counting: Vec<_> = placing
        .iter()
        .filter(|cost| cost.function == "follow-up")
        .collect();
    for cost in &counting {
        println!("placeOrder, follow-up: {:?}", cost.count());
        assert!(cost.units().write <= MOST_WRITTEN, "{:?}", cost.count());
    }
    assert_eq!(counting[1].count().0, ["PutItem"]);
    assert_eq!(counting[1].units().read_halves, 0);
    // With its acceptance it is two.
    let accepted = waiter.move_order(&orders[1], "accepted");
    meter
        .count("updateOrder", accepted)
        .await
        .expect_status(200);
    let accepting = meter.take();
    let accepting = of(&accepting, "follow-up").units().write;
    let all = counting[1].units().write + accepting;
    println!("placed and accepted: {all} WRU");
    assert!(all <= MOST_WRITTEN, "{all}");
}

#[tokio::test]
async fn the_day_of_a_chain_of_100_branches_is_a_unit_for_each() {
    let proxy = StoreProxy::metering();
    let stack = Stack::start_counted(&proxy).await;
    let (calls, units) = stack.cost_of_chain(&proxy, 100).await;
    println!("a chain of 100: {calls} calls, {} RRU", units.reads());
    assert_eq!((calls, units.read_halves, units.write), (1, 200, 0));
}
