//! Checks at the counter: opened once, looked at, put on hold, brought further.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::by::By;
use super::intent::{Answer, Intent};
use super::message;
use super::number;
use super::refusal::Refusal;
use super::table;
use super::tax;
use crate::auth::AuthError;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::cart::{Cart, STAFF_CART};
use crate::domain::check::{Check, Mode, OpenTable};
use crate::domain::counter::{MoveCheck, Opening};
use crate::domain::customer::{Customer, Person};
use crate::domain::id::{BranchId, CheckId, StaffId};
use crate::domain::place::{Away, Place};
use crate::domain::price_list::Channel;
use crate::domain::table::Table;
use crate::domain::transitions::{CheckStatus, Status};
use crate::store::{NewCheck, OpeningCheck, Retry, Store, StoreError};
use crate::wire::cart::CartView;
use crate::wire::check::{CheckDetail, CheckView};
use crate::wire::order::OrderView;

/// Whose checks somebody may see and move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of the branch.
    All,
    /// The deliveries that they bring.
    Own(StaffId),
}

impl Scope {
    fn holds(&self, check: &Check) -> bool {
        match self {
            Self::All => true,
            Self::Own(rider) => {
                let is_delivery = matches!(check.place, Place::Delivery(_));
                is_delivery && check.rider_id.as_ref() == Some(rider)
            }
        }
    }

    /// What is not theirs is as good as none.
    fn find(&self, check: Option<Check>) -> Result<Check, Refusal> {
        let check = check.filter(|check| self.holds(check));
        check.ok_or(Refusal::NotFound("check"))
    }
}

/// For staff a closed check is a state, not the end of their own sign-in.
pub(super) fn refused(error: DomainError) -> Refusal {
    match error {
        DomainError::SessionClosed => Refusal::SessionEnded,
        other => other.into(),
    }
}

/// Opens a check, or says again what came of it.
///
/// # Errors
/// `NotFound` without such a table, `TableNotFree`, `Invalid` for a waiter who does not serve
/// there, `KeyReused`; or when the store fails.
pub async fn open(
    store: &Store,
    intent: &Intent,
    branch: &BranchId,
    wish: Opening,
    by: &By,
) -> Result<Answer, Refusal> {
    let id = CheckId::new(branch, &intent.unique())?;
    match wish {
        Opening::Table { table, waiter } => {
            let wish = OpenTable {
                mode: Mode::Family,
                party_size: None,
                waiter_id: waiter,
            };
            let seating = table::seating(store, (branch, &table), &id, &wish, by).await;
            let (taken, check) = match seating {
                Ok(seated) => seated,
                // This very request may sit there.
                Err(Refusal::Domain(error)) => {
                    return intent.replay_or(store, by.at, error).await;
                }
                Err(other) => return Err(other),
            };
            let entry = table::seated(&check, &table, by)?;
            commit(store, intent, (&check, Some(&taken), None), &entry, by).await
        }
        Opening::Pickup {
            customer,
            pickup_at,
        } => {
            open_away(
                store,
                intent,
                (id, Channel::Pickup),
                (customer, pickup_at),
                by,
            )
            .await
        }
        Opening::Delivery { customer } => {
            open_away(store, intent, (id, Channel::Delivery), (customer, None), by).await
        }
    }
}

async fn open_away(
    store: &Store,
    intent: &Intent,
    (id, channel): (CheckId, Channel),
    (customer, pickup_at): (Person, Option<Timestamp>),
    by: &By,
) -> Result<Answer, Refusal> {
    let branch = id.branch();
    let profile = store.profile(&branch).await?;
    let profile = profile.ok_or(Refusal::NotFound("branch"))?;
    let drawn = store.draw_away_number(&branch, profile.business_day(by.at));
    let drawn = drawn.await?;
    let away = Away {
        number: drawn.number,
    };
    let place = match channel {
        Channel::Delivery => Place::Delivery(away),
        Channel::Pickup | Channel::DineIn => Place::Pickup(away),
    };
    let terms = (profile.currency, profile.terms());
    let check = Check::open_away(id, (place, pickup_at), terms, by.at);
    let customer = Some(customer).filter(|customer| !customer.is_nobody());
    let customer = customer.map(|customer| customer.of_check(&check.id, by.at));
    // Nobody's name or address is in it: an entry outlives them.
    let entry = by.entry(&branch, Deed::CheckOpened)?.about(&check.id);
    let entry = entry.with("place", check.place.name());
    let parts = (&check, None, customer.as_ref());
    let opened = commit(store, intent, parts, &entry, by).await;
    if !matches!(&opened, Ok(answer) if !answer.replayed) {
        number::give_back(store, &drawn).await;
    }
    opened
}

async fn commit(
    store: &Store,
    intent: &Intent,
    (check, table, customer): (&Check, Option<&Table>, Option<&Customer>),
    entry: &AuditEntry,
    by: &By,
) -> Result<Answer, Refusal> {
    let location = location(check);
    let answer = Answer::new(location, &CheckView::of(check, check.status, None))?;
    let record = intent.record(&answer, by.at);
    let new = NewCheck {
        check,
        table,
        customer,
    };
    match store.open_check_once(new, &record, entry, by.at).await? {
        OpeningCheck::Opened => Ok(answer),
        OpeningCheck::Answered(record) => intent.replay(*record),
        OpeningCheck::Earlier => Err(Refusal::KeyReused),
        OpeningCheck::TableMoved => Err(DomainError::TableNotFree.into()),
    }
}

/// Where a check is.
pub(super) fn location(check: &Check) -> String {
    format!("/api/v1/branches/{}/checks/{}", check.branch_id, check.id)
}

/// The open checks of a branch, of one kind or of all, oldest first.
///
/// # Errors
/// When the store fails.
pub async fn list(
    store: &Store,
    (branch, kind): (&BranchId, Option<Channel>),
    scope: &Scope,
    now: Timestamp,
) -> Result<Vec<CheckView>, Refusal> {
    let tables = kind.is_none_or(|kind| kind == Channel::DineIn) && *scope == Scope::All;
    // Which tables still wait for something: the others are ready for their bill.
    let waiting = async {
        let open = match tables {
            true => store.open_orders(branch).await?,
            false => return Ok(Some(BTreeSet::new())),
        };
        let all = open.more == 0;
        let ids: BTreeSet<CheckId> = open.orders.into_iter().map(|o| o.check_id).collect();
        Ok::<_, StoreError>(all.then_some(ids))
    };
    let (checks, waiting) = tokio::try_join!(store.open_checks(branch), waiting)?;
    let of_kind = |check: &Check| kind.is_none_or(|kind| kind == Channel::from(&check.place));
    let checks = checks.into_iter();
    let checks: Vec<Check> = checks
        .filter(|check| of_kind(check) && scope.holds(check))
        .collect();
    let away = checks.iter().filter(|check| check.place.table().is_none());
    let customers = store.customers(away.map(|check| &check.id), now).await?;
    let status = |check: &Check| {
        let served = waiting.as_ref().is_some_and(|ids| !ids.contains(&check.id));
        check.standing_when(served && check.order_count > 0)
    };
    let views = checks.iter().map(|check| {
        let customer = customers.get(&check.id);
        CheckView::of(check, status(check), customer)
    });
    Ok(views.collect())
}

/// A check with all that was ordered on it, also when it is over.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn read(
    store: &Store,
    id: &CheckId,
    scope: &Scope,
    now: Timestamp,
) -> Result<CheckDetail, Refusal> {
    let branch = id.branch();
    let (party, mut customers, _) = tokio::try_join!(
        store.party(id),
        store.customers([id], now),
        store.recent_profile(&branch, now),
    )?;
    let party = party.filter(|party| scope.holds(&party.check));
    let party = party.ok_or(Refusal::NotFound("check"))?;
    let profile = tax::of_party(store, &party, now).await?;
    let rules = profile.tax_rules(now);
    let customer = customers.remove(id);
    let saved = party.carts.iter().find(|cart| cart.id == STAFF_CART);
    let none = Cart::empty(STAFF_CART, party.check.total.currency);
    let status = party.check.standing(&party.orders);
    let orders = party.orders.iter();
    Ok(CheckDetail {
        check: CheckView::of(&party.check, status, customer.as_ref()).taxed(&party.orders, rules),
        orders: orders.map(|order| OrderView::taxed(order, rules)).collect(),
        saved: CartView::taxed(saved.unwrap_or(&none), rules),
    })
}

/// Puts a check on hold, or lets it go on.
///
/// # Errors
/// `NotFound`, what the check refuses; or when the store fails.
pub async fn hold(
    store: &Store,
    id: &CheckId,
    (on_hold, version): (bool, Option<u64>),
    by: &By,
) -> Result<Check, Refusal> {
    let deed = match on_hold {
        true => Deed::CheckHeld,
        false => Deed::CheckResumed,
    };
    let entry = by.entry(&id.branch(), deed)?.about(id);
    let mut tries = Retry::USUAL.tries();
    loop {
        let check = Scope::All.find(store.check(id).await?)?;
        let next = check.held(on_hold, version).map_err(refused)?;
        if next.version == check.version || store.save_check(&next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

/// Brings a delivery or a pickup a step further, or says who brings it.
///
/// # Errors
/// `NotFound` also for what is not within `scope`, `Forbidden` for a rider who names one,
/// `Invalid` for somebody who does not work there, what the check refuses; or when the store
/// fails.
pub async fn move_along(
    store: &Store,
    id: &CheckId,
    wish: &MoveCheck,
    scope: &Scope,
    by: &By,
) -> Result<Check, Refusal> {
    let branch = id.branch();
    let mut entry = by.entry(&branch, Deed::CheckMoved)?.about(id);
    if let Some(to) = wish.to {
        entry = entry.with("to", to.name());
    }
    if let Some(rider) = &wish.rider_id {
        if *scope != Scope::All {
            return Err(AuthError::Forbidden.into());
        }
        match store.colleague(&branch, rider).await? {
            Some(staff) if !staff.left => entry = entry.with("rider_id", rider),
            _ => return Err(DomainError::invalid("rider_id", "nobody who works here").into()),
        }
    }
    let mut tries = Retry::USUAL.tries();
    loop {
        let mut state = store.counter_state(id).await?;
        let check = scope.find(state.check.take())?;
        let unsent = !state.kept(&check).lines.is_empty();
        let next = check.moved(wish, unsent).map_err(refused)?;
        let entry = entry.clone().with("from", check.status.name());
        let leaves = next.status != check.status && next.status == CheckStatus::OutForDelivery;
        let message = match leaves {
            true => message::on_its_way(store, &next, by.at).await?,
            false => None,
        };
        let saving = store.save_check_telling(&next, message.as_ref(), &entry);
        if saving.await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

/// A check after it was moved or held, beside its orders, which did not move.
pub fn view(check: &Check) -> CheckView {
    CheckView::of(check, check.status, None)
}

/// Which checks a call names, by the kind that it says.
///
/// # Errors
/// `Invalid` for a kind that there is not.
pub fn kind(said: Option<&str>) -> Result<Option<Channel>, DomainError> {
    match said {
        None => Ok(None),
        Some("dine_in") => Ok(Some(Channel::DineIn)),
        Some("pickup") => Ok(Some(Channel::Pickup)),
        Some("delivery") => Ok(Some(Channel::Delivery)),
        Some(_) => {
            let message = "dine_in, pickup or delivery";
            Err(DomainError::invalid("kind", message))
        }
    }
}
