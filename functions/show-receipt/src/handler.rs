//! What a link to a receipt opens: its data for the page, and a file to keep.

use salver::api::operations::receipt::{DOWNLOAD_RECEIPT, PAPER, READ_RECEIPT};
use salver::api::problem::Code;
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::service::receipt;
use salver::wire::receipt::ReceiptView;
use salver_invoice::{Paper, pdf};

use crate::paper::{file_name, invoice};
use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_RECEIPT, |parts, http| Box::pin(read(parts, http)))
        .on(&DOWNLOAD_RECEIPT, |parts, http| {
            Box::pin(download(parts, http))
        })
}

/// What the caller's link opens.
async fn opened(parts: &Parts, http: &HttpRequest) -> Result<ReceiptView, Problem> {
    let token = http.bearer()?;
    let receipt = receipt::open(&parts.store, &parts.receipt_key, token, http.now);
    Ok(receipt.await?)
}

/// Nobody keeps it on the way, and nobody lists it.
fn private(reply: Reply) -> Reply {
    reply
        .header("referrer-policy", "no-referrer")
        .header("x-robots-tag", "noindex, nofollow")
}

/// Answers with the receipt.
async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    Ok(private(Reply::ok(&opened(parts, http).await?)?))
}

/// Answers with a file of it.
async fn download(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let receipt = opened(parts, http).await?;
    let paper = match http.query(PAPER.name).as_deref() {
        None | Some("a4") => Paper::A4,
        Some("80mm") => Paper::Roll,
        Some(_) => return Err(Problem::invalid(PAPER.name, "a4 or 80mm")),
    };
    let file = pdf(&invoice(&receipt), paper);
    let broken = |error| {
        let detail = "The file could not be made. Please print the page.";
        Problem::new(Code::Internal, detail).because(error)
    };
    let file = file.map_err(broken)?;
    Ok(private(Reply::file(
        "application/pdf",
        file,
        &file_name(&receipt),
    )))
}
