//! Epson's Server Direct Print over HTTP. The address that is typed into a printer holds its secret,
//! in its query: logs hold the paths of requests.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use salver::api::{HttpRequest, Problem, Reply, StaffParts};
use salver::domain::id::{BranchId, PrinterId};
use salver::domain::printer::PrinterKind;
use salver::service::printing::ask::{self, Claimed, Handed};
use salver::service::printing::epson;
use salver_picture::picture;

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
    let xml = |text| Reply::plain("text/xml; charset=utf-8", text);
    if who.asks_too_often(http.now) && !epson::is_result(http.body()?) {
        return Ok(xml(String::new()));
    }
    let asking = ask::admit(&parts.store, who, http.now).await?;
    let job = epson::answer(&parts.store, &asking, http.body()?, http.now).await?;
    // An error, or anything else but XML, makes these printers fall silent.
    Ok(xml(job.map(|job| written(&job)).unwrap_or_default()))
}

/// A job as it is handed over: in words, or as a picture where its printer lacks letters for them.
fn written(job: &Handed) -> String {
    if !job.needs_picture() {
        return epson::words(job);
    }
    let canvas = picture(&job.slip, job.paper);
    let dots = STANDARD.encode(canvas.dots());
    epson::picture(job, (canvas.width(), canvas.height()), &dots)
}
