//! Printers, what they print, and how printers ask for it.

use crate::api::operation::{Caller, File, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::printing::{
    MovePrintJobRequest, PrintJobDetail, PrintJobView, PrintQueue, PrinterList, PrinterSecret,
    PutPrinterRequest, ReprintRequest,
};

pub static LIST_PRINTERS: Operation<Nothing, PrinterList> =
    Operation::new("GET /api/v1/branches/{branch}/printers", "print-jobs")
        .named("listPrinters", "The printers of a branch, and how they are")
        .by(Caller::Staff(Permission::ManageBranch));

/// The same again changes nothing, so it needs no key.
pub static PUT_PRINTER: Operation<PutPrinterRequest, PrinterList> = Operation::new(
    "PUT /api/v1/branches/{branch}/printers/{printer}",
    "print-jobs",
)
.named(
    "putPrinter",
    "Set a printer up, or change it; the client makes the ID of a new one",
)
.by(Caller::Staff(Permission::ManageBranch))
.refuses(&[Code::VersionConflict]);

pub static REMOVE_PRINTER: Operation<Nothing, PrinterList> = Operation::new(
    "DELETE /api/v1/branches/{branch}/printers/{printer}",
    "print-jobs",
)
.named("removePrinter", "Take a printer away")
.by(Caller::Staff(Permission::ManageBranch));

/// Without a key: its answer may not be kept, and only the last secret counts.
pub static ISSUE_PRINTER_SECRET: Operation<Nothing, PrinterSecret> = Operation::new(
    "POST /api/v1/branches/{branch}/printers/{printer}/secret",
    "print-jobs",
)
.named(
    "issuePrinterSecret",
    "A new secret for a printer, told once; the one before is void",
)
.by(Caller::Staff(Permission::ManageBranch));

pub static TEST_PRINTER: Operation<Nothing, PrintJobView> = Operation::new(
    "POST /api/v1/branches/{branch}/printers/{printer}/test",
    "print-jobs",
)
.named("testPrinter", "Let a printer print a few words, once")
.by(Caller::Staff(Permission::ManageBranch))
.once();

pub static LIST_PRINT_JOBS: Operation<Nothing, PrintQueue> =
    Operation::new("GET /api/v1/branches/{branch}/print-jobs", "print-jobs")
        .named("listPrintJobs", "What is and was printed, and the printers")
        .by(Caller::Staff(Permission::TakeOrders));

pub static READ_PRINT_JOB: Operation<Nothing, PrintJobDetail> = Operation::new(
    "GET /api/v1/branches/{branch}/print-jobs/{job}",
    "print-jobs",
)
.named("readPrintJob", "A job with what stands on its slip")
.by(Caller::Staff(Permission::TakeOrders));

pub static MOVE_PRINT_JOB: Operation<MovePrintJobRequest, PrintJobView> = Operation::new(
    "PATCH /api/v1/branches/{branch}/print-jobs/{job}",
    "print-jobs",
)
.named(
    "movePrintJob",
    "Release or dismiss a job, say that it was printed, or give it to another printer",
)
.by(Caller::Staff(Permission::TakeOrders))
.refuses(&[Code::IllegalTransition, Code::VersionConflict]);

pub static REPRINT: Operation<ReprintRequest, PrintJobView> = Operation::new(
    "POST /api/v1/branches/{branch}/print-jobs/{job}/reprint",
    "print-jobs",
)
.named(
    "reprint",
    "Print a job once more, marked as a duplicate, once",
)
.by(Caller::Staff(Permission::TakeOrders))
.optional_body()
.once()
.refuses(&[Code::IllegalTransition]);

/// Whatever a printer posts is read with patience, so no schema says its form.
pub static POLL_STAR: Operation<File, File> =
    Operation::new("POST /api/v1/print/star/{branch}/{printer}", "print-jobs")
        .named(
            "pollStar",
            "A printer of Star's says how it is, and hears of its job",
        )
        .by(Caller::Printer)
        .takes(&["application/json"])
        .files(&["application/json"]);

/// What `type` and `token` of the query name. Where `delete` stands in the query it confirms.
pub static FETCH_FROM_STAR: Operation<Nothing, File> =
    Operation::new("GET /api/v1/print/star/{branch}/{printer}", "print-jobs")
        .named("fetchFromStar", "A printer of Star's fetches its job")
        .by(Caller::Printer)
        .files(&["text/plain", "image/png"])
        .refuses(&[Code::MediaTypeRefused]);

/// By `token` and `code` of the query.
pub static CONFIRM_TO_STAR: Operation<Nothing, File> =
    Operation::new("DELETE /api/v1/print/star/{branch}/{printer}", "print-jobs")
        .named("confirmToStar", "A printer of Star's says how its job went")
        .by(Caller::Printer)
        .files(&["text/plain"]);

/// By `key` of the query, which no log holds as it holds a path.
pub static ASK_EPSON: Operation<File, File> =
    Operation::new("POST /api/v1/print/epson/{branch}/{printer}", "print-jobs")
        .named(
            "askEpson",
            "A printer of Epson's asks for its job, or says how one went or how it is",
        )
        .by(Caller::Printer)
        .takes(&["application/x-www-form-urlencoded"])
        .files(&["text/xml"]);
