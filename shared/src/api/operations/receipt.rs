//! Receipts: a link that opens one bill, and what it opens.

use crate::api::operation::{Caller, File, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::receipt::{MakeReceiptLinkRequest, ReceiptLinkView, ReceiptView};

/// Nothing is kept of a link, so making it again is no harm.
pub static MAKE_RECEIPT_LINK: Operation<MakeReceiptLinkRequest, ReceiptLinkView> = Operation::new(
    "POST /api/v1/branches/{branch}/bills/{bill}/link",
    "settle-bill",
)
.named(
    "makeReceiptLink",
    "A link to the receipt of a bill as it stands, for whoever paid it",
)
.by(Caller::Staff(Permission::IssueBills))
.optional_body()
.refuses(&[Code::SiteAddressMissing]);

/// The token stands in a header and not in the path, which is logged.
pub static READ_RECEIPT: Operation<Nothing, ReceiptView> =
    Operation::new("GET /api/v1/receipt", "show-receipt")
        .named("readReceipt", "The receipt that a link opens")
        .by(Caller::ReceiptLink);

/// For what paper.
pub static PAPER: Query = Query {
    name: "paper",
    meaning: "For what paper: `a4`, which is meant without it, or `80mm` for the printers of tills.",
    kind: Kind::OneOf(&["a4", "80mm"]),
};

pub static DOWNLOAD_RECEIPT: Operation<Nothing, File> =
    Operation::new("GET /api/v1/receipt/pdf", "show-receipt")
        .named("downloadReceipt", "The receipt that a link opens, as a PDF")
        .by(Caller::ReceiptLink)
        .query(&[PAPER])
        .files(&["application/pdf"]);
