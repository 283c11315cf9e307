//! Orders that staff take, exactly once: sent to the kitchen, or kept on the check.
//!
//! Two sequential round trips, as for a guest's order: whether the sign-in still counts, the state
//! and a number are read side by side, then everything is committed in one transaction.

use jiff::Timestamp;

use super::admit;
use super::by::By;
use super::check::{location, refused};
use super::intent::{Answer, Intent};
use super::message;
use super::number;
use super::printing::kitchen::{self, Which};
use super::refusal::Refusal;
use crate::auth::staff_token::StaffClaims;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::bill::tax::TaxRules;
use crate::domain::cart::{Cart, PutLine};
use crate::domain::check::Check;
use crate::domain::id::{CheckId, LineId, OrderId};
use crate::domain::placing::Naming;
use crate::domain::stock::Stock;
use crate::domain::taking::{Action, Counter, Taken};
use crate::domain::text::Note;
use crate::store::{Branch, CounterState, DrawnNumber, Keeping, NewTaken, Retry, Store, Taking};
use crate::wire::cart::CartView;
use crate::wire::check::{CheckView, TakenOrder};
use crate::wire::order::OrderView;
use crate::wire::printing::PrintJobView;

/// What staff sent, parsed, with a token that was verified and may be over by now.
#[derive(Debug)]
pub struct TakeRequest {
    /// Who says so.
    pub claims: StaffClaims,
    /// The check that it is for, of their branch.
    pub check: CheckId,
    /// The intent behind the `Idempotency-Key`.
    pub intent: Intent,
    pub action: Action,
    /// What is ordered beside what is kept already.
    pub lines: Vec<PutLine>,
    /// A wish for the kitchen about the whole order.
    pub note: Option<Note>,
    /// From where and when.
    pub by: By,
}

/// Takes an order, or says again what became of it.
///
/// # Errors
/// When the sign-in is over, the check is not there, the key came with another body, or the
/// domain refuses: nothing was written then. When the store fails, a retry with the same key
/// tells.
pub async fn take(store: &Store, request: &TakeRequest) -> Result<Answer, Refusal> {
    let mut drawn = None;
    let ended = decide(store, request, &mut drawn).await;
    if let Some(unused) = drawn {
        number::give_back(store, &unused).await;
    }
    ended
}

/// Attempts until one is good. What is left in `drawn` is a number that no order has.
async fn decide(
    store: &Store,
    request: &TakeRequest,
    drawn: &mut Option<DrawnNumber>,
) -> Result<Answer, Refusal> {
    let mut tries = Retry::CROWD.tries();
    let mut admitted = false;
    loop {
        let (claims, now) = (&request.claims, request.by.at);
        let standing = async {
            match admitted {
                true => Ok(()),
                false => admit::require_current(store, claims, now).await.map(drop),
            }
        };
        let state = async { Ok::<_, Refusal>(store.counter_state(&request.check).await?) };
        let state = async { tokio::try_join!(standing, state).map(|((), state)| state) };
        let answer = match request.action {
            Action::Save => keep(store, request, state.await?).await?,
            Action::Kot | Action::KotPrint => {
                let of = (&request.check.branch(), now);
                let state = number::beside(store, of, state, drawn).await?;
                send(store, request, state, drawn).await?
            }
        };
        if let Some(answer) = answer {
            return Ok(answer);
        }
        admitted = true;
        tries.again().await?;
    }
}

/// What both kinds of order begin with.
struct Standing {
    check: Check,
    kept: Cart,
    stock: Stock,
}

impl Standing {
    fn of(mut state: CounterState, by: &By) -> Result<Self, Refusal> {
        let check = state.check.take().ok_or(Refusal::NotFound("check"))?;
        let stock = state.stock.take().ok_or(Refusal::NotFound("branch"))?;
        Ok(Self {
            kept: state.kept(&check),
            stock: stock.as_of(by.at),
            check,
        })
    }

    fn counter<'a>(&'a self, branch: &'a Branch) -> Counter<'a> {
        Counter {
            check: &self.check,
            kept: &self.kept,
            menu: &branch.menu,
            stock: &self.stock,
            profile: &branch.profile,
        }
    }

    /// A refusal with what is kept by now, where that is why.
    fn told(&self, refusal: DomainError, rules: &TaxRules) -> Refusal {
        let rules = || Some(Box::new(rules.clone()));
        match refusal {
            DomainError::CartChanged => Refusal::CartChanged(Box::new(self.kept.clone()), rules()),
            other => refused(other),
        }
    }
}

/// One attempt to send; `None` when somebody else committed in between.
async fn send(
    store: &Store,
    request: &TakeRequest,
    state: CounterState,
    drawn: &mut Option<DrawnNumber>,
) -> Result<Option<Answer>, Refusal> {
    let TakeRequest {
        check, intent, by, ..
    } = request;
    let at = Standing::of(state, by)?;
    let of = (&check.branch(), by.at);
    let branch = number::with_branch(store, of, &at.stock, drawn).await?;
    let rules = branch.profile.tax_rules(by.at);
    let Some(number) = drawn.as_ref() else {
        return Ok(None);
    };
    let naming = Naming {
        id: OrderId::new(check, &intent.unique())?,
        request_hash: Some(intent.short_hash().to_owned()),
        number: number.number,
        business_day: number.day,
    };
    let said = (request.lines.as_slice(), request.note.clone());
    let decided = at
        .counter(&branch)
        .send(said, &request.claims.sub, naming, by.at);
    let Taken {
        mut placement,
        kept,
    } = match decided {
        Ok(taken) => taken,
        // What cannot be done (any more), this very request may have done it.
        Err(refusal) => {
            let refusal = at.told(refusal, rules);
            return intent.replay_or(store, by.at, refusal).await.map(Some);
        }
    };
    let jobs = match request.action {
        Action::KotPrint => {
            let (order, profile) = (&mut placement.order, &branch.profile);
            kitchen::copies(order, profile, Which::Asked, by.at)?
        }
        Action::Kot | Action::Save => Vec::new(),
    };
    let order = &placement.order;
    let message = message::confirmed(store, &branch.profile, &at.check, by.at).await?;
    let answer = Answer::new(
        location(&placement.check),
        &TakenOrder {
            order: Some(OrderView::taxed(order, rules)),
            print_jobs: jobs.iter().map(PrintJobView::from).collect(),
            saved: CartView::taxed(&kept, rules),
            check: CheckView::of(&placement.check, placement.check.status, None),
        },
    )?;
    let entry = by.entry(&order.branch_id, Deed::OrderTaken)?;
    let entry = entry.about(&order.id).with("number", order.number);
    let new = NewTaken {
        order,
        before: &at.check,
        after: &placement.check,
        kept: &at.kept,
        left: &kept,
        stock: &at.stock,
        jobs: &jobs,
        message: message.as_ref(),
    };
    let record = intent.record(&answer, by.at);
    // When the store fails now, nobody knows whether an order has the number: it stays drawn.
    let used = drawn.take();
    let taking = store.take_order(new, &record, &entry, by.at).await?;
    if let Taking::Taken = taking {
        return Ok(Some(answer));
    }
    *drawn = used;
    match taking {
        Taking::Answered(record) => intent.replay(*record).map(Some),
        Taking::Earlier => Err(Refusal::KeyReused),
        Taking::Again | Taking::Taken => Ok(None),
    }
}

/// One attempt to keep lines; `None` when somebody else committed in between.
async fn keep(
    store: &Store,
    request: &TakeRequest,
    state: CounterState,
) -> Result<Option<Answer>, Refusal> {
    let TakeRequest { intent, by, .. } = request;
    let at = Standing::of(state, by)?;
    let branch = branch(store, &at).await?;
    let rules = branch.profile.tax_rules(by.at);
    let kept = match at.counter(&branch).keep(&request.lines, by.at) {
        Ok(kept) => kept,
        Err(refusal) => {
            let refusal = at.told(refusal, rules);
            return intent.replay_or(store, by.at, refusal).await.map(Some);
        }
    };
    // As the commit moves it.
    let moved = Check {
        version: at.check.version + 1,
        ..at.check.clone()
    };
    let answer = Answer::new(
        location(&moved),
        &TakenOrder {
            order: None,
            print_jobs: Vec::new(),
            saved: CartView::taxed(&kept, rules),
            check: CheckView::of(&moved, moved.status, None),
        },
    )?;
    let entry = entry(&at.check, by)?;
    let carts = (&at.kept, &kept);
    let record = intent.record(&answer, by.at);
    let keeping = store.keep_lines(&at.check.id, carts, Some(&record), &entry, by.at);
    match keeping.await? {
        Keeping::Kept => Ok(Some(answer)),
        Keeping::Answered(record) => intent.replay(*record).map(Some),
        Keeping::Again => Ok(None),
    }
}

async fn branch(store: &Store, at: &Standing) -> Result<Branch, Refusal> {
    let branch = store.branch(&at.check.branch_id, &at.stock).await?;
    branch.ok_or(Refusal::NotFound("branch"))
}

fn entry(check: &Check, by: &By) -> Result<AuditEntry, Refusal> {
    let entry = by.entry(&check.branch_id, Deed::LinesKept)?;
    Ok(entry.about(&check.id))
}

/// What is kept on a check after an edit, with what is to be paid for it: by how the branch worked
/// when the edit was decided.
pub fn view(store: &Store, check: &CheckId, kept: &Cart, now: Timestamp) -> CartView {
    match store.remembered_profile(&check.branch()) {
        Some(profile) => CartView::taxed(kept, profile.tax_rules(now)),
        None => CartView::from(kept),
    }
}

/// Makes a line that is kept so.
///
/// # Errors
/// `NotFound`, what the domain refuses; or when the store fails.
pub async fn put_line(
    store: &Store,
    check: &CheckId,
    line: &PutLine,
    by: &By,
) -> Result<Cart, Refusal> {
    edit(store, check, Edit::Put(line), by).await
}

/// Removes a line that is kept; one that is not there is no error.
///
/// # Errors
/// As [`put_line`].
pub async fn remove_line(
    store: &Store,
    check: &CheckId,
    line: &LineId,
    by: &By,
) -> Result<Cart, Refusal> {
    edit(store, check, Edit::Remove(line), by).await
}

/// What becomes of one line.
enum Edit<'a> {
    Put(&'a PutLine),
    Remove(&'a LineId),
}

async fn edit(store: &Store, check: &CheckId, edit: Edit<'_>, by: &By) -> Result<Cart, Refusal> {
    let mut tries = Retry::CROWD.tries();
    loop {
        let at = Standing::of(store.counter_state(check).await?, by)?;
        let branch = branch(store, &at).await?;
        let counter = at.counter(&branch);
        let kept = match edit {
            Edit::Put(line) => counter.keep(std::slice::from_ref(line), by.at),
            Edit::Remove(line) => counter.drop_line(line),
        };
        let rules = branch.profile.tax_rules(by.at);
        let kept = kept.map_err(|refusal| at.told(refusal, rules))?;
        if kept.version == at.kept.version {
            return Ok(kept);
        }
        let entry = entry(&at.check, by)?;
        let carts = (&at.kept, &kept);
        let keeping = store.keep_lines(check, carts, None, &entry, by.at);
        if let Keeping::Kept = keeping.await? {
            return Ok(kept);
        }
        tries.again().await?;
    }
}
