//! The print queue: look at, move along, print again, test.

use salver::api::operations::printing::{MOVE_PRINT_JOB, REPRINT};
use salver::api::{HttpRequest, Problem, Reply, StaffParts, staff};
use salver::domain::id::{BranchId, PrintJobId, PrinterId};
use salver::service::printing::queue;
use salver::wire::printing::{PrintJobDetail, PrintJobView, PrintQueue, PrinterList};

/// The job that the path names; one of another branch is as good as none.
fn of_path(http: &HttpRequest, branch: &BranchId) -> Result<PrintJobId, Problem> {
    let id: PrintJobId = http.id("job")?;
    match id.branch() == *branch {
        true => Ok(id),
        false => Err(Problem::not_found("print job")),
    }
}

/// The newest jobs, and the printers.
pub async fn list(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let (jobs, at) = queue::list(&parts.store, &branch, http.now).await?;
    Reply::ok(&PrintQueue {
        jobs: jobs.iter().map(PrintJobView::from).collect(),
        printers: PrinterList::of(&at.profile, &at.states, http.now).printers,
        server_time: http.now,
    })
}

/// One of them, with its slip.
pub async fn read(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let id = of_path(http, &branch)?;
    let job = queue::read(&parts.store, &id, http.now).await?;
    Reply::ok(&PrintJobDetail::from(&job))
}

/// Does with a job what somebody wants.
pub async fn move_along(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id = of_path(http, &branch)?;
    let (wish, version) = http.read(&MOVE_PRINT_JOB)?.wish()?;
    let by = http.by(&staff);
    let job = queue::wish(&parts.store, &id, (&wish, version), &by).await?;
    Reply::ok(&PrintJobView::from(&job))
}

/// Prints a job once more.
pub async fn reprint(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id = of_path(http, &branch)?;
    let intent = http.intent(staff.scope(), &format!(" {id}"))?;
    let other = http.read(&REPRINT)?.printer_id;
    let (of, by) = ((&id, other.as_ref()), http.by(&staff));
    let answer = queue::reprint(&parts.store, &intent, of, &by).await?;
    Ok(Reply::answer(answer))
}

/// Lets a printer print a few words.
pub async fn test(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: PrinterId = http.id("printer")?;
    let intent = http.intent(staff.scope(), &format!(" {id}"))?;
    let by = http.by(&staff);
    let answer = queue::test(&parts.store, &intent, (&branch, &id), &by).await?;
    Ok(Reply::answer(answer))
}
