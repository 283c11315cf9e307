//! Receipts: links that open one, and what they open.

use jiff::{SignedDuration, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::branch;
use super::looks::brand;
use super::refusal::Refusal;
use super::site::origin_of;
use crate::auth::AuthError;
use crate::auth::receipt_token::ReceiptToken;
use crate::auth::secret::Key;
use crate::domain::branch::Profile;
use crate::domain::guest::Guest;
use crate::domain::id::BillId;
use crate::domain::invoice::called_at;
use crate::domain::looks::Brand;
use crate::domain::message_settings::{MessageKind, Via};
use crate::domain::site_origin::SiteOrigin;
use crate::domain::text::Phone;
use crate::store::Store;
use crate::wire::receipt::{ReceiptLinkView, ReceiptView};

/// How long a link opens its receipt.
const OPENS_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Where links lead, and what signs them.
#[derive(Debug, Clone, Copy)]
pub struct Signing<'a> {
    pub key: &'a Key,
    /// Where the pages are as the deployment knows it.
    pub site: Option<&'a SiteOrigin>,
}

/// A link to a receipt, with what it was made of.
pub(super) struct Made {
    pub(super) profile: Profile,
    pub(super) brand: Brand,
    /// The bill's: `2026-27/12`.
    pub(super) number: String,
    pub(super) url: String,
    /// Of whoever shall have it, as it was typed.
    pub(super) phone: Option<Phone>,
    expires_at: Timestamp,
}

/// A link to the receipt of a bill as it stands. `said` is the number to which somebody wants it
/// sent; without, one that is known of those who pay. `None` while nobody knows where the pages
/// are.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn link(
    store: &Store,
    signing: Signing<'_>,
    bill: &BillId,
    said: Option<Phone>,
    now: Timestamp,
) -> Result<Option<ReceiptLinkView>, Refusal> {
    let made = make(store, signing, bill, said, now).await?;
    Ok(made.map(|made| {
        let messages = made.profile.messages;
        let sent_by = Some(messages.via).filter(|via| *via != Via::ByHand);
        let code = made.profile.invoice.calling_code.as_ref();
        let phone = made.phone.as_ref();
        let phone = phone.and_then(|phone| called_at(phone.as_str(), code));
        let draft = format!("{}: {} {}", made.brand.name, made.number, made.url);
        let draft = utf8_percent_encode(&draft, NON_ALPHANUMERIC);
        ReceiptLinkView {
            whatsapp: format!(
                "https://wa.me/{}?text={draft}",
                phone.as_deref().unwrap_or_default()
            ),
            url: made.url,
            phone,
            sent_by: sent_by.filter(|_| messages.tells(MessageKind::Bill)),
            expires_at: made.expires_at,
        }
    }))
}

/// As [`link`], with what it was made of.
///
/// # Errors
/// As [`link`].
pub(super) async fn make(
    store: &Store,
    signing: Signing<'_>,
    bill: &BillId,
    said: Option<Phone>,
    now: Timestamp,
) -> Result<Option<Made>, Refusal> {
    let check = bill.check();
    let house = async {
        let profile = branch::profile(store, &check.branch()).await?;
        let brand = brand(store, &profile.brand_id).await?;
        Ok::<_, Refusal>((profile, brand))
    };
    let books = async { Ok::<_, Refusal>(store.books(&check).await?) };
    let known = async {
        match said.is_some() {
            true => Ok((None, Vec::new())),
            false => people(store, bill, now).await,
        }
    };
    let ((profile, brand), books, (customer, guests)) = tokio::try_join!(house, books, known)?;
    let books = books.ok_or(Refusal::NotFound("bill"))?;
    let state = books.state(bill)?;
    let Some(origin) = origin_of(&brand, signing.site) else {
        return Ok(None);
    };
    let expires_at = now.saturating_add(OPENS_FOR).unwrap_or(now);
    let token = ReceiptToken {
        bill: bill.clone(),
        issue: state.issue,
        expires_at: expires_at.as_second(),
    };
    let url = format!("{origin}/receipt#{}", token.text(signing.key)?);
    let of_guests = || {
        let own = |guest: &&Guest| state.guest_id.as_ref().is_none_or(|id| guest.id == *id);
        guests
            .iter()
            .filter(own)
            .find_map(|guest| guest.phone.clone())
    };
    let phone = said.or(customer).or_else(of_guests);
    let number = state.number.to_string();
    Ok(Some(Made {
        profile,
        brand,
        number,
        url,
        phone,
        expires_at,
    }))
}

/// The number of whom a check is for, and those who sat at it.
async fn people(
    store: &Store,
    bill: &BillId,
    now: Timestamp,
) -> Result<(Option<Phone>, Vec<Guest>), Refusal> {
    let check = bill.check();
    let customers = store.customers([&check], now);
    let (mut customers, guests) = tokio::try_join!(customers, store.guests_of(&check))?;
    let customer = customers.remove(&check);
    Ok((customer.and_then(|customer| customer.phone), guests))
}

/// What a link opens.
///
/// # Errors
/// `Invalid` for all that opens nothing, whatever the reason; or when the store fails.
pub async fn open(
    store: &Store,
    key: &Key,
    token: &str,
    now: Timestamp,
) -> Result<ReceiptView, Refusal> {
    let token = ReceiptToken::parse(key, token, now)?;
    let check = token.bill.check();
    let house = async {
        let profile = branch::profile(store, &check.branch()).await?;
        let brand = brand(store, &profile.brand_id).await?;
        Ok::<_, Refusal>((profile, brand))
    };
    let books = async { Ok::<_, Refusal>(store.books(&check).await?) };
    let (house, books) = match tokio::try_join!(house, books) {
        // What is gone is no other thing than what never was.
        Err(Refusal::NotFound(_)) => return Err(AuthError::Invalid.into()),
        read => read?,
    };
    let (profile, brand) = house;
    let books = books.ok_or(AuthError::Invalid)?;
    let seller = profile.seller(&brand.name);
    let until = Timestamp::from_second(token.expires_at).unwrap_or(now);
    let issue = (&token.bill, token.issue);
    let view = ReceiptView::of(&books, issue, (seller, brand), until);
    view.map_err(|_| AuthError::Invalid.into())
}
