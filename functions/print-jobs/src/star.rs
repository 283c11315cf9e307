//! Star's CloudPRNT over HTTP. A printer shows its secret as the password of HTTP Basic; its name
//! there says nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use salver::api::{Code, HttpRequest, Problem, Reply, StaffParts};
use salver::domain::id::{BranchId, PrinterId};
use salver::domain::printer::PrinterKind;
use salver::service::Refusal;
use salver::service::printing::ask::{self, Asking, Claimed};
use salver::service::printing::star;

/// The password of HTTP Basic.
fn secret(http: &HttpRequest) -> Option<String> {
    let (scheme, pair) = http.header("authorization")?.split_once(' ')?;
    let pair = scheme.eq_ignore_ascii_case("basic").then_some(pair)?;
    let pair = STANDARD.decode(pair.trim()).ok()?;
    let pair = String::from_utf8(pair).ok()?;
    let (_, secret) = pair.split_once(':')?;
    Some(secret.to_owned())
}

async fn admitted(parts: &StaffParts, http: &HttpRequest) -> Result<Asking, Problem> {
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
    Ok(ask::admit(&parts.store, who, http.now).await?)
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
    let asking = admitted(parts, http).await?;
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
    if form.is_some_and(|form| !star::is_had_as(&form)) {
        let detail = format!("Jobs are had as {} here.", star::MEDIA.mime());
        return Err(Problem::new(Code::MediaTypeRefused, detail));
    }
    let (token, machine) = (http.query("token"), http.query("mac"));
    let which = (token.as_deref(), machine.as_deref());
    let words = star::fetch(&parts.store, &asking, which, http.now).await?;
    let words = words.ok_or(Refusal::NotFound("print job"))?;
    let reply = Reply::plain(star::MEDIA.mime(), words);
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
