//! The menu in the making: edited, published, rolled back.

use std::sync::Arc;

use super::by::By;
use super::intent::{Answer, Intent};
use super::photo;
use super::refusal::Refusal;
use crate::domain::DomainError;
use crate::domain::audit::{Deed, Record};
use crate::domain::branch::Profile;
use crate::domain::draft::{
    Command, Draft, Edited, Import, MAX_PUBLISHED, MenuRules, Versions, changes,
};
use crate::domain::id::{BranchId, BrandId, StaffId};
use crate::domain::looks::Brand;
use crate::domain::menu::Menu;
use crate::domain::stock::Stock;
use crate::domain::unpriced::Unpriced;
use crate::store::{Drafting, MAX_BRANCHES, Retry, Store};

/// What lies on the desk of somebody who edits a menu.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Whose menu it is.
    pub brand: BrandId,
    /// What is to be had at the branch that is open.
    pub stock: Stock,
    /// What counts there now.
    pub published: Arc<Menu>,
    /// What will count.
    pub draft: Draft,
}

/// What a publication or a roll-back has made of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// The version that counts now.
    pub version: u64,
    /// The draft after it.
    pub draft_version: u64,
    /// How many branches sell it.
    pub branches: usize,
}

/// Reads the draft and what is published, fresh.
///
/// # Errors
/// `NotFound` for a branch without a menu; or when the store fails.
pub async fn desk(store: &Store, branch: &BranchId) -> Result<Desk, Refusal> {
    let missing = Refusal::NotFound("branch");
    let Some(stock) = store.stock(branch).await? else {
        return Err(missing);
    };
    let brand = stock.brand_id.clone();
    let (published, draft) = tokio::try_join!(
        store.published_menu(&brand, stock.menu_version),
        store.draft(&brand)
    )?;
    let published = published.ok_or(missing)?;
    let draft = draft.unwrap_or_else(|| Draft::of(&published));
    Ok(Desk {
        brand,
        stock,
        published,
        draft,
    })
}

/// The branches that sell the menu of a brand; one more than a menu is published to stands for
/// all that are above it.
///
/// # Errors
/// When the store fails.
pub async fn reach(store: &Store, brand: &BrandId) -> Result<Vec<BranchId>, Refusal> {
    Ok(store.branches_of(brand, None, MAX_BRANCHES + 1).await?)
}

/// What the draft holds that branches in other currencies would not offer, since it has no price
/// there, by the branch; nothing of branches that have all. `branches` are those of the brand.
///
/// # Errors
/// When the store fails.
pub async fn unpriced(
    store: &Store,
    desk: &Desk,
    branches: &[BranchId],
) -> Result<Vec<(Profile, Vec<Unpriced>)>, Refusal> {
    let (published, next) = (&desk.published, &desk.draft.menu);
    let abroad = store.branches_abroad(branches, next.currency).await?;
    let told = abroad.into_iter().map(|(profile, ours)| {
        let unpriced = ours.unpriced(published, next, profile.currency);
        (profile, unpriced)
    });
    Ok(told.filter(|(_, unpriced)| !unpriced.is_empty()).collect())
}

/// A brand with the branches that sell its menu, to tell all of them.
///
/// # Errors
/// `Invalid` when they are more than one commit can tell; or when the store fails.
async fn branches(store: &Store, brand: &BrandId) -> Result<(Brand, Vec<BranchId>), Refusal> {
    // First the brand: it moves on with every branch, and what was read before tells.
    let known = store.brand(brand).await?;
    let known = known.ok_or(Refusal::NotFound("brand"))?;
    let branches = reach(store, brand).await?;
    if branches.len() > MAX_BRANCHES {
        let message = format!("a menu is published to at most {MAX_BRANCHES} branches");
        return Err(DomainError::invalid("branches", message).into());
    }
    Ok((known, branches))
}

/// Edits the draft: all commands, or none. Decided on the newest draft, again when somebody
/// was faster, so that nothing of two people's edits is lost. `answer` makes the answer of
/// the draft before and after.
///
/// # Errors
/// What a command refuses or a photo that is not there, `KeyReused`, `NotFound`; or when the store fails.
pub async fn edit(
    store: &Store,
    intent: &Intent,
    branch: &BranchId,
    commands: &[Command],
    answer: impl Fn(&Draft, &Draft) -> Result<Answer, Refusal>,
    by: &By,
) -> Result<Answer, Refusal> {
    let (name, ()) = tokio::try_join!(
        name_of(store, branch, by.staff()),
        photo::require(store, commands)
    )?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let desk = desk(store, branch).await?;
        let edited = editor(by, branch, &name)?;
        let draft = match desk.draft.apply(commands, &desk.published, edited) {
            Ok(draft) => draft,
            Err(error) => return intent.replay_or(store, by.at, error).await,
        };
        let answer = answer(&desk.draft, &draft)?;
        let record = intent.record(&answer, by.at);
        let saved = store.save_draft(&desk.brand, &draft, Some(&record), by.at);
        match saved.await? {
            Drafting::Saved => return Ok(answer),
            Drafting::Answered(record) => return intent.replay(*record),
            Drafting::Again => tries.again().await?,
        }
    }
}

/// Whether something is only tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trying {
    /// Nothing is written.
    Yes,
    /// It is done.
    No,
}

/// Puts a whole set of things into the draft, all of it or nothing: what a file holds, after
/// `plan` has compared it with the draft's menu. What changes nothing makes no version. Returns
/// the draft that was written, and what `plan` tells.
///
/// # Errors
/// What `plan` refuses and what cannot be put so; or when the store fails.
pub async fn import<T, E: From<Refusal>>(
    store: &Store,
    branch: &BranchId,
    plan: impl Fn(&Menu) -> Result<(Import, T), E>,
    trying: Trying,
    by: &By,
) -> Result<(Option<Draft>, T), E> {
    let name = name_of(store, branch, by.staff()).await?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let desk = desk(store, branch).await?;
        let (import, told) = plan(&desk.draft.menu)?;
        let draft = desk.draft.import(&import, editor(by, branch, &name)?);
        let draft = draft.map_err(Refusal::from)?;
        if trying == Trying::Yes || import == Import::default() {
            return Ok((None, told));
        }
        let saved = store.save_draft(&desk.brand, &draft, None, by.at).await;
        match saved.map_err(Refusal::from)? {
            Drafting::Saved => return Ok((Some(draft), told)),
            Drafting::Answered(_) | Drafting::Again => {
                tries.again().await.map_err(Refusal::from)?;
            }
        }
    }
}

/// What a brand asks of its menu.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn rules(store: &Store, brand: &BrandId) -> Result<MenuRules, Refusal> {
    let brand = store.brand(brand).await?;
    Ok(brand.ok_or(Refusal::NotFound("brand"))?.menu_rules)
}

/// Changes what a brand asks of its menu: from the next publication on, whoever decides on one
/// at the same moment included. What is published stays.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn change_rules(
    store: &Store,
    brand: &BrandId,
    wish: MenuRules,
    by: &By,
) -> Result<MenuRules, Refusal> {
    let entry = by.entry(Record::Brand(brand.clone()), Deed::MenuRulesChanged)?;
    let entry = entry.with("stations", wish.stations);
    let mut tries = Retry::USUAL.tries();
    loop {
        let known = store.brand(brand).await?;
        let known = known.ok_or(Refusal::NotFound("brand"))?;
        if known.menu_rules == wish {
            return Ok(wish);
        }
        let next = known.clone().under(wish);
        if store.save_brand(&known, &next, &entry).await? {
            return Ok(wish);
        }
        tries.again().await?;
    }
}

/// Publishes the draft that the caller saw: from that commit on each branch of the brand
/// sells it.
///
/// # Errors
/// `DraftMoved` when it is another one by now, `MenuNotReady` with all that stands in the
/// way, `NotFound`; or when the store fails.
pub async fn publish(
    store: &Store,
    branch: &BranchId,
    draft_version: u64,
    by: &By,
) -> Result<Turned, Refusal> {
    let name = name_of(store, branch, by.staff()).await?;
    let entry = by.entry(branch, Deed::MenuPublished)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let desk = seen(store, branch, draft_version).await?;
        let (brand, branches) = branches(store, &desk.brand).await?;
        let (menu, draft) = desk
            .draft
            .publish(brand.menu_rules, editor(by, branch, &name)?)?;
        let count = changes(&desk.published, &menu)?.len();
        let entry = entry.clone().about(menu.version);
        let entry = entry
            .with("from", desk.published.version)
            .with("draft", draft_version)
            .with("changes", count)
            .with("branches", branches.len());
        if store
            .publish_menu(&brand, &menu, &draft, &branches, &entry)
            .await?
        {
            return Ok(Turned {
                version: menu.version,
                draft_version: draft.version,
                branches: branches.len(),
            });
        }
        // Whoever was faster moved the draft, which the next look tells.
        tries.again().await?;
    }
}

/// The desk, when its draft is the one that the caller saw.
async fn seen(store: &Store, branch: &BranchId, draft_version: u64) -> Result<Desk, Refusal> {
    let desk = desk(store, branch).await?;
    match desk.draft.version == draft_version {
        true => Ok(desk),
        false => Err(Refusal::DraftMoved(Box::new(desk.draft))),
    }
}

/// The published versions before one of them, or the last ones.
///
/// # Errors
/// `NotFound` for a branch without a menu; or when the store fails.
pub async fn versions(
    store: &Store,
    branch: &BranchId,
    before: Option<u64>,
) -> Result<Versions, Refusal> {
    let desk = desk(store, branch).await?;
    let current = desk.published.version;
    let Some(before) = before else {
        // The draft remembers the last ones. The first of all is 1.
        let versions = desk.draft.published;
        let more =
            versions.len() >= MAX_PUBLISHED && versions.last().is_some_and(|p| p.version > 1);
        return Ok(Versions {
            current,
            versions,
            more,
        });
    };
    let most = i32::try_from(MAX_PUBLISHED).unwrap_or(i32::MAX);
    let brand = &desk.brand;
    let mut versions = store.published_before(brand, before, most + 1).await?;
    let more = versions.len() > MAX_PUBLISHED;
    versions.truncate(MAX_PUBLISHED);
    Ok(Versions {
        current,
        versions,
        more,
    })
}

/// Lets an earlier version of the menu count again at each branch of the brand. The draft
/// stays as it is, so what was taken back can be mended and published again.
///
/// # Errors
/// `NotFound` without such a version, `DraftMoved` when somebody publishes or edits at the
/// same moment again and again; or when the store fails.
pub async fn roll_back(
    store: &Store,
    branch: &BranchId,
    version: u64,
    by: &By,
) -> Result<Turned, Refusal> {
    let entry = by.entry(branch, Deed::MenuRolledBack)?;
    let mut from = None;
    let mut tries = Retry::USUAL.tries();
    loop {
        let desk = desk(store, branch).await?;
        let was = desk.published.version;
        if *from.get_or_insert(was) != was && was != version {
            // Another menu came to count since they asked: they decide again on that one.
            return Err(Refusal::DraftMoved(Box::new(desk.draft)));
        }
        if was == version && desk.draft.base == version {
            // It counts already: asked for twice is done once.
            let branches = reach(store, &desk.brand).await?.len();
            let draft_version = desk.draft.version;
            return Ok(Turned {
                version,
                draft_version,
                branches,
            });
        }
        // The draft remembers the last ones; what was published stays for ever.
        if !desk.draft.knows(version) && store.published_menu(&desk.brand, version).await?.is_none()
        {
            return Err(Refusal::NotFound("menu version"));
        }
        let (brand, branches) = branches(store, &desk.brand).await?;
        let draft = desk.draft.based_on(version);
        let entry = entry.clone().about(version).with("from", was);
        let entry = entry.with("branches", branches.len());
        if store
            .roll_back_menu(&brand, &draft, &branches, &entry)
            .await?
        {
            return Ok(Turned {
                version,
                draft_version: draft.version,
                branches: branches.len(),
            });
        }
        tries.again().await?;
    }
}

/// What they are called, as far as the lists of those who work there know.
async fn name_of(
    store: &Store,
    branch: &BranchId,
    staff: Option<&StaffId>,
) -> Result<String, Refusal> {
    let Some(staff) = staff else {
        return Ok(String::new());
    };
    let known = store.colleague(branch, staff).await?;
    Ok(known.map_or_else(String::new, |staff| staff.name))
}

fn editor(by: &By, branch: &BranchId, name: &str) -> Result<Edited, Refusal> {
    Ok(Edited {
        by: by.staff().cloned().ok_or(Refusal::NotFound("person"))?,
        name: name.to_owned(),
        at: by.at,
        branch: branch.clone(),
    })
}
