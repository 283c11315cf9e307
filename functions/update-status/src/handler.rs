//! Orders and lines move on: accept, reject, start, ready, serve, recall, void.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{Call, Problem, Reply, staff};
use salver::auth::AuthError;
use salver::auth::staff_token::StaffClaims;
use salver::domain::id::{BranchId, OrderId};
use salver::domain::order::Order;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::role::Permission;
use salver::domain::text::Reason;
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::service::order;
use salver::wire::{
    KitchenBranch, KitchenOrder, MoveLineRequest, MoveOrderRequest, MovedOrder, OrderView,
};

use crate::parts::Parts;

/// Routes on the key that API Gateway matched.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "PATCH /api/v1/branches/{branch}/orders/{order}" => move_order(&parts, &call).await,
        "PATCH /api/v1/branches/{branch}/orders/{order}/lines/{line}" => {
            move_line(&parts, &call).await
        }
        _ => Err(unknown_route(&call)),
    }
}

async fn move_order(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let (staff, order) = authorize(parts, call).await?;
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
    let moved = order::move_order(&parts.store, &order, &command, &call.by(&staff)).await?;
    answer(parts, call, &staff, &moved).await
}

async fn move_line(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let (staff, order) = authorize(parts, call).await?;
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
    let moved = order::move_line(&parts.store, &order, &command, &call.by(&staff)).await?;
    answer(parts, call, &staff, &moved).await
}

/// Who calls, and the order that the path names: of a branch where they may move orders.
async fn authorize(parts: &Parts, call: &Call) -> Result<(StaffClaims, OrderId), Problem> {
    let branch: BranchId = call.id("branch")?;
    let staff = staff::authorize_write(parts, call, &branch, Permission::MoveOrders).await?;
    let order: OrderId = call.id("order")?;
    if order.branch() != branch {
        return Err(Problem::not_found("order"));
    }
    Ok((staff, order))
}

fn require_void(staff: &StaffClaims) -> Result<(), AuthError> {
    if staff.access.role.may(Permission::VoidOrders) {
        Ok(())
    } else {
        Err(AuthError::Forbidden)
    }
}

/// The order as the caller may see it: the kitchen gets no price, guest or payment.
async fn answer(
    parts: &Parts,
    call: &Call,
    staff: &StaffClaims,
    order: &Order,
) -> Result<Reply, Problem> {
    if staff.access.role.may(Permission::SeeFloor) {
        return Reply::ok(&MovedOrder::Floor(OrderView::from(order)));
    }
    let profile = parts.store.profile(&order.branch_id).await?;
    let branch = KitchenBranch::from(&profile.ok_or_else(|| Problem::not_found("branch"))?);
    Reply::ok(&MovedOrder::Kitchen(KitchenOrder::of(
        order, &branch, call.now,
    )))
}
