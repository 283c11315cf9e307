//! Reads what stands, past every function.

use std::collections::{BTreeMap, BTreeSet};

use salver::api::clock;
use salver::domain::bill::books::Books;
use salver::domain::bill::number::{BillNumber, Series};
use salver::domain::dues::entry::{DuesEntry, DuesMove};
use salver::domain::id::{BranchId, DuesId, StaffId};
use salver::domain::print_job::{PrintContent, PrintJob};
use salver::domain::role::Permission;
use salver::domain::till::entry::{BillStep, TillEntry};
use salver::store::Store;

use super::{Account, Asked, Billed, Came, Deed, Hands, Job, Ledger, Owed, Till, Went};
use crate::stack::Stack;

/// More than any test makes.
const ALL: usize = 1_000_000;

impl Ledger {
    /// The books of all checks and accounts that these are of, and all that the branch's till and
    /// printers know. Nobody may move money meanwhile.
    ///
    /// # Panics
    /// When a check that somebody was told of is not there.
    pub async fn read(stack: &Stack, asked: &[Asked]) -> Self {
        let (store, branch) = (stack.store(), stack.branch.parse().unwrap());
        let mut ledger = Self::default();
        let of_checks = asked.iter().filter(|asked| !of_account(asked.deed));
        let checks: BTreeSet<_> = of_checks.map(|asked| &asked.of).collect();
        let (mut series, mut accounts) = (BTreeMap::new(), BTreeSet::new());
        for check in checks {
            let books = store.books(&check.parse().unwrap()).await.unwrap();
            let books = books.unwrap();
            let on = books.payments.iter().filter_map(|p| p.account_id.as_ref());
            let kept = books.refunds.iter().filter_map(|r| r.account_id.as_ref());
            accounts.extend(on.chain(kept).map(ToString::to_string));
            ledger.add(&books, &mut series);
        }
        for (row, series) in series {
            let last = store.last_bill_number(&branch, &series).await.unwrap();
            ledger.last.insert(row, last);
        }
        let (entries, known) = till(&store, &branch).await;
        ledger.till = Till::of(&entries, known);
        accounts.extend(settled(asked, &entries));
        for account in accounts {
            ledger.accounts.extend(read_account(&store, &account).await);
        }
        let jobs = store.print_jobs(&branch, ALL, clock::now()).await.unwrap();
        ledger.jobs = jobs.iter().map(Job::from).collect();
        let people: BTreeSet<String> = ledger.people().map(str::to_owned).collect();
        for id in people {
            if may_approve(&store, &branch, &id).await {
                ledger.approvers.insert(id);
            }
        }
        ledger
    }

    fn add(&mut self, books: &Books, series: &mut BTreeMap<String, Series>) {
        for state in &books.settlement.bills {
            let (row, of_row) = row(&state.number);
            series.insert(row.clone(), of_row);
            self.bills.push(Billed {
                id: state.id.to_string(),
                check: books.check.id.to_string(),
                row,
                number: state.number.number,
                total: state.total.minor,
                paid: state.paid.minor,
                tips: state.tips.minor,
                refunded: state.refunded.minor,
                credit_back: state.credit_back(),
                void: state
                    .void
                    .as_ref()
                    .map(|void| words(void.reason.as_ref().map(|why| why.as_str()))),
            });
        }
        self.came.extend(books.payments.iter().map(|taken| Came {
            id: taken.id.to_string(),
            bill: taken.bill_id.to_string(),
            by: taken.payment.by,
            amount: taken.payment.amount.minor,
            tip: taken.payment.tip.minor,
            mark: words(taken.reference.as_ref().map(|mark| mark.as_str())),
        }));
        self.went.extend(books.refunds.iter().map(|given| Went {
            id: given.id.to_string(),
            bill: given.bill_id.to_string(),
            by: given.by,
            amount: given.amount.minor,
            is_credit: given.is_credit,
            mark: given.reason.as_str().to_owned(),
            hands: Hands::of(&given.given_by, given.approved_by.as_ref()),
        }));
    }
}

fn words(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

/// Whether it is about a customer's account, and no check.
fn of_account(deed: Deed) -> bool {
    matches!(deed, Deed::Settle | Deed::PayOut)
}

impl Hands {
    fn of(by: &StaffId, approved_by: Option<&StaffId>) -> Self {
        Self {
            by: by.to_string(),
            approved_by: approved_by.map(ToString::to_string),
        }
    }
}

/// Whether somebody needs nobody's word to give money out.
async fn may_approve(store: &Store, branch: &BranchId, id: &str) -> bool {
    let person = store.person(&id.parse().unwrap()).await.unwrap().unwrap();
    let here = person.memberships.iter().filter(|one| {
        let counts = one.branch_id.as_ref().is_none_or(|at| at == branch);
        counts && !one.ended
    });
    here.map(|one| one.role)
        .any(|role| role.may(Permission::ApproveMoney))
}

/// The row of a number, as text and by its parts.
fn row(number: &BillNumber) -> (String, Series) {
    let series = Series {
        year: number.year.clone(),
        prefix: number.prefix.clone(),
    };
    let whole = number.to_string();
    let (row, _) = whole.rsplit_once('/').unwrap();
    (row.to_owned(), series)
}

/// All entries of all days, and how many of them the days know.
async fn till(store: &Store, branch: &BranchId) -> (Vec<TillEntry>, u64) {
    let (mut entries, mut known) = (Vec::new(), 0);
    for day in store.till_days(branch, None, ALL).await.unwrap() {
        known += day.version;
        entries.extend(store.till_entries(branch, day.day).await.unwrap());
    }
    (entries, known)
}

impl Till {
    fn of(entries: &[TillEntry], known: u64) -> Self {
        let mut till = Self {
            entries: (entries.len(), known),
            ..Self::default()
        };
        for entry in entries {
            for payment in &entry.payments {
                let (by, amount, tip) = (payment.by, payment.amount, payment.tip);
                match &payment.bill_id {
                    Some(bill) => till.came.push((bill.to_string(), by, amount, tip)),
                    None => {
                        let account = entry.account.clone().unwrap_or_default();
                        till.settled.push((account, by, amount));
                    }
                }
            }
            if let Some(refund) = &entry.refund {
                let (by, amount) = (refund.by, refund.amount());
                match &refund.bill_id {
                    Some(bill) => till.went.push((bill.to_string(), by, amount)),
                    None => {
                        let account = entry.account.clone().unwrap_or_default();
                        till.settled.push((account, by, -amount));
                    }
                }
            }
            for bill in &entry.bills {
                let charged = till.charged.entry(bill.id.to_string()).or_default();
                *charged += match bill.step {
                    BillStep::Issued => bill.charges.total,
                    BillStep::Replaced | BillStep::Voided => -bill.charges.total,
                };
            }
        }
        till
    }
}

/// The accounts that money came for, or that somebody says it came for.
fn settled<'a>(
    asked: &'a [Asked],
    entries: &'a [TillEntry],
) -> impl Iterator<Item = String> + use<'a> {
    let said = asked.iter().filter(|asked| of_account(asked.deed));
    let said = said.map(|asked| asked.of.clone());
    said.chain(entries.iter().filter_map(|entry| entry.account.clone()))
}

async fn read_account(store: &Store, id: &str) -> Option<Account> {
    let id: DuesId = id.parse().unwrap();
    let account = store.dues_account(&id).await.unwrap()?;
    let mut entries = Vec::new();
    let mut before = None;
    loop {
        let page = store.dues_entries(&id, before, 200).await.unwrap();
        let Some(oldest) = page.last() else { break };
        before = Some(oldest.number);
        entries.extend(page.iter().map(of_entry));
    }
    Some(Account {
        id: id.to_string(),
        balance: account.balance.minor,
        entries,
    })
}

fn of_entry(entry: &DuesEntry) -> (u32, Owed, i64) {
    let what = match &entry.what {
        DuesMove::Charged { payment_id, .. } => Owed::Charged(payment_id.to_string()),
        DuesMove::Refunded { refund_id, .. } => Owed::Refunded(refund_id.to_string()),
        DuesMove::Settled {
            method, reference, ..
        } => {
            let mark = words(reference.as_ref().map(|mark| mark.as_str()));
            Owed::Settled(*method, mark)
        }
        DuesMove::PaidOut {
            method,
            reason,
            approved_by,
            ..
        } => {
            let hands = Hands::of(&entry.by, approved_by.as_ref());
            Owed::PaidOut(*method, reason.as_str().to_owned(), hands)
        }
    };
    (entry.number, what, entry.amount.minor)
}

impl From<&PrintJob> for Job {
    fn from(job: &PrintJob) -> Self {
        Self {
            id: job.id.to_string(),
            of: match &job.content {
                PrintContent::KitchenCopy { order_id, .. } => format!("copy {order_id}"),
                // One for each time that something is not to be made.
                PrintContent::CancelSlip { .. } => format!("cancel {}", job.id),
                PrintContent::Bill { bill_id, .. } => format!("bill {bill_id}"),
                PrintContent::DayReport { day } => format!("report {day}"),
                PrintContent::Test => format!("test {}", job.id),
            },
            printer: job.printer_id.to_string(),
            status: job.status,
            repeats: job.repeats.is_some(),
        }
    }
}
