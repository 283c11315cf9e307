//! `GET /api/v1/branches/{branch}/kitchen`: the board, whole or of one station.

use std::sync::Arc;

use salver::api::{App, Call, Problem, Reply, staff_access};
use salver::domain::id::{BranchId, StationId};
use salver::domain::role::Permission;
use salver::domain::topic::Topic;
use salver::wire::kitchen::{KitchenBoard, KitchenBranch, KitchenOrder};

/// Answers with the board.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    let id: BranchId = call.id("branch")?;
    staff_access::authorize(&app, &call, &id, Permission::SeeKitchen)?;
    let station: Option<StationId> = match call.query("station") {
        Some(text) => Some(
            text.parse()
                .map_err(|_| Problem::invalid("station", "no such station"))?,
        ),
        None => None,
    };
    let topic = Topic::kitchen(&id);
    // The sequence first: an event that comes between the reads is then seen as newer.
    let topics = app.store().sequences(std::slice::from_ref(&topic)).await?;
    let (orders, stock) = tokio::try_join!(app.store().open_orders(&id), app.store().stock(&id))?;
    let missing = || Problem::not_found("branch");
    let stock = stock.ok_or_else(missing)?;
    let branch = app.store().branch(&id, &stock).await?.ok_or_else(missing)?;
    if let Some(station) = &station
        && !branch.menu.stations.iter().any(|s| &s.id == station)
    {
        return Err(Problem::invalid("station", "no such station"));
    }
    let mut orders: Vec<_> = orders
        .iter()
        .filter(|order| order.needs_kitchen())
        .map(KitchenOrder::from)
        .collect();
    if let Some(station) = station {
        for order in &mut orders {
            order.lines.retain(|line| line.station == station);
        }
        orders.retain(|order| !order.lines.is_empty());
    }
    Reply::ok(&KitchenBoard {
        branch: KitchenBranch::from(&branch.profile),
        stations: branch.menu.stations.clone(),
        orders,
        topics,
        server_time: call.now,
    })
}
