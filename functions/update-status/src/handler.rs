//! Orders and lines move on: accept, reject, start, ready, serve, recall, void.

use salver::api::operations::order::{MOVE_LINE, MOVE_ORDER};
use salver::api::{HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::auth::AuthError;
use salver::auth::staff_token::StaffClaims;
use salver::domain::id::{BranchId, OrderId};
use salver::domain::order::Order;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::role::Permission;
use salver::domain::text::Reason;
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::service::order;
use salver::wire::kitchen::KitchenOrder;
use salver::wire::order::{MovedOrder, OrderView};

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&MOVE_ORDER, |parts, http| Box::pin(move_order(parts, http)))
        .on(&MOVE_LINE, |parts, http| Box::pin(move_line(parts, http)))
}

async fn move_order(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (staff, order) = authorize(parts, http).await?;
    let request = http.read(&MOVE_ORDER)?;
    match request.status {
        OrderStatus::Rejected => require(&staff, Permission::RejectOrders)?,
        OrderStatus::Cancelled => require(&staff, Permission::VoidOrders)?,
        _ => {}
    }
    let command = MoveOrder {
        to: request.status,
        reason: Reason::parse(request.reason.as_deref())?,
        version: request.version,
        at: http.now,
    };
    let moved = order::move_order(&parts.store, &order, &command, &http.by(&staff)).await?;
    answer(&staff, &moved)
}

async fn move_line(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (staff, order) = authorize(parts, http).await?;
    let request = http.read(&MOVE_LINE)?;
    if request.status == LineStatus::Cancelled {
        require(&staff, Permission::VoidOrders)?;
    }
    let command = MoveLine {
        line: http.id("line")?,
        to: request.status,
        quantity: request.quantity,
        reason: Reason::parse(request.reason.as_deref())?,
        version: request.version,
        at: http.now,
    };
    let moved = order::move_line(&parts.store, &order, &command, &http.by(&staff)).await?;
    answer(&staff, &moved)
}

/// Who calls, and the order that the path names: of a branch where they may move orders.
async fn authorize(
    parts: &StaffParts,
    http: &HttpRequest,
) -> Result<(StaffClaims, OrderId), Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let order: OrderId = http.id("order")?;
    if order.branch() != branch {
        return Err(Problem::not_found("order"));
    }
    Ok((staff, order))
}

fn require(staff: &StaffClaims, permission: Permission) -> Result<(), AuthError> {
    if staff.access.role.may(permission) {
        Ok(())
    } else {
        Err(AuthError::Forbidden)
    }
}

/// The order as the caller may see it: the kitchen gets no price, guest or payment.
fn answer(staff: &StaffClaims, order: &Order) -> Result<Reply, Problem> {
    Reply::ok(&if staff.access.role.may(Permission::SeeFloor) {
        MovedOrder::Floor(OrderView::from(order))
    } else {
        MovedOrder::Kitchen(KitchenOrder::from(order))
    })
}
