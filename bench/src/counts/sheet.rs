//! The bill: what was counted, times the prices.

use std::iter::once;
use std::path::PathBuf;

use salver_local::template::{Settings, Template};
use salver_tests::{Cost, Units, root};

use super::prices::{BILLED_MS, Dollars};
use crate::report::{Figure, Section, Table};

/// Dollars that a million orders may cost, in microdollars.
const TARGET: Dollars = Dollars(15_000_000);

/// And the stays of a million parties that order once.
const STAY_TARGET: Dollars = Dollars(90_000_000);

/// How often functions are invoked when nothing else happens.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Invoked {
    /// By the HTTP API.
    pub(super) requests: u64,
    /// By the WebSocket API.
    pub(super) sockets: u64,
    /// By the table's stream.
    pub(super) fan_out: u64,
    /// By the table's stream.
    pub(super) follow_up: u64,
}

impl Invoked {
    /// One request, and what follows its commit.
    pub(super) fn by_http(fan_out: u64, follow_up: u64) -> Self {
        Self {
            requests: 1,
            sockets: 0,
            fan_out,
            follow_up,
        }
    }
}

/// Something that somebody does, once or several times.
#[derive(Debug)]
pub(super) struct Deed {
    pub(super) name: String,
    pub(super) invoked: Invoked,
    pub(super) messages: u64,
    pub(super) log_bytes: u64,
    pub(super) costs: Vec<Cost>,
}

/// An item that changed with the order.
pub(super) struct Written {
    /// Its key without what is special in it.
    pub(super) form: String,
    /// Bytes.
    pub(super) before: usize,
    /// Bytes.
    pub(super) after: usize,
}

/// All that a party does, and what its order wrote.
pub(super) struct Sheet {
    /// Of the order.
    pub(super) lines: usize,
    pub(super) stay: Vec<Deed>,
    pub(super) heartbeat: Deed,
    /// Bills of an order alike: one after the other, and in one request.
    pub(super) money: Vec<Deed>,
    pub(super) written: Vec<Written>,
}

impl Deed {
    /// The one that the target is about.
    pub(super) const ORDER: &str = "the order";
    /// What is done with a bill, one after the other.
    pub(super) const BILLED: [&str; 3] = [
        "`billCheck`",
        "`payBill`, all of it in cash",
        "`checkOut`, all paid",
    ];
    /// All of that in one request.
    pub(super) const CHECKED_OUT: &str = "`checkOut`, which bills and pays";

    pub(super) fn add(&mut self, more: Self) {
        self.invoked.requests += more.invoked.requests;
        self.invoked.sockets += more.invoked.sockets;
        self.invoked.fan_out += more.invoked.fan_out;
        self.invoked.follow_up += more.invoked.follow_up;
        self.messages += more.messages;
        self.log_bytes += more.log_bytes;
        self.costs.extend(more.costs);
    }

    /// The units of the functions of which `wanted` says yes.
    fn units(&self, wanted: impl Fn(&str) -> bool) -> Units {
        let costs = self.costs.iter().filter(|cost| wanted(&cost.function));
        costs.map(Cost::units).sum()
    }

    fn lambda(&self, memory: &Memory) -> Dollars {
        // Whoever answers a request has the memory of the largest of them.
        let own = self.costs.iter().map(|cost| cost.function.as_str());
        let own = own.filter(|function| !is_behind(function));
        let own = own
            .map(|function| memory.of(function))
            .max()
            .unwrap_or_default();
        let Invoked {
            requests,
            sockets,
            fan_out,
            follow_up,
        } = self.invoked;
        Dollars::invocations(requests + sockets, own)
            + Dollars::invocations(fan_out, memory.of("fan-out"))
            + Dollars::invocations(follow_up, memory.of("follow-up"))
    }

    /// The lines of the bill: what, how much of it, dollars per million.
    fn lines(&self, memory: &Memory) -> Vec<(&'static str, String, Dollars)> {
        let all = self.units(|function| !is_behind(function));
        let index = Units {
            write: all.of_index,
            ..Units::default()
        };
        let table = Units {
            write: all.write - all.of_index,
            ..all
        };
        let fan_out = self.units(|function| function == "fan-out");
        let follow_up = self.units(|function| function == "follow-up");
        let Invoked {
            requests,
            sockets,
            fan_out: turns,
            follow_up: counts,
        } = self.invoked;
        let own = requests + sockets;
        let invocations = format!(
            "{own} of the endpoint, {turns} of fan-out, {counts} of follow-up, {BILLED_MS} ms each"
        );
        let of = |units: Units| format!("{} RRU, {} WRU", units.reads(), units.write);
        vec![
            (
                "gateway",
                format!("{requests} of the HTTP API"),
                Dollars::requests(requests),
            ),
            ("Lambda", invocations, self.lambda(memory)),
            (
                "menu",
                "none: it is in memory".to_owned(),
                Dollars::default(),
            ),
            ("reads and transaction", of(table), Dollars::units(table)),
            ("index", of(index), Dollars::units(index)),
            (
                "stream",
                "none: reads by a trigger of Lambda are free".to_owned(),
                Dollars::default(),
            ),
            (
                "fan-out: numbers and listeners",
                of(fan_out),
                Dollars::units(fan_out),
            ),
            (
                "messages",
                format!("{} at the sockets", self.messages),
                Dollars::messages(self.messages),
            ),
            (
                "figures: its fact",
                of(follow_up),
                Dollars::units(follow_up),
            ),
            (
                "logs",
                format!("{} bytes", self.log_bytes),
                Dollars::log_bytes(self.log_bytes),
            ),
        ]
    }

    /// Its row in a table.
    fn row(&self, memory: &Memory) -> Vec<String> {
        let all = self.units(|_| true);
        vec![
            self.name.clone(),
            self.invoked.requests.to_string(),
            all.reads(),
            all.write.to_string(),
            self.messages.to_string(),
            self.total(memory).text(),
        ]
    }

    fn total(&self, memory: &Memory) -> Dollars {
        self.lines(memory)
            .into_iter()
            .map(|(_, _, cost)| cost)
            .sum()
    }
}

fn is_behind(function: &str) -> bool {
    matches!(function, "fan-out" | "follow-up")
}

/// The memory of each function, as the template gives it.
struct Memory(Template);

impl Memory {
    fn read() -> Self {
        let file: PathBuf = root().join("infra/template.yaml");
        Self(Template::load(&file, &Settings::default()).unwrap())
    }

    fn of(&self, function: &str) -> u64 {
        let mut all = self.0.functions.values();
        all.find(|its| its.binary == function)
            .unwrap()
            .memory
            .into()
    }
}

impl Sheet {
    /// Adds the figures and tables of the bill.
    pub(super) fn add_to(&self, section: &mut Section) {
        let memory = Memory::read();
        let order = self
            .stay
            .iter()
            .find(|deed| deed.name == Deed::ORDER)
            .unwrap();
        let total = order.total(&memory);
        section.figures.push(Figure::held(
            "dollars per million orders: an order of 2 KB, watched by a phone, a kitchen and a floor",
            "<= 15",
            total.text(),
            total <= TARGET,
        ));
        let stay: Dollars = self.stay.iter().map(|deed| deed.total(&memory)).sum();
        section.figures.push(Figure::held(
            "dollars per million parties that order once, from the seat to the door",
            "<= 90",
            stay.text(),
            stay <= STAY_TARGET,
        ));
        section.figures.push(Figure::reported(
            "dollars per million heartbeats of pages that hear nothing (one each 12 s)",
            self.heartbeat.total(&memory).text(),
        ));
        let of_bill = |wanted: &[&str]| -> Dollars {
            let deeds = self.money.iter();
            let deeds = deeds.filter(|deed| wanted.contains(&deed.name.as_str()));
            deeds.map(|deed| deed.total(&memory)).sum()
        };
        section.figures.push(Figure::reported(
            "dollars per million bills: billed, paid in cash and settled by three requests / by one",
            format!(
                "{} / {}",
                of_bill(&Deed::BILLED).text(),
                of_bill(&[Deed::CHECKED_OUT]).text()
            ),
        ));
        section.text.push(self.text(order));
        section.tables.push(Self::bill(order, total, &memory));
        section.tables.push(self.evening(stay, &memory));
        section.tables.push(self.bills(&memory));
        section.tables.push(self.written());
    }

    fn text(&self, order: &Deed) -> String {
        let item = self
            .written
            .iter()
            .find(|item| item.form == "CHECK#.. ORDER#..");
        let (bytes, lines, messages) = (item.unwrap().after, self.lines, order.messages);
        format!(
            "The bill is of list prices in us-east-1 (HTTP API 1.00 a million requests, Lambda on arm64 0.20 a million \
             invocations and 13.33 a million GB-seconds, DynamoDB on demand 0.625 a million WRU and 0.125 a million \
             RRU, WebSocket messages 1.00 a million, logs 0.50 a GB), for an order that comes alone: in a rush \
             `fan-out` and `follow-up` do many in one go. The order has {lines} lines, its item {bytes} bytes. An \
             invocation counts as {BILLED_MS} ms, which is assumed; all else is counted, the {messages} messages at \
             the sockets. Not in it: the pages from the CDN, traces, and what lies in the table."
        )
    }

    fn bill(order: &Deed, total: Dollars, memory: &Memory) -> Table {
        let lines = order.lines(memory).into_iter();
        let lines = lines.map(|(what, much, cost)| vec![what.to_owned(), much, cost.text()]);
        let sum = vec!["together".to_owned(), String::new(), total.text()];
        table(
            "What an order costs, in dollars per million orders",
            &["what", "per order", "dollars"],
            lines.chain(once(sum)).collect(),
        )
    }

    fn evening(&self, total: Dollars, memory: &Memory) -> Table {
        let mut sum = vec![String::new(); 6];
        sum[0] = "together".to_owned();
        sum[5] = total.text();
        let rows = self.stay.iter().map(|deed| deed.row(memory));
        table(
            "The stay of a party that orders once, in dollars per million parties",
            &["what", "requests", "RRU", "WRU", "messages", "dollars"],
            rows.chain(once(sum)).collect(),
        )
    }

    /// What is done with the bill of an order like that one.
    fn bills(&self, memory: &Memory) -> Table {
        table(
            "The bill of a pickup, in dollars per million of each",
            &["what", "requests", "RRU", "WRU", "messages", "dollars"],
            self.money.iter().map(|deed| deed.row(memory)).collect(),
        )
    }

    /// What the order and those behind it wrote, by the form of the key.
    fn written(&self) -> Table {
        let row = |item: &Written| {
            let kilobytes = item.before.max(item.after).div_ceil(1024);
            vec![
                item.form.clone(),
                item.before.to_string(),
                item.after.to_string(),
                kilobytes.to_string(),
            ]
        };
        table(
            "Items that change with the order, in bytes",
            &["item", "before", "after", "WRU, twice in a transaction"],
            self.written.iter().map(row).collect(),
        )
    }
}

fn table(title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Table {
    Table {
        title: title.to_owned(),
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        rows,
    }
}
