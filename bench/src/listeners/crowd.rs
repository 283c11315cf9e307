//! Two thousand sockets at one stack: what they cost, and how long one order takes to all.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::time::sleep;

use super::kitchen::{Kitchen, PHONES};
use crate::memory::{self, megabytes};
use crate::report::{Figure, Table};
use crate::stats::{Times, median, millis};

const SOCKETS: usize = 2_000;
const ORDERS: usize = 5;
/// Both ends of each socket, and what else a process has open.
const FILES: u64 = 2 * 2_000 + 1_000;

/// What was measured.
pub(super) struct Crowd {
    /// Resident memory of the stack's own process without and with the sockets.
    before: u64,
    after: u64,
    orders: usize,
    first: Duration,
    p50: Duration,
    p99: Duration,
    last: Duration,
}

/// Opens the sockets and lets some phones order.
pub(super) async fn measure() -> Crowd {
    allow_files();
    let mut kitchen = Kitchen::open(0).await;
    // Warm, so that only sockets are between the two readings.
    kitchen.listen(1).await;
    kitchen.lap(PHONES).await;
    let pid = kitchen.stack.pid();
    let before = memory::of(pid).resident;
    eprintln!("opening {SOCKETS} sockets");
    kitchen.listen(SOCKETS).await;
    // What the handshakes needed is given back by then, as far as it is at all.
    sleep(Duration::from_secs(2)).await;
    let after = memory::of(pid).resident;
    let orders = kitchen.lap(ORDERS).await;
    let of_each = |pick: &dyn Fn(&[Duration]) -> Duration| {
        let picked: Vec<_> = orders.iter().map(|heard| pick(&heard.receipts)).collect();
        median(&picked)
    };
    let percentile = |receipts: &[Duration], percent| {
        let mut times = Times::default();
        receipts.iter().for_each(|time| times.push(*time));
        times.percentile(percent)
    };
    Crowd {
        before,
        after,
        orders: orders.len(),
        first: of_each(&|receipts| *receipts.first().unwrap()),
        p50: of_each(&|receipts| percentile(receipts, 50)),
        p99: of_each(&|receipts| percentile(receipts, 99)),
        last: of_each(&|receipts| *receipts.last().unwrap()),
    }
}

/// The usual limit of 1,024 open files is too low here; the stack inherits what is set.
fn allow_files() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_some_and(|now| now < FILES) {
        let wanted = maximum.map_or(FILES, |most| most.min(FILES));
        let raised = Rlimit {
            current: Some(wanted),
            maximum,
        };
        setrlimit(Resource::Nofile, raised).unwrap();
        assert!(wanted >= FILES, "at most {wanted} files may be open here");
    }
}

impl Crowd {
    fn of_a_socket(&self) -> String {
        let bytes = self.after.saturating_sub(self.before) / u64::try_from(SOCKETS).unwrap();
        format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::reported(
                format!("memory of the stack with {SOCKETS} open sockets, MB"),
                format!(
                    "{} (before: {}; a socket: {})",
                    megabytes(self.after),
                    megabytes(self.before),
                    self.of_a_socket()
                ),
            ),
            Figure::reported(
                format!("order to all of {SOCKETS} sockets, last one, ms"),
                millis(self.last),
            ),
        ]
    }

    pub(super) fn table(&self) -> Table {
        let columns = [
            "orders",
            "first, ms",
            "p50, ms",
            "p99, ms",
            "last, ms",
            "memory before, MB",
            "with the sockets, MB",
            "per socket",
        ];
        let cells = vec![
            self.orders.to_string(),
            millis(self.first),
            millis(self.p50),
            millis(self.p99),
            millis(self.last),
            megabytes(self.before),
            megabytes(self.after),
            self.of_a_socket(),
        ];
        Table {
            title: format!(
                "{SOCKETS} open sockets: an order to all of them (medians over the orders), and the resident memory \
                 of the stack's own process"
            ),
            columns: columns.map(str::to_owned).to_vec(),
            rows: vec![cells],
        }
    }
}
