//! `GET /api/v1/branches/{branch}/kitchen`: the board, whole or of one station.

use std::sync::Arc;

use crate::parts::Parts;
use salver::api::{Call, Problem, Reply, staff};
use salver::domain::id::{BranchId, StationId};
use salver::domain::role::Permission;
use salver::domain::topic::Topic;
use salver::wire::{KitchenBoard, KitchenBranch, KitchenOrder, all_day};

/// Answers with the board.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    let id: BranchId = call.id("branch")?;
    staff::authorize(parts.as_ref(), &call, &id, Permission::SeeKitchen)?;
    let station: Option<StationId> = match call.query("station") {
        Some(text) => Some(
            text.parse()
                .map_err(|_| Problem::invalid("station", "no such station"))?,
        ),
        None => None,
    };
    let topic = Topic::kitchen(&id);
    // The sequence first: an event that comes between the reads is then seen as newer.
    let topics = parts.store.sequences(std::slice::from_ref(&topic)).await?;
    let (open, stock) = tokio::try_join!(parts.store.open_orders(&id), parts.store.stock(&id))?;
    let missing = || Problem::not_found("branch");
    let stock = stock.ok_or_else(missing)?;
    let branch = parts.store.branch(&id, &stock).await?.ok_or_else(missing)?;
    if let Some(station) = &station
        && !branch.menu.stations.iter().any(|s| &s.id == station)
    {
        return Err(Problem::invalid("station", "no such station"));
    }
    let head = KitchenBranch::from(&*branch.profile);
    let mut orders: Vec<_> = open
        .orders
        .iter()
        .filter(|order| order.needs_kitchen())
        .map(|order| KitchenOrder::of(order, &head, call.now))
        .collect();
    if let Some(station) = station {
        for order in &mut orders {
            order.lines.retain(|line| line.station == station);
        }
        orders.retain(|order| !order.lines.is_empty());
    }
    Reply::ok(&KitchenBoard {
        branch: head,
        stations: branch.menu.stations.clone(),
        all_day: all_day(&orders),
        orders,
        more_orders: open.more,
        topics,
        server_time: call.now,
    })
}
