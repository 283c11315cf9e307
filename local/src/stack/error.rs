//! Why a stack does not start.

use std::{io, net::SocketAddr, path::PathBuf};

use crate::{
    schedule::ScheduleError, secrets::SecretError, store::StoreError, streams::StreamError,
    template::TemplateError, websocket::UnknownSelection,
};

/// Why a stack does not start. The text says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum StackError {
    /// The template cannot be read or understood.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// Functions have not been built.
    #[error(
        "{} not in {}: build with `cargo build{}`, or say where they are with --bin-dir",
        listed(binaries),
        folder.display(),
        binaries.iter().map(|name| format!(" -p {name}")).collect::<String>()
    )]
    BinaryMissing {
        /// Where they were looked for.
        folder: PathBuf,
        /// Their file names.
        binaries: Vec<String>,
    },
    /// The data directory cannot be made or written.
    #[error("the data directory {} cannot be written", folder.display())]
    DataNotWritable {
        /// The directory.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another stack runs on the data directory.
    #[error(
        "the data directory {} is used by another running stack{}: stop that one, or choose another with --data-dir",
        folder.display(),
        pid.as_ref().map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    DataInUse {
        /// The directory.
        folder: PathBuf,
        /// The other process, when it is known.
        pid: Option<String>,
    },
    /// Another program listens there.
    #[error("port {} on {} is in use: stop the other program, or choose another with --port", address.port(), address.ip())]
    PortInUse { address: SocketAddr },
    /// The address is not this machine's, or may not be used.
    #[error("{address} cannot be listened on: choose others with --host and --port")]
    Address {
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// A loopback port could not be had.
    #[error("a loopback port cannot be had")]
    Listen(#[source] io::Error),
    /// The template's secrets.
    #[error(transparent)]
    Secrets(#[from] SecretError),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An event source mapping.
    #[error(transparent)]
    Streams(#[from] StreamError),
    #[error("{}: {cause}", file.display())]
    Schedule {
        /// The template.
        file: PathBuf,
        /// What is wrong, with the line.
        cause: ScheduleError,
    },
    /// The WebSocket API.
    #[error(transparent)]
    WebSocket(#[from] UnknownSelection),
}

fn listed(binaries: &[String]) -> String {
    match binaries {
        [one] => format!("the function binary {one} is"),
        many => format!("the function binaries {} are", many.join(", ")),
    }
}

/// Why nobody says where a stack serves.
#[derive(Debug, thiserror::Error)]
pub enum NotRunning {
    /// None runs on the data directory.
    #[error("Salver does not run on {}: start it, or name its data directory with --data-dir", folder.display())]
    Stopped {
        /// The directory.
        folder: PathBuf,
    },
    /// One has begun to, and does not serve yet.
    #[error("Salver is starting on {}: try again in a moment", folder.display())]
    Starting {
        /// The directory.
        folder: PathBuf,
    },
    /// The directory is not this user's to read.
    #[error("the data directory {} cannot be read: run this as the user that runs Salver", folder.display())]
    Unreadable {
        /// The directory.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}
