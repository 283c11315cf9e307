//! A check's money, exactly once: billed, paid, settled, given back.
//!
//! What a decision looks at is read in one query; what it writes is one commit under the version of
//! the check's settlement, with the numbers of new bills. Whoever was slower decides again.

use super::admit;
use super::by::By;
use super::check::{location, refused};
use super::intent::{Answer, Intent};
use super::printing::bill::House;
use super::refusal::Refusal;
use super::till;
use crate::auth::secret;
use crate::auth::staff_token::StaffClaims;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::bill::books::{Books, Hand};
use crate::domain::bill::checkout::{CheckedOut, PayAll};
use crate::domain::bill::give_back::RefundWish;
use crate::domain::bill::issue::{BillWish, Issued, Making};
use crate::domain::bill::issued::{GivenRefund, IssuedBill, TakenPayment};
use crate::domain::bill::pay::PayWish;
use crate::domain::bill::seller::Seller;
use crate::domain::bill::settlement::Settlement;
use crate::domain::bill::split::MAX_SHARES;
use crate::domain::branch::Profile;
use crate::domain::check::Check;
use crate::domain::dues::account::{Debtor, DuesAccount};
use crate::domain::dues::on_account::Moved;
use crate::domain::id::{BillId, CheckId, DuesId, PaymentId, RefundId};
use crate::domain::print_job::{PrintContent, PrintJob, PrintWish};
use crate::domain::table::Table;
use crate::domain::text::Reason;
use crate::domain::till::entry::{TillDeed, TillEntry};
use crate::domain::transitions::Status;
use crate::store::{Approval, Booked, Booking, Retry, Store};
use crate::wire::bill::{BillList, GivenBack, Paid, VoidedBill};
use crate::wire::printing::PrintJobView;

mod on_account;

use on_account::Whose;

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Deal {
    Bill(BillWish),
    Pay(BillId, PayWish),
    /// Puts a bill, or a part of one, on a customer's account.
    PayOnAccount(BillId, PayWish, Debtor),
    /// With how all that is due is paid in the same moment.
    CheckOut(Option<PayAll>),
    Refund(BillId, RefundWish),
    /// Takes it off what a customer owes: the account that is named, or the only one that the bill
    /// is on.
    RefundToAccount(BillId, RefundWish, Option<DuesId>),
    Void(BillId, Reason),
    /// Gives a bill to a printer.
    Print(BillId),
}

impl Deal {
    /// Whose account it moves, where it moves one.
    fn whose(&self) -> Option<Whose<'_>> {
        match self {
            Self::PayOnAccount(_, _, debtor) => Some(Whose::Debtor(debtor)),
            Self::RefundToAccount(bill, _, named) => Some(Whose::Bill(bill, named.as_ref())),
            _ => None,
        }
    }

    /// Whether it may need numbers of bills.
    fn numbers(&self) -> bool {
        matches!(self, Self::Bill(_) | Self::CheckOut(Some(_)))
    }

    /// What it is for the till; `None` of what moves no money.
    fn till(&self) -> Option<TillDeed> {
        match self {
            Self::Bill(_) => Some(TillDeed::Billed),
            Self::Pay(..) | Self::PayOnAccount(..) => Some(TillDeed::Paid),
            Self::CheckOut(_) => Some(TillDeed::CheckedOut),
            Self::Refund(..) | Self::RefundToAccount(..) => Some(TillDeed::Refunded),
            Self::Void(..) => Some(TillDeed::Voided),
            Self::Print(_) => None,
        }
    }
}

/// What staff sent, parsed, with a token that was verified and may be over by now.
#[derive(Debug, Clone)]
pub struct SettleRequest {
    /// Who says so.
    pub claims: StaffClaims,
    /// The check that it is about, of their branch.
    pub check: CheckId,
    /// The intent behind the `Idempotency-Key`.
    pub intent: Intent,
    pub deal: Deal,
    /// The secret of a colleague's approval.
    pub approval: Option<String>,
    /// Where its bills shall be printed, if they shall.
    pub print: Option<PrintWish>,
    /// From where and when.
    pub by: By,
}

/// What a decision comes to.
struct Decision {
    /// The check, where it moves.
    check: Option<Check>,
    settlement: Settlement,
    bills: Vec<IssuedBill>,
    payments: Vec<TakenPayment>,
    refund: Option<GivenRefund>,
    /// What moves on a customer's account.
    dues: Option<Moved>,
    /// The last number that is taken then.
    last: u32,
}

/// A check with its bills.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn bills(store: &Store, check: &CheckId) -> Result<BillList, Refusal> {
    let books = store.books(check).await?;
    let books = books.ok_or(Refusal::NotFound("check"))?;
    Ok(BillList::of(&books)?)
}

/// Does it, or says again what became of it.
///
/// # Errors
/// When the sign-in is over, the check or bill is not there, the key came with another body, the
/// approval does not count, the business day is closed, or the domain refuses: nothing was written
/// then. When the store fails,
/// a retry with the same key tells.
pub async fn settle(store: &Store, request: &SettleRequest) -> Result<Answer, Refusal> {
    let now = request.by.at;
    let standing = admit::require_current(store, &request.claims, now);
    let house = house(store, request);
    let approval = approval(store, request);
    let (_, house, approval) = tokio::try_join!(standing, house, approval)?;
    match attempts(store, request, &house, approval.as_ref()).await {
        // What cannot be done (any more), this very request may have done it.
        Err(refusal @ (Refusal::Domain(_) | Refusal::SessionEnded)) => {
            request.intent.replay_or(store, now, refusal).await
        }
        ended => ended,
    }
}

/// The branch as it works, and who sells there, where bills may be issued.
async fn house(
    store: &Store,
    request: &SettleRequest,
) -> Result<(Profile, Option<Seller>), Refusal> {
    let profile = store.profile(&request.check.branch()).await?;
    let profile = profile.ok_or(Refusal::NotFound("branch"))?;
    let seller = match request.deal.numbers() {
        false => None,
        true => {
            let brand = store.brand(&profile.brand_id).await?;
            Some(profile.seller(&brand.ok_or(Refusal::NotFound("brand"))?.name))
        }
    };
    Ok((profile, seller))
}

/// The approval that was sent, if it counts. One that does not is told when it is needed.
async fn approval(store: &Store, request: &SettleRequest) -> Result<Option<Approval>, Refusal> {
    let claims = &request.claims;
    let Some(sent) = &request.approval else {
        return Ok(None);
    };
    let known = store.approval(&secret::hash(sent)).await?;
    let branch = request.check.branch();
    Ok(known.filter(|known| known.counts(&branch, &claims.sub, request.by.at)))
}

async fn attempts(
    store: &Store,
    request: &SettleRequest,
    (profile, seller): &(Profile, Option<Seller>),
    approval: Option<&Approval>,
) -> Result<Answer, Refusal> {
    let (now, branch) = (request.by.at, request.check.branch());
    if request.approval.is_some() && approval.is_none() {
        return Err(DomainError::ApprovalOver.into());
    }
    let hand = Hand {
        by: request.claims.sub.clone(),
        role: request.claims.access.role,
        approved_by: approval.map(|approval| approval.approved_by.clone()),
        at: now,
        day: profile.business_day(now),
    };
    let series = profile.series(now);
    let ids = bill_ids(request)?;
    let house = match &request.print {
        Some(wish) => Some(House::of(store, profile, wish).await?),
        None => None,
    };
    let mut last = 0;
    if request.deal.numbers() {
        last = store.last_bill_number(&branch, &series).await?;
    }
    let mut tries = Retry::CROWD.and(MAX_SHARES).tries();
    let mut books = None;
    loop {
        let state = match books.take() {
            Some(state) => state,
            None => {
                let state = store.books(&request.check).await?;
                state.ok_or(Refusal::NotFound("check"))?
            }
        };
        let making = Making {
            rules: profile.tax_rules(now),
            series: &series,
            last,
            ids: &ids,
            seller: seller.as_ref(),
            hand: &hand,
        };
        let owing = match request.deal.whose() {
            Some(whose) => {
                let new = DuesId::new(&branch, &unique(request, "dues", 0))?;
                Some(on_account::owing(store, &state, whose, (new, now)).await?)
            }
            None => None,
        };
        let mut decision = decide(request, &state, making, owing.as_ref()).map_err(refused)?;
        let table = leaves(store, &state.check, decision.check.as_ref()).await?;
        let mut after = with(&state, &decision);
        let jobs = match &house {
            Some(house) => house.jobs(&after, &papers(&request.deal, &decision), now)?,
            None => Vec::new(),
        };
        decision.settlement = decision.settlement.printed(&printed(&jobs));
        after.settlement = decision.settlement.clone();
        let answer = answer(&request.deal, &after, (&decision, &jobs))?;
        let entry = entry(request, &hand, &after, &decision)?;
        let id = unique(request, "till", 0);
        let counts = match request.deal.till() {
            Some(deed) => TillEntry::of_check(id, deed, &state, &after, &hand)?,
            None => None,
        };
        let booking = Booking {
            before: &state.check,
            after: decision.check.as_ref(),
            settlement: &decision.settlement,
            bills: &decision.bills,
            payments: &decision.payments,
            refund: decision.refund.as_ref(),
            dues: decision.dues.as_ref(),
            numbers: (decision.last > last).then_some((&series, last, decision.last)),
            table: table.as_ref(),
            approval,
            entry: counts.as_ref(),
            jobs: &jobs,
        };
        let record = request.intent.record(&answer, now);
        match store.book(booking, &record, &entry, now).await? {
            Booked::Stands => return Ok(answer),
            Booked::Answered(record) => return request.intent.replay(*record),
            Booked::ApprovalUsed => return Err(DomainError::ApprovalOver.into()),
            Booked::DayClosed => return Err(till::closed(profile, hand.day, now).into()),
            // All else is as it was: the next number comes back with the refusal, and after a pause
            // it would be old again.
            Booked::Numbered(taken) => {
                last = taken;
                books = Some(state);
                tries.at_once()?;
            }
            Booked::Again => tries.again().await?,
        }
    }
}

/// IDs for what the request makes, the same for each retry.
fn bill_ids(request: &SettleRequest) -> Result<Vec<BillId>, Refusal> {
    if !request.deal.numbers() {
        return Ok(Vec::new());
    }
    let ids = (0..=MAX_SHARES).map(|n| BillId::new(&request.check, &unique(request, "bill", n)));
    Ok(ids.collect::<Result<_, _>>()?)
}

fn unique(request: &SettleRequest, what: &str, n: usize) -> String {
    secret::unique_of(&format!("{} {what} {n}", request.intent.unique()))
}

fn decide(
    request: &SettleRequest,
    books: &Books,
    making: Making<'_>,
    owing: Option<&DuesAccount>,
) -> Result<Decision, DomainError> {
    let hand = making.hand;
    let plain = |settlement| Decision {
        check: None,
        settlement,
        bills: Vec::new(),
        payments: Vec::new(),
        refund: None,
        dues: None,
        last: making.last,
    };
    let wrong = |_| DomainError::NotFound("check");
    match &request.deal {
        Deal::Bill(wish) => {
            let Issued {
                check,
                settlement,
                new,
                last,
            } = books.issue(wish, making)?;
            Ok(Decision {
                check: Some(check),
                bills: new,
                last,
                ..plain(settlement)
            })
        }
        Deal::Pay(bill, wish) => {
            let id = PaymentId::new(&request.check, &unique(request, "payment", 0));
            let (settlement, payment) = books.pay(bill, wish, id.map_err(wrong)?, hand)?;
            Ok(Decision {
                payments: vec![payment],
                ..plain(settlement)
            })
        }
        Deal::PayOnAccount(bill, wish, _) => {
            let id = PaymentId::new(&request.check, &unique(request, "payment", 0));
            let account = owing.ok_or(DomainError::NotFound("account"))?;
            let to = (id.map_err(wrong)?, account);
            let (settlement, payment, moved) = books.pay_on_account(bill, wish, to, hand)?;
            Ok(Decision {
                payments: vec![payment],
                dues: Some(moved),
                ..plain(settlement)
            })
        }
        Deal::CheckOut(pay) => {
            let ids = (0..=MAX_SHARES * 2)
                .map(|n| PaymentId::new(&request.check, &unique(request, "payment", n)));
            let ids: Vec<_> = ids.collect::<Result<_, _>>().map_err(wrong)?;
            let CheckedOut {
                check,
                settlement,
                new,
                payments,
                last,
            } = books.check_out(pay.as_ref(), making, &ids)?;
            Ok(Decision {
                check: Some(check),
                bills: new,
                payments,
                last,
                ..plain(settlement)
            })
        }
        Deal::Refund(bill, wish) => {
            let id = RefundId::new(&request.check, &unique(request, "refund", 0));
            let (settlement, refund) = books.refund(bill, wish, id.map_err(wrong)?, hand)?;
            Ok(Decision {
                refund: Some(refund),
                ..plain(settlement)
            })
        }
        Deal::RefundToAccount(bill, wish, _) => {
            let id = RefundId::new(&request.check, &unique(request, "refund", 0));
            let account = owing.ok_or(DomainError::NotFound("account"))?;
            let to = (id.map_err(wrong)?, account);
            let (settlement, refund, moved) = books.refund_to_account(bill, wish, to, hand)?;
            Ok(Decision {
                refund: Some(refund),
                dues: Some(moved),
                ..plain(settlement)
            })
        }
        Deal::Void(bill, reason) => {
            let (settlement, check) = books.void(bill, reason, hand)?;
            Ok(Decision {
                check: Some(check),
                ..plain(settlement)
            })
        }
        Deal::Print(bill) => Ok(plain(books.to_print(bill)?)),
    }
}

/// Of which bills there is to be a paper: those that are new, and at the end all that count.
fn papers(deal: &Deal, decision: &Decision) -> Vec<BillId> {
    match deal {
        Deal::Print(bill) => vec![bill.clone()],
        Deal::Bill(_) => decision.bills.iter().map(|bill| bill.id.clone()).collect(),
        Deal::CheckOut(_) => {
            let all = decision.settlement.counting();
            all.map(|bill| bill.id.clone()).collect()
        }
        Deal::Pay(..)
        | Deal::PayOnAccount(..)
        | Deal::Refund(..)
        | Deal::RefundToAccount(..)
        | Deal::Void(..) => Vec::new(),
    }
}

/// The bills of these jobs.
fn printed(jobs: &[PrintJob]) -> Vec<BillId> {
    let bills = jobs.iter().filter_map(|job| match &job.content {
        PrintContent::Bill { bill_id, .. } => Some(bill_id.clone()),
        _ => None,
    });
    bills.collect()
}

/// The table that a party leaves by it.
async fn leaves(
    store: &Store,
    before: &Check,
    after: Option<&Check>,
) -> Result<Option<Table>, Refusal> {
    let ends = before.is_open() && after.is_some_and(|after| !after.is_open());
    let Some(table) = before.place.table().filter(|_| ends) else {
        return Ok(None);
    };
    let table = store.table_of(&before.branch_id, &table.id).await?;
    let table = table.filter(|table| table.session.as_ref() == Some(&before.id));
    Ok(table.map(|table| table.vacate()).transpose()?)
}

/// The books with a decision in them.
fn with(books: &Books, decision: &Decision) -> Books {
    let mut books = books.clone();
    if let Some(check) = &decision.check {
        books.check = check.clone();
    }
    books.settlement = decision.settlement.clone();
    books.bills.extend(decision.bills.iter().cloned());
    books.payments.extend(decision.payments.iter().cloned());
    books.refunds.extend(decision.refund.clone());
    books
}

fn answer(
    deal: &Deal,
    after: &Books,
    (decision, jobs): (&Decision, &[PrintJob]),
) -> Result<Answer, Refusal> {
    let location = format!("{}/bills", location(&after.check));
    match deal {
        Deal::Bill(_) | Deal::CheckOut(_) => {
            let bills = BillList {
                print_jobs: jobs.iter().map(PrintJobView::from).collect(),
                ..BillList::of(after)?
            };
            Answer::new(location, &bills)
        }
        Deal::Pay(bill, _) | Deal::PayOnAccount(bill, ..) => {
            let payment = decision.payments.first();
            let payment = payment.ok_or(Refusal::NotFound("payment"))?;
            Answer::new(location, &Paid::of(after, bill, payment)?)
        }
        Deal::Refund(bill, _) | Deal::RefundToAccount(bill, ..) => {
            let refund = decision.refund.as_ref();
            let refund = refund.ok_or(Refusal::NotFound("refund"))?;
            Answer::new(location, &GivenBack::of(after, bill, refund)?)
        }
        Deal::Void(bill, _) => Answer::new(location, &VoidedBill::of(after, bill)?),
        Deal::Print(_) => {
            let job = jobs.first().ok_or(Refusal::NotFound("print job"))?;
            let location = format!("/api/v1/branches/{}/print-jobs/{}", job.branch_id, job.id);
            Answer::new(location, &PrintJobView::from(job))
        }
    }
}

/// What the record says of it: who did it, who approved it, and how much it was.
fn entry(
    request: &SettleRequest,
    hand: &Hand,
    after: &Books,
    decision: &Decision,
) -> Result<AuditEntry, Refusal> {
    let branch = request.check.branch();
    let of = |deed| request.by.entry(&branch, deed);
    let entry = match &request.deal {
        Deal::Bill(_) => {
            let discount: i64 = decision
                .bills
                .iter()
                .map(|b| b.bill.totals().discount)
                .sum();
            of(Deed::BillsIssued)?
                .about(&request.check)
                .with("bills", decision.bills.len())
                .with("discount", discount)
        }
        Deal::Pay(bill, wish) | Deal::PayOnAccount(bill, wish, _) => of(Deed::PaymentTaken)?
            .about(bill)
            .with("amount", wish.pay.amount.minor),
        Deal::CheckOut(_) => of(Deed::CheckedOut)?
            .about(&request.check)
            .with("to", after.check.status.name()),
        Deal::Refund(bill, wish) | Deal::RefundToAccount(bill, wish, _) => {
            let amount = decision
                .refund
                .as_ref()
                .map_or(0, |refund| refund.amount.minor);
            of(Deed::RefundGiven)?
                .about(bill)
                .with("amount", amount)
                .with("reason", wish.reason.as_str())
        }
        Deal::Void(bill, reason) => of(Deed::BillVoided)?
            .about(bill)
            .with("reason", reason.as_str()),
        Deal::Print(bill) => of(Deed::PrintJobAsked)?.about(bill),
    };
    let entry = match &decision.dues {
        Some(moved) => entry.with("account", &moved.account.id),
        None => entry,
    };
    Ok(match &hand.approved_by {
        Some(manager) => entry.with("approved_by", manager),
        None => entry,
    })
}
