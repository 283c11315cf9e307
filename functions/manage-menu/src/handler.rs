//! What an owner or manager edits and publishes a brand's menu with, and what all who work
//! there say about what is to be had of it.

use salver::api::operations::draft::{
    BEFORE, EDIT_DRAFT, LIST_MENU_VERSIONS, PUBLISH_MENU, PUT_MENU_RULES, READ_DRAFT,
    READ_DRAFT_CHANGES, ROLL_BACK_MENU,
};
use salver::api::{HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::domain::draft::{Draft, MAX_COMMANDS, changes};
use salver::domain::id::BranchId;
use salver::domain::topic::Topic;
use salver::service::brand;
use salver::service::intent::Answer;
use salver::service::menu::{self, Turned};
use salver::wire::draft::{DraftChanges, DraftEdited, DraftView, MenuRulesView};
use salver::wire::published::{MenuVersions, PublishedMenu};
use salver::wire::unpriced::UnpricedAt;

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_DRAFT, |parts, http| Box::pin(read(parts, http)))
        .on(&EDIT_DRAFT, |parts, http| Box::pin(edit(parts, http)))
        .on(&READ_DRAFT_CHANGES, |parts, http| {
            Box::pin(differences(parts, http))
        })
        .on(&PUT_MENU_RULES, |parts, http| Box::pin(rules(parts, http)))
        .on(&PUBLISH_MENU, |parts, http| Box::pin(publish(parts, http)))
        .on(&LIST_MENU_VERSIONS, |parts, http| {
            Box::pin(versions(parts, http))
        })
        .on(&ROLL_BACK_MENU, |parts, http| {
            Box::pin(roll_back(parts, http))
        })
}

async fn read(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize(parts, http, &branch)?;
    // Before the draft: what is announced later is in what is read after.
    let heard = [Topic::owner(&branch), Topic::menu(&staff.access.brand)];
    let topics = parts.store.sequences(&heard).await?;
    let (desk, rules) = tokio::try_join!(
        menu::desk(&parts.store, &branch),
        menu::rules(&parts.store, &staff.access.brand)
    )?;
    let beside = (&*desk.published, &desk.stock);
    let view = DraftView::of(&desk.draft, rules, beside, topics, http.now)?;
    let read_only = !brand::has_menu(&parts.store, &staff.access).await?;
    Reply::ok(&DraftView { read_only, ..view })
}

async fn edit(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_menu(parts, http, &branch).await?;
    let intent = http.intent(staff.scope(), "")?;
    let commands = http.read(&EDIT_DRAFT)?.commands;
    if !(1..=MAX_COMMANDS).contains(&commands.len()) {
        let message = format!("1 to {MAX_COMMANDS}");
        return Err(Problem::invalid("commands", message));
    }
    let location = format!("/api/v1/branches/{branch}/menu/draft");
    let answer = |before: &Draft, after: &Draft| {
        let edited = DraftEdited {
            version: after.version,
            changes: changes(&before.menu, &after.menu)?,
        };
        Answer::new(location.clone(), &edited)
    };
    let by = http.by(&staff);
    let edited = menu::edit(&parts.store, &intent, &branch, &commands, answer, &by).await?;
    Ok(Reply::answer(edited))
}

async fn differences(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize(parts, http, &branch)?;
    let desk = menu::desk(&parts.store, &branch).await?;
    let branches = menu::reach(&parts.store, &desk.brand).await?;
    // What the branches lack is told to those who may publish, and whose branches they are.
    let unpriced = match brand::has_menu(&parts.store, &staff.access).await? {
        true => menu::unpriced(&parts.store, &desk, &branches).await?,
        false => Vec::new(),
    };
    let at = |(profile, unpriced)| UnpricedAt::of(&desk.draft.menu, profile, unpriced);
    Reply::ok(&DraftChanges {
        unpriced: unpriced.into_iter().map(at).collect(),
        version: desk.draft.version,
        published_version: desk.published.version,
        changes: changes(&desk.published, &desk.draft.menu)?,
        branches: branches.len(),
    })
}

async fn rules(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_menu(parts, http, &branch).await?;
    let wish = http.read(&PUT_MENU_RULES)?.into();
    let brand = &staff.access.brand;
    let changed = menu::change_rules(&parts.store, brand, wish, &http.by(&staff)).await?;
    Reply::ok(&MenuRulesView::from(changed))
}

async fn publish(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_menu(parts, http, &branch).await?;
    let draft = http.read(&PUBLISH_MENU)?.draft_version;
    let published = menu::publish(&parts.store, &branch, draft, &http.by(&staff)).await?;
    let location = format!("/api/v1/branches/{branch}/menu");
    Reply::created(&location, &published_menu(&published))
}

async fn versions(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let before = http.number(&BEFORE)?.map(u64::from);
    let page = menu::versions(&parts.store, &branch, before).await?;
    Reply::ok(&MenuVersions::from(page))
}

async fn roll_back(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_menu(parts, http, &branch).await?;
    let version = http.read(&ROLL_BACK_MENU)?.version;
    let turned = menu::roll_back(&parts.store, &branch, version, &http.by(&staff)).await?;
    Reply::ok(&published_menu(&turned))
}

fn published_menu(turned: &Turned) -> PublishedMenu {
    PublishedMenu {
        version: turned.version,
        draft_version: turned.draft_version,
        branches: turned.branches,
    }
}
