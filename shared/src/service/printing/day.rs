//! A business day on paper. Its job goes into the commit that closes the day, or that prints it.

use jiff::Timestamp;
use salver_print::{DayCopy, day_report};

use crate::auth::secret;
use crate::domain::branch::Profile;
use crate::domain::id::PrintJobId;
use crate::domain::print_job::{PrintContent, PrintJob, PrintWish};
use crate::domain::printer::Printer;
use crate::domain::till::day::DayRead;
use crate::service::Refusal;
use crate::store::Store;

/// What stands on a day's paper beside the day.
#[derive(Debug)]
pub struct DayPaper<'a> {
    profile: &'a Profile,
    brand: String,
    printer: Printer,
}

impl<'a> DayPaper<'a> {
    /// The house and the printer: the one for bills, unless another one is named.
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
            brand: brand.map_or_else(|| profile.name.clone(), |brand| brand.name),
            profile,
            printer,
        })
    }

    /// What is printed of a day as it was read; `again` once its report was printed before.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn job(&self, read: &DayRead, again: bool, now: Timestamp) -> Result<PrintJob, Refusal> {
        let slip = day_report(DayCopy {
            brand: &self.brand,
            profile: self.profile,
            read,
            again,
        });
        let id = PrintJobId::new(&self.profile.id, &secret::unique(now)?)?;
        let content = PrintContent::DayReport { day: read.day };
        Ok(PrintJob::new(
            id,
            self.printer.id.clone(),
            content,
            slip,
            now,
        ))
    }
}
