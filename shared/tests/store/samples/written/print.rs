//! A printer with its secret, and a job for it; later with all that either can say.

use salver::domain::audit::Deed;
use salver::domain::id::{OrderId, PrintJobId};
use salver::domain::print_job::{PrintClaim, PrintContent, PrintJob};
use salver::domain::printer::{
    Condition, HeardOf, Letters, Printer, PrinterKind, PrinterState, with_printer,
};
use salver::domain::slip::{Slip, SlipLine, Style};
use salver::store::Printing;
use salver_demo::fixtures::{branch, later, now};

use super::parts::{noted, record};
use crate::world::World;

/// The printer, by its ID.
pub fn printer() -> Printer {
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
        prints_bills: false,
    }
}

/// Two of them, of which each can stand in for the other.
pub fn printers() -> Vec<Printer> {
    let cold = Printer {
        id: "cold".parse().unwrap(),
        fallback: None,
        prints_kitchen: false,
        prints_bills: true,
        ..printer()
    };
    let cold = with_printer(&[], cold).unwrap();
    with_printer(&cold, printer()).unwrap()
}

pub fn job_id() -> PrintJobId {
    PrintJobId::new(&branch(), "01k8q").unwrap()
}

fn order_id() -> OrderId {
    "lane_check1_order1".parse().unwrap()
}

pub(super) async fn print(world: &World) {
    let state = PrinterState {
        branch_id: branch(),
        printer_id: printer().id,
        secret_hash: "00ff".to_owned(),
        issued_at: now(),
        heard: None,
        version: 1,
    };
    let entry = noted("01kaa", Deed::PrinterSecretIssued);
    let saved = world.store.save_printer_state(&state, &entry).await;
    assert!(saved.unwrap());
    let mut slip = Slip::default();
    slip.words("T1, Hall", Style::LARGE).rule().gap();
    let content = PrintContent::KitchenCopy {
        order_id: order_id(),
        number: 1,
    };
    let job = PrintJob::new(job_id(), printer().id, content, slip, now());
    let (record, entry) = (record("key-0009"), noted("01kab", Deed::PrintJobAsked));
    let added = world
        .store
        .add_print_job(&job, None, &record, &entry, now());
    assert!(matches!(added.await.unwrap(), Printing::Queued));
}

pub(super) async fn late_print(world: &World) {
    let store = &world.store;
    let state = store.printer_state(&branch(), &printer().id).await;
    let heard = HeardOf {
        at: later(60),
        condition: Condition::NoPaper,
        code: "410 Out of paper".to_owned(),
    };
    let state = state.unwrap().unwrap().hears(heard).unwrap();
    assert!(store.save_printer_state(&state, None).await.unwrap());
    let job = store.print_job(&job_id()).await.unwrap().unwrap();
    let all = Style {
        centred: true,
        indent: 4,
        ..Style::LARGE
    };
    let mut slip = Slip::default();
    slip.words("T1, Hall", all)
        .amount("Order 1", "19:00", all)
        .rule();
    slip.lines.push(SlipLine::Code {
        text: "upi://pay".to_owned(),
    });
    let job = PrintJob {
        slip,
        content: PrintContent::CancelSlip {
            order_id: order_id(),
            number: 1,
        },
        not_before: Some(later(30)),
        claim: Some(PrintClaim {
            at: later(10),
            by: Some("02:00:00:aa:00:01".to_owned()),
        }),
        broken_off: 1,
        trouble: Some("520 Timeout".to_owned()),
        taken_from: Some("cold".parse().unwrap()),
        repeats: Some(PrintJobId::new(&branch(), "01k8p").unwrap()),
        version: job.version + 1,
        ..job
    };
    assert!(store.save_print_job(&job, None).await.unwrap());
}
