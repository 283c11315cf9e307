//! Guests see their bill and say how they will pay. It moves no money: a cashier takes it.

use jiff::Timestamp;

use super::admit;
use super::by::By;
use super::intent::{Answer, Intent};
use super::refusal::Refusal;
use super::tax;
use crate::auth::AuthError;
use crate::auth::guest_token::GuestToken;
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::bill::asked::{Owed, PayAsk, Payer};
use crate::domain::bill::books::Books;
use crate::domain::bill::tax::TaxRules;
use crate::domain::call::Call;
use crate::domain::guest::Guest;
use crate::domain::id::{CallId, CheckId, GuestId};
use crate::domain::money::Money;
use crate::domain::transitions::CallStatus;
use crate::store::{Calling, Party, Retry, Store, Window};
use crate::wire::asked::{GuestBill, SessionBills};
use crate::wire::call::AskedView;
use crate::wire::call::CallView;

/// How often a guest may say it anew within [`WINDOW_SECONDS`].
const MOST_ASKED: u32 = 20;
const WINDOW_SECONDS: i64 = 300;

/// What a guest says.
#[derive(Debug)]
pub struct AskToPay {
    /// Who says so.
    pub token: GuestToken,
    pub ask: PayAsk,
    /// What they saw that it comes to.
    pub expected: Option<Money>,
}

/// A guest's table with its money.
struct Seated {
    books: Books,
    party: Party,
    guest: Guest,
}

impl Seated {
    async fn read(store: &Store, token: &GuestToken, now: Timestamp) -> Result<Self, Refusal> {
        let found = store.books_and_party(&token.check).await?;
        let (books, party) = found.ok_or(AuthError::Invalid)?;
        let me = party.guests.iter().find(|guest| guest.id == token.guest);
        let check = Some(books.check.clone());
        let (_, guest) = admit::guest(token, check, me.cloned(), now)?;
        Ok(Self {
            books,
            party,
            guest,
        })
    }

    fn payer(&self) -> Payer<'_> {
        payer(&self.party, &self.guest.id)
    }

    /// How many guests are here.
    fn guests(&self) -> u32 {
        let here = self.party.guests.iter().filter(|guest| guest.is_here());
        u32::try_from(here.count()).unwrap_or(u32::MAX).max(1)
    }
}

fn payer<'a>(party: &Party, id: &'a GuestId) -> Payer<'a> {
    let place = party.guests.iter().position(|guest| guest.id == *id);
    Payer {
        id,
        place: place.unwrap_or(party.guests.len()),
    }
}

/// A guest's only call to pay.
fn call_of(check: &CheckId, guest: &GuestId) -> Result<CallId, Refusal> {
    Ok(CallId::new(
        check,
        &secret::unique_of(&format!("pay {guest}")),
    )?)
}

/// Says how a guest will pay, exactly once; what they said before is over by it.
///
/// # Errors
/// When the guest's token is over, the key is of another request, they say it too often,
/// what [`Books::asked`] refuses, and `PricesChanged` when it does not come to what they saw;
/// or when the store fails.
pub async fn ask(
    store: &Store,
    intent: &Intent,
    request: &AskToPay,
    by: &By,
) -> Result<Answer, Refusal> {
    match attempts(store, intent, request, by.at).await {
        // What cannot be done (any more), this very request may have done it.
        Err(refusal @ Refusal::Domain(_)) => intent.replay_or(store, by.at, refusal).await,
        ended => ended,
    }
}

async fn attempts(
    store: &Store,
    intent: &Intent,
    request: &AskToPay,
    now: Timestamp,
) -> Result<Answer, Refusal> {
    let mut tries = Retry::CROWD.tries();
    loop {
        let seated = Seated::read(store, &request.token, now).await?;
        let profile = tax::of_party(store, &seated.party, now).await?;
        let Seated {
            books,
            party,
            guest,
        } = &seated;
        let who = (seated.payer(), seated.guests());
        let payment = books.asked(request.ask, who, profile.tax_rules(now))?;
        if request.expected.is_some_and(|saw| saw != payment.amount) {
            return Err(DomainError::PricesChanged.into());
        }
        let id = call_of(&books.check.id, &guest.id)?;
        let before = party.calls.iter().find(|call| call.id == id);
        let call = Call::to_pay(id, (&books.check, guest), before, payment, now)?;
        let cap = Window {
            what: "pay",
            who: format!("{}#{}", books.check.id, guest.id),
            limit: MOST_ASKED,
            seconds: WINDOW_SECONDS,
        };
        let location = format!("/api/v1/calls/{}", call.id);
        let answer = Answer::new(location, &CallView::from(&call))?;
        let record = intent.record(&answer, now);
        match store.ask_to_pay(&call, books, &cap, &record, now).await? {
            Calling::Called => return Ok(answer),
            Calling::Answered(record) => return intent.replay(record),
            Calling::TooSoon { retry_after } => return Err(Refusal::CalledJustNow { retry_after }),
            Calling::SessionClosed => return Err(DomainError::SessionClosed.into()),
            Calling::Again => tries.again().await?,
        }
    }
}

/// Takes back what a guest said; who said nothing has nothing to take back.
///
/// # Errors
/// When the guest's token is over; or when the store fails.
pub async fn take_back(store: &Store, token: &GuestToken, now: Timestamp) -> Result<(), Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let (check, guest) = admit::read_guest(store, token, now).await?;
        let call = store.read_call(&call_of(&check.id, &guest.id)?).await?;
        let Some(call) = call.filter(|call| call.status != CallStatus::Resolved) else {
            return Ok(());
        };
        let over = call.move_to(CallStatus::Resolved, None, now)?;
        if store.save_call(&over).await? {
            return Ok(());
        }
        tries.again().await?;
    }
}

/// What a guest sees of the table's bills.
///
/// # Errors
/// When the guest's token is over; or when the store fails.
pub async fn bills(
    store: &Store,
    token: &GuestToken,
    now: Timestamp,
) -> Result<SessionBills, Refusal> {
    let seated = Seated::read(store, token, now).await?;
    let profile = tax::of_party(store, &seated.party, now).await?;
    let rules = profile.tax_rules(now);
    let books = &seated.books;
    let owed = books.owed(rules, &seated.guest.id);
    // What is more than any bill may be is not said: nobody is kept from looking by it.
    let owed = owed.unwrap_or(Owed {
        total: 0,
        left: 0,
        mine: 0,
    });
    let money = |minor| Money::new(minor, books.check.total.currency);
    let counting = books.settlement.counting();
    let bills = counting.map(|state| GuestBill::of(books, state));
    Ok(SessionBills {
        bills: bills.collect::<Result<_, _>>()?,
        total: money(owed.total),
        left: money(owed.left),
        mine: money(owed.mine),
        guests: seated.guests(),
        place: u32::try_from(seated.payer().place).unwrap_or(u32::MAX),
        asked: asked_of(books, &seated.party, rules),
        upi_id: profile.upi_id.given().cloned(),
    })
}

/// Whether it is a guest's word on how they will pay that still says something: it is open, or it
/// was paid.
pub(super) fn is_shown(call: &Call) -> bool {
    let is_paid = |call: &Call| call.payment.as_ref().is_some_and(|of| of.paid.is_some());
    call.payment.is_some() && (call.status != CallStatus::Resolved || is_paid(call))
}

/// How the guests of a table say that they will pay.
pub(super) fn asked_of(books: &Books, party: &Party, rules: &TaxRules) -> Vec<AskedView> {
    let calls = party.calls.iter().filter(|call| is_shown(call));
    let asked = calls.filter_map(|call| {
        let payment = call.payment.as_ref()?;
        let who = payer(party, &call.called_by.guest_id);
        Some(AskedView {
            state: books.state_of(payment, who, rules),
            call: CallView::from(call),
        })
    });
    asked.collect()
}
