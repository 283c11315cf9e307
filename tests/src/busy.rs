//! A branch on a busy day with busy days behind it, and a chain of such: as their facts say, so
//! that what figures cost can be counted.

use futures::future::try_join_all;
use jiff::SignedDuration;
use salver::api::clock;
use salver::domain::branch::Profile;
use salver::domain::business_day::BusinessDay;
use salver::domain::fold::closing;
use salver::domain::order::Order;
use salver::domain::transitions::OrderStatus;
use salver::service::figures::{day_of_chain, fold_day};
use salver::store::Store;
use salver_demo::seed;

use crate::busy_till::fill_till;
use crate::stack::Stack;
use crate::store_proxy::{StoreProxy, Units};

/// Business days before today's.
const DAYS: u16 = 13;
/// The one of them that today is compared with in part.
const WEEK: u16 = 7;
/// Orders of each of the others; of that one there are as many as today.
const QUIET: usize = 100;
/// The hours of a day in which guests order.
const HOURS: i64 = 12;
/// So many facts are written at once.
const AT_ONCE: usize = 16;

impl Stack {
    /// Gives the demo's branch so many orders today, as if they had come evenly over the last 12
    /// hours, with a check billed and paid for every two of them, and 13 days before it that are folded. Figures are then of whole days.
    ///
    /// # Panics
    /// When they cannot be written.
    pub async fn give_busy_days(&self, orders: usize) {
        let store = self.store();
        let branch = self.branch.parse().unwrap();
        let profile = store.profile(&branch).await.unwrap().unwrap();
        let today = profile.business_day(clock::now());
        let some = some_orders(&profile);
        for back in 0..=DAYS {
            let count = match back {
                0 | WEEK => orders,
                _ => QUIET,
            };
            let day = today.days_before(back);
            write_day(&store, &some, (&profile, day), back, count).await;
            let checks = u32::try_from(count / 2).unwrap();
            let then = clock::now() - SignedDuration::from_hours(24 * i64::from(back));
            fill_till(&store, (&profile, day), (then, HOURS, checks)).await;
            if back > 0 {
                fold_day(&store, &profile, day, clock::now()).await.unwrap();
            }
        }
    }

    /// Whether the day before is not over yet, as a day begins before the last quarter of the one
    /// before is closed. It is read fact by fact for so long.
    ///
    /// # Panics
    /// When the branch cannot be read.
    pub async fn is_between_days(&self) -> bool {
        let branch = self.branch.parse().unwrap();
        let profile = self.store().profile(&branch).await.unwrap().unwrap();
        let now = clock::now();
        profile.business_day(now) != profile.business_day(closing(now))
    }

    /// What it costs to fold the day before yesterday of so many branches into their chain's day, when each has
    /// had orders and is folded; with the number of calls.
    ///
    /// # Panics
    /// When they cannot be written or read.
    pub async fn cost_of_chain(&self, proxy: &StoreProxy, branches: usize) -> (usize, Units) {
        let store = self.store();
        let branch = self.branch.parse().unwrap();
        let profile = store.profile(&branch).await.unwrap().unwrap();
        // Yesterday is not over in the first minutes of a day.
        let before = profile.business_day(clock::now()).days_before(2);
        let some = some_orders(&profile);
        let named = |number| Profile {
            id: format!("chain-{number}").parse().unwrap(),
            ..profile.clone()
        };
        let chain: Vec<_> = (0..branches).map(named).collect();
        for branch in &chain {
            write_day(&store, &some, (branch, before), 2, QUIET / 2).await;
            fold_day(&store, branch, before, clock::now())
                .await
                .unwrap();
        }
        let (endpoint, table) = self.endpoint();
        let direct = endpoint.strip_prefix("http://").unwrap();
        let metered = format!("{}/{direct}/chain", proxy.url);
        let metered = Store::new(seed::client_at(&metered, self.key()), table);
        proxy.trips();
        let sold = day_of_chain(&metered, &chain, before, clock::now()).await;
        let orders = branches * (QUIET / 2);
        assert_eq!(sold.unwrap().accepted.count, i64::try_from(orders).unwrap());
        let mut trips = proxy.trips();
        trips.retain(|trip| trip.call.function == "chain");
        (trips.len(), trips.iter().map(|trip| trip.units).sum())
    }
}

/// Orders of the demo's past that count.
fn some_orders(profile: &Profile) -> Vec<Order> {
    let seed = salver_demo::seed("the staff is there already").unwrap();
    let parties = salver_demo::past(&seed, clock::now(), DAYS)
        .unwrap()
        .parties;
    let orders = parties.into_iter().flat_map(|(_, orders)| orders);
    let counts = orders.filter(|order| order.status == OrderStatus::Completed);
    counts
        .map(|order| Order {
            branch_id: profile.id.clone(),
            ..order
        })
        .collect()
}

async fn write_day(
    store: &Store,
    some: &[Order],
    (branch, day): (&Profile, BusinessDay),
    back: u16,
    count: usize,
) {
    let now = clock::now() - SignedDuration::from_hours(24 * i64::from(back));
    let seconds = HOURS * 3_600 / i64::try_from(count).unwrap();
    let orders = (0..count).map(|number| {
        let ago = seconds * i64::try_from(number).unwrap();
        Order {
            id: format!("{}_busy{back}_{number}", branch.id)
                .parse()
                .unwrap(),
            branch_id: branch.id.clone(),
            business_day: day,
            placed_at: now - SignedDuration::from_secs(ago),
            ..some[number % some.len()].clone()
        }
    });
    let orders: Vec<_> = orders.collect();
    for some in orders.chunks(AT_ONCE) {
        let written = some.iter().map(|order| store.put_fact(order, now));
        try_join_all(written).await.unwrap();
    }
}
