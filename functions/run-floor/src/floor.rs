//! The floor's snapshot.

use std::collections::HashMap;

use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::check::Check;
use salver::domain::id::{BranchId, CheckId};
use salver::domain::role::{Permission, Role};
use salver::domain::staff::Staff;
use salver::domain::table::Table;
use salver::domain::topic::Topic;
use salver::wire::call::CallView;
use salver::wire::floor::{Colleague, Floor, FloorBranch, FloorSection, FloorTable};
use salver::wire::order::OrderView;

use crate::parts::Parts;

/// Sections, tables with their parties, and open orders.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let id: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &id)?;
    let store = &parts.store;
    let topic = Topic::floor(&id);
    // The sequence first: an event that comes between the reads is then seen as newer.
    let topics = store.sequences(std::slice::from_ref(&topic)).await?;
    let (profile, tables, checks, open, calls, people) = tokio::try_join!(
        store.profile(&id),
        store.tables(&id),
        store.open_checks(&id),
        store.open_orders(&id),
        store.open_calls(&id),
        store.colleagues(&claims.access.brand, &id),
    )?;
    let profile = profile.ok_or_else(|| Problem::not_found("branch"))?;
    let checks: HashMap<CheckId, Check> = checks
        .into_iter()
        .map(|check| (check.id.clone(), check))
        .collect();
    Reply::ok(&Floor {
        branch: FloorBranch {
            id: profile.id,
            name: profile.name,
            currency: profile.currency,
            currency_digits: profile.currency.digits(),
            auto_accept: profile.auto_accept,
            upi_id: profile.upi_id.given().cloned(),
            smallest_coin: profile.smallest_coin.into(),
        },
        sections: sections(&tables, &checks),
        orders: open.orders.iter().map(OrderView::from).collect(),
        more_orders: open.more,
        // A party that has left waits for nothing, however late its calls are resolved.
        calls: calls
            .iter()
            .filter(|call| checks.contains_key(&call.check_id))
            .map(CallView::from)
            .collect(),
        riders: who(&people, |role| role == Role::Rider),
        waiters: who(&people, |role| role.may(Permission::RunFloor)),
        topics,
        server_time: http.now,
    })
}

/// Those whose role is one of these, by name.
fn who(staff: &[Staff], is_one: impl Fn(Role) -> bool) -> Vec<Colleague> {
    let mut found: Vec<Colleague> = staff
        .iter()
        .filter(|person| is_one(person.role))
        .map(|person| Colleague {
            id: person.id.clone(),
            name: person.name.clone(),
            role: person.role,
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Tables come in their order, so a section stands where its first table does.
fn sections(tables: &[Table], checks: &HashMap<CheckId, Check>) -> Vec<FloorSection> {
    let mut sections: Vec<FloorSection> = Vec::new();
    for table in tables {
        let check = table.session.as_ref().and_then(|id| checks.get(id));
        let view = FloorTable::of(table, check);
        match sections.iter_mut().find(|s| s.id == table.section_id) {
            Some(section) => section.tables.push(view),
            None => sections.push(FloorSection {
                id: table.section_id.clone(),
                name: table.section.clone(),
                tables: vec![view],
            }),
        }
    }
    sections
}
