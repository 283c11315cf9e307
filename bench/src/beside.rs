//! Another program that takes orders, measured in turns with ours: whatever else the machine does
//! meets both.
//!
//! What loads it is not part of this repository. It is a program that is run once for each round, as
//! `PROGRAM orders CLIENTS ORDERS` or `PROGRAM listeners LISTENERS ORDERS`, and that leaves 20 orders
//! open before it begins. It prints one JSON object: `times_us`, how long each order or receipt took,
//! and `took_us`, from the first request of the round to the last answer, both in whole microseconds.

use std::process::{Command, Stdio};
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

use crate::stats::{Times, per_second};

/// A program beside ours, as `NAME=PROGRAM` at the command line.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    /// What the page calls it.
    pub(crate) name: String,
    program: String,
}

/// What it tells of a round.
#[derive(Deserialize)]
struct Told {
    took_us: u64,
    times_us: Vec<u64>,
}

/// Its rounds of one kind.
#[derive(Debug)]
pub(crate) struct Rounds {
    /// Orders per second of each.
    pub(crate) rates: Vec<u64>,
    /// Of all orders, or of all receipts.
    pub(crate) times: Times,
}

impl FromStr for Beside {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((name, program)) if !name.is_empty() && !program.is_empty() => Ok(Self {
                name: name.to_owned(),
                program: program.to_owned(),
            }),
            _ => Err("it is written NAME=PROGRAM".to_owned()),
        }
    }
}

impl Rounds {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            rates: Vec::new(),
            times: Times::default(),
        }
    }

    /// Lets the program measure one more round of `part`: so many orders, by or before so many
    /// clients.
    ///
    /// # Panics
    /// When the program fails, or does not say what it measured.
    pub(crate) fn measure(&mut self, beside: &Beside, part: &str, clients: usize, orders: usize) {
        let Beside { name, program } = beside;
        eprintln!("{name}: {part}, {clients}");
        let output = Command::new(program)
            .arg(part)
            .args([clients, orders].map(|number| number.to_string()))
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        assert!(output.status.success(), "{name} failed: {}", output.status);
        let told = serde_json::from_slice(&output.stdout);
        self.note(&told.unwrap_or_else(|error| panic!("{name} tells no round: {error}")));
    }

    fn note(&mut self, told: &Told) {
        for time in &told.times_us {
            self.times.push(Duration::from_micros(*time));
        }
        let took = Duration::from_micros(told.took_us);
        self.rates.push(per_second(told.times_us.len(), took));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_of_another_program_counts_as_one_of_ours() {
        let mut rounds = Rounds::new();
        let told = r#"{"took_us": 500000, "times_us": [1000, 3000, 2000]}"#;
        rounds.note(&serde_json::from_str(told).unwrap());
        assert_eq!(rounds.rates, [6]);
        assert_eq!(rounds.times.p50_p99(), "2.00 / 3.00");
    }

    #[test]
    fn a_program_has_a_name() {
        let beside: Beside = "peer=bin/load a=b".parse().unwrap();
        assert_eq!(
            (beside.name.as_str(), beside.program.as_str()),
            ("peer", "bin/load a=b")
        );
        assert!("bin/load".parse::<Beside>().is_err());
        assert!("=bin/load".parse::<Beside>().is_err());
    }
}
