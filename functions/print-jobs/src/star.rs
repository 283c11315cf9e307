//! Star's CloudPRNT over HTTP. A printer shows its secret as the password of HTTP Basic; its name
//! there says nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use salver::api::{Code, HttpRequest, Problem, Reply, StaffParts};
use salver::domain::id::{BranchId, PrinterId};
use salver::domain::printer::PrinterKind;
use salver::service::Refusal;
use salver::service::printing::ask::{self, Asking, Claimed};
use salver::service::printing::star::{self, Media};
use salver_picture::picture;

/// The password of HTTP Basic.
fn secret(http: &HttpRequest) -> Option<String> {
    let (scheme, pair) = http.header("authorization")?.split_once(' ')?;
    let pair = scheme.eq_ignore_ascii_case("basic").then_some(pair)?;
    let pair = STANDARD.decode(pair.trim()).ok()?;
    let pair = String::from_utf8(pair).ok()?;
    let (_, secret) = pair.split_once(':')?;
    Some(secret.to_owned())
}

/// Who asks; `None` for a poll too often. What follows from an offer is never too often.
async fn admitted_if(
    parts: &StaffParts,
    http: &HttpRequest,
    is_poll: bool,
) -> Result<Option<Asking>, Problem> {
    let branch: BranchId = http.id("branch")?;
    let printer: PrinterId = http.id("printer")?;
    let secret = secret(http);
    let who = Claimed {
        branch: &branch,
        printer: &printer,
        kind: PrinterKind::StarCloudprnt,
        secret: secret.as_deref(),
        address: http.origin().address,
    };
    if is_poll && who.asks_too_often(http.now) {
        return Ok(None);
    }
    Ok(Some(ask::admit(&parts.store, who, http.now).await?))
}

async fn admitted(parts: &StaffParts, http: &HttpRequest) -> Result<Asking, Problem> {
    let asking = admitted_if(parts, http, false).await?;
    Ok(asking.ok_or(Refusal::NotFound("print job"))?)
}

/// A printer that was not told to show its secret shows it when it is asked to.
fn challenged(answer: Result<Reply, Problem>, http: &HttpRequest) -> Result<Reply, Problem> {
    match answer {
        Err(problem) if problem.code == Code::Unauthenticated => {
            let reply = Reply::problem(&problem, http.request_id());
            Ok(reply.header("www-authenticate", r#"Basic realm="printer""#))
        }
        other => other,
    }
}

/// It says how it is, and hears whether there is a job.
pub async fn poll(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    challenged(polled(parts, http).await, http)
}

async fn polled(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let Some(asking) = admitted_if(parts, http, true).await? else {
        return Reply::ok(&star::offer(None));
    };
    let job = star::poll(&parts.store, &asking, http.body()?, http.now).await?;
    Reply::ok(&star::offer(job.as_ref()))
}

/// It fetches its job, or, where the query says so, confirms it.
pub async fn fetch(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let answer = match http.query("delete") {
        Some(_) => confirmed(parts, http).await,
        None => fetched(parts, http).await,
    };
    challenged(answer, http)
}

async fn fetched(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let asking = admitted(parts, http).await?;
    let form = http.query("type");
    let asked = form.as_deref().map(Media::asked);
    if asked == Some(None) {
        let had = [Media::Text, Media::Png].map(Media::mime).join(" or ");
        let detail = format!("Jobs are had as {had} here.");
        return Err(Problem::new(Code::MediaTypeRefused, detail));
    }
    let (token, machine) = (http.query("token"), http.query("mac"));
    let which = (token.as_deref(), machine.as_deref());
    let job = star::fetch(&parts.store, &asking, which, http.now).await?;
    let job = job.ok_or(Refusal::NotFound("print job"))?;
    let media = asked.flatten().unwrap_or_else(|| star::media(&job));
    let reply = match media {
        Media::Text => Reply::plain(media.mime(), star::words(&job)),
        Media::Png => {
            let png = picture(&job.slip, job.paper).png();
            let png = png.map_err(|error| {
                Problem::new(Code::Internal, "The slip could not be drawn.").because(error)
            })?;
            Reply::bytes(media.mime(), png)
        }
    };
    Ok(reply.header("x-star-cut", "partial; feed=true"))
}

/// It says how its job went.
pub async fn confirm(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    challenged(confirmed(parts, http).await, http)
}

async fn confirmed(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let asking = admitted(parts, http).await?;
    let (token, code) = (http.query("token"), http.query("code"));
    let said = (token.as_deref(), code.as_deref());
    star::confirm(&parts.store, &asking, said, http.now).await?;
    Ok(Reply::plain("text/plain", String::new()))
}
