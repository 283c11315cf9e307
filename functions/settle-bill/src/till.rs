//! The till: the running day, cash in and out, the end of a day, the days before.

use salver::api::operations::till::{CLOSE_DAY, MOVE_CASH, NEXT_DAY, OPEN_DAY, PRINT_DAY};
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::auth::staff_token::StaffClaims;
use salver::domain::business_day::BusinessDay;
use salver::domain::id::BranchId;
use salver::domain::print_job::PrintWish;
use salver::domain::till::day::{CashWish, DayRead};
use salver::service::intent::Intent;
use salver::service::till::{self, TillRequest};
use salver::wire::till::{DayList, DayView};

use crate::parts::Parts;

/// Days of a page.
const PAGE: usize = 30;

/// What staff of the branch ask for under a key, which is looked at before what is asked for.
fn request<W>(
    http: &HttpRequest,
    (branch, claims, intent): (BranchId, StaffClaims, Intent),
    wish: W,
) -> TillRequest<W> {
    TillRequest {
        by: http.by(&claims),
        claims,
        branch,
        intent,
        wish,
    }
}

fn keyed(parts: &Parts, http: &HttpRequest) -> Result<(BranchId, StaffClaims, Intent), Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let intent = http.intent(claims.scope(), "")?;
    Ok((branch, claims, intent))
}

/// The running day.
pub async fn running(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let read = till::running(&parts.store, &branch, http.now).await?;
    Reply::ok(&DayView::of(&read))
}

/// With how much cash it begins.
pub async fn open(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let keyed = keyed(parts, http)?;
    let wish = CashWish::Float(http.read(&OPEN_DAY)?.float);
    let answer = till::enter(&parts.store, &request(http, keyed, wish)).await?;
    Ok(Reply::answer(answer))
}

/// Cash in or out.
pub async fn cash(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let keyed = keyed(parts, http)?;
    let wish: CashWish = http.read(&MOVE_CASH)?.try_into()?;
    let answer = till::enter(&parts.store, &request(http, keyed, wish)).await?;
    Ok(Reply::answer(answer))
}

/// The end of a day.
pub async fn close(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let keyed = keyed(parts, http)?;
    let wish = http.read(&CLOSE_DAY)?.try_into()?;
    let answer = till::close(&parts.store, &request(http, keyed, wish)).await?;
    Ok(Reply::answer(answer))
}

/// The days, the newest first.
pub async fn list(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let before: Option<BusinessDay> = http.cursor(&NEXT_DAY)?;
    let (days, names) = till::days(&parts.store, &branch, before, PAGE).await?;
    Reply::ok(&DayList::of(&days, &names, PAGE))
}

/// The day that the path names.
async fn named(parts: &Parts, http: &HttpRequest) -> Result<DayRead, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let day = day_of_path(http)?;
    Ok(till::read(&parts.store, &branch, day, http.now).await?)
}

fn day_of_path(http: &HttpRequest) -> Result<BusinessDay, Problem> {
    let day: Result<BusinessDay, _> = http.path("day")?.parse();
    day.map_err(|_| Problem::not_found("day"))
}

/// Gives a day to a printer.
pub async fn print(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let claims = staff::authorize(parts, http, &branch)?;
    let day = day_of_path(http)?;
    let intent = http.intent(claims.scope(), &format!(" {day}"))?;
    let printer = http.read(&PRINT_DAY)?.printer_id;
    let keyed = (branch, claims, intent);
    let wish = (day, PrintWish { printer });
    let answer = till::print(&parts.store, &request(http, keyed, wish)).await?;
    Ok(Reply::answer(answer))
}

/// One day.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    Reply::ok(&DayView::of(&named(parts, http).await?))
}

/// One day as a file.
pub async fn export(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let read = named(parts, http).await?;
    let name = format!("day-{}.csv", read.day);
    Ok(Reply::file(
        "text/csv; charset=utf-8",
        till::write_csv(&read),
        &name,
    ))
}
