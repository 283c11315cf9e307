//! How the branch works: read and change.

use salver::api::{App, Call, Problem, Reply, staff_access};
use salver::domain::DomainError;
use salver::domain::audit::{AuditEntry, Deed};
use salver::domain::branch::Profile;
use salver::domain::id::BranchId;
use salver::domain::role::Permission;
use salver::domain::settings::{ChangeSettings, Settings};
use salver::store::StoreError;
use salver::wire::branch::{BranchSettings, ChangeBranchRequest};

/// How often a change is made again when another one was faster.
const MAX_TRIES: u32 = 5;

/// The branch's profile, fresh.
pub async fn profile(app: &App, branch: &BranchId) -> Result<Profile, Problem> {
    let profile = app.store().profile(branch).await?;
    profile.ok_or_else(|| Problem::not_found("branch"))
}

/// Answers with the settings.
pub async fn read(app: &App, call: &Call) -> Result<Reply, Problem> {
    let branch: BranchId = call.id("branch")?;
    staff_access::authorize(app, call, &branch, Permission::ManageBranch)?;
    Reply::ok(&BranchSettings::from(&profile(app, &branch).await?))
}

/// Changes the settings; they count from the next order on.
pub async fn change(app: &App, call: &Call) -> Result<Reply, Problem> {
    let branch: BranchId = call.id("branch")?;
    let staff = staff_access::authorize_write(app, call, &branch, Permission::ManageBranch).await?;
    let request: ChangeBranchRequest = call.json()?;
    let wish = ChangeSettings::from(&request);
    let entry = call.entry(&branch, &staff, Deed::SettingsChanged)?;
    for _ in 0..MAX_TRIES {
        let known = profile(app, &branch).await?;
        if let Some(expected) = request.version.filter(|v| *v != known.version) {
            let actual = known.version;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        let settings = known.settings().change(&wish)?;
        if settings == known.settings() {
            // It works so already: no reason to have every function read it again.
            return Reply::ok(&BranchSettings::from(&known));
        }
        let entry = moves(entry.clone(), &known.settings(), &settings);
        let next = known.with(settings);
        if app.store().noting(entry).save_profile(&next).await? {
            return Reply::ok(&BranchSettings::from(&next));
        }
    }
    Err(StoreError::Contended.into())
}

/// The entry with what each setting that changed was, and what it is now.
fn moves(entry: AuditEntry, from: &Settings, to: &Settings) -> AuditEntry {
    let both = named(from).into_iter().zip(named(to));
    let changed = both.filter(|(from, to)| from != to);
    changed.fold(entry, |entry, ((name, from), (_, to))| {
        entry.with(name, format!("{from} -> {to}"))
    })
}

fn named(settings: &Settings) -> [(&'static str, String); 4] {
    [
        ("auto_accept", settings.auto_accept.to_string()),
        ("urgent_minutes", settings.urgent_minutes.to_string()),
        ("critical_minutes", settings.critical_minutes.to_string()),
        ("table_list", settings.table_list.to_string()),
    ]
}
