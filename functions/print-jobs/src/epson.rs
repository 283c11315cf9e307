//! Epson's Server Direct Print over HTTP. The address that is typed into a printer holds its secret,
//! in its query: logs hold the paths of requests.

use salver::api::{HttpRequest, Problem, Reply, StaffParts};
use salver::domain::id::{BranchId, PrinterId};
use salver::domain::printer::PrinterKind;
use salver::service::printing::ask::{self, Claimed};
use salver::service::printing::epson;

/// It asks for its job, or says how one went, or how it is.
pub async fn ask(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let printer: PrinterId = http.id("printer")?;
    let secret = http.query("key");
    let who = Claimed {
        branch: &branch,
        printer: &printer,
        kind: PrinterKind::EpsonSdp,
        secret: secret.as_deref(),
        address: http.origin().address,
    };
    let asking = ask::admit(&parts.store, who, http.now).await?;
    let job = epson::answer(&parts.store, &asking, http.body()?, http.now).await?;
    // An error, or anything else but XML, makes these printers fall silent.
    Ok(Reply::plain(
        "text/xml; charset=utf-8",
        job.unwrap_or_default(),
    ))
}
