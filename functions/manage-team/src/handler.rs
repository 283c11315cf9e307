//! What an owner or manager runs the team with: who works where, invitations, what colleagues
//! become, new passwords, leaving.

use salver::api::operations::team::{
    CHANGE_MEMBER, INVITE, NEXT_PAGE, OFFER_RESET, PART_WITH_MEMBER, READ_TEAM, WITHDRAW_INVITATION,
};
use salver::api::{HttpRequest, Problem, Reply, Router, StaffGate, StaffParts, staff};
use salver::domain::id::{BranchId, LinkId, StaffId};
use salver::domain::team::Post;
use salver::service::intent::Answer;
use salver::service::team::{self, Made};
use salver::wire::team::{LinkMade, Team};

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_TEAM, |parts, http| Box::pin(read(parts, http)))
        .on(&INVITE, |parts, http| Box::pin(invite(parts, http)))
        .on(&WITHDRAW_INVITATION, |parts, http| {
            Box::pin(withdraw(parts, http))
        })
        .on(&CHANGE_MEMBER, |parts, http| Box::pin(change(parts, http)))
        .on(&PART_WITH_MEMBER, |parts, http| {
            Box::pin(part_with(parts, http))
        })
        .on(&OFFER_RESET, |parts, http| {
            Box::pin(offer_reset(parts, http))
        })
}

async fn read(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize(parts, http, &branch)?;
    let after: Option<BranchId> = http.cursor(&NEXT_PAGE)?;
    let by = http.by(&staff);
    let page = team::list(&parts.store, &staff.access.brand, after.as_ref(), &by).await?;
    Reply::ok(&Team::from(page))
}

async fn invite(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let intent = http.intent(staff.scope(), "")?;
    let request = http.read(&INVITE)?;
    let post = Post::of(request.role, request.branches)?;
    let wish = (&staff.access.brand, &request.name, &post);
    let by = http.by(&staff);
    let made = team::invite(&parts.store, parts.staff_key(), &intent, wish, &by).await?;
    answer(&branch, made)
}

async fn withdraw(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: LinkId = http.id("invitation")?;
    team::withdraw(&parts.store, (&staff.access.brand, &id), &http.by(&staff)).await?;
    Ok(Reply::no_content())
}

async fn change(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: StaffId = http.id("person")?;
    let request = http.read(&CHANGE_MEMBER)?;
    let post = Post::of(request.role, request.branches)?;
    let who = (&staff.access.brand, &id);
    team::change(&parts.store, who, &post, &http.by(&staff)).await?;
    Ok(Reply::no_content())
}

async fn part_with(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: StaffId = http.id("person")?;
    team::part_with(&parts.store, (&staff.access.brand, &id), &http.by(&staff)).await?;
    Ok(Reply::no_content())
}

async fn offer_reset(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: StaffId = http.id("person")?;
    // With the person in it: the same key for somebody else is another request.
    let intent = http.intent(staff.scope(), &format!(" {id}"))?;
    let who = (&staff.access.brand, &id);
    let by = http.by(&staff);
    let made = team::offer_reset(&parts.store, parts.staff_key(), &intent, who, &by).await?;
    answer(&branch, made)
}

fn answer(branch: &BranchId, made: Made) -> Result<Reply, Problem> {
    let location = format!("/api/v1/branches/{branch}/team");
    let answer = Answer::new(location, &LinkMade::from(&made))?;
    Ok(Reply::answer(Answer {
        replayed: made.replayed,
        ..answer
    }))
}
