//! Running other programs, and saying clearly what went wrong.

use std::{
    fmt,
    io::{BufRead, BufReader, ErrorKind, IsTerminal, Read, Write},
    process::{Command, Stdio},
    thread,
};

use crate::findings::Findings;

/// The result of a command of this crate.
pub(crate) type Result<T> = std::result::Result<T, Fault>;

/// Why a command could not do its work: one or more sentences for a person.
#[derive(Debug)]
pub(crate) struct Fault(String);

impl Fault {
    /// A fault with this text.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Runs a program with this terminal; anything but success is a fault that names the program.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| missing(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Fault::new(format!(
        "`{}` ended with {status}",
        line(command)
    )))
}

/// Runs tests as [`run`] does. Where nobody watches, the fault ends with what they found, so that
/// the end of a log says it.
pub(crate) fn run_tests(command: &mut Command) -> Result<()> {
    if std::io::stdout().is_terminal() {
        return run(command);
    }
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| missing(command, &error))?;
    let (said, cried) = (child.stdout.take(), child.stderr.take());
    let cried = thread::spawn(move || cried.map(|pipe| passed_on(pipe, std::io::stderr())));
    let mut findings = said
        .map(|pipe| passed_on(pipe, std::io::stdout()))
        .unwrap_or_default();
    findings.add(cried.join().ok().flatten().unwrap_or_default());
    let status = child.wait().map_err(|error| missing(command, &error))?;
    if status.success() {
        return Ok(());
    }
    let line = line(command);
    Err(Fault::new(format!(
        "`{line}` ended with {status}{findings}"
    )))
}

/// Writes every line on, and gives those that tell of a failure.
fn passed_on(pipe: impl Read, mut to: impl Write) -> Findings {
    let mut findings = Findings::default();
    let mut lines = BufReader::new(pipe);
    let mut line = Vec::new();
    while lines
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        // A log that nobody takes any more is no reason to end the tests.
        let _ = to.write_all(&line);
        findings.look_at(&String::from_utf8_lossy(&line));
        line.clear();
    }
    findings
}

/// Runs a program and gives what it printed; its error output goes to this terminal.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| missing(command, &error))?;
    if !output.status.success() {
        return Err(Fault::new(format!(
            "`{}` ended with {}",
            line(command),
            output.status
        )));
    }
    String::from_utf8(output.stdout).map_err(|_| {
        Fault::new(format!(
            "`{}` printed something that is not text",
            line(command)
        ))
    })
}

/// What `program --version` prints, or nothing when there is no such program.
pub(crate) fn version(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn missing(command: &Command, error: &std::io::Error) -> Fault {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        ErrorKind::NotFound => Fault::new(format!(
            "the program `{program}` was not found on this machine"
        )),
        _ => Fault::new(format!("`{program}` could not be started: {error}")),
    }
}

fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    words.join(" ")
}
