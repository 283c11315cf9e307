//! Menus as files: in and out.

use salver::api::operations::menu_file::{EXPORT_MENU, FORMAT, IMPORT_MENU, TAKE};
use salver::api::{Code, HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::domain::draft::Import;
use salver::domain::id::BranchId;
use salver::domain::menu::Menu;
use salver::menu_file::{
    Answers, Decision, FileFault, ImportReport, Table, decide, is_json, limits, read_csv,
    read_json, write_csv, write_json,
};
use salver::service::menu::{self, Trying};
use salver::wire::menu_file::MenuImport;

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&IMPORT_MENU, |parts, http| Box::pin(import(parts, http)))
        .on(&EXPORT_MENU, |parts, http| Box::pin(export(parts, http)))
}

/// Puts a file into the draft, or says what that would do.
async fn import(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_menu(parts, http, &branch).await?;
    let trying = match http.is_dry_run()? {
        true => Trying::Yes,
        false => Trying::No,
    };
    let take = http.query(TAKE.name).unwrap_or_default();
    let answers: Answers = take.parse().map_err(|bad: salver::menu_file::BadAnswers| {
        Problem::invalid(TAKE.name, bad.to_string())
    })?;
    let table = table(http)?;
    let plan = |menu: &Menu| planned(&table, menu, &answers, trying);
    let by = http.by(&staff);
    let (draft, report) = menu::import(&parts.store, &branch, plan, trying, &by).await?;
    Reply::ok(&MenuImport::of(report, draft.as_ref()))
}

/// The file as its bytes say; what the caller calls it decides only between forms that it can be.
fn table(http: &HttpRequest) -> Result<Table, Problem> {
    let bytes = http.file(limits::MAX_BYTES, "Send it in parts.")?;
    let media = http.header("content-type").unwrap_or_default();
    let json = media.starts_with("application/json") || is_json(bytes);
    let read = if json {
        read_json(bytes)
    } else {
        read_csv(bytes)
    };
    read.map_err(|fault| refused(&fault))
}

fn refused(fault: &FileFault) -> Problem {
    Problem::invalid("file", fault.to_string())
}

/// What the file makes of the draft; where it is not only tried, a row that is refused or asked
/// refuses all of it.
fn planned(
    table: &Table,
    menu: &Menu,
    answers: &Answers,
    trying: Trying,
) -> Result<(Import, ImportReport), Problem> {
    let Decision { report, import } =
        decide(table, menu, answers).map_err(|fault| refused(&fault))?;
    match (import, trying) {
        (Some(import), _) => Ok((import, report)),
        (None, Trying::Yes) => Ok((Import::default(), report)),
        (None, Trying::No) => {
            let (refused, asked) = (report.summary.refused, report.summary.asked);
            let detail = format!(
                "Nothing was imported: {refused} rows are refused and {asked} are asked about."
            );
            Err(Problem::new(Code::ImportRefused, detail)
                .with("import", MenuImport::of(report, None)))
        }
    }
}

/// The draft as a file.
async fn export(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let format = http.query(FORMAT.name);
    let desk = menu::desk(&parts.store, &branch).await?;
    match format.as_deref() {
        None | Some("csv") => {
            let file = write_csv(&desk.draft.menu);
            Ok(Reply::file("text/csv; charset=utf-8", file, "menu.csv"))
        }
        Some("json") => {
            let file = write_json(&desk.draft.menu).map_err(|error| {
                Problem::new(Code::Internal, "The menu could not be written.").because(error)
            })?;
            Ok(Reply::file("application/json", file, "menu.json"))
        }
        Some(_) => Err(Problem::invalid(FORMAT.name, "csv or json")),
    }
}
