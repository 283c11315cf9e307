//! Joining by PIN. A try is counted before it is judged and given back when it was right.

use jiff::Timestamp;
use salver::api::problem::Code;
use salver::api::{App, Call, Problem, Reply};
use salver::auth::guest_token::{GuestToken, guest_of};
use salver::auth::{pin, secret};
use salver::domain::DomainError;
use salver::domain::audit::{Actor, Deed};
use salver::domain::check::{Check, MAX_PARTY};
use salver::domain::guest::{Guest, MAX_GUESTS, TOKEN_SECONDS};
use salver::domain::id::TableCode;
use salver::domain::text::{GuestName, Phone};
use salver::store::{Full, Joining, StoreError, Window};
use salver::wire::guest::GuestView;
use salver::wire::session::{JoinRequest, Joined, ResumeRequest, SessionView};

use crate::handler;

/// How often joining is tried again when others join or order at the same moment.
const MAX_TRIES: u32 = 10;

/// Who wants in, checked for form.
struct Visitor {
    code: TableCode,
    pin: String,
    device_id: String,
    name: Option<GuestName>,
    phone: Option<Phone>,
}

impl Visitor {
    fn new(code: &TableCode, pin: Option<String>, device_id: String) -> Result<Self, Problem> {
        let pin = pin.ok_or_else(|| Problem::invalid("pin", "the PIN of the table is needed"))?;
        let pin = pin.trim().to_owned();
        if !(4..=6).contains(&pin.len()) || !pin.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Problem::invalid("pin", "4 to 6 digits"));
        }
        if !(8..=128).contains(&device_id.len()) || !device_id.bytes().all(|b| b.is_ascii_graphic())
        {
            return Err(Problem::invalid(
                "device_id",
                "8 to 128 visible ASCII characters",
            ));
        }
        let code = code.as_str().to_uppercase().parse()?;
        Ok(Self {
            code,
            pin,
            device_id,
            name: None,
            phone: None,
        })
    }
}

/// Lets a new phone in, or one that has been here before.
pub async fn join(app: &App, call: &Call) -> Result<Reply, Problem> {
    let request: JoinRequest = call.json()?;
    if request
        .guest
        .party_size
        .is_some_and(|n| n == 0 || n > MAX_PARTY)
    {
        return Err(Problem::invalid(
            "guest.party_size",
            format!("1 to {MAX_PARTY}"),
        ));
    }
    let mut visitor = Visitor::new(&request.table_code, request.pin, request.device_id)?;
    visitor.name = GuestName::parse(request.guest.name.as_deref())?;
    visitor.phone = Phone::parse(request.guest.phone.as_deref())?;
    let joined = enter(app, call, &visitor, true).await?;
    Reply::created("/api/v1/session", &joined)
}

/// Gives a phone that was here a new token as the same guest.
pub async fn resume(app: &App, call: &Call) -> Result<Reply, Problem> {
    let request: ResumeRequest = call.json()?;
    let visitor = Visitor::new(&request.table_code, request.pin, request.device_id)?;
    Reply::ok(&enter(app, call, &visitor, false).await?)
}

async fn enter(
    app: &App,
    call: &Call,
    visitor: &Visitor,
    may_be_new: bool,
) -> Result<Joined, Problem> {
    let now = call.now;
    let table = handler::table(app, &visitor.code).await?;
    let id = table.session.clone().ok_or_else(not_open)?;
    let guest_id = guest_of(&id, &visitor.device_id)?;
    let profile = app.store().profile(&table.branch_id).await?;
    let digits = profile
        .ok_or_else(|| Problem::not_found("table"))?
        .pin_length;
    let note = |who: Actor, what| {
        let entry = call.entry(&table.branch_id, who, what)?.about(&id);
        Ok::<_, Problem>(app.store().noting(entry))
    };
    let visiting = || Actor::Guest {
        id: guest_id.clone(),
        session: id.clone(),
    };
    let mut reserved: Option<Vec<Window>> = None;
    for _ in 0..MAX_TRIES {
        let (check, known) = app.store().check_and_guest(&id, &guest_id).await?;
        let check = check.filter(Check::is_open).ok_or_else(not_open)?;
        let windows = windows(&check, &visitor.device_id);
        let right = pin::derive(app.pin_key()?, &check.id, check.pin_rotation, digits)?;
        let fits = pin::matches(&visitor.pin, &right);
        // One try counts once, however often the commit below must be made again; a PIN
        // that was rotated meanwhile is a new lock and counts on its own. Nothing of the
        // verdict is told before the try is counted, and a wrong one is on record with it.
        if reserved.as_ref() != Some(&windows) {
            let store = match fits {
                true => app.store().clone(),
                false => note(visiting(), Deed::PinWrong)?,
            };
            store
                .reserve(&windows, now)
                .await?
                .map_err(|full| limited(&windows, full))?;
            reserved = Some(windows.clone());
        }
        if !fits {
            return Err(wrong_pin(app, &windows, now).await?);
        }
        let token = GuestToken::issue(check.id.clone(), guest_id.clone())?;
        let guest = match guest(&check, known, may_be_new, visitor, &token, now) {
            Ok(guest) => guest,
            Err(problem) => {
                // The PIN was right, so this was no guess.
                let store = note(visiting(), Deed::GuestTurnedAway)?;
                store.give_tries_back(&windows, now).await?;
                return Err(problem);
            }
        };
        let what = match guest.version {
            1 => Deed::GuestJoined,
            _ => Deed::GuestReturned,
        };
        let store = note(visiting(), what)?;
        if store.join(&check, &guest, &windows, now).await? == Joining::Joined {
            return answer(check, &guest, &token);
        }
    }
    Err(StoreError::Contended.into())
}

/// The guest as it will be written: new, or the known one with its new token.
fn guest(
    check: &Check,
    known: Option<Guest>,
    may_be_new: bool,
    visitor: &Visitor,
    token: &GuestToken,
    now: Timestamp,
) -> Result<Guest, Problem> {
    let expires_at = now.as_second() + TOKEN_SECONDS;
    if let Some(known) = known {
        return Ok(Guest {
            name: visitor.name.clone().or(known.name),
            phone: visitor.phone.clone().or(known.phone),
            token_hash: token.hash(),
            expires_at,
            version: known.version + 1,
            ..known
        });
    }
    if !may_be_new {
        return Err(Problem::not_found("guest"));
    }
    if check.guest_count >= MAX_GUESTS {
        return Err(DomainError::SessionFull.into());
    }
    Ok(Guest {
        id: token.guest.clone(),
        check_id: check.id.clone(),
        branch_id: check.branch_id.clone(),
        name: visitor.name.clone(),
        phone: visitor.phone.clone(),
        token_hash: token.hash(),
        joined_at: now,
        number: check.guest_count + 1,
        expires_at,
        version: 1,
    })
}

fn answer(check: Check, guest: &Guest, token: &GuestToken) -> Result<Joined, Problem> {
    let counted = if guest.version == 1 {
        // As the commit left it.
        Check {
            guest_count: check.guest_count + 1,
            version: check.version + 1,
            ..check
        }
    } else {
        check
    };
    let expires_at = Timestamp::from_second(guest.expires_at)
        .map_err(|e| Problem::new(Code::Internal, "The token has no end.").because(e))?;
    Ok(Joined {
        session: SessionView::from(&counted),
        guest: GuestView::from(guest),
        token: token.text(),
        expires_at,
    })
}

fn windows(check: &Check, device_id: &str) -> Vec<Window> {
    vec![
        Window {
            what: "pin-device",
            // Hashed: the device's ID is a secret between the phone and its guest.
            who: secret::hash(device_id),
            limit: pin::DEVICE_TRIES,
            seconds: pin::DEVICE_SECONDS,
        },
        Window {
            what: "pin-session",
            who: format!("{}#{}", check.id, check.pin_rotation),
            limit: pin::SESSION_TRIES,
            seconds: pin::SESSION_SECONDS,
        },
    ]
}

/// The refusal of a wrong PIN, with the tries that the phone still has.
async fn wrong_pin(app: &App, windows: &[Window], now: Timestamp) -> Result<Problem, StoreError> {
    let problem = Problem::new(Code::PinWrong, "Ask your waiter for the table's PIN.");
    Ok(match windows.first() {
        Some(device) => problem.with("tries_left", app.store().tries_left(device, now).await?),
        None => problem,
    })
}

fn limited(windows: &[Window], full: Full) -> Problem {
    let of_device = windows
        .get(full.window)
        .is_some_and(|w| w.what == "pin-device");
    let detail = if of_device {
        "Too many wrong PINs from this phone."
    } else {
        "Too many wrong PINs at this table. Ask your waiter for a new PIN."
    };
    Problem::new(Code::PinLimited, detail).after(full.retry_after)
}

/// No party sits there: nothing of the caller's is over, so it is no 401.
fn not_open() -> Problem {
    Problem::new(
        Code::SessionClosed,
        "This table is not open. Ask your waiter.",
    )
    .status(409)
}
