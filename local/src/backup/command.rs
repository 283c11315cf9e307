//! The commands that copy a data directory, for a program's command line.

use std::{path::PathBuf, process::ExitCode};

use clap::Subcommand;

use super::copy;
use crate::cli::explain;

/// What can be done with a data directory besides running a stack on it.
#[derive(Clone, Debug, Subcommand)]
pub enum DataCommand {
    /// Copy a data directory, while a stack runs on it or while none does
    ///
    /// The copy is a folder that a stack can run on: the store as it stood at one moment, the
    /// secrets, the positions in the streams, the queues. Keep it as safe as the original.
    Backup {
        /// The data directory
        #[arg(long, default_value = "data")]
        data_dir: PathBuf,
        /// The folder to make
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    /// Make a data directory of a backup, where none is
    Restore {
        /// The backup
        #[arg(long, value_name = "FOLDER")]
        from: PathBuf,
        /// The data directory to make
        #[arg(long, default_value = "data")]
        data_dir: PathBuf,
    },
}

impl DataCommand {
    /// Does it, and says what came of it.
    #[must_use]
    pub fn run(&self) -> ExitCode {
        let (from, to) = match self {
            Self::Backup { data_dir, to } => (data_dir, to),
            Self::Restore { from, data_dir } => (from, data_dir),
        };
        match copy(from, to) {
            Ok(copied) => {
                println!("{} is a copy of {}:", to.display(), from.display());
                println!("  store.db, {} KB", copied.store_bytes.div_ceil(1024));
                for file in copied.files {
                    println!("  {}", file.display());
                }
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("error: {}", explain(&error));
                ExitCode::FAILURE
            }
        }
    }
}
