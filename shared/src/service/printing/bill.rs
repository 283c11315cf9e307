//! Bills on paper. Their jobs go into the commit that issues, settles or prints them, so no paper
//! says what does not stand.

use jiff::Timestamp;
use salver_print::{BillCopy, bill};

use super::kitchen::place;
use crate::auth::secret;
use crate::domain::bill::books::Books;
use crate::domain::bill::seller::Seller;
use crate::domain::branch::Profile;
use crate::domain::id::{BillId, PrintJobId};
use crate::domain::print_job::{PrintContent, PrintJob, PrintWish};
use crate::service::Refusal;
use crate::store::Store;

/// The most bills of which one commit prints: a commit has a hundred parts, and a check that is
/// split into fifty makes fifty bills and their payments. The others are printed one by one.
const MAX_PRINTED: usize = 40;

/// What stands on bills beside what was charged.
#[derive(Debug)]
pub struct House<'a> {
    profile: &'a Profile,
    /// Who sells, as the branch says now.
    seller: Seller,
    printer: crate::domain::printer::Printer,
}

impl<'a> House<'a> {
    /// The seller and the printer.
    ///
    /// # Errors
    /// `NotFound` without such a printer; or when the store fails.
    pub async fn of(
        store: &Store,
        profile: &'a Profile,
        wish: &PrintWish,
    ) -> Result<Self, Refusal> {
        let printer = match &wish.printer {
            Some(id) => profile.any_printer(id)?,
            None => profile.bill_printer()?,
        };
        let brand = store.brand(&profile.brand_id).await?;
        Ok(Self {
            seller: profile.seller(brand.as_ref().map_or(&profile.name, |brand| &brand.name)),
            profile,
            printer,
        })
    }

    /// What is printed of these bills, as they stand in the books.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn jobs(
        &self,
        books: &Books,
        bills: &[BillId],
        now: Timestamp,
    ) -> Result<Vec<PrintJob>, Refusal> {
        let bills = bills.iter().take(MAX_PRINTED);
        bills.map(|id| self.job(books, id, now)).collect()
    }

    fn job(&self, books: &Books, id: &BillId, now: Timestamp) -> Result<PrintJob, Refusal> {
        let state = books.state(id)?;
        let issued = books.issued(state)?;
        let payments = books.payments.iter().filter(|paid| paid.bill_id == *id);
        let payments: Vec<_> = payments.cloned().collect();
        let shares: Vec<_> = books.settlement.counting().map(|bill| &bill.id).collect();
        let nth = shares.iter().position(|share| *share == id);
        let profile = self.profile;
        let slip = bill(BillCopy {
            seller: issued.seller.as_ref().unwrap_or(&self.seller),
            issued,
            state,
            status: books.status(state),
            payments: &payments,
            share: nth.map_or((1, 1), |nth| (nth + 1, shares.len())),
            place: &place(&issued.place),
            date: &profile.wall_date(issued.issued_at),
            time: &profile.wall_time(issued.issued_at),
        });
        let job = PrintJobId::new(&profile.id, &secret::unique(now)?)?;
        let content = PrintContent::Bill {
            bill_id: id.clone(),
            number: issued.number.to_string(),
        };
        let printer = self.printer.id.clone();
        Ok(PrintJob::new(job, printer, content, slip, now))
    }
}
