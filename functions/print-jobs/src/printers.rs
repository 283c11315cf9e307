//! The printers of a branch: list, set up, take away, a new secret.

use salver::api::operations::printing::PUT_PRINTER;
use salver::api::{HttpRequest, Problem, Reply, StaffParts, staff};
use salver::domain::id::{BranchId, PrinterId};
use salver::service::printing::printers::{self, Printers};
use salver::wire::printing::{PrinterList, PrinterSecret};

/// Answers with all of them.
pub async fn list(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    answer(http, &printers::read(&parts.store, &branch).await?)
}

/// Makes one so.
pub async fn put(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: PrinterId = http.id("printer")?;
    let (printer, version) = http.read(&PUT_PRINTER)?.printer(id);
    let (wish, by) = ((&printer, version), http.by(&staff));
    answer(
        http,
        &printers::put(&parts.store, &branch, wish, &by).await?,
    )
}

/// Takes one away.
pub async fn remove(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let (id, by) = (http.id("printer")?, http.by(&staff));
    answer(
        http,
        &printers::remove(&parts.store, &branch, &id, &by).await?,
    )
}

/// Gives one a new secret.
pub async fn issue_secret(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let (id, by) = (http.id("printer")?, http.by(&staff));
    let issued = printers::issue_secret(&parts.store, &branch, &id, &by).await?;
    let (printer, secret) = issued;
    Reply::ok(&PrinterSecret::of(branch.as_str(), &printer, secret))
}

fn answer(http: &HttpRequest, at: &Printers) -> Result<Reply, Problem> {
    Reply::ok(&PrinterList::of(&at.profile, &at.states, http.now))
}
