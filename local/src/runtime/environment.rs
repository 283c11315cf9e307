//! The environment that Lambda gives to a function's process.

use std::process::Stdio;

use tokio::process::Command;

use super::{FunctionSpec, host::Host, worker::Worker};

/// The command that starts a worker. Nothing of this process's own environment is passed on but
/// `PATH`, so that a function cannot come to lean on the developer's shell.
pub(super) fn command(host: &Host, spec: &FunctionSpec, worker: &Worker) -> Command {
    let account = &host.options.account;
    // It starts in its own folder, from where a relative path would lead elsewhere.
    let program = std::path::absolute(&spec.program).unwrap_or_else(|_| spec.program.clone());
    let mut command = Command::new(&program);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let folder = program.parent().unwrap_or(&program);
    command.env_clear().current_dir(folder);
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    let memory = spec.memory.to_string();
    // With the scheme given, the runtime's client keeps the path prefix.
    let api = format!("http://{}/{}", host.address, worker.token);
    let short = worker.token.get(..8).unwrap_or(&worker.token);
    let stream = format!("local/[$LATEST]{short}");
    let group = format!("/aws/lambda/{}", spec.name);
    let fixed: [(&str, &str); 19] = [
        ("AWS_LAMBDA_RUNTIME_API", &api),
        ("AWS_LAMBDA_FUNCTION_NAME", &spec.name),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", &memory),
        ("AWS_LAMBDA_LOG_GROUP_NAME", &group),
        ("AWS_LAMBDA_LOG_STREAM_NAME", &stream),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        ("AWS_REGION", &account.region),
        ("AWS_DEFAULT_REGION", &account.region),
        ("AWS_ACCESS_KEY_ID", "local"),
        ("AWS_SECRET_ACCESS_KEY", "local"),
        ("AWS_SESSION_TOKEN", "local"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("_HANDLER", &spec.handler),
        ("LAMBDA_TASK_ROOT", "/var/task"),
        ("LAMBDA_RUNTIME_DIR", "/var/runtime"),
        ("LANG", "en_US.UTF-8"),
        ("TZ", ":UTC"),
        // For functions that are not ours (these write none): in a log colours are noise.
        ("NO_COLOR", "1"),
    ];
    command.envs(fixed);
    if host.options.concurrency > 1 {
        command.env(
            "AWS_LAMBDA_MAX_CONCURRENCY",
            host.options.concurrency.to_string(),
        );
    }
    command.envs(&spec.environment);
    command
}
