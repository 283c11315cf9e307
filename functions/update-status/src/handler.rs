//! Orders and lines move on: accept, reject, start, ready, serve, recall, void.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply, staff_access};
use salver::auth::AuthError;
use salver::auth::staff_token::StaffClaims;
use salver::domain::DomainError;
use salver::domain::audit::{AuditEntry, Deed};
use salver::domain::id::{BranchId, OrderId};
use salver::domain::order::Order;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::role::Permission;
use salver::domain::text::Reason;
use salver::domain::transitions::{LineStatus, OrderStatus, Status};
use salver::store::StoreError;
use salver::wire::kitchen::KitchenOrder;
use salver::wire::order::{MoveLineRequest, MoveOrderRequest, MovedOrder, OrderView};

/// How often a move is made again on an order that others move at the same moment.
const MAX_TRIES: u32 = 10;

/// Routes on the key that API Gateway matched.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "PATCH /api/v1/branches/{branch}/orders/{order}" => move_order(&app, &call).await,
        "PATCH /api/v1/branches/{branch}/orders/{order}/lines/{line}" => {
            move_line(&app, &call).await
        }
        _ => Err(unknown_route(&call)),
    }
}

async fn move_order(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (staff, order) = authorize(app, call).await?;
    let request: MoveOrderRequest = call.json()?;
    if matches!(
        request.status,
        OrderStatus::Rejected | OrderStatus::Cancelled
    ) {
        require_void(&staff)?;
    }
    let command = MoveOrder {
        to: request.status,
        reason: Reason::parse(request.reason.as_deref())?,
        version: request.version,
    };
    let entry = reasoned(
        call.entry(&order.branch(), &staff, Deed::OrderMoved)?,
        command.reason.as_ref(),
    )
    .with("to", command.to.name());
    let note = |order: &Order| entry.clone().with("from", order.status.name());
    let order = change(app, &order, note, |order| order.move_to(&command)).await?;
    answer(&staff, &order)
}

async fn move_line(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (staff, order) = authorize(app, call).await?;
    let request: MoveLineRequest = call.json()?;
    if request.status == LineStatus::Cancelled {
        require_void(&staff)?;
    }
    let command = MoveLine {
        line: call.id("line")?,
        to: request.status,
        quantity: request.quantity,
        reason: Reason::parse(request.reason.as_deref())?,
        version: request.version,
    };
    let entry = reasoned(
        call.entry(&order.branch(), &staff, Deed::LineMoved)?,
        command.reason.as_ref(),
    )
    .with("line", &command.line)
    .with("to", command.to.name());
    let entry = match command.quantity {
        Some(pieces) => entry.with("quantity", pieces),
        None => entry,
    };
    let note = |order: &Order| match order.line(&command.line) {
        Ok(line) => entry.clone().with("from", line.status.name()),
        // Without such a line the move is refused before anything is noted.
        Err(_) => entry.clone(),
    };
    let order = change(app, &order, note, |order| order.move_line(&command)).await?;
    answer(&staff, &order)
}

/// Who calls, and the order that the path names: of a branch where they may move orders.
async fn authorize(app: &App, call: &Call) -> Result<(StaffClaims, OrderId), Problem> {
    let branch: BranchId = call.id("branch")?;
    let staff = staff_access::authorize_write(app, call, &branch, Permission::MoveOrders).await?;
    let order: OrderId = call.id("order")?;
    if order.branch() != branch {
        return Err(Problem::not_found("order"));
    }
    Ok((staff, order))
}

fn require_void(staff: &StaffClaims) -> Result<(), AuthError> {
    if staff.role.may(Permission::VoidOrders) {
        Ok(())
    } else {
        Err(AuthError::Forbidden)
    }
}

/// The order as the caller may see it: the kitchen gets no price, guest or payment.
fn answer(staff: &StaffClaims, order: &Order) -> Result<Reply, Problem> {
    Reply::ok(&if staff.role.may(Permission::SeeFloor) {
        MovedOrder::Floor(OrderView::from(order))
    } else {
        MovedOrder::Kitchen(KitchenOrder::from(order))
    })
}

fn reasoned(entry: AuditEntry, reason: Option<&Reason>) -> AuditEntry {
    match reason {
        Some(reason) => entry.with("reason", reason.as_str()),
        None => entry,
    }
}

/// Reads, decides, commits; again when somebody moved the order in between.
async fn change(
    app: &App,
    id: &OrderId,
    note: impl Fn(&Order) -> AuditEntry,
    decide: impl Fn(&Order) -> Result<Order, DomainError>,
) -> Result<Order, Problem> {
    for _ in 0..MAX_TRIES {
        let order = app
            .store()
            .order(id)
            .await?
            .ok_or_else(|| Problem::not_found("order"))?;
        let next = decide(&order)?;
        let store = app.store().noting(note(&order).about(id));
        if store.save_order(&order, &next).await? {
            return Ok(next);
        }
    }
    Err(StoreError::Contended.into())
}
