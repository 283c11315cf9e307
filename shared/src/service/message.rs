//! What customers are told at their telephones: written with what it tells of, sent by whoever
//! claims it, seen to by staff.

mod sending;

use jiff::Timestamp;

use super::by::By;
use super::intent::{Answer, Intent};
use super::looks::brand;
use super::receipt::{self, Signing};
use super::refusal::Refusal;
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::audit::Deed;
use crate::domain::branch::Profile;
use crate::domain::check::Check;
use crate::domain::id::{BillId, BranchId, MessageId};
use crate::domain::message::{About, Message, MessageWish};
use crate::domain::message_settings::MessageKind;
use crate::domain::message_text::Said;
use crate::domain::place::Place;
use crate::domain::text::Phone;
use crate::domain::transitions::Status;
use crate::store::{Retry, Store, Telling};
use crate::wire::message::SentBill;

pub use sending::{hand_all_over, hand_over, sweep};

/// How many messages staff see.
const SHOWN: usize = 100;

/// What the customer of a pickup or a delivery is told with their first order, if anything;
/// `before` is their check without it.
///
/// # Errors
/// When the store fails.
pub(super) async fn confirmed(
    store: &Store,
    profile: &Profile,
    before: &Check,
    now: Timestamp,
) -> Result<Option<Message>, Refusal> {
    let pickup_at = before.pickup_at.map(|at| profile.wall_time(at));
    let (number, pickup) = match &before.place {
        Place::Pickup(away) => (away.number, Some(pickup_at)),
        Place::Delivery(away) => (away.number, None),
        Place::Table(_) => return Ok(None),
    };
    if before.order_count > 0 {
        return Ok(None);
    }
    // Of two first orders at once one is confirmed: the message of both is the same item.
    let unique = secret::unique_at(before.opened_at, before.id.as_str());
    let id = MessageId::new(&before.branch_id, &unique)?;
    let kind = MessageKind::OrderConfirmed;
    let told = told(store, profile, (before, id), kind, now).await?;
    Ok(told.map(|(about, brand)| {
        let brand = brand.as_str();
        let said = Said::OrderConfirmed {
            brand,
            number,
            pickup,
        };
        Message::new(about, &said, now)
    }))
}

/// What the customer of a delivery is told when it leaves the house, if anything.
///
/// # Errors
/// When the store fails.
pub(super) async fn on_its_way(
    store: &Store,
    check: &Check,
    now: Timestamp,
) -> Result<Option<Message>, Refusal> {
    let Place::Delivery(away) = &check.place else {
        return Ok(None);
    };
    let Some(profile) = store.recent_profile(&check.branch_id, now).await? else {
        return Ok(None);
    };
    let id = MessageId::new(&check.branch_id, &secret::unique(now)?)?;
    let kind = MessageKind::OutForDelivery;
    let told = told(store, &profile, (check, id), kind, now).await?;
    Ok(told.map(|(about, brand)| {
        let said = Said::OutForDelivery {
            brand: &brand,
            number: away.number,
        };
        Message::new(about, &said, now)
    }))
}

/// To whom something is told, and by which brand; `None` where the branch does not tell it, or
/// nobody left a number at which they are reached.
async fn told<'a>(
    store: &Store,
    profile: &Profile,
    (check, id): (&'a Check, MessageId),
    kind: MessageKind,
    now: Timestamp,
) -> Result<Option<(About<'a>, String)>, Refusal> {
    if !profile.messages.tells(kind) {
        return Ok(None);
    }
    let customers = async { Ok::<_, Refusal>(store.customers([&check.id], now).await?) };
    let (mut customers, brand) = tokio::try_join!(customers, brand(store, &profile.brand_id))?;
    let customer = customers.remove(&check.id);
    let phone = customer.and_then(|customer| customer.phone);
    let to = phone.and_then(|phone| profile.reaches(&phone));
    Ok(to.map(|to| {
        let about = About {
            id,
            check: &check.id,
            settings: profile.messages,
            to,
        };
        (about, brand.name)
    }))
}

/// Has a link to a bill sent, once; `said` is the number, and without it the one that is known.
/// `None` while nobody knows where the pages are.
///
/// # Errors
/// `Invalid` where the branch sends no bills, or without a number at which somebody is reached;
/// `NotFound`, `KeyReused`; or when the store fails.
pub async fn send_bill(
    store: &Store,
    signing: Signing<'_>,
    intent: &Intent,
    (bill, said): (&BillId, Option<Phone>),
    by: &By,
) -> Result<Option<Answer>, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let Some(made) = receipt::make(store, signing, bill, said.clone(), by.at).await? else {
            return Ok(None);
        };
        let profile = &made.profile;
        if !profile.messages.tells(MessageKind::Bill) {
            let refusal = DomainError::invalid("bill", "this branch sends no bills");
            return intent.replay_or(store, by.at, refusal).await.map(Some);
        }
        let to = made.phone.as_ref().and_then(|phone| profile.reaches(phone));
        let Some(to) = to else {
            let refusal = DomainError::invalid("phone", "a whole telephone number");
            return intent.replay_or(store, by.at, refusal).await.map(Some);
        };
        let check = bill.check();
        let about = About {
            id: MessageId::new(&check.branch(), &secret::unique(by.at)?)?,
            check: &check,
            settings: profile.messages,
            to,
        };
        let said = Said::Bill {
            brand: &made.brand.name,
            number: &made.number,
            url: &made.url,
        };
        let message = Message::new(about, &said, by.at);
        let location = format!(
            "/api/v1/branches/{}/messages/{}",
            message.branch_id, message.id
        );
        let answer = Answer::new(location, &SentBill::from(&message))?;
        let record = intent.record(&answer, by.at);
        // Nobody's number is in it: an entry outlives the message.
        let entry = by.entry(&check.branch(), Deed::MessageAsked)?;
        let entry = entry.about(bill).with("message", &message.id);
        match store.add_message(&message, &record, &entry, by.at).await? {
            Telling::Queued => return Ok(Some(answer)),
            Telling::Answered(record) => return intent.replay(*record).map(Some),
            Telling::Again => tries.again().await?,
        }
    }
}

/// A branch's newest messages as they are at `now`, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn list(
    store: &Store,
    branch: &BranchId,
    now: Timestamp,
) -> Result<Vec<Message>, Refusal> {
    let messages = store.messages(branch, SHOWN, now).await?;
    let mut messages: Vec<_> = messages.iter().map(|message| message.as_of(now)).collect();
    // A confirmation's ID is as old as its check.
    messages.sort_by_key(|message| std::cmp::Reverse(message.created_at));
    Ok(messages)
}

/// Does with a message what somebody wants of it.
///
/// # Errors
/// `NotFound` without such a message, `VersionConflict`, what [`Message::wished`] refuses; or when
/// the store fails.
pub async fn wish(
    store: &Store,
    id: &MessageId,
    (wish, version): (MessageWish, Option<u64>),
    by: &By,
) -> Result<Message, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let message = store.message(id).await?;
        let message = message.filter(|message| message.is_known(by.at));
        let message = message.ok_or(Refusal::NotFound("message"))?;
        let seen = message.as_of(by.at).version;
        // Time alone moves a message without a write, so either version is the one that was seen.
        if let Some(expected) =
            version.filter(|version| *version != message.version && *version != seen)
        {
            let actual = seen;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        let next = message.wished(wish, by.at)?;
        // What was written is at the version that was read, whatever time made of it.
        let next = Message {
            version: message.version + 1,
            ..next
        };
        let entry = by.entry(&id.branch(), Deed::MessageMoved)?.about(id);
        let entry = entry.with("to", next.status.name());
        if store.save_message(&next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}
