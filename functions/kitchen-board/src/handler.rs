//! `GET /api/v1/branches/{branch}/kitchen`: the board, whole or of one station.

use salver::api::operations::kitchen::READ_KITCHEN;
use salver::api::operations::status_screen::READ_STATUS_BOARD;
use salver::api::{HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::domain::id::{BranchId, StationId};
use salver::domain::topic::Topic;
use salver::wire::kitchen::{KitchenBoard, KitchenBranch, KitchenOrder};

use crate::status_board;

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_KITCHEN, |parts, http| Box::pin(read(parts, http)))
        .on(&READ_STATUS_BOARD, |parts, http| {
            Box::pin(status_board::read(parts, http))
        })
}

/// Answers with the board.
async fn read(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let id: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &id)?;
    let station: Option<StationId> = match http.query("station") {
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
    let is_there = |id: &StationId| branch.menu.stations.iter().any(|s| s.id == *id);
    if let Some(station) = &station
        && !is_there(station)
    {
        return Err(Problem::invalid("station", "no such station"));
    }
    let mut orders: Vec<_> = open
        .orders
        .iter()
        .filter(|order| order.needs_kitchen())
        .map(KitchenOrder::from)
        .collect();
    if let Some(station) = station {
        // What was sent to a station that is none any more is everybody's: better seen twice than
        // by nobody.
        let is_mine = |at: &StationId| *at == station || !is_there(at);
        for order in &mut orders {
            order.lines.retain(|line| is_mine(&line.station));
        }
        orders.retain(|order| !order.lines.is_empty());
    }
    Reply::ok(&KitchenBoard {
        branch: KitchenBranch::from(&*branch.profile),
        stations: branch.menu.stations.clone(),
        orders,
        more_orders: open.more,
        topics,
        server_time: http.now,
    })
}
