//! A printer and a job with all that they can say.

use salver_demo::fixtures::{branch, later, now, profile};

use crate::domain::branch::Profile;
use crate::domain::print_job::{PrintContent, PrintJob};
use crate::domain::printer::{
    Condition, HeardOf, Letters, Printer, PrinterKind, PrinterState, with_printer,
};
use crate::domain::slip::{Slip, SlipLine, Style};
use crate::domain::transitions::PrintStatus;
use crate::wire::printing::{PrintJobDetail, PrintJobView, PrintQueue, PrinterList, PrinterSecret};

fn printer() -> Printer {
    Printer {
        id: "hot".parse().unwrap(),
        name: "Hot kitchen".to_owned().try_into().unwrap(),
        kind: PrinterKind::StarCloudprnt,
        columns: 48,
        letters: Letters::Latin,
        stations: ["tandoor".parse().unwrap()].into(),
        fallback: Some("cold".parse().unwrap()),
        prints_orders: true,
        prints_kitchen: true,
        prints_bills: true,
    }
}

fn printers() -> Vec<Printer> {
    let cold = Printer {
        id: "cold".parse().unwrap(),
        fallback: None,
        ..printer()
    };
    with_printer(&with_printer(&[], cold).unwrap(), printer()).unwrap()
}

fn job() -> PrintJob {
    let mut slip = Slip::default();
    slip.words("T1, Hall", Style::LARGE)
        .amount("Order 1", "19:00", Style::USUAL)
        .rule()
        .gap();
    slip.lines.push(SlipLine::Code {
        text: "upi://pay".to_owned(),
    });
    let content = PrintContent::KitchenCopy {
        order_id: "lane_check1_order1".parse().unwrap(),
        number: 1,
    };
    let id = "lane_01k8q".parse().unwrap();
    PrintJob {
        status: PrintStatus::Unconfirmed,
        trouble: Some("520 Timeout".to_owned()),
        taken_from: Some("cold".parse().unwrap()),
        repeats: Some("lane_01k8p".parse().unwrap()),
        ..PrintJob::new(id, printer().id, content, slip, now())
    }
}

pub(super) fn print_job_view() -> PrintJobView {
    PrintJobView::from(&job())
}

/// A bill that waits for its printer.
pub(super) fn bill_job_view() -> PrintJobView {
    let content = PrintContent::Bill {
        bill_id: "lane_money1_b2".parse().unwrap(),
        number: "2026-27/2".to_owned(),
    };
    PrintJobView::from(&PrintJob {
        id: "lane_01k8r".parse().unwrap(),
        content,
        ..job()
    })
}

pub(super) fn print_job_detail() -> PrintJobDetail {
    PrintJobDetail::from(&job())
}

pub(super) fn printer_list() -> PrinterList {
    let profile = Profile {
        printers: printers(),
        ..profile()
    };
    let state = PrinterState {
        branch_id: branch(),
        printer_id: printer().id,
        secret_hash: "00ff".to_owned(),
        issued_at: now(),
        heard: Some(HeardOf {
            at: now(),
            condition: Condition::NoPaper,
            code: "410 Out of paper".to_owned(),
        }),
        version: 2,
    };
    PrinterList::of(&profile, &[state], later(60))
}

pub(super) fn print_queue() -> PrintQueue {
    PrintQueue {
        jobs: vec![print_job_view()],
        printers: printer_list().printers,
        server_time: now(),
    }
}

pub(super) fn printer_secret() -> PrinterSecret {
    PrinterSecret::of("lane", &printer(), "a secret".to_owned())
}
